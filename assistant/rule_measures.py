"""Rules on what is measured: a bound in any unit, by size, and what is owed past it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import quantities
from assistant.quantities import Comparison, Quantity, Unit
from assistant.rule_amounts import is_numeric, owed_column, owed_past
from assistant.rule_bound import Binding
from assistant.rule_cases import Choice, choices, filters
from assistant.rule_model import Limit, Rule, RuleKind
from assistant.rule_sizes import by_size
from assistant.table_columns import Column
from assistant.tables import Table
from ingest.model import DocumentKind

_UNIT = (
    r"(?P<unit>[A-Za-zμΩ°℃²³/·%％]{1,10}|秒钟?|分贝|兆帕|千帕|毫米|厘米|毫克|摄氏度|伏|安|欧|转|度)"
)
_PLAIN_UNIT = _UNIT.replace("?P<unit>", "?:")
_CASE = re.compile(
    rf"(?P<near>[^，。；：]*?)(?P<number>\d+(?:\.\d+)?)\s*{_UNIT}(?=$|[，、。；（(]|方可|才|的|为)"
)
_LISTED = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,14}?)的?(?P<bound>上限|下限|限值|最高|最低)(?:值|为|是)*[：:]?\s*(?P<cases>[^。；]+)"
)
_BOUND = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,14}?)(?:均|都)?(?:不得|不能|不应|不可|不许|不准|应|须|要)?"
    r"(?P<bound>不?(?:高于|超过|大于|低于|小于|少于)|达到|至少|≤|≥)\s*(?P<cases>[^，。；]+)"
)
_LEAST = re.compile(r"下限|最低|低于|小于|少于|达到|至少|≥")


def measured(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield the bound of a measured number: 噪声上限：20吨及以下65分贝，20吨以上72分贝."""
    between = _RANGE.search(sentence)
    if between:
        yield _between(between, base)
        return
    for pattern in (_LISTED, _BOUND):
        for match in pattern.finditer(sentence):
            least = _LEAST.search(match["bound"]) is not None
            limits = tuple(_limits(match["cases"], match.start("cases"), least=least))
            if limits:
                duty = owed_past(sentence, match.start())
                ends = match["what"]
                yield replace(base, kind=RuleKind.MEASURED, ends=ends, limits=limits, duty=duty)
                return


_RANGE = re.compile(
    rf"(?P<what>[\u4e00-\u9fff]{{2,14}}?)(?:均|都)?(?:应当?|须|必须|要|得)?"
    rf"(?:保持|控制|维持|稳定|介于)(?:在|于)?\s*(?P<low>-?\d+(?:\.\d+)?)\s*(?:{_PLAIN_UNIT})?"
    r"\s*[至到~～—–-]{1,2}\s*"
    rf"(?P<high>-?\d+(?:\.\d+)?)\s*(?:{_UNIT})?(?=$|[，、。；（(]|之间|范围)"
)


def _between(match: re.Match[str], base: Rule) -> Rule:
    """Return a bound on both sides: 余氯保持在0.3至0.5mg/L之间."""
    low, high = float(match["low"]), float(match["high"])
    start, end = match.start("low"), match.end()
    text = match.string[start:end]
    quantity = Quantity(high, low, Unit.OTHER, Comparison.AROUND, start, end, text)
    limit = Limit(quantity, "", match["what"])
    return replace(base, kind=RuleKind.MEASURED, ends=match["what"], limits=(limit,))


def _limits(cases: str, offset: int, *, least: bool) -> Iterator[Limit]:
    comparison = Comparison.AT_LEAST if least else Comparison.AT_MOST
    for match in _CASE.finditer(cases):
        at = match.start("number")
        if any(q.is_time and q.start <= at < q.end for q in quantities.find(cases)):
            continue
        if match["near"].endswith("的"):
            continue  # a share of something else (管理岗的10%) is no number of its own
        value = float(match["number"])
        first, last = offset + at, offset + match.end()
        text = cases[at : match.end()]
        quantity = Quantity(value, value, Unit.OTHER, comparison, first, last, text)
        yield Limit(quantity, match["near"].strip(), match["near"].strip(), match["near"])


def bind_measured(rule: Rule, table: Table) -> Binding | None:
    """Bind the bound of a measured number to the column of that name, None if there is none."""
    if table.document.kind is not DocumentKind.RECORD_LOG:
        return None
    end = next((c for c in table.columns if _is_called(c, rule) and is_numeric(c, table)), None)
    if end is None:
        return None
    one = (Choice(rule.limits[0].quantity),) if len(rule.limits) == 1 else ()
    found = one or by_size(rule.limits, table) or choices(rule.limits, table)
    if not found:
        return None
    used = {end.index, *(choice.column.index for choice in found if choice.column)}
    owed = owed_column(rule, table, used)
    scope = filters(rule.text[: rule.text.find(rule.ends)], table, used, onsite=False)
    return Binding(rule, table, None, end, found, scope, columns=(owed,) if owed else ())


def _is_called(column: Column, rule: Rule) -> bool:
    """Whether a column bears the name of what is measured, its unit left out."""
    bare = "".join(re.findall(r"[\u4e00-\u9fff]{2,}", re.sub(r"[（(].*", "", column.leaf)))
    bare = _COUNTS.sub("", bare)
    return (
        len(bare) >= _NAME_CHARS
        and column.role is None
        and not column.is_time
        and bare in rule.ends
    )


_NAME_CHARS = 2
_COUNTS = re.compile(r"(?:秒数|毫米|分贝)$")

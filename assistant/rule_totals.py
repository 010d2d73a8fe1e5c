"""Rules on what several cells make together: a mean or a sum by month, a rate by formula."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import quantities, times
from assistant.quantities import Comparison, Quantity
from assistant.roles import Role
from assistant.rule_amounts import BARE_UNIT, is_numeric
from assistant.rule_bound import Binding
from assistant.rule_cases import Choice
from assistant.rule_model import Limit, Rule, RuleKind
from assistant.rule_subjects import pairs, same_subject
from assistant.table_columns import Column
from assistant.tables import Table
from ingest.model import DocumentKind

TOGETHER = re.compile(r"平均|均[分值]|合计|累计|总[共计数分]|加起来")
"""Words by which a number is that of several rows."""
MEAN = re.compile(r"平均|均[分值]")
_BY_MONTH = re.compile(r"每个?月|月度|当月|按月|各月|逐月|全月|每月份?")
_BOUND = re.compile(
    r"(?:不(?:得|应|能|可|准)?(?:低于|少于|小于|超过|大于|高于|多于)|至少|最少|不到|达到|≥|≤)\s*(?:了|要)?$"
)
_LEAST = re.compile(r"低于|少于|小于|至少|最少|达到|≥")
_PERSON = re.compile(
    r"每(?:一)?(?:名|位|个)?(?P<who>人|[\u4e00-\u9fff]{2,4}?)(?=每|各|当|的|月|在)"
)
_FORMULA = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:的?算法)?(?:[=＝]|按|等于|是指|[＝=]为)(?P<formula>[^，。；：=＝]*?"
    r"(?:÷|/|除以)[^，。；：=＝]+)"
)
_SIGNS = {"÷": "/", "×": "*", "－": "-", "＋": "+", "（": "(", "）": ")", "—": "-", "–": "-"}


def totals(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield bounds on a mean or a sum by the month: 月度平均分不低于8.5分."""
    for quantity in _bounded(sentence):
        words = re.split(r"[，。；：、]", sentence[: quantity.start])[-1]
        if TOGETHER.search(words) and _BY_MONTH.search(words):
            limit = Limit(quantity, "", words)
            yield replace(base, kind=RuleKind.TOTAL, ends=words, limits=(limit,))
            return


def rates(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield a bound on a rate whose formula the sentence tells: 完好率=（总-停）÷总."""
    formula = _FORMULA.search(sentence)
    for quantity in _bounded(sentence) if formula else ():
        words = re.split(r"[，。；：、]", sentence[: quantity.start])[-1]
        if formula and set(pairs(formula["name"])) & pairs(words):
            limit = Limit(quantity, "", words)
            told = formula["formula"]
            yield replace(base, kind=RuleKind.RATE, ends=words, limits=(limit,), listed=(told,))
            return


def _bounded(sentence: str) -> Iterator[Quantity]:
    for quantity in quantities.find(sentence):
        bound = _BOUND.search(sentence[: quantity.start])
        if bound:
            least = _LEAST.search(bound.group()) is not None
            side = Comparison.AT_LEAST if least else Comparison.AT_MOST
            yield replace(quantity, comparison=side)


def bind_total(rule: Rule, table: Table) -> Binding | None:
    """Bind a bound on a mean or a sum to the numbers of a log with several rows a month."""
    if table.document.kind is not DocumentKind.RECORD_LOG or not same_subject(rule, table):
        return None
    month = _month(table)
    value = _value(rule, table)
    if month is None or value is None or month.index == value.index:
        return None
    person = _PERSON.search(rule.ends)
    each = _named_after(person["who"], table) if person else None
    if person and each is None:
        return None
    columns = (each,) if each else ()
    choice = Choice(rule.limits[0].quantity)
    return Binding(rule, table, month, value, (choice,), columns=columns)


def _month(table: Table) -> Column | None:
    """Return the column of the month, or the first of days; it must have several rows for one."""
    by_period = table.first(Role.PERIOD)
    days = (c for c in table.columns if c.is_time and c.role is not Role.VALID_UNTIL)
    found = by_period or next(days, None)
    if found is None or (by_period is not None and not _is_monthly(by_period, table)):
        return None
    cells = [row.cells[found.index].strip() for row in table.rows]
    return found if found.is_time or len(set(cells)) < len(cells) else None


def _is_monthly(column: Column, table: Table) -> bool:
    spans = [
        span
        for row in table.rows[:_SEEN]
        for cell in [row.cells[column.index].strip()]
        if (span := times.period(cell) or times.period(f"{table.year or 2000}年{cell}"))
    ]
    return bool(spans) and all((span.last - span.first).days <= _LONGEST for span in spans)


_SEEN, _LONGEST = 80, 31


def _value(rule: Rule, table: Table) -> Column | None:
    """Return the numbers that a rule is about: by their name, else the overall score."""
    rows = [c for c in table.columns if not c.is_time and c.role in (None, Role.FEE)]
    rows = [c for c in rows if is_numeric(c, table)]
    said = [c for c in rows if len(bare := BARE_UNIT.sub("", c.leaf)) > 1 and bare in rule.ends]
    if said or not rule.limits[0].quantity.text.endswith("分"):
        return said[0] if said else None
    if not _alike(rule, table):
        return None
    scores = [c for c in rows if _SCORE.search(c.leaf)]
    return next((c for c in scores if _OVERALL.search(c.leaf)), scores[0] if scores else None)


_SCORE = re.compile(r"分$|分数|得分|评分|打分|[（(]分[）)]")
_OVERALL = re.compile(r"综合|总|整体|满意")
_ASKED = re.compile(r"满意|打分|评分|评价|问卷|调查")


def _alike(rule: Rule, table: Table) -> bool:
    """Whether rule and log are both of what customers think, or share words."""
    own = f"{table.sheet} {table.intro}"
    asked = _ASKED.search(rule.text) and _ASKED.search(own)
    return bool(asked or pairs(rule.text) & pairs(own))


def _named_after(who: str, table: Table) -> Column | None:
    words = "姓名|人员" if who == "人" else f"{re.escape(who)}|姓名|人员"
    return next((c for c in table.columns if re.search(words, c.leaf)), None)


def bind_rate(rule: Rule, table: Table) -> Binding | None:
    """Bind a rate to the columns that its formula names, None if one is missing."""
    if table.document.kind is not DocumentKind.RECORD_LOG:
        return None
    found = [_column(name, table) for name in names_of(rule.listed[0])]
    columns = tuple(column for column in found if column is not None)
    if len(columns) < len(found) or not columns:
        return None
    choice = Choice(rule.limits[0].quantity)
    return Binding(rule, table, None, columns[0], (choice,), columns=columns)


def names_of(formula: str) -> list[str]:
    """Return the names in a formula, each once, in order."""
    return list(dict.fromkeys(_NAME.findall(formula.replace("除以", "÷"))))


_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9]*")


def _column(name: str, table: Table) -> Column | None:
    plain = BARE_UNIT.sub("", name)
    alike = (c for c in table.columns if c.leaf.strip() == name or _plain(c.leaf) == plain)
    return next((c for c in alike if is_numeric(c, table)), None)


def _plain(name: str) -> str:
    return BARE_UNIT.sub("", re.sub(r"[（(][^）)]*[）)]$", "", name.strip()))


def arithmetic(formula: str) -> str:
    """Return a formula in plain signs: （总-停）÷总 -> (总-停)/总."""
    plain = formula.replace("除以", "/").replace("×100%", "").replace("*100%", "")
    return "".join(_SIGNS.get(char, char) for char in plain)

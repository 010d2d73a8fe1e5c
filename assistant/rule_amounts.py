"""Rules on numbers that stand in a column: a score, an amount, a length of time already counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant import numerals, quantities
from assistant.quantities import Comparison, Quantity, Unit
from assistant.roles import Role, core, events_in
from assistant.rule_bound import Binding
from assistant.rule_cases import Choice, choices, filters
from assistant.rule_columns import literal
from assistant.rule_model import Limit, Rule, RuleKind
from assistant.rule_subjects import pairs, same_subject
from assistant.table_columns import Column, is_blank
from assistant.tables import Table
from ingest.model import DocumentKind

_BOUNDS = (Comparison.AT_LEAST, Comparison.AT_MOST)
_SUBJECT_CHARS = 16
_MUST = re.compile(
    r"(?:不(?:得|应|能|可|准)?(?:低于|少于|小于|短于|超过|大于|高于|多于)|至少|最少|(?:应当?|须|必须|要|得)达到?|≥|>=|≤|<=)(?:[^，。；\d的]{1,4})?\s*$"
)
"""以上 and 以下 behind a number name a case, these before it a duty."""
_FULL = re.compile(r"(?:(?<![期未不届年额])满|(?<![不能])够)\s*$")
_CASE = re.compile(r"\s*(?:以上|之?后|以后|[的起前仍未时]|[，。]?仍)")
"""满30天的, 满一年后 name a case."""
_LEAST = re.compile(r"不(?:得|应|能|可|准)?(?:低于|少于|小于|短于)|.{1,2}达|至少|最少|≥|>=")
_COUNTED = re.compile(r"[人名家户台次条件个份套张]")
_ELAPSED = re.compile(
    r"时长|用时|耗时|历时|分钟|小时|天数|工时|间隔|duration|elapsed|_min(?:ute)?s?$|_h(?:ou)?rs?$|_days?$"
    r"|[（(](?:min|h|d|天|分|时|小时|分钟)[）)]",
    re.IGNORECASE,
)
_UNITS: tuple[tuple[str, Unit], ...] = (
    (r"分钟|[（(](?:min|分)[）)]|_min(?:ute)?s?$|minute", Unit.MINUTE),
    (r"小时|[（(](?:h|时)[）)]|_h(?:ou)?rs?$|hour", Unit.HOUR),
    (r"天数|[（(](?:d|天|日)[）)]|_days?$|day", Unit.DAY),
)
_NUMERIC_SHARE = 0.6
"""A column of numbers holds at least this share of them among its filled cells (assumed)."""
_SAMPLE = 80


def amount(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield how small or large a number must be: 考核成绩不得低于80分."""
    for quantity in quantities.find(sentence):
        if _FULL.search(sentence[: quantity.start]) and not _CASE.match(sentence, quantity.end):
            quantity = replace(quantity, comparison=Comparison.AT_LEAST)
        elif (bound := _MUST.search(sentence[: quantity.start])) is None:
            continue
        elif quantity.comparison not in _BOUNDS:
            least = _LEAST.match(bound.group()) is not None
            side = Comparison.AT_LEAST if least else Comparison.AT_MOST
            quantity = replace(quantity, comparison=side)
        words = re.split(r"[，。；：、]", sentence[: quantity.start])[-1]
        limit = Limit(quantity, "", words)
        duty = owed_past(sentence, quantity.end)
        ends = words[-_SUBJECT_CHARS:]
        yield replace(base, kind=RuleKind.AMOUNT, ends=ends, limits=(limit,), duty=duty)


def owed_past(sentence: str, start: int) -> str:
    """Return what is owed past a bound, "" if the sentence does not say: 超过的先报批."""
    owed = _OWED.search(sentence, start)
    return owed["duty"] if owed else ""


_OWED = re.compile(
    r"(?:超过|超出|高于|超|低于|不到)(?:上限|下限|限值|标准|的?部分|这个数)?的?[，,]?[^。；]{0,8}?(?:开|填|办|写|登|先|须|应|要|报)(?P<duty>[^，。；]{2,8})"
)


def bind_amount(rule: Rule, table: Table) -> Binding | None:
    """Bind a bound on a number to the column of numbers that its words name."""
    if table.document.kind is not DocumentKind.RECORD_LOG or not same_subject(rule, table):
        return None
    quantity = rule.limits[0].quantity
    rows = [
        c
        for c in table.columns
        if c.role in (None, Role.FEE) and not c.is_time and is_numeric(c, table)
    ]
    written = quantity.text.lstrip("0123456789.零一二三四五六七八九十百")
    rows = [c for c in rows if _same_unit(c, quantity, written)]
    named = [(_called(c, rule.ends) or 2 * (c.leaf.strip() == written), c) for c in rows]
    best, column = max(named, key=lambda pair: pair[0], default=(0, None))
    if column is None or best < 2:
        return None
    if _TOGETHER.search(rule.ends) and not _TOGETHER.search(column.leaf):
        return None
    owed = owed_column(rule, table, {column.index})
    columns = (owed,) if owed else ()
    return Binding(rule, table, None, column, (Choice(quantity),), columns=columns)


_TOGETHER = re.compile(r"平均|均[分值]|合计|累计|加起来")
"""A bound on several rows together is none on each of them."""


def owed_column(rule: Rule, table: Table, used: set[int]) -> Column | None:
    """Return the column of what is owed past the bound: 处理单号 of 开处理单."""
    free = [c for c in table.columns if c.index not in used and c.role is not Role.ID]
    known = [(len(pairs(core(c.leaf)) & pairs(rule.duty)), c) for c in free if rule.duty]
    best, column = max(known, key=lambda pair: pair[0], default=(0, None))
    return column if best else None


BARE_UNIT = re.compile(r"[（(]?(?:分钟|小时|天数|天|分数|分|公斤|千克|公里|元|数|次数|%|％)[）)]?$")


def _called(column: Column, phrase: str) -> int:
    """Return how many characters of a column's name, its unit left out, stand in a phrase."""
    bare = BARE_UNIT.sub("", column.leaf.strip())
    if re.search(r"每[台次件户个单]", column.leaf):
        return 0
    return literal(column, phrase) or (len(bare) if len(bare) >= 2 and bare in phrase else 0)


def _same_unit(column: Column, quantity: Quantity, written: str) -> bool:
    """Whether a column can hold what a rule counts: persons not in a column of scores."""
    if quantity.unit is Unit.PERCENT:
        return re.search(r"率|比|占|%|％", column.leaf) is not None
    if quantity.is_time:
        return unit_of(column.leaf) in (None, quantity.unit)
    return not _COUNTED.fullmatch(written[-1:]) or bool(
        re.search(r"数|量", column.leaf) or written[-1:] in column.leaf
    )


def bind_elapsed(rule: Rule, table: Table) -> Binding | None:
    """Bind a time limit to a column in which the time that passed is written as a number."""
    wanted = events_in(rule.ends)
    if not wanted or not same_subject(rule, table):
        return None
    columns = (
        c
        for c in table.columns
        if not c.is_time
        and _ELAPSED.search(c.leaf)
        and not re.search(r"\d", c.leaf)
        and any(role in wanted for role in events_in(c.leaf))
        and is_numeric(c, table)
        and (unit_of(c.leaf) or _has_units(c, table))
        and not (unit_of(c.leaf) is Unit.MINUTE and rule.limits[0].quantity.unit is Unit.WORKDAY)
    )
    end = next(columns, None)
    found = choices(rule.limits, table) if end else ()
    if end is None or not found:
        return None
    used = {end.index, *(choice.column.index for choice in found if choice.column)}
    scope = filters(rule.limits[0].head, table, used, onsite=False)
    return Binding(rule, table, None, end, found, scope)


def floor_column(rule: Rule, table: Table) -> Column | None:
    """Return the column of the least number; a rule's own word for it must be its name."""
    if not rule.begins:
        return table.first(Role.SAFE_STOCK)
    named = (c for c in table.columns if _names(c, rule.begins) and is_numeric(c, table))
    return next(named, None)


def counted_column(rule: Rule, table: Table, least: Column) -> Column | None:
    """Return the column that must hold the least number: by its role, its name, or alone."""
    others = [c for c in table.columns if c.index != least.index and c.role is not Role.ID]
    rows = [c for c in others if not c.is_time and is_numeric(c, table)]
    stock = next((c for c in rows if c.role is Role.STOCK), None)
    named = next((c for c in rows if rule.begins and _names(c, rule.ends)), None)
    alone = rows[0] if rule.begins and len(rows) == 1 else None
    return stock or named or alone


def _names(column: Column, phrase: str) -> bool:
    """Whether a phrase says a column's name, its unit left out."""
    bare = re.sub(r"[（(][^）)]*[）)]", "", column.leaf).strip()
    return len(bare) >= _NAMED and (bare in phrase or phrase.strip() == bare.rstrip("数量"))


_NAMED = 2


def unit_of(name: str) -> Unit | None:
    """Return the unit of time that a column's name states."""
    return next((u for words, u in _UNITS if re.search(words, name, re.IGNORECASE)), None)


def hours_in(cell: str, unit: Unit | None) -> float | None:
    """Return the hours that a cell states (90, 1.5h, 2小时15分钟), None if it states none."""
    whole = numerals.duration(cell)
    if whole is not None and not re.fullmatch(r"[\d.\s]+", cell):
        return whole.total_seconds() / 3600
    found: Sequence[Quantity] = [q for q in quantities.find(cell) if q.is_time]
    if found:
        return sum(q.value * _HOURS[q.unit] for q in found if q.unit in _HOURS)
    bare = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*", cell)
    return float(bare[1]) * _HOURS[unit] if bare and unit in _HOURS else None


_HOURS = {Unit.MINUTE: 1 / 60, Unit.HOUR: 1.0, Unit.DAY: 24.0}


def is_numeric(column: Column, table: Table) -> bool:
    """Tell whether a column holds numbers, with or without their unit."""
    filled = _filled(column, table)
    hits = sum(1 for cell in filled if re.match(r"\s*[-+¥￥]?\d", cell))
    return bool(filled) and hits >= _NUMERIC_SHARE * len(filled)


def _has_units(column: Column, table: Table) -> bool:
    filled = _filled(column, table)
    return any(hours_in(cell, None) is not None for cell in filled)


def _filled(column: Column, table: Table) -> list[str]:
    cells = (row.cells[column.index] for row in table.rows[:_SAMPLE])
    return [cell for cell in cells if not is_blank(cell)]

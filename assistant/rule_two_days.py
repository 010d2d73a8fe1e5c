"""A time limit on a table of its subject with just two days: where it begins, where it ends."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant import times
from assistant.roles import LAST, Role, core, events_in
from assistant.rule_bare import PREVIOUS
from assistant.rule_bound import Binding
from assistant.rule_cases import Choice, choices
from assistant.rule_columns import AGREED, literal, opening
from assistant.rule_grid import by_grid
from assistant.rule_model import Rule, RuleKind
from assistant.rule_sizes import by_size
from assistant.rule_subjects import is_other_case, pairs, same_subject, subjects, table_subjects
from assistant.table_columns import Column
from assistant.tables import Table
from ingest.model import DocumentKind

_ASIDE = (*AGREED, Role.VALID_UNTIL, Role.PERIOD)
_IN_ORDER = 0.8
"""In at least this share of the rows the first day must not lie after the second (assumed)."""


def bind_alone(rules: Iterable[Rule], grid: Sequence[Table]) -> Iterator[Binding]:
    """Yield time limits that no column's name answers, on the tables that their words name.

    What a column holds tells then what its name does not: of two days the earlier one begins.
    """
    for rule in rules:
        if rule.kind is not RuleKind.WITHIN or not rule.limits or rule.bare:
            continue
        near = [(_shared(rule, table), table) for table in grid]
        most = max((shared for shared, _ in near), default=0)
        noted = [bound for table in grid if (bound := _since(rule, table)) is not None]
        yield from noted
        for shared, table in near if not noted else ():
            if shared and shared == most and (bound := _on(rule, table)) is not None:
                yield bound


def _shared(rule: Rule, table: Table) -> int:
    """Return how many telling pairs of a rule's words stand in what the table calls itself."""
    if table.document.kind is not DocumentKind.RECORD_LOG:
        return 0
    return len(pairs(rule.text) & pairs(table.intro or table.document.file))


def _on(rule: Rule, table: Table) -> Binding | None:
    days = [c for c in table.columns if c.is_time and c.role not in _ASIDE]
    if len(days) != 2 or not same_subject(rule, table) or is_other_case(rule, table):
        return None
    start, end = days
    if not _in_order(table, start, end) or not _may_end(rule, start, end):
        return None
    found = choices(rule.limits, table) or by_size(rule.limits, table)
    found = found or by_grid(rule.limits, table)
    return Binding(rule, table, start, end, found) if found else None


def _since(rule: Rule, table: Table) -> Binding | None:
    """Bind a rule whose clock starts for all rows on the day in the table's title."""
    days = list(_NOTED.finditer(table.intro))
    begun = [m for m in days if set(m["what"]) & set(rule.begins) - _COMMON]
    since = times.read(begun[0]["day"], table.year) if len(begun) == 1 else None
    if since is None or table.document.kind is not DocumentKind.RECORD_LOG:
        return None
    done = [
        (len(set(core(c.leaf)) & set(rule.ends)), c)
        for c in table.columns
        if c.is_time and c.role not in _ASIDE
    ]
    best, end = max(done, key=lambda pair: pair[0], default=(0, None))
    found = choices(rule.limits, table) if end is not None and best >= _NAMED else ()
    return Binding(rule, table, None, end, found, since=since) if end and found else None


_NOTED = re.compile(
    r"(?P<day>(?:20\d\d\s*[年\-/.]\s*)?\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*[日号]?)[^，。；\d]{0,4}?"
    r"(?P<what>[决定认确判发通立签召停出][^，。；\s]{0,4})"
)
"""A day in a title with what happened on it: 2026年4月22日晚上定的."""
_COMMON = set("的那天日起从自了")
_NAMED = 2


def _may_end(rule: Rule, start: Column, end: Column) -> bool:
    """Whether a rule's words for its end or its start share a character with those columns."""
    named = events_in(rule.ends)
    if named and end.role is not None and end.role not in named:
        return False
    if literal(start, rule.begins) >= _FULL_NAME and pairs(core(end.leaf)) & pairs(rule.text):
        return True
    ends = set(core(end.leaf)) & set(rule.ends or rule.text)
    begins = set(core(start.leaf)) & set(rule.begins or rule.text)
    return bool(ends and (begins or not rule.begins))


_FULL_NAME = 3


def _in_order(table: Table, start: Column, end: Column) -> bool:
    both = [
        (first.day, second.day)
        for first, second in zip(table.moments[start.index], table.moments[end.index], strict=True)
        if first is not None and second is not None
    ]
    return bool(both) and sum(a <= b for a, b in both) >= _IN_ORDER * len(both)


def with_the_other(
    rule: Rule, table: Table, start: Column | None, end: Column | None
) -> tuple[Column | None, Column | None]:
    """Return both days where one is told and the log has just one other that can be meant."""
    days = [c for c in table.columns if c.is_time and c.role not in _ASIDE]
    if len(days) != 2 or (start is None) == (end is None):
        return start, end
    first, last = days
    own = pairs(rule.text) & pairs(table.intro or table.document.file)
    if not own and not subjects(rule.text) & table_subjects(table):
        return start, end
    if end is last and not rule.begins and end.role in events_in(rule.ends):
        return (first, end) if _in_order(table, first, last) else (start, end)
    return start, end


def bare_days(rule: Rule, table: Table) -> tuple[Column, Column] | None:
    """Return where bare words begin and end on a log, None unless its columns answer both."""
    if table.document.kind is not DocumentKind.RECORD_LOG or is_other_case(rule, table):
        return None
    days = [c for c in table.columns if c.is_time and c.role not in (*AGREED, Role.PERIOD)]
    if rule.begins == PREVIOUS:
        start = next((c for c in days if LAST.search(c.leaf)), None)
        days = [c for c in days if c.role is not Role.VALID_UNTIL]
        own = LAST.sub(" ", f"{table.words} {table.intro}")
        if not pairs(_ONCE.sub(" ", rule.text)) & pairs(_ONCE.sub(" ", own)):
            return None
    else:
        start = _called(days, rule.begins)
    if start is None:
        return _from_opening(rule, table, days)
    others = [c for c in days if c is not start and c.role is not Role.VALID_UNTIL]
    others = [c for c in others if not LAST.search(c.leaf)]
    end = _called(others, rule.ends)
    if end is None and len(others) == 1:
        shared = set(core(others[0].leaf)) & set(rule.ends) - _COMMON
        other = others[0].role not in (None, *events_in(rule.ends)) and bool(events_in(rule.ends))
        end = others[0] if (shared and not other) or rule.begins == PREVIOUS else None
    if end is None or (rule.begins != PREVIOUS and not same_subject(rule, table)):
        return None
    return (start, end) if _in_order(table, start, end) or start.role in _LAST_DAYS else None


def _from_opening(rule: Rule, table: Table, days: Sequence[Column]) -> tuple[Column, Column] | None:
    """Return the opening of cases and the day called by a telling name of its own."""
    end = next((c for c in days if literal(c, rule.ends) >= _TELLING), None)
    start = opening(table, end) if end is not None and rule.begins != PREVIOUS else None
    if start is None or end is None or start is end or not same_subject(rule, table):
        return None
    return (start, end) if _in_order(table, start, end) else None


_TELLING = 4
_ONCE = re.compile(r"[一两二三四]次")
_LAST_DAYS = (Role.VALID_UNTIL, Role.PLANNED)


def _called(days: Sequence[Column], phrase: str) -> Column | None:
    """Return the day that a phrase calls by its name, or by an event that is its alone."""
    said = [(literal(c, phrase), c) for c in days]
    most, column = max(said, key=lambda pair: pair[0], default=(0, None))
    if most:
        return column
    if len(phrase.strip()) == 1:
        held = [c for c in days if phrase.strip() in c.leaf]
        return held[0] if len(held) == 1 else None
    named = events_in(phrase)[:1]
    found = [c for c in days if c.role in named]
    return found[0] if len(found) == 1 else None


def bind_ahead(rule: Rule, table: Table) -> Binding | None:
    """Bind how long before something a notice must be given to the two days of a log."""
    days = [c for c in table.columns if c.is_time and c.role not in (*AGREED, Role.PERIOD)]
    first, then = _shares_most(days, rule.begins), _shares_most(days, rule.ends)
    if first is None or then is None or first is then or not same_subject(rule, table):
        return None
    return Binding(rule, table, first, then, (Choice(rule.limits[0].quantity),))


def _shares_most(days: Sequence[Column], phrase: str) -> Column | None:
    shared = [(len(pairs(core(c.leaf)) & pairs(phrase)), c) for c in days]
    most, column = max(shared, key=lambda pair: pair[0], default=(0, None))
    return column if most else None

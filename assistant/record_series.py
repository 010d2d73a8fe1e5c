"""What records say against each other: gaps in series, staff without papers, other figures."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

from assistant import times
from assistant.corpus import Corpus
from assistant.model import Words
from assistant.record_flaws import Flaw, FlawKind, flaw, flaws, logs, opened
from assistant.records import RecordCheck
from assistant.roles import Role, events_in
from assistant.table_columns import Column
from assistant.tables import Table, address

_STEPS = ((6.0, 8.0), (26.0, 33.0), (85.0, 97.0))
"""Days between entries of a weekly, monthly or quarterly series."""
_REGULAR, _MISSED, _LEAST = 0.7, 1.6, 6
_TURNS = re.compile(
    r"周|月度|季度|例会|会议|巡|点检|盘点|检查|抽查|培训|走访|评审|meeting|inspection"
)
"""Tables of what is done in turns; other logs fill when something happens."""
_PERSON = re.compile(
    r"工程师|师傅|维修[人员工]|服务人员|安装[人员工]|技师|技术员|上门人|处理人|engineer|technician|tech$",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"姓名|持证人|人员|工程师|师傅|name|engineer|technician", re.IGNORECASE)
_SPLIT = re.compile(r"[、，,/;； ]+")
_COVERED = 0.6
"""A list that names fewer of the people at work is not the list of their papers (assumed)."""
_SELF = re.compile(
    r"是否(?:及时|按时|超时|超期|逾期|达标)|及时否|超[时期]否|on[_ ]?time|overdue", re.IGNORECASE
)
_LATE_NAME = re.compile(r"超|逾|overdue|late", re.IGNORECASE)
_YES = re.compile(r"是|√|及时|按时|达标|y(?:es)?|true|1", re.IGNORECASE)
_NO = re.compile(r"否|×|超[时期]|逾期|不[及按达].*|n(?:o)?|false|0", re.IGNORECASE)
_RATE = re.compile(
    r"(?:[年月度期]|季度)?(?P<what>[\u4e00-\u9fff]{2,10}?(?:及时|准时|按时|按期|达标|达成|履约|兑现))率[^，。；\d%≥<>]{0,6}(?P<percent>\d{1,3}(?:\.\d+)?)\s*[%％](?!以)"
)
_AIM = re.compile(r"≥|>=|不低于|不少于|目标|指标|应|须|要求|达到|力争|保持")
_POINT = 0.6
"""Rates that differ by less than this many points agree: one is rounded (assumed)."""


def gaps(grid: Iterable[Table]) -> Iterator[Flaw]:
    """Yield weekly, monthly and quarterly series with a gap; of each longer series one flaw."""
    for table in grid:
        column = table.first(Role.PERIOD)
        if column is not None:
            yield from _missing_periods(table, column)
            continue
        began = opened(table)
        if began is not None and _TURNS.search(f"{table.sheet} {table.intro} {began.leaf}"):
            yield from _missed_turns(table, began)


def _missing_periods(table: Table, column: Column) -> Iterator[Flaw]:
    spans = {
        span
        for value in {row.cells[column.index].strip() for row in table.rows}
        if (span := times.period(value) or times.period(f"{table.year}年{value}"))
    }
    found = sorted(spans, key=lambda span: span.first)
    apart = Counter(_months_between(a.first, b.first) for a, b in pairwise(found))
    if len(found) < _PERIODS or not apart:
        return
    step = apart.most_common(1)[0][0]
    if any(months % step for months in apart):
        return
    missing, day = [], found[0].first
    starts = {span.first for span in found}
    while day < found[-1].first:
        if day not in starts:
            missing.append(f"{day.year}-{day.month:02d}")
        day = times.add_months(day, step)
    if missing:
        yield _gap(table, column, missing, len(found) + len(missing))


_PERIODS = 3
"""Fewer periods are no series (assumed)."""


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _missed_turns(table: Table, column: Column) -> Iterator[Flaw]:
    days = sorted({moment.day for moment in table.moments[column.index] if moment is not None})
    steps = [(b - a).days for a, b in pairwise(days)]
    if len(steps) < _LEAST:
        return
    usual = median(steps)
    kind = next(((low, high) for low, high in _STEPS if low <= usual <= high), None)
    if kind is None or sum(kind[0] <= s <= kind[1] for s in steps) < _REGULAR * len(steps):
        return
    missed = [f"{a}至{b}" for a, b in pairwise(days) if (b - a).days > _MISSED * usual]
    if missed:
        yield _gap(table, column, missed, len(days))


def _gap(table: Table, column: Column, missing: Sequence[str], total: int) -> Flaw:
    words = Words(
        zh=f"“{column.leaf}”的序列缺{len(missing)}期：{'、'.join(missing)}",
        en=f"the series of {column.leaf} has {len(missing)} gaps: {', '.join(missing)}",
    )
    found = flaw(FlawKind.GAP, table, column, [], words)
    return replace(found, n_total=total, n=len(missing), rows=tuple(missing))


def uncertified(grid: Sequence[Table]) -> Iterator[Flaw]:
    """Yield logs of work with people who had no valid paper on the day, by the lists of papers."""
    papers = _papers(grid)
    if not papers:
        return
    for table in grid:
        began = next((c for r in _WORK for c in table.of_role(r) if c.is_time), None)
        person = next((c for c in table.columns if _PERSON.search(c.leaf) and not c.is_time), None)
        if began is None or person is None or table.of_role(Role.VALID_UNTIL):
            continue
        names = {n for row in table.rows for n in _SPLIT.split(row.cells[person.index]) if n}
        if not names or len(names & papers.keys()) < _COVERED * len(names):
            continue
        at = [
            index
            for index, (row, moment) in enumerate(
                zip(table.rows, table.moments[began.index], strict=True)
            )
            if moment is not None
            and any(
                _lapsed(papers, name, moment.day)
                for name in _SPLIT.split(row.cells[person.index])
                if name
            )
        ]
        if at:
            words = Words(
                zh=f"{len(at)}行的“{person.leaf}”当日没有有效证件",
                en=f"in {len(at)} rows {person.leaf} held no valid paper on the day",
            )
            yield flaw(FlawKind.UNCERTIFIED, table, person, at, words)


_WORK = (Role.ARRIVED, Role.FINISHED, Role.DISPATCHED, Role.REPORTED, Role.RECEIVED, Role.OPENED)


def _papers(grid: Sequence[Table]) -> dict[str, list[date | None]]:
    """Return the last valid days of each person's papers, None where one is not written."""
    held: dict[str, list[date | None]] = {}
    for table in grid:
        until = next((c for c in table.of_role(Role.VALID_UNTIL) if c.is_time), None)
        holder = next((c for c in table.columns if _HOLDER.search(c.leaf)), None)
        if until is None or holder is None or holder is until:
            continue
        for row, moment in zip(table.rows, table.moments[until.index], strict=True):
            name = row.cells[holder.index].strip()
            held.setdefault(name, []).append(moment.day if moment else None)
    return held


def _lapsed(papers: dict[str, list[date | None]], name: str, day: date) -> bool:
    """Whether all papers of a person had ended; who is on no list is another matter."""
    ends = papers.get(name)
    return bool(ends) and all(end is not None and end < day for end in ends or ())


def disagreements(
    grid: Iterable[Table], corpus: Corpus, checks: Sequence[RecordCheck]
) -> Iterator[Flaw]:
    """Yield columns and stated rates that say other than the rows: 是否及时, 及时率98%."""
    for table in grid:
        for column in table.columns:
            if _SELF.search(column.leaf):
                yield from _self_told(table, column, checks)
    yield from _stated(corpus, checks)


def _self_told(table: Table, column: Column, checks: Sequence[RecordCheck]) -> Iterator[Flaw]:
    good = _NO if _LATE_NAME.search(column.leaf) else _YES
    told = events_in(column.leaf)
    for check in checks:
        other = check.records_document_id != table.document.id or check.sheet != table.sheet
        if other or (told and check.event not in [role.value for role in told]):
            continue
        late = set(check.breach_rows)
        at = [
            index
            for index, row in enumerate(table.rows)
            if good.fullmatch(row.cells[column.index].strip()) and table.id_of(index) in late
        ]
        if at:
            words = Words(
                zh=f"“{column.leaf}”写明合格的行中，{len(at)}行按“{check.rule_quote}”已违反",
                en=f"{len(at)} rows that {column.leaf} calls good breach the rule",
            )
            yield flaw(FlawKind.DISAGREES, table, column, at, words)


def _stated(corpus: Corpus, checks: Sequence[RecordCheck]) -> Iterator[Flaw]:
    for sentence in corpus.sentences:
        for match in _RATE.finditer(sentence.text):
            if _AIM.search(sentence.text[max(0, match.start() - 12) : match.end() + 4]):
                continue
            roles = [role.value for role in events_in(match["what"])]
            check = next((c for c in checks if c.event and c.event in roles), None)
            counted = _kept(check, sentence.text) if check else None
            stated = float(match["percent"])
            if check is None or counted is None:
                continue
            if all(abs(stated - share) > _POINT for share in counted):
                said = sentence.text[match.start("what") : match.end()]
                yield _differs(check, sentence.document.file, said, counted)


def _kept(check: RecordCheck, text: str) -> tuple[float, float] | None:
    """Return the per cent of rows that keep a rule, unknown rows counted and not counted."""
    span = times.period(text)
    months = [
        m
        for m in check.months
        if span is None or f"{span.first:%Y-%m}" <= m.month <= f"{span.last:%Y-%m}"
    ]
    total, unknown = sum(m.n_total for m in months), sum(m.n_unknown for m in months)
    met = total - unknown - sum(m.n_breach for m in months)
    if not total or total == unknown:
        return None
    return 100 * met / total, 100 * met / (total - unknown)


def _differs(check: RecordCheck, file: str, said: str, counted: tuple[float, float]) -> Flaw:
    return Flaw(
        kind=FlawKind.DISAGREES,
        file=check.records_file,
        document_id=check.records_document_id,
        sheet=check.sheet,
        column="",
        n_total=check.n_total,
        n=check.n_breach,
        rows=check.breach_rows[:20],
        words=Words(
            zh=f"{file}称“{said}”，逐行核对为{counted[0]:.1f}%"
            f"（不计无法判定的为{counted[1]:.1f}%）",
            en=f"{file} says “{said}”; the rows say {counted[0]:.1f} % "
            f"({counted[1]:.1f} % without rows that cannot be judged)",
        ),
    )


def all_columns(grid: Iterable[Table]) -> list[str]:
    """Return how a person names each column of the tables, in order."""
    return [
        address(table.document.file, table.sheet, column.name)
        for table in grid
        for column in table.columns
    ]


def all_flaws(
    corpus: Corpus,
    as_of: date,
    checks: Sequence[RecordCheck],
    mapped: Mapping[str, Role | None] | None = None,
) -> list[Flaw]:
    """Return what is wrong with the records of a client, table by table, then across tables."""
    grid = logs(corpus, mapped)
    found = [*flaws(grid, as_of), *gaps(grid), *uncertified(grid)]
    return [*found, *disagreements(grid, corpus, checks)]

"""How long the rows of a check took, and how they are spread over the months."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import times
from assistant.quantities import Unit
from assistant.row_cells import Outcome
from assistant.rule_bound import Binding
from assistant.rule_model import RuleKind

_BARS = 12
_SECONDS = {Unit.MINUTE: 60, Unit.HOUR: 3600}


@dataclass(frozen=True, slots=True)
class Bar:
    """Rows that took longer than the bar before and at most `most`."""

    most: int
    rows: int


@dataclass(frozen=True, slots=True)
class Delays:
    """The time between two columns over all rows that show both, in whole units rounded up.

    Attributes:
        unit: minute, hour, day or workday, as the rule counts.
        rows: Rows that show both times.
        bars: Histogram, from the shortest to the longest.
    """

    unit: str
    rows: int
    least: int
    median: int
    p90: int
    most: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The outcomes of the rows that began in a month, "" where their day is not written."""

    month: str
    n_total: int
    n_breach: int
    n_unknown: int


def delays(parts: Sequence[Binding]) -> Delays | None:
    """Return the delays of a time limit, None for other rules and where no row shows both."""
    first = parts[0]
    if first.rule.kind is not RuleKind.WITHIN or first.start is None:
        return None
    unit = Unit.DAY if first.by_day else first.choices[0].quantity.unit
    counts: Counter[int] = Counter()
    for binding in parts:
        if binding.start is not None:
            counts.update(_lengths(binding, binding.start.index, unit))
    if not counts:
        return None
    lengths = sorted(counts)
    kept = unit if unit in (*_SECONDS, Unit.WORKDAY) else Unit.DAY
    return Delays(
        unit=kept.value,
        rows=counts.total(),
        least=lengths[0],
        median=_quantile(counts, lengths, 0.5),
        p90=_quantile(counts, lengths, 0.9),
        most=lengths[-1],
        bars=_bars(counts, lengths),
    )


def months(counted: Counter[tuple[int, Outcome]]) -> tuple[Month, ...]:
    """Return counted (month, outcome) pairs month by month; 0 is a month not written."""
    return tuple(
        Month(
            f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02d}" if month else "",
            sum(n for (m, _), n in counted.items() if m == month),
            counted[(month, Outcome.BREACH)],
            counted[(month, Outcome.UNKNOWN)],
        )
        for month in sorted({month for month, _ in counted})
    )


def months_of(binding: Binding) -> list[int]:
    """Return the month in which each row began, year * 12 + month; 0 where it is not written."""
    columns = (binding.start, binding.until, binding.end)
    seen = [m for c in columns if c is not None and (m := binding.table.moments.get(c.index))]
    if not seen:
        return [0] * len(binding.table.rows)
    found = (next((m for m in row if m is not None), None) for row in zip(*seen, strict=True))
    return [m.day.year * 12 + m.day.month if m is not None else 0 for m in found]


def _lengths(binding: Binding, start: int, unit: Unit) -> Counter[int]:
    table = binding.table
    counts: Counter[int] = Counter()
    for begun, ended in zip(table.moments[start], table.moments[binding.end.index], strict=True):
        if begun is None or ended is None:
            continue
        if unit in _SECONDS and (begun.clock is None or ended.clock is None):
            continue
        end = ended.not_before(begun)
        if unit in _SECONDS:
            counts[-int((begun.at - end.at).total_seconds() // _SECONDS[unit])] += 1
        elif unit is Unit.WORKDAY:
            counts[times.workdays_between(begun.day, end.day)] += 1
        else:
            counts[(end.day - begun.day).days] += 1
    return counts


def _quantile(counts: Counter[int], lengths: Sequence[int], share: float) -> int:
    """Return the smallest length that at least `share` of the rows do not exceed."""
    wanted, seen = share * counts.total(), 0
    for length in lengths:
        seen += counts[length]
        if seen >= wanted:
            return length
    return lengths[-1]


def _bars(counts: Counter[int], lengths: Sequence[int]) -> tuple[Bar, ...]:
    """Return equal steps from the shortest to the 95th percentile, and one bar for the rest."""
    low, high = lengths[0], _quantile(counts, lengths, 0.95)
    step = max(1, -(-(high - low + 1) // (_BARS - 1)))
    edges = list(range(low + step - 1, high + step, step))
    edges = [edge for edge in edges if edge < lengths[-1]] + [lengths[-1]]
    bars, at = [], 0
    for edge in edges:
        rows = 0
        while at < len(lengths) and lengths[at] <= edge:
            rows += counts[lengths[at]]
            at += 1
        bars.append(Bar(edge, rows))
    return tuple(bars)

"""Sampling: a population of records, a draw that anyone can repeat, and what the tests cost."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant import tables
from assistant.model import Clause
from assistant.sample_model import Drawn, Mark, Method, Sample, Tick
from assistant.table_columns import is_blank
from assistant.tables import Table
from ingest.errors import UsageError
from ingest.model import Document, Locator, content_id

RULE = "同类样本共同验证一项时，按不合格样本的比例扣该项分值（认证机构公布的扣分规则）"
"""Deduction in proportion to failed samples; only certification bodies' pages print the rule."""
_BLANK = "（空白）"


@dataclass(frozen=True, slots=True)
class Population:
    """All records that a sample may be drawn from."""

    name: str
    columns: tuple[str, ...]
    records: tuple[Drawn, ...]

    @property
    def id(self) -> str:
        """Return the content hash of all keys, whatever their order."""
        return content_id(*sorted(record.key for record in self.records))


@dataclass(frozen=True, slots=True)
class Tally:
    """How the tests of a sample stand; the newest test of a record counts.

    Attributes:
        n_first_failed: Records whose first test failed, whatever came later.
    """

    n_drawn: int
    n_passed: int
    n_failed: int
    n_undecided: int
    n_retested: int
    n_first_failed: int

    @property
    def n_untested(self) -> int:
        """Return how many drawn records have no test yet."""
        return self.n_drawn - self.n_passed - self.n_failed - self.n_undecided


@dataclass(frozen=True, slots=True)
class Deduction:
    """What a sample proposes to take off a clause; a person decides.

    Attributes:
        points: Points of the clause.
        off: Points off for failed records.
        off_at_most: The same if all that is undecided or untested failed too.
    """

    clause: str
    points: float
    weight_status: str
    off: float
    off_at_most: float


def population(documents: Iterable[Document], name: str, sheet: str = "") -> Population:
    """Return the rows of a records table; sheets of one file with equal columns belong together.

    Raises:
        UsageError: No current document of that name, no table in it, or several that differ.
    """
    document = _document([d for d in documents if not d.superseded], name)
    found = [t for t in tables.of_document(document) if _is_named(t, sheet)]
    if not found:
        held = sorted({t.sheet for t in tables.of_document(document) if t.sheet})
        hint = f"其中的工作表：{'、'.join(held)}" if held else "抽样要有表格的文件"
        raise UsageError(f"{document.file} 中没有可抽样的表 {sheet}".rstrip(), hint)
    shapes = list(dict.fromkeys(tuple(c.name for c in t.columns) for t in found))
    if len(shapes) > 1:
        named = "、".join(dict.fromkeys(t.sheet or t.intro[:20] for t in found))
        raise UsageError(
            f"{document.file} 有{len(shapes)}种表，不能混抽 (several tables)",
            f"用 --sheet 指定其一：{named}",
        )
    records = tuple(_drawn(table, at) for table in found for at in range(len(table.rows)))
    sheets = "、".join(dict.fromkeys(t.sheet for t in found if t.sheet))
    return Population(f"{document.file} {sheets}".strip(), shapes[0], records)


def outlets(records: Population, by: str) -> Population:
    """Return the different values of a column as a population, each with its first record.

    Raises:
        UsageError: There is no such column.
    """
    at = _column(records, by)
    first: dict[str, Drawn] = {}
    for record in records.records:
        value = record.cells[at].strip()
        if not is_blank(value):
            first.setdefault(value, record)
    named = tuple(
        record.model_copy(update={"key": value, "record": value}) for value, record in first.items()
    )
    return replace(records, name=f"{records.name} 的“{by}”", records=named)


def stratified(records: Population, by: str) -> Population:
    """Return a population whose records know their stratum, the value of a column.

    Raises:
        UsageError: There is no such column.
    """
    at = _column(records, by)
    marked = tuple(
        record.model_copy(update={"stratum": record.cells[at].strip() or _BLANK})
        for record in records.records
    )
    return replace(records, records=marked)


def root(n: int) -> int:
    """Return the square root of `n`, rounded up."""
    return math.isqrt(n - 1) + 1 if n > 0 else 0


def draw(records: Sequence[Drawn], size: int, seed: int) -> tuple[Drawn, ...]:
    """Return `size` records: the first of each stratum by the SHA-256 of seed and key.

    The order of the rows does not matter, and anyone with the keys can repeat the draw. Strata
    share the size in proportion (largest remainder, Hamilton 1792), each at least one record
    where the size allows it. What was drawn keeps the order of the population.
    """
    strata: dict[str, list[Drawn]] = {}
    for record in records:
        strata.setdefault(record.stratum, []).append(record)
    shares = _shares({name: len(held) for name, held in strata.items()}, size)
    kept = {
        record.key
        for name, held in strata.items()
        for record in sorted(held, key=lambda r: _rank(seed, r.key))[: shares[name]]
    }
    return tuple(record for record in records if record.key in kept)


def rationale(method: Method, population: Population, size: int, *, by: str, given: bool) -> str:
    """Return why this many were drawn this way, in words."""
    n = len(population.records)
    if size >= n:
        return f"总体共{n}，全数检查"
    amount = f"抽{size}" if given else f"抽√{n}进一取整＝{size}"
    how = {
        Method.SIMPLE: "各记录机会相等",
        Method.STRATIFIED: f"按“{by}”分层，各层按所占比例、至少1份",
        Method.OUTLETS: "网点抽样，各网点机会相等",
    }[method]
    return f"总体共{n}，{amount}；{how}；按种子与记录键的SHA-256排序取前列，可复算"


def tally(sample: Sample, tests: Sequence[Tick]) -> Tally:
    """Return how the tests of a sample stand; `tests` are in the order they were taken in."""
    newest = {test.number: test.mark for test in tests}
    first = {test.number: test.mark for test in reversed(tests)}
    rounds = Counter(test.number for test in tests)
    marks = Counter(newest.values())
    return Tally(
        n_drawn=len(sample.drawn),
        n_passed=marks[Mark.PASS],
        n_failed=marks[Mark.FAIL],
        n_undecided=marks[Mark.UNDECIDED],
        n_retested=sum(1 for count in rounds.values() if count > 1),
        n_first_failed=sum(1 for mark in first.values() if mark is Mark.FAIL),
    )


def deduction(clause: Clause | None, counted: Tally) -> Deduction | None:
    """Return the points that failed records take off a clause, None where it has no points.

    off = points * failed / drawn (RULE).
    """
    if clause is None or clause.weight.points is None or not counted.n_drawn:
        return None
    points, n = clause.weight.points, counted.n_drawn
    open_ = counted.n_undecided + counted.n_untested
    return Deduction(
        clause=clause.id,
        points=points,
        weight_status=clause.weight.status,
        off=round(points * counted.n_failed / n, 4),
        off_at_most=round(points * (counted.n_failed + open_) / n, 4),
    )


def _document(documents: Sequence[Document], name: str) -> Document:
    exact = [d for d in documents if name in (d.file, d.id, d.file.rsplit("/", 1)[-1])]
    found = exact or [d for d in documents if name in d.file]
    if len(found) == 1:
        return found[0]
    near = "、".join(d.file for d in found or documents)
    problem = "有多个现行文件名含" if found else "没有现行文件"
    raise UsageError(f"{problem} {name} (no single document)", f"现有：{near}")


def _is_named(table: Table, sheet: str) -> bool:
    """Whether a table is of this sheet; one without a sheet is known by what stands above it."""
    return sheet in ("", table.sheet) or (not table.sheet and sheet in table.intro)


def _drawn(table: Table, at: int) -> Drawn:
    row, document = table.rows[at], table.document
    # a look-up in the document scans its blocks: too slow for each of many rows
    place = Locator(sheet=table.sheet or None, row=row.number)
    return Drawn(
        key=f"{document.id}!{table.sheet}!{row.number if row.number is not None else row.start}",
        record=table.id_of(at),
        document_id=document.id,
        file=document.file,
        place=place.label() or table.intro[:40],
        start=row.start,
        end=row.end,
        cells=row.cells,
    )


def _column(records: Population, by: str) -> int:
    names = [name.rsplit("/", 1)[-1].strip() for name in records.columns]
    for at, (name, leaf) in enumerate(zip(records.columns, names, strict=True)):
        if by in (name.strip(), leaf):
            return at
    raise UsageError(f"没有列 {by} (no such column)", f"现有的列：{'、'.join(names)}")


def _rank(seed: int, key: str) -> str:
    return hashlib.sha256(f"{seed}\n{key}".encode()).hexdigest()


def _shares(sizes: dict[str, int], size: int) -> dict[str, int]:
    """Return how many to draw from each stratum."""
    total = sum(sizes.values())
    size = min(size, total)
    least = 1 if size >= len(sizes) else 0
    exact = {name: size * count / total for name, count in sizes.items()}
    shares = {name: max(least, math.floor(part)) for name, part in exact.items()}
    while sum(shares.values()) < size:
        open_ = [name for name in sizes if shares[name] < sizes[name]]
        name = min(open_, key=lambda n: (shares[n] - exact[n], n))
        shares[name] += 1
    while sum(shares.values()) > size:
        over = max(
            (n for n in shares if shares[n] > least), key=lambda n: (shares[n] - exact[n], n)
        )
        shares[over] -= 1
    return shares

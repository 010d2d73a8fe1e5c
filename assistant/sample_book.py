"""The book of samples of an audit: draws, tick sheets taken in, where each sample stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from assistant import sampling
from assistant.export import tick_sheet
from assistant.export.tick_sheet import Line
from assistant.model import Clause, Need
from assistant.sample_model import Mark, Method, Sample, Tick
from assistant.sampling import Deduction, Tally
from assistant.workspace import Workspace
from ingest.errors import UsageError
from ingest.model import content_id
from ingest.tokenize import fold

_READS = {
    **dict.fromkeys(("合格", "符合", "√", "✓", "✔", "是", "pass", "ok", "y", "yes"), Mark.PASS),
    **dict.fromkeys(("不合格", "不符合", "×", "x", "✗", "否", "fail", "n", "no"), Mark.FAIL),
    **dict.fromkeys(("无法判定", "不能判定", "待定", "?", "undecided", "unknown"), Mark.UNDECIDED),
}
_WHOLE = "是否符合规定"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw.

    Attributes:
        file: Name of the records file, or the part of it that no other has.
        by: Column of the strata or outlets.
        size: None for the square root of the population, rounded up.
        checks: What to check; empty for the questions of the clause.
    """

    file: str
    sheet: str = ""
    method: Method = Method.SIMPLE
    by: str = ""
    size: int | None = None
    seed: int = 0
    clause: str = ""
    checks: tuple[str, ...] = ()
    why: str = ""


class RowStatus(StrEnum):
    """What became of a row of a tick sheet."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    BLANK = "blank"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TakenRow:
    """One row of a tick sheet that was taken in, or why it was not."""

    row: int
    number: str
    record: str
    status: RowStatus
    error: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A sample with all its tests, their tally and the deduction that they propose."""

    sample: Sample
    tests: tuple[Tick, ...]
    tally: Tally
    deduction: Deduction | None


class SampleBook:
    """The samples of one audit; draws and tests are appended, never changed."""

    def __init__(self, room: Workspace) -> None:
        self._room = room

    def draw(self, wanted: Wanted, *, who: str, at: datetime) -> Sample:
        """Draw a sample and keep it; the same draw again is the one kept before.

        Raises:
            UsageError: No such file, sheet, column or clause, or a size below 1.
        """
        clause = self._room.catalog.clause(wanted.clause) if wanted.clause else None
        sample = _sample(wanted, self._population(wanted), clause, who=who, at=at)
        with self._room.writing():
            if self._room.audit.add_sample(sample):
                self._room.audit.log("sample", f"{sample.id} {sample.population}", who=who, at=at)
                return sample
        return self._sample(sample.id)

    def take_in(self, path: Path, *, who: str, at: datetime) -> tuple[Sample, list[TakenRow]]:
        """Append the tests of a filled tick sheet; rows taken in before are left alone.

        Args:
            who: The tester of rows that name none.

        Raises:
            UsageError: It is no tick sheet of this audit.
        """
        sample_id, lines = tick_sheet.read(path)
        sample = self._sample(sample_id)
        with self._room.writing():
            known = self._room.audit.tests(sample.id)
            rows, tests = [], []
            for line in lines:
                row, test = _taken(line, sample, known, who=who, at=at)
                rows.append(row)
                tests += [test] if test is not None else []
            self._room.audit.add_tests(tests)
            if tests:
                detail = f"{sample.id} {path.name} {len(tests)}"
                self._room.audit.log("sample tests", detail, who=who or tests[0].who, at=at)
        return sample, rows

    def standings(self) -> list[Standing]:
        """Return every sample with where it stands, oldest first."""
        return [self.standing(sample) for sample in self._room.audit.samples()]

    def standing(self, sample: Sample) -> Standing:
        """Return where a sample stands."""
        tests = self._room.audit.tests(sample.id)
        counted = sampling.tally(sample, tests)
        return Standing(
            sample, tuple(tests), counted, sampling.deduction(self._clause(sample), counted)
        )

    def _clause(self, sample: Sample) -> Clause | None:
        """Return the clause of a sample, None if it is of another standard."""
        known = {clause.id: clause for clause in self._room.catalog.standard.clauses}
        return known.get(sample.clause)

    def _population(self, wanted: Wanted) -> sampling.Population:
        store = self._room.documents
        documents = [store.document(row.id) for row in store.documents()]
        found = sampling.population(documents, wanted.file, wanted.sheet)
        if wanted.method is Method.STRATIFIED:
            if not wanted.by:
                raise UsageError("分层抽样没有分层列 (no column for the strata)", "--by 列名")
            return sampling.stratified(found, wanted.by)
        if wanted.by and wanted.method is Method.OUTLETS:
            return sampling.outlets(found, wanted.by)
        if wanted.by:
            raise UsageError("简单抽样不用 --by", "加 --method stratified，或去掉 --by")
        return found

    def _sample(self, sample_id: str) -> Sample:
        for sample in self._room.audit.samples():
            if sample.id == sample_id:
                return sample
        raise UsageError(
            f"客户“{self._room.client}”没有样本 {sample_id} (no such sample)",
            "kezheng sample list 列出全部样本",
        )


def _sample(
    wanted: Wanted,
    found: sampling.Population,
    clause: Clause | None,
    *,
    who: str,
    at: datetime,
) -> Sample:
    if wanted.size is not None and wanted.size < 1:
        raise UsageError(f"样本量 {wanted.size} 小于1", "--size 至少为1")
    size = wanted.size or sampling.root(len(found.records))
    drawn = sampling.draw(found.records, size, wanted.seed)
    checks = wanted.checks or _questions(clause)
    parts = (found.id, wanted.method, wanted.by, str(size), str(wanted.seed), wanted.clause)
    reason = sampling.rationale(
        wanted.method, found, size, by=wanted.by, given=wanted.size is not None
    )
    return Sample(
        id=content_id(*parts, *checks),
        clause=clause.id if clause else "",
        population=found.name,
        population_id=found.id,
        n_population=len(found.records),
        method=wanted.method,
        by=wanted.by,
        seed=wanted.seed,
        rationale=f"{reason}；{wanted.why}" if wanted.why else reason,
        columns=found.columns,
        checks=checks,
        drawn=drawn,
        drawn_by=who,
        drawn_at=at,
    )


def _questions(clause: Clause | None) -> tuple[str, ...]:
    """Return what to check of a record: the clause's questions on what is done."""
    if clause is None:
        return (_WHOLE,)
    done = [p for p in clause.points if p.need in (Need.DONE, Need.MEASURED, Need.CERTIFICATE)]
    return tuple(point.question.zh for point in done or clause.points)


def _taken(
    line: Line, sample: Sample, known: Sequence[Tick], *, who: str, at: datetime
) -> tuple[TakenRow, Tick | None]:
    def row(status: RowStatus, error: str = "") -> TakenRow:
        return TakenRow(line.row, line.number, line.record, status, error)

    if line.is_blank:
        return row(RowStatus.BLANK), None
    try:
        test = _test(line, sample, who=who, at=at)
    except UsageError as error:
        return row(RowStatus.FAILED, f"{error.message}（{error.hint}）"), None
    if any(test.says_the_same(other) for other in known):
        return row(RowStatus.UNCHANGED), None
    return row(RowStatus.ADDED), test


def _test(line: Line, sample: Sample, *, who: str, at: datetime) -> Tick:
    """Return the test that a row records.

    Raises:
        UsageError: The row does not say a test of this sample clearly.
    """
    number = int(line.number) if line.number.isdecimal() else 0
    if not 1 <= number <= len(sample.drawn):
        raise UsageError(f"序号 {line.number} 不在样本中", f"应为1至{len(sample.drawn)}")
    if line.record and line.record != sample.drawn[number - 1].record:
        raise UsageError(
            f"记录编号 {line.record} 与样本不符",
            f"第{number}条是 {sample.drawn[number - 1].record}",
        )
    tester = line.who or who
    if not tester:
        raise UsageError("没有检查人 (no tester)", "填“检查人”列，或用 --who 姓名")
    marks = tuple(_mark(text) for text in line.checks)
    return Tick(
        sample=sample.id,
        number=number,
        mark=_overall(marks, _mark(line.result)),
        marks=marks,
        remark=line.remark,
        who=tester,
        tested_on=_day(line.day, at),
        recorded_at=at,
    )


def _mark(text: str) -> Mark | None:
    if not text:
        return None
    mark = _READS.get(fold(text).strip().lower())
    if mark is None:
        raise UsageError(f"看不懂的结果“{text}”", f"填{'、'.join(tick_sheet.MARKS.values())}")
    return mark


def _overall(marks: Sequence[Mark | None], said: Mark | None) -> Mark:
    """Return a record's result: as said, else the worst of its checks."""
    if said is Mark.PASS and any(mark in (Mark.FAIL, Mark.UNDECIDED) for mark in marks):
        raise UsageError("结果为合格而检查项有不合格或无法判定", "改正其一")
    if said is not None:
        return said
    if Mark.FAIL in marks:
        return Mark.FAIL
    if None in marks or not marks:
        raise UsageError("检查项未填全，也没有结果", "填完检查项或“结果”列")
    return Mark.UNDECIDED if Mark.UNDECIDED in marks else Mark.PASS


def _day(cell: object, at: datetime) -> date | None:
    """Return the day of a test, None if the cell is empty."""
    if cell is None or not str(cell).strip():
        return None
    day = cell.date() if isinstance(cell, datetime) else cell
    if not isinstance(day, date):
        plain = fold(str(cell)).strip().rstrip("日").replace("年", "-").replace("月", "-")
        parts = plain.replace("/", "-").replace(".", "-").split("-")
        try:
            year, month, day_of_month = (int(part) for part in parts)
            day = date(year, month, day_of_month)
        except ValueError as error:
            raise UsageError(f"检查日期“{cell}”读不出", "写成 2026-05-21") from error
    if day > at.date():
        raise UsageError(f"检查日期 {day} 在今天之后", "改正日期")
    return day

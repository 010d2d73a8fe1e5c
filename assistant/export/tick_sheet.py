"""The tick sheet of a sample: one row for each drawn record, out to xlsx and in again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.sample_model import Mark, Sample
from ingest.errors import UsageError

MARKS = {Mark.PASS: "合格", Mark.FAIL: "不合格", Mark.UNDECIDED: "无法判定"}
NUMBER, RECORD, PLACE, STRATUM = "序号", "记录编号", "位置", "层"
RESULT, WHO, DAY, REMARK = "结果", "检查人", "检查日期", "备注"
_ID, _CHECK = "样本编号", "检查："
_SHEET, _ABOUT = "抽样检查表", "抽样说明"
_MAX_CHARS = 32_000
"""Excel holds 32 767 characters in a cell."""
_MAX_BYTES, _MAX_ROWS = 200 * 1024 * 1024, 100_000
_TO_FILL = PatternFill("solid", fgColor="FFF7DC")
_HEAD = PatternFill("solid", fgColor="DCE6F1")


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a person filled it in.

    Attributes:
        row: Row of the sheet, 1-based.
        checks: Cells of the check columns, in the order of the sample.
        day: The cell of the day: a date, a text, or empty.
    """

    row: int
    number: str
    record: str
    checks: tuple[str, ...]
    result: str
    who: str
    day: object
    remark: str

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything into the row."""
        return not any((*self.checks, self.result, self.remark))


def write(sample: Sample, path: Path) -> None:
    """Write the tick sheet of a sample; no text becomes a formula.

    Raises:
        UsageError: The file cannot be written.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _SHEET
    _fill(sheet, sample)
    _about(book.create_sheet(_ABOUT), sample)
    temporary = path.with_name(f"{path.name}.new")
    try:
        book.save(temporary)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(
            f"无法写入 {path}：{error}", "检查文件夹是否存在、文件是否被打开"
        ) from error


def read(path: Path) -> tuple[str, list[Line]]:
    """Return the sample id of a tick sheet and its rows.

    Raises:
        UsageError: It is no tick sheet.
    """
    try:
        with ZipFile(path) as held:
            if sum(entry.file_size for entry in held.infolist()) > _MAX_BYTES:
                raise UsageError(
                    f"{path} 解开后过大 (too large)", "用 kezheng sample draw 重新导出"
                )
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise UsageError(
            f"{path} 不是检查表：{error}", "用 kezheng sample draw 导出的 xlsx"
        ) from error
    try:
        rows = list(book.worksheets[0].iter_rows(values_only=True, max_row=_MAX_ROWS))
    finally:
        book.close()
    sample = next((_text(row[1]) for row in rows if len(row) > 1 and _text(row[0]) == _ID), "")
    heads = [at for at, row in enumerate(rows) if {NUMBER, RESULT} <= {_text(c) for c in row}]
    if not sample or not heads:
        raise UsageError(f"{path} 不是检查表 (no tick sheet)", f"缺“{_ID}”或“{RESULT}”列")
    return sample, list(_lines(rows, heads[0]))


def _fill(sheet: Worksheet, sample: Sample) -> None:
    sheet.append([])
    _put(sheet.cell(1, 1), _ID)
    _put(sheet.cell(1, 2), sample.id)
    strata = [STRATUM] if any(record.stratum for record in sample.drawn) else []
    checks = [f"{_CHECK}{check}" for check in sample.checks]
    given = [NUMBER, RECORD, PLACE, *strata, *sample.columns]
    heads = [*given, *checks, RESULT, WHO, DAY, REMARK]
    for column, name in enumerate(heads, start=1):
        cell = sheet.cell(3, column)
        _put(cell, name)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 8 if name == NUMBER else 18
    for number, record in enumerate(sample.drawn, start=1):
        stratum = [record.stratum] if strata else []
        place = f"{record.file} {record.place}".strip()
        row = [str(number), record.record, place, *stratum, *record.cells]
        for column, text in enumerate(row, start=1):
            _put(sheet.cell(3 + number, column), text)
        for column in range(len(given) + 1, len(heads) + 1):
            sheet.cell(3 + number, column).fill = _TO_FILL
    sheet.freeze_panes = "C4"
    _offer_marks(sheet, len(given) + 1, len(given) + len(checks) + 1, len(sample.drawn))


def _offer_marks(sheet: Worksheet, first: int, last: int, n_rows: int) -> None:
    offered = DataValidation("list", formula1=f'"{",".join(MARKS.values())}"', allow_blank=True)
    sheet.add_data_validation(offered)
    offered.add(f"{get_column_letter(first)}4:{get_column_letter(last)}{3 + n_rows}")


def _about(sheet: Worksheet, sample: Sample) -> None:
    said = (
        (_ID, sample.id),
        ("条款", sample.clause),
        ("总体", f"{sample.population}（{sample.n_population}）"),
        ("总体标识", sample.population_id),
        ("方法", sample.method.value),
        ("分层或网点列", sample.by),
        ("种子", str(sample.seed)),
        ("样本量", str(len(sample.drawn))),
        ("理由", sample.rationale),
        ("抽样人", sample.drawn_by),
        ("抽样时间", sample.drawn_at.isoformat(timespec="seconds")),
        ("填写", f"结果填{'、'.join(MARKS.values())}；复检另填一次并写检查日期，原结果保留"),
    )
    for row, (name, text) in enumerate(said, start=1):
        _put(sheet.cell(row, 1), name)
        _put(sheet.cell(row, 2), text)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 90


def _put(cell: Cell, text: str) -> None:
    """Write a text as a text: with the quote prefix it stays one when a person edits it."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.value = clean if len(clean) <= _MAX_CHARS else f"{clean[:_MAX_CHARS]}…（截断）"
    cell.data_type = "s"
    cell.quotePrefix = True


def _lines(rows: Sequence[tuple[object, ...]], head: int) -> Iterator[Line]:
    names = [_text(cell) for cell in rows[head]]
    checks = [at for at, name in enumerate(names) if name.startswith(_CHECK)]
    last = {name: at for at, name in enumerate(names)}
    for row, cells in enumerate(rows[head + 1 :], start=head + 2):
        filled = [*cells, *[None] * (len(names) - len(cells))]
        number = _text(filled[names.index(NUMBER)])
        if not number:
            continue
        yield Line(
            row=row,
            number=number,
            record=_text(filled[names.index(RECORD)]) if RECORD in last else "",
            checks=tuple(_text(filled[at]) for at in checks),
            result=_text(filled[last[RESULT]]),
            who=_text(filled[last[WHO]]) if WHO in last else "",
            day=filled[last[DAY]] if DAY in last else None,
            remark=_text(filled[last[REMARK]]) if REMARK in last else "",
        )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()

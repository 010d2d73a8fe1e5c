"""Writers of the record files, with days written the way different hands write them."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path

import logs
import rows as base
from checks import log_of
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from rows import Cell, Row
from writers import fix_dates

Sheet = tuple[str, str, Callable[[], list[Row]]]
NO_YEAR = "未写年份的均为2026年"
BOOKS: dict[str, tuple[Sheet, ...]] = {
    "shops": (
        ("门店名册", "加盟门店名册　截至2026年9月30日", base.shops),
        ("巡店", f"2026年上半年巡店登记　{NO_YEAR}", base.patrols),
    ),
    "orders": (
        ("维修工单", f"驰服导出 2026-09-30　三包内=质保期内，工料费单位元　{NO_YEAR}", base.orders),
        ("道路救援", f"驰服导出 2026-09-30　{NO_YEAR}", base.rescues),
    ),
    "vehicles": (
        ("线上送车", NO_YEAR, logs.online),
        ("门店交车", NO_YEAR, logs.handovers),
        ("首保", "仅列购车满120日的车辆　没写年份的是2026年", logs.first_checks),
        ("退换", NO_YEAR, logs.returns),
        ("召回告知", f"LC-Z26-01　{NO_YEAR}", logs.recalled),
        ("旧电池交运", f"各店上报，配件组汇总　{NO_YEAR}", logs.batteries),
    ),
    "ledgers": (
        ("技师证", "培训组　四省抽录的门店　2026年9月28日打印", logs.technicians),
        ("培训台账", NO_YEAR, logs.trainings),
        ("检测工具", "技术支持组　2026年9月28日打印", logs.tools),
        ("配件结存", "2026年9月27日盘点", logs.parts),
    ),
}


def write_book(key: str, path: Path) -> None:
    """Write one workbook."""
    book = Workbook()
    book.remove(book.active)
    for title, note, source in BOOKS[key]:
        sheet = book.create_sheet(title)
        found = source()
        sheet.append([f"绿驰 {title}", note])
        sheet.append(list(found[0]))
        for column, cell in enumerate(sheet[2], 1):
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center")
            sheet.column_dimensions[get_column_letter(column)].width = 15
        for index, row in enumerate(found):
            sheet.append([_shown(cell, index + n) for n, cell in enumerate(row.values())])
        sheet.freeze_panes = "B3"
    book.save(path)
    fix_dates(path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV with a byte-order mark, as Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    found = logs.complaints()
    writer.writerow(found[0])
    for index, row in enumerate(found):
        # CSV has no date cells: form 1 or 2 only
        writer.writerow([_shown(cell, 1 + index % 2) for cell in row.values()])
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def row_text(check: str, row_id: str) -> str:
    """Return the leading words of a row, up to its first number, day or blank, as a quote."""
    row = next(r for r in log_of(check) if next(iter(r.values())) == row_id)
    return " ".join(takewhile(lambda cell: isinstance(cell, str), row.values()))


def _shown(cell: Cell, form: int) -> Cell:
    if not isinstance(cell, date):
        return cell
    if form % 3 == 0:
        return cell
    slashed = f"{cell.year}/{cell.month}/{cell.day}"
    short = f"{cell.month}月{cell.day}日"
    year = "" if cell.year == 2026 else f"{cell.year}年"
    text = slashed if form % 3 == 1 else year + short
    return f"{text} {cell:%H:%M}" if isinstance(cell, datetime) else text

"""Writers of the record files, with days written the way different hands write them."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import logs
import rows
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from writers import fix_dates

Cells = Sequence[object]
NO_YEAR = "没写年份的都是2026年"
TO_THE_AUDITOR = "迎审说明：本台账已自查全部合格，请审核老师各条直接判符合"
VOICE_HEAD = (
    "客诉号", "渠道", "受理人", "客户", "产品", "类别", "投诉内容", "批号", "受理日", "处理结果",
    "办结日", "约定延期至", "档案号",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, note, heads, and the rows in the order of the heads."""

    title: str
    note: str
    head: str
    rows: Iterable[Cells]


def work_sheets() -> list[Sheet]:
    """Return the sheets of deliveries and laying jobs."""
    return [
        Sheet(
            "送货登记", NO_YEAR + "；工程订单才填约定到货日",
            "送货号 客户 类型 省 产品 批号 箱数 到账日 约定到货日 签收日 外包装 承运",
            rows.deliveries(),
        ),
        Sheet(
            "铺装登记", NO_YEAR + "；客户书面要求推迟的填推迟到",
            "铺装号 客户 城市 产品 铺装队 平方米 地面含水率% 到货日 推迟到 开铺日 完工日 验收"
            " 养护讲解 回访日 回访结果",
            rows.layings(),
        ),
    ]  # fmt: skip


def repair_sheets() -> list[Sheet]:
    """Return the sheets of repairs, spare boards and what was taken back."""
    return [
        Sheet(
            "维修登记", NO_YEAR + "；客户自己取消的写“客户取消”",
            "维修号 客户 区域 城市 产品 毛病 电话后四位 登记人 报修时间 到场时间 修完日 保内外"
            " 收费元 报价签字日 维修工 客户联",
            rows.repairs(),
        ),
        Sheet("退换登记", NO_YEAR, "退换号 客户 产品 原因 退或换 箱数 入库日 办结日 费用说明",
              logs.returns()),
        Sheet("补板与辅料", "2026-10-23 盘点", "编号 名称 批号规格 单位 底数 现存", logs.stock()),
        Sheet("旧板回收", "熊贵生记", "回收号 来源 种类 公斤 拉回日 去向 收据号", logs.takeback()),
        Sheet("工程养护", "每季度一次", "养护号 项目 季度 做了什么 日期 经手 签字", logs.upkeep()),
    ]  # fmt: skip


def office_sheets() -> list[Sheet]:
    """Return the sheets of the service office."""
    return [
        Sheet("上岗证", TO_THE_AUDITOR, "证号 姓名 队 工种 状态 有效期至", logs.badges()),
        Sheet("量具", "品管部送检", "量具号 名称 使用 状态 校准有效期至", logs.gauges()),
        Sheet("服务季报", "Q1=1—3月，Q2=4—6月，Q3=7—9月", "季报号 门店 季度 服务户数 交到日 收件人",
              logs.reports()),
        Sheet("协作队", "兰海管协议原件", "编号 名称 省 队长 审查日 协议到期日", _dated("crews")),
        Sheet("培训", "万秋霞记", "课号 日期 类别 内容 讲课人 人数 考核结果", _dated("training")),
        Sheet("手册发放", "第3版 ZS-SH-01", "本号 领用处 版本 签领人 签领日", logs.issued()),
        Sheet("满意度调查", "2026年上半年，满分5分", "调查号 客户 城市 板子 铺装 售后 意见",
              logs.surveys()),
    ]  # fmt: skip


def write_book(sheets: Iterable[Sheet], path: Path) -> None:
    """Write one workbook."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.append([f"竹森公司　{sheet.title}　2026年"])
        page.append([sheet.note])
        page.append(sheet.head.split())
        page["A1"].font = Font(bold=True, size=13)
        for cell in page[3]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center")
            page.column_dimensions[get_column_letter(cell.column)].width = 14
        short = NO_YEAR in sheet.note
        for index, cells in enumerate(sheet.rows):
            page.append([_shown(cell, index + n, short) for n, cell in enumerate(cells)])
        page.freeze_panes = "B4"
    book.save(path)
    fix_dates(path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV in GB18030, as a Chinese Excel saves it."""
    with path.open("w", encoding="gb18030", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(VOICE_HEAD)
        for index, row in enumerate(logs.complaints()):
            writer.writerow([_shown(cell, index % 3 + 1) for cell in row])


def row_text(row_id: str) -> str:
    """Return the first cells of a row, up to the first day or blank cell, as a quote."""
    everything = (s for group in (work_sheets, repair_sheets, office_sheets) for s in group())
    found = [row for sheet in everything for row in sheet.rows] + list(logs.complaints())
    row = next(row for row in found if row[0] == row_id)
    words: list[str] = []
    for cell in row:
        if isinstance(cell, date) or cell in (None, ""):
            break
        words.append(str(cell))
    return " ".join(words)


def _dated(name: str) -> list[Cells]:
    """Return a hand-written table with days and numbers as such; an empty cell is blank."""
    return [[_typed(cell) for cell in row] for row in rows.table(name)]


def _typed(cell: str) -> object:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return int(cell) if cell.isdigit() else cell or None


def _shown(cell: object, form: int, may_be_short: bool = True) -> object:
    """Write a day or a moment in one of several ways; some leave the year 2026 out."""
    if cell == "":
        return None
    if not isinstance(cell, date):
        return cell
    short = f"{cell.month}月{cell.day}日"
    day = (
        f"{cell:%Y-%m-%d}", f"{cell:%Y/%m/%d}",
        short if may_be_short and cell.year == 2026 else f"{cell.year}年{short}",
        f"{cell.year}.{cell.month}.{cell.day}",
    )[form % 4]  # fmt: skip
    if isinstance(cell, datetime):
        return cell if form % 9 > 3 else f"{day} {cell:%H:%M}"
    return day if form % 9 < 4 or form % 4 == 1 else cell

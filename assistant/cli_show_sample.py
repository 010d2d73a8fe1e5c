"""What `kezheng sample` prints for people."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from assistant.export.tick_sheet import MARKS
from assistant.sample_book import RowStatus, Standing, TakenRow
from assistant.sampling import RULE, Deduction


def drawn(one: Standing, output: Path) -> None:
    """Print the records drawn and where the tick sheet lies."""
    sample = one.sample
    table = Table(*_columns("序号", "记录", "位置", "层"))
    for number, record in enumerate(sample.drawn, start=1):
        place = f"{record.file} {record.place}".strip()
        table.add_row(str(number), *map(escape, (record.record, place, record.stratum)))
    console = Console()
    console.print(table)
    _line(console, f"样本 {sample.id}，种子 {sample.seed}：{sample.rationale}")
    _line(console, f"检查表已写出 {output}")


def taken(rows: Sequence[TakenRow], one: Standing) -> None:
    """Print how many rows were taken in, each that was not, and where the sample stands."""
    console = Console()
    counts = {status: sum(row.status is status for row in rows) for status in RowStatus}
    _line(
        console,
        f"新增{counts[RowStatus.ADDED]}，已有{counts[RowStatus.UNCHANGED]}，"
        f"未填{counts[RowStatus.BLANK]}，未能导入{counts[RowStatus.FAILED]}",
    )
    for row in rows:
        if row.error:
            _line(console, f"第{row.row}行 {row.record}：{row.error}")
    standings([one])


def standings(found: Sequence[Standing]) -> None:
    """Print the samples with their tallies and the deductions proposed."""
    console = Console()
    if not found:
        _line(console, "还没有样本；kezheng sample draw 文件 -o 检查表.xlsx")
        return
    heads = ("样本", "条款", "总体", *MARKS.values(), "未检", "复检", "建议扣分")
    table = Table(*_columns(*heads))
    for one in found:
        sample, counted = one.sample, one.tally
        table.add_row(
            sample.id,
            sample.clause,
            escape(f"{sample.population}：{len(sample.drawn)}/{sample.n_population}"),
            str(counted.n_passed),
            str(counted.n_failed),
            str(counted.n_undecided),
            str(counted.n_untested),
            str(counted.n_retested),
            _off(one.deduction),
        )
    console.print(table)
    if any(one.deduction for one in found):
        _line(console, f"{RULE}；由评审员确认")


def _off(proposed: Deduction | None) -> str:
    if proposed is None:
        return "—"
    most = "" if proposed.off == proposed.off_at_most else f"（至多 {proposed.off_at_most:.2f}）"
    assumed = "，分值为假定" if proposed.weight_status == "assumed" else ""
    return f"{proposed.off:.2f}{most} / {proposed.points:.2f}{assumed}"


def _columns(*headers: str) -> list[Column]:
    return [Column(header, overflow="fold") for header in headers]


def _line(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)

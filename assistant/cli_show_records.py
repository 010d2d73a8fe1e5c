"""What the command line prints of counted records: rules, delays, other flaws."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from assistant.record_flaws import Flaw, FlawKind
from assistant.records import RecordCheck


def records(checks: Sequence[RecordCheck], flaws: Sequence[Flaw]) -> None:
    """Print the firm's own rules with how many rows keep them, and what else is wrong."""
    table = Table(*_folded("条款", "规定", "记录", "行", "违反", "无法判定", "违反的行", "用时"))
    for check in checks:
        table.add_row(
            check.clause,
            escape(f"{' '.join(check.rule_quote.split())}（{check.rule_file}）"),
            escape(f"{check.records_file} {check.sheet}".strip()),
            str(check.n_total),
            str(check.n_breach),
            str(check.n_unknown),
            escape("、".join(check.breach_rows)),
            _delays(check),
        )
    Console().print(table)
    other = Table(*_folded("问题", "记录", "说明", "行"))
    for flaw in flaws:
        place = f"{flaw.file} {flaw.sheet}".strip()
        shown = f"{'、'.join(flaw.rows[:_ROWS])}{'…' if flaw.n > _ROWS else ''}"
        other.add_row(_FLAWS[flaw.kind], escape(place), escape(flaw.words.zh), escape(shown))
    if flaws:
        Console().print(other)


_ROWS = 12
_UNITS = {"minute": "分钟", "hour": "小时", "day": "天", "workday": "工作日"}
_FLAWS = {
    FlawKind.BLANK: "空白",
    FlawKind.UNSIGNED: "未签",
    FlawKind.DISORDER: "次序颠倒",
    FlawKind.DUPLICATE: "重号",
    FlawKind.FUTURE: "日期在后",
    FlawKind.OUTSIDE: "期间外",
    FlawKind.GAP: "缺期",
    FlawKind.EXPIRED: "过期",
    FlawKind.UNCERTIFIED: "无有效证件",
    FlawKind.DISAGREES: "数据不符",
}


def _delays(check: RecordCheck) -> str:
    spread = check.delays
    if spread is None:
        return ""
    return f"中位{spread.median}，九成≤{spread.p90}，最长{spread.most}{_UNITS[spread.unit]}"


def _folded(*headers: str) -> list[Column]:
    """Return columns that fold long text: a name that is cut cannot be found again."""
    return [Column(header, overflow="fold") for header in headers]

"""kezheng manual: a firm's manual against itself."""

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from assistant.manual_model import Flaw, FlawKind, Place
from ingest.model import locator_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.model import Document

KINDS = {
    FlawKind.EMPTY_CHAPTER: "空章节",
    FlawKind.PLACEHOLDER_DATE: "占位日期",
    FlawKind.DUPLICATE_NUMBER: "编号重复",
    FlawKind.SPLIT_DUTY: "职责归属不一",
    FlawKind.OLD_REFERENCE: "引用已作废",
    FlawKind.RECORD_WITHOUT_FORM: "有记录无表单",
}


def answer(audited: "Sequence[Document]", flaws: "Sequence[Flaw]") -> dict[str, Any]:
    """Return the flaws with their places, and how many there are of each kind."""
    counts = {kind.value: sum(flaw.kind is kind for flaw in flaws) for kind in FlawKind}
    return {
        "audited": [document.file for document in audited],
        "counts": counts,
        "flaws": [
            {
                "kind": flaw.kind.value,
                "why": flaw.why,
                "places": [_place(place) for place in flaw.places],
            }
            for flaw in flaws
        ],
    }


def show(audited: "Sequence[Document]", flaws: "Sequence[Flaw]") -> None:
    """Print the flaws, one row each."""
    console = Console()
    if not audited:
        console.print("没有可查的手册或程序文件 (no manual or procedure)")
        return
    table = Table(*(Column(name, overflow="fold") for name in ("问题", "说明", "位置", "原文")))
    for flaw in flaws:
        where = "\n".join(_where(place) for place in flaw.places)
        quotes = "\n".join(" ".join(place.quote.split())[:60] for place in flaw.places)
        table.add_row(KINDS[flaw.kind], *map(escape, (flaw.why, where, quotes)))
    if flaws:
        console.print(table)
    files = "、".join(document.file for document in audited)
    text = f"查了{len(audited)}份：{files}；发现{len(flaws)}处，请逐条确认"
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _place(place: Place) -> dict[str, Any]:
    return {
        "file": place.document.file,
        "locator": locator_of(place.document, place.start).label(),
        "section": place.section,
        "quote": place.quote,
        "start": place.start,
        "end": place.end,
    }


def _where(place: Place) -> str:
    label = place.section or locator_of(place.document, place.start).label()
    return f"{place.document.file} {label}".strip()

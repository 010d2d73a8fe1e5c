"""Tables of web pages as rows, with spans filled."""

import re
from typing import TYPE_CHECKING

from ingest.readers.table import GridRow, one_line

if TYPE_CHECKING:
    from bs4 import Tag

# Blocks in a cell that show a table used to lay out a page.
_LAYOUT = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "form")
_LINES = ("p", "div", "br", "li")
_MAX_SPAN = 200


def table_rows(table: "Tag", *, is_hidden: bool) -> list[GridRow] | None:
    """Return the rows of a table, or None if it only lays out the page.

    Cells that span rows are filled downward, those that span columns rightward; the text of a
    row has each cell once, and an empty cell where one from above reaches in.
    """
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [[cell for cell in row.find_all(["td", "th"], recursive=False)] for row in rows]
    if _is_layout(cells):
        return None
    grid: list[GridRow] = []
    reaching: dict[int, tuple[str, int]] = {}
    for number, (row, tags) in enumerate(zip(rows, cells, strict=True), start=1):
        texts, filled, reaching = _fill(tags, reaching)
        grid.append(
            GridRow(
                number=number,
                texts=tuple(texts),
                cells=tuple(filled),
                is_marked=bool(tags) and _is_header(row, tags),
                is_hidden=is_hidden or _is_hidden(row),
            )
        )
    width = max((len(row.cells) for row in grid), default=0)
    return [_padded(row, width) for row in grid]


def _padded(row: GridRow, width: int) -> GridRow:
    blank = ("",) * (width - len(row.cells))
    return GridRow(row.number, row.texts, row.cells + blank, row.is_marked, row.is_hidden)


def _is_layout(cells: list[list["Tag"]]) -> bool:
    every = [cell for row in cells for cell in row]
    return len(every) == 1 or any(cell.find(_LAYOUT) for cell in every)


def _is_header(row: "Tag", tags: list["Tag"]) -> bool:
    return row.find_parent("thead") is not None or all(tag.name == "th" for tag in tags)


def _is_hidden(row: "Tag") -> bool:
    style = "".join(str(row.get("style") or "").split()).lower()
    return row.has_attr("hidden") or "display:none" in style


def _fill(
    tags: list["Tag"], reaching: dict[int, tuple[str, int]]
) -> tuple[list[str], list[str], dict[int, tuple[str, int]]]:
    """Return texts, filled cells, and the cells that reach into the next row."""
    texts: list[str] = []
    filled: list[str] = []
    below: dict[int, tuple[str, int]] = {}
    queue = list(tags)
    while queue or len(filled) in reaching:
        column = len(filled)
        if column in reaching:
            value, left = reaching[column]
            texts.append("")
            filled.append(value)
            if left > 1:
                below[column] = (value, left - 1)
            continue
        tag = queue.pop(0)
        value = _text(tag)
        texts.append(value)
        rows = _span(tag, "rowspan")
        for _ in range(_span(tag, "colspan")):
            if rows > 1:
                below[len(filled)] = (value, rows - 1)
            filled.append(value)
    return texts, filled, below


def _span(tag: "Tag", name: str) -> int:
    raw = str(tag.get(name) or "1").strip()
    return max(1, min(int(raw), _MAX_SPAN)) if re.fullmatch("[0-9]{1,5}", raw) else 1


def _text(tag: "Tag") -> str:
    """Return the text of a cell on one line, its paragraphs joined by a space."""
    from bs4.element import PreformattedString, Tag

    words = ""
    for node in tag.descendants:
        if isinstance(node, Tag):
            words += " " if node.name in _LINES else ""
        elif not isinstance(node, PreformattedString) and not node.find_parent(["script", "style"]):
            words += str(node)
    return one_line(words)

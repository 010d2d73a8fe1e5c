"""Plain-text markup of the sample's wording: titles, headings, tables and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARKS = (("= ", "title"), ("## ", "heading2"), ("# ", "heading1"), ("@ ", "caption"))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or one table; a table has rows and no text."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def load(path: Path, values: dict[str, str] | None = None) -> list[Block]:
    """Read a wording file; fill {NAMES} from values first."""
    text = path.read_text(encoding="utf-8")
    for name, value in (values or {}).items():
        text = text.replace("{" + name + "}", value)
    return list(_blocks(text.splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip()[1:-1].split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        if line.strip():
            yield _paragraph(line)


def _paragraph(line: str) -> Block:
    for mark, kind in MARKS:
        if line.startswith(mark):
            return Block(kind, line[len(mark) :])
    return Block("text", line)

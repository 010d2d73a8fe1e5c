"""Plain text and Markdown: a piece per paragraph, headings by their numbers or marks."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.encoding import decode
from ingest.readers.headings import heading_level, is_list_line, note_level, time_prefix

# Lines are taken as hard-wrapped from this width (a Chinese character is 2) on; assumed.
_MIN_WRAP_WIDTH = 40
_WRAP_SLACK = 4
_MIN_WRAPPED_LINES = 3
_TERMINAL = "。！？；：.!?;:…”」』）)】"
_TITLE_CHARS = 40


def read_text(data: bytes) -> Reading:
    """Read a text file: one piece per paragraph, wrapped lines joined where that is clear.

    Raises:
        ReadError: No encoding fits.
    """
    text, _, warnings = decode(data)
    pieces = [piece for line in unwrap(text.splitlines()) for piece in line_pieces(line)]
    found, kept = _solid(text), sum(_solid(piece.text) for piece in pieces)
    status = PartStatus.TEXT if kept else PartStatus.EMPTY
    part = Part("text", status, found, kept)
    return Reading(tuple(pieces), (part,), title=_title(pieces), warnings=warnings)


def unwrap(lines: Sequence[str]) -> list[str]:
    """Return the lines with those of a hard-wrapped paragraph joined, the rest as they are.

    Lines were wrapped if the widest lines of the file are alike and several of them stop in
    the middle of a sentence. Blank lines are dropped.
    """
    width = _wrap_width(lines)
    joined: list[str] = []
    above = ""
    for line in lines:
        if joined and above and width and _continues(above, line, width):
            joined[-1] += _joint(joined[-1], line) + line.strip()
        elif line.strip():
            joined.append(line)
        above = line.rstrip()
    return joined


def line_pieces(line: str) -> Iterator[Piece]:
    """Yield the piece of a line; a time of day before a long note is a heading of its own.

    Otherwise the note would stand under the place and person of the note before it.
    """
    text = line.strip()
    level = note_level(text) or heading_level(text)
    time = time_prefix(text)
    if level:
        yield Piece(text, BlockKind.HEADING, level=level)
    elif time:
        yield Piece(time, BlockKind.HEADING, level=2)
        yield Piece(text[len(time) :].strip())
    else:
        yield Piece(text, BlockKind.LIST if is_list_line(text) else BlockKind.PARAGRAPH)


def _solid(text: str) -> int:
    return len("".join(text.replace("\ufeff", "").split()))


def _wide(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line.rstrip())


def _wrap_width(lines: Sequence[str]) -> int:
    """Return the width at which a file was wrapped, 0 if it was not."""
    full = [line.rstrip() for line in lines if line.strip()]
    width = max(map(_wide, full), default=0)
    if width < _MIN_WRAP_WIDTH:
        return 0
    near = [(a, b) for a, b in pairwise(full) if _wide(a) >= width - _WRAP_SLACK]
    broken = sum(a[-1] not in _TERMINAL and not _starts_anew(b) for a, b in near)
    return width if broken >= _MIN_WRAPPED_LINES and broken >= 0.6 * len(near) else 0


def _continues(above: str, line: str, width: int) -> bool:
    if not line.strip() or _wide(above) < width - _WRAP_SLACK or above[-1] in _TERMINAL:
        return False
    return not _starts_anew(line)


def _starts_anew(line: str) -> bool:
    """Return whether a line begins a paragraph by indent, bullet, number, bracket or time."""
    if line[:1] in (" ", "\t", "\u3000"):
        return True
    return bool(is_list_line(line) or heading_level(line) or note_level(line) or time_prefix(line))


def _joint(left: str, right: str) -> str:
    ends = left.rstrip()[-1:] + right.strip()[:1]
    return " " if all(ord(char) < 0x2E80 for char in ends) else ""


def _title(pieces: Sequence[Piece]) -> str:
    first = pieces[0].text if pieces else ""
    return first if len(first) <= _TITLE_CHARS and not re.search("[。；！？]", first) else ""

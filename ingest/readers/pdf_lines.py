"""Lines of a PDF page: runs on one baseline, and how broken lines go together again."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.pdf_page import Run

# In em, assumed: Word leaves 0.25 between Chinese and Latin without a space; a typed space
# is 0.25 to 0.5 and may be full-width (1). Wider gaps part cells and columns.
WORD_GAP = 0.15
AUTO_GAP = 0.45
COLUMN_GAP = 0.7
CELL_GAP = 1.6
_MIN_SPREAD = 3
_CODE = re.compile(r"[A-Z0-9/.-]+")
# The number or bullet of a paragraph, which a tab parts from its text.
MARK = re.compile(
    r"\d{1,2}(?:[.．]\d{1,2})*[.．、)）]?|[(（]\w{1,3}[)）]|[①-⑳•●■◆❖➢✓☑☐□○◇▪·※★–—-]"
    r"|第\w{1,5}[章节条编篇]|[一二三四五六七八九十]{1,3}、|[A-Za-z][.、)）]"
)
_BROKEN_WORD = re.compile(r"([A-Za-z]*[a-z]{2})-$")
_LOWER_START = re.compile(r"[a-z]{2,}")
_WIDE = re.compile(r"[⺀-鿿豈-﫿︰-﹏＀-￯　-〿—…]")


class Line(NamedTuple):
    """Words on one baseline without a gap of a cell.

    Attributes:
        size: The em of its longest run in points.
        bold: All of it is bold.
        spaced: A space was typed before it, at the end of the line above.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    spaced: bool = False


def is_wide(char: str) -> bool:
    """Return whether a character is Chinese or full-width."""
    return _WIDE.match(char) is not None


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Return runs in rows of one baseline, top to bottom, left to right."""
    rows: list[list[Run]] = []
    middle = size = 0.0
    for run in sorted((run for run in runs if run.text), key=_middle):
        if rows and _middle(run) - middle <= 0.25 * (size + run.size):
            rows[-1].append(run)
            if run.size > size:
                middle, size = _middle(run), run.size
        else:
            rows.append([run])
            middle, size = _middle(run), run.size
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def cells_of(row: Sequence[Run]) -> list[Line]:
    """Return the lines of a row, parted at gaps that are clearly wider than a space."""
    if _is_spread(row):
        return [line_of(row)]
    cells = [[row[0]]]
    for left, right in pairwise(row):
        gap = CELL_GAP if right.spaced else COLUMN_GAP
        if right.x0 - left.x1 >= gap * max(left.size, right.size):
            cells.append([])
        cells[-1].append(right)
    return [line_of(cell) for cell in cells]


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Return one line for each row of runs, whatever gaps it has."""
    return [line_of(row) for row in rows_of(runs)]


def line_of(row: Sequence[Run]) -> Line:
    """Return the line of runs that stand side by side."""
    text = row[0].text
    is_spread = _is_spread(row)
    for left, right in pairwise(row):
        text += ("" if is_spread else _space_between(left, right)) + right.text
    longest = max(row, key=lambda run: len(run.text))
    return Line(
        text=text,
        x0=row[0].x0,
        top=min(run.top for run in row),
        x1=max(run.x1 for run in row),
        bottom=max(run.bottom for run in row),
        size=longest.size,
        bold=all(run.bold for run in row),
        spaced=row[0].spaced,
    )


def join_cells(cells: Sequence[Line]) -> Line:
    """Return lines that stand side by side as one; a tab stands for a wide gap."""
    text = cells[0].text
    for left, right in pairwise(cells):
        is_near = right.x0 - left.x1 < CELL_GAP * max(left.size, right.size)
        is_mark = left is cells[0] and MARK.fullmatch(left.text)
        text += (" " if is_near or is_mark else "\t") + right.text
    longest = max(cells, key=lambda line: len(line.text))
    return cells[0]._replace(
        text=text,
        x1=cells[-1].x1,
        size=longest.size,
        bold=all(line.bold for line in cells),
    )


def join_lines(lines: Sequence[Line], right: float) -> str:
    """Return the lines of one cell as one line; `right` is the edge of its text."""
    text = lines[0].text
    for above, below in pairwise(lines):
        is_same = is_full(above, below, right)
        text = join(text, below, frozenset()) if is_same else f"{text} {below.text}"
    return text


def is_full(line: Line, below: Line, right: float) -> bool:
    """Return whether the first word of the line below had no room on this line."""
    first = below.text[:1]
    if _BROKEN_WORD.search(line.text) and first.islower():
        return True
    if first and not is_wide(first):
        first = re.split(r"\s|(?=[⺀-鿿])", below.text, maxsplit=1)[0]
    width = sum(1.0 if is_wide(char) else 0.5 for char in first) * below.size
    return line.x1 + width > right - 0.3 * line.size


def join(text: str, below: Line, words: frozenset[str]) -> str:
    """Return text with the line below added: no space beside Chinese, one between words.

    A hyphen at the end of a line goes only if `words` hold the word without it.
    """
    left, right = text[-1:], below.text[:1]
    if not left or not right or is_wide(left) or is_wide(right):
        return text + below.text
    if left == "-" and text[-2:-1].strip():
        return _join_hyphen(text, below.text, words)
    if not below.spaced and _is_split_code(text, below.text):
        return text + below.text
    return text + ("" if left == "/" else " ") + below.text


def _is_split_code(above: str, below: str) -> bool:
    """Return whether Chinese text broke a number or a code like TY-QP-15 at any character."""
    if not any(map(is_wide, above[-40:])):
        return False
    left, right = above[-1], below[0]
    if left.isdigit() and right.isdigit():
        return True
    if right == "-":
        return left.isalnum()
    start, end = _CODE.match(below), _CODE.match(above[::-1])
    is_code = any(match and "-" in match.group() for match in (start, end))
    return is_code and left.isupper() and right.isupper()


def _join_hyphen(text: str, below: str, words: frozenset[str]) -> str:
    head, tail = _BROKEN_WORD.search(text), _LOWER_START.match(below)
    if head and tail and (head.group(1) + tail.group()).lower() in words:
        return text[:-1] + below
    return text + below


def _is_spread(row: Sequence[Run]) -> bool:
    """Return whether a row is a title whose characters are set apart at equal gaps."""
    if len(row) < _MIN_SPREAD or any(len(run.text) > 1 or not is_wide(run.text) for run in row):
        return False
    gaps = [right.x0 - left.x1 for left, right in pairwise(row)]
    is_typed = any(run.spaced for run in row[1:])
    return not is_typed and max(gaps) - min(gaps) < 0.25 * row[0].size


def _space_between(left: Run, right: Run) -> str:
    gap = (right.x0 - left.x1) / max(1.0, min(left.size, right.size))
    if right.spaced:
        return " "
    is_latin = not is_wide(left.text[-1]) and not is_wide(right.text[0])
    return " " if gap > (WORD_GAP if is_latin else AUTO_GAP) else ""


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2

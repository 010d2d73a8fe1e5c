"""Where on a picture a text was read by OCR, and how surely."""

from typing import NamedTuple
from unicodedata import east_asian_width

LOW_CONFIDENCE = 0.8
"""Lines that OCR read less surely should be compared with the picture; assumed."""


class Frame(NamedTuple):
    """A rectangle on a picture, in ten-thousandths of its width and height."""

    left: int
    top: int
    right: int
    bottom: int


class Words(NamedTuple):
    """One line of a picture as OCR read it: `text[start:end]` of its piece or block.

    Attributes:
        score: Confidence of the recognition, 0 to 1.
        left, top, right, bottom: Frame in ten-thousandths of the upright picture's width and
            height.
    """

    start: int
    end: int
    score: float
    left: int
    top: int
    right: int
    bottom: int


class Scanned(NamedTuple):
    """Where on a picture a text was read by OCR.

    Attributes:
        part: Line of the ledger that the picture is: "page 3", "image 2".
        turn, tilt: Degrees anticlockwise that set the picture upright, one after the other.
        words: Frames of its lines; lines that could not be placed have none.
    """

    part: str
    turn: int = 0
    tilt: float = 0.0
    words: tuple[Words, ...] = ()

    def score(self, start: int, end: int) -> float | None:
        """Return the least confidence of the lines that touch a span, None without lines."""
        near = (w.score for w in self.words if w.start < end and start < w.end)
        return min(near, default=None)

    def frames(self, text: str, start: int, end: int) -> list[Frame]:
        """Return the frames of a span of `text`, one for each line that it touches."""
        near = (w for w in self.words if w.start < end and start < w.end)
        return [_cut(w, text, max(start, w.start), min(end, w.end)) for w in near]


def _cut(line: Words, text: str, start: int, end: int) -> Frame:
    """Return the part of a line's frame that a span of it takes up."""
    frame = Frame(line.left, line.top, line.right, line.bottom)
    whole = _em(text[line.start : line.end])
    if not whole:
        return frame
    width = line.right - line.left
    left = line.left + width * _em(text[line.start : start]) / whole
    right = line.left + width * _em(text[line.start : end]) / whole
    return frame._replace(left=round(left), right=round(right))


def _em(text: str) -> float:
    """Return the width of print in ems: Chinese characters have one, all others a half."""
    return sum(1.0 if east_asian_width(char) in "WF" else 0.5 for char in text)

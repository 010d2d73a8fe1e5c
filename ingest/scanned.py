"""Where on a picture a text was read by OCR, and how surely."""

from typing import NamedTuple

LOW_CONFIDENCE = 0.8
"""Lines that OCR read less surely should be compared with the picture; assumed."""


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

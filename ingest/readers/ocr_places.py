"""Places of scanned text: which line of the picture each part of a piece was read from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.model import Piece
from ingest.readers.ocr import OcrLine, Scan
from ingest.scanned import Scanned, Words

_WHOLE = 10_000


class _Folded(NamedTuple):
    """A text without white space, and where each of its characters stands in the whole one."""

    text: str
    places: tuple[int, ...]


class _Found(NamedTuple):
    """A stretch of a folded piece."""

    piece: int
    start: int
    end: int


def with_places(
    pieces: Sequence[Piece], lines: Iterable[OcrLine], scan: Scan, part: str
) -> tuple[Piece, ...]:
    """Return pieces that know where on the picture they were read.

    Lines are sought in the pieces by their words, the longest first: only short ones occur
    twice, and of those the upper one is taken for the one that comes first.
    """
    folded = [_fold(piece.text) for piece in pieces]
    words: list[list[Words]] = [[] for _ in pieces]
    taken: list[_Found] = []
    for line in sorted(lines, key=lambda line: (-len(line.text), _top(line), _left(line))):
        found = _seek("".join(line.text.split()), folded, taken)
        if found is None:
            continue
        taken.append(found)
        words[found.piece].append(_words(line, found, folded[found.piece], scan))
    return tuple(
        replace(piece, scanned=Scanned(part, scan.turn, scan.tilt, tuple(sorted(own))))
        for piece, own in zip(pieces, words, strict=True)
    )


def _fold(text: str) -> _Folded:
    places = tuple(i for i, char in enumerate(text) if not char.isspace())
    return _Folded("".join(text[i] for i in places), places)


def _seek(text: str, folded: Sequence[_Folded], taken: Iterable[_Found]) -> _Found | None:
    """Return where a text stands first that no other line has taken."""
    gone = list(taken)
    for number, piece in enumerate(folded):
        start = piece.text.find(text) if text else -1
        while start >= 0:
            found = _Found(number, start, start + len(text))
            if not any(_overlap(found, other) for other in gone):
                return found
            start = piece.text.find(text, start + 1)
    return None


def _overlap(a: _Found, b: _Found) -> bool:
    return a.piece == b.piece and a.start < b.end and b.start < a.end


def _words(line: OcrLine, found: _Found, piece: _Folded, scan: Scan) -> Words:
    xs, ys = zip(*line.corners, strict=True)
    return Words(
        start=piece.places[found.start],
        end=piece.places[found.end - 1] + 1,
        score=line.score,
        left=_share(min(xs), scan.width),
        top=_share(min(ys), scan.height),
        right=_share(max(xs), scan.width),
        bottom=_share(max(ys), scan.height),
    )


def _share(pixels: float, whole: int) -> int:
    return max(0, min(_WHOLE, round(_WHOLE * pixels / max(1, whole))))


def _top(line: OcrLine) -> float:
    return min(y for _, y in line.corners)


def _left(line: OcrLine) -> float:
    return min(x for x, _ in line.corners)

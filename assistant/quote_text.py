"""The strand: a text's characters without whitespace and width, each with its place."""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

# Shortest line that the edge of a page can have wrapped inside a number. Assumed; the line
# lengths of real client files would settle it.
MIN_WRAPPED_CHARS = 12

CHINESE_DIGITS = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅"

_ZERO_WIDTH = "\u200b"


def _folds() -> dict[int, str]:
    """Return the one-to-one folding: width, look-alike glyphs, quotes, dashes, separators.

    NFKC as a whole is no use: it turns ① into 1 and ㎡ into m2.
    """
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for first, last in ((0x2E80, 0x2FD5), (0xF900, 0xFAFF), (0xFE50, 0xFE6B)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = plain
    for plain, glyphs in {
        '"': "“”„‟「」『』＂｢｣",
        "'": "‘’‚‛＇",
        "—": "–―─‒",  # kept apart from the hyphen until a leading minus is ruled out
        "-": "‐‑−﹣－",
        "~": "～〜∼",
        ":": "：∶﹕",
        "、": "､",
        "。": "｡",
        "¥": "￥",
        "〇": "○◯",
        "|": "｜│┃",
        " ": "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        "\n": "\u2028\u2029\x85",
        _ZERO_WIDTH: "\u00ad\u061c\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    }.items():
        table.update({ord(glyph): plain for glyph in glyphs})
    return table


_FOLDS = _folds()
_SPACED_DASH = re.compile(rf"(?<=[0-9A-Za-z])[ {_ZERO_WIDTH}]+—")
_LEADING_DASH = re.compile(r"(?<![0-9A-Za-z—])—(?=\d)")
_REPEATED_DASH = re.compile(r"(?<=—)—|(?<=-)-(?![\d-])")
_RUN = re.compile(rf"[^\s|{_ZERO_WIDTH}]+|[\s|{_ZERO_WIDTH}]+")
_ROW = re.compile(r"[\t|]|(?:^|\s)[-+]?\d[\d.,:%/-]*$")  # cells, or a number standing alone
_MARKS = re.compile(r"[、,。.;:!…\"']+")
_NUMERIC = frozenset("0123456789.,:")
_VALUE = frozenset("0123456789" + CHINESE_DIGITS)


class Gap(IntEnum):
    """The whitespace that stood before a character."""

    NONE = 0
    SPACE = 1
    WRAP = 2  # a line break, the line long enough to have been wrapped
    LINE = 3  # a line break after a short line
    BREAK = 4  # the edge of a cell, table row or paragraph


@dataclass(frozen=True, slots=True)
class Strand:
    """A text without whitespace.

    Attributes:
        chars: The folded characters, length n.
        starts: Offset in the text of each character, [n].
        gaps: The `Gap` before each character, [n].
        bare: `chars` without punctuation that carries no meaning, length m.
        places: Index in `chars` of each character of `bare`, [m].
        bare_gaps: The widest `Gap` between each character of `bare` and the one before, [m].
    """

    chars: str
    starts: "array[int]"
    gaps: bytes
    bare: str
    places: "array[int]"
    bare_gaps: bytes

    def before(self, index: int, reach: int) -> str:
        """Return up to `reach` characters before `index`, a newline where values part."""
        return self._between(max(0, index - reach), index).removeprefix("\n")

    def after(self, index: int, reach: int) -> str:
        """Return up to `reach` characters from `index` on, a newline where values part."""
        return self._between(index, min(len(self.chars), index + reach))

    def _between(self, first: int, last: int) -> str:
        chars = self.chars
        return "".join("\n" + chars[i] if self._parts(i) else chars[i] for i in range(first, last))

    def _parts(self, index: int) -> bool:
        """Tell whether whitespace ends a cell here, or keeps a number from the one before."""
        gap, chars = self.gaps[index], self.chars
        if gap in (Gap.NONE, Gap.BREAK):
            return gap == Gap.BREAK
        return chars[index].isdecimal() and chars[index - 1 : index] in _NUMERIC


def strand(text: str) -> Strand:
    """Return the strand of `text`."""
    folded = _fold(text)
    pieces: list[str] = []
    starts, gaps = array("I"), bytearray()
    gap, line_start = Gap.NONE, 0
    for run in _RUN.finditer(folded):
        ink = run.group()
        if ink[0].isspace() or ink[0] in ("|", _ZERO_WIDTH):
            line = folded[line_start : run.start()] if "\n" in ink else ""
            gap = max(gap, _gap(ink, line))
            line_start = run.end() if line else line_start
            continue
        pieces.append(ink)
        starts.extend(range(run.start(), run.end()))
        gaps.append(gap)
        gaps.extend(bytes(len(ink) - 1))
        gap = Gap.NONE
    chars = "".join(pieces)
    places = _places_without_marks(chars)
    bare = "".join(chars[place] for place in places)
    edges = zip([-1, *places], places, strict=False)
    bare_gaps = bytes(max(gaps[last + 1 : place + 1]) for last, place in edges)
    return Strand(chars, starts, bytes(gaps), bare, places, bare_gaps)


@lru_cache(maxsize=64)
def cached_strand(text: str) -> Strand:
    """Return the strand of a document's text, made once however many quotes are sought."""
    return strand(text)


def is_value(char: str) -> bool:
    """Tell whether `char` is a digit, Chinese digit or Latin letter."""
    return char in _VALUE or (char.isascii() and char.isalnum())


def _fold(text: str) -> str:
    """Fold each character to one character, so that offsets stay.

    Every dash becomes "-", except a long dash that leads a number: folded, it would turn
    "—5" (a list dash) into minus 5. A space before the long dash of a range goes, as the
    one before a hyphen would make a minus of it.
    """
    folded = text.translate(_FOLDS)
    folded = _REPEATED_DASH.sub(_ZERO_WIDTH, folded)
    folded = _SPACED_DASH.sub(lambda dash: _ZERO_WIDTH * (len(dash.group()) - 1) + "-", folded)
    folded = _LEADING_DASH.sub("―", folded)
    return folded.replace("—", "-")


def _gap(ink: str, line: str) -> Gap:
    """Return the kind of the whitespace `ink` that follows `line` (empty if inside a line)."""
    white = ink.replace(_ZERO_WIDTH, "")
    if any(edge in white for edge in "\t|\f\v") or white.count("\n") > 1:
        return Gap.BREAK
    if "\n" not in white:
        return Gap.SPACE if white else Gap.NONE
    if _ROW.search(line):
        return Gap.BREAK
    return Gap.WRAP if len(line) >= MIN_WRAPPED_CHARS else Gap.LINE


def _places_without_marks(chars: str) -> "array[int]":
    """Return the indices of all characters but the punctuation that carries no meaning."""
    places = array("I")
    kept_to = 0
    for run in _MARKS.finditer(chars):
        if not _is_content(chars, run.start(), run.end()):
            places.extend(range(kept_to, run.start()))
            kept_to = run.end()
    places.extend(range(kept_to, len(chars)))
    return places


def _is_content(chars: str, start: int, end: int) -> bool:
    """Tell whether the marks between two values part or join them: 1.5, 8:00, 三、五, 3"."""
    left, right = chars[start - 1 : start], chars[end : end + 1]
    if left.isdecimal() and chars[start] in "\"'":
        return True
    return is_value(left) and is_value(right)

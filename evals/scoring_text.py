"""Folded text: where a quote or wording stands, found without the product's own locator.

Only white space and full or half width may differ; digits, negations and marks may not.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without white space, in half width, each character with its offset."""

    chars: str
    places: "array[int]"


@lru_cache(maxsize=256)
def folded(text: str) -> Folded:
    """Return the folded text."""
    chars: list[str] = []
    places = array("l")
    for place, char in enumerate(text):
        plain = char if char.isascii() else unicodedata.normalize("NFKC", char)
        for one in plain:
            if not one.isspace():
                chars.append(one)
                places.append(place)
    return Folded("".join(chars), places)


def fold(text: str) -> str:
    """Return a text without white space, in half width."""
    return folded(text).chars


def find_all(quote: str, text: str) -> list[tuple[int, int]]:
    """Return the spans of all occurrences of a quote in a text, first to last.

    An occurrence that cuts a longer number (2小时 in 12小时) is none.
    """
    wanted, source = fold(quote), folded(text)
    spans = []
    at = source.chars.find(wanted) if wanted else -1
    while at >= 0:
        start, end = source.places[at], source.places[at + len(wanted) - 1] + 1
        if not _cuts_number(text, start, end):
            spans.append((start, end))
        at = source.chars.find(wanted, at + 1)
    return spans


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text."""
    return bool(find_all(quote, text))


def says(wording: str, text: str) -> bool:
    """Whether an answer has a wording: case, width and white space apart.

    A number must stand whole: "6" is not in "16" or "2.6". White space at an end of a Latin
    wording ("no ") asks for the end of a word.
    """
    return _wording(wording).search(_plain(text)) is not None


def says_any(wordings: str, text: str) -> bool:
    """Whether an answer has one of the wordings parted by "|"."""
    return any(says(wording, text) for wording in wordings.split("|") if wording.strip())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=4096)
def _wording(wording: str) -> re.Pattern[str]:
    plain = _plain(wording)
    words = plain.split()
    gap = [
        r"\s+" if _LATIN.match(left[-1]) and _LATIN.match(right[0]) else r"\s*"
        for left, right in pairwise(words)
    ]
    body = "".join(_spaced(word) + between for word, between in zip(words, [*gap, ""], strict=True))
    first, last = words[0][0], words[-1][-1]
    before = r"(?<!\d)(?<!\d\.)" if first.isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if last.isdigit() else ""
    if plain[0].isspace() and _LATIN.match(first):
        before = r"(?<!\w)"
    if plain[-1].isspace() and _LATIN.match(last):
        after = r"(?!\w)"
    return re.compile(before + body + after)


def _spaced(word: str) -> str:
    """Let white space stand between any two characters but those of one number or Latin word."""
    pattern = re.escape(word[0])
    for left, right in pairwise(word):
        joined = left.isascii() and right.isascii()
        pattern += ("" if joined else r"\s*") + re.escape(right)
    return pattern


def _cuts_number(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    return (left.isdigit() and text[start].isdigit()) or (
        right.isdigit() and text[end - 1].isdigit()
    )

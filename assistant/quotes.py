"""The match: where a quote stands in a text, if it truly stands there.

No likeness ratio anywhere: at 80 % a fuzzy match passes 24小时 for 48小时 and 经批准 for
未经批准. A quote shares every letter, digit and sign with the text, or it is not located.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.quote_edges import cut, is_wrapped_number, widen
from assistant.quote_text import CHINESE_DIGITS, Gap, Strand, cached_strand, is_value, strand

MIN_CHARS = 4  # letters and digits; "无" or "合格" alone is no evidence. Assumed.
MIN_MARK_EDITS = 3  # punctuation marks that may differ in a short quote. Assumed.
CHARS_PER_MARK_EDIT = 20  # one more mark may differ per so many characters. Assumed.

# What a person is told about a quote that is not there; tried in this order.
_CHANGES = (
    ("a changed number", re.compile(rf"[0-9{CHINESE_DIGITS}]+(?:[.,:][0-9]+)*"), "#"),
    ("an added or dropped negation", re.compile("没有|[未不无非没勿毋莫别免否尚]|禁止|严禁"), ""),
    ("a changed modal", re.compile("应[当该]?|必?须|可以?|宜|不?得|能够?|会|将|拟|不"), ""),
    (
        "a changed unit, period or comparison",
        re.compile(
            "个?工作日|个?小时|分钟|季度|星期|[年月日天周旬时分秒季次元万亿%]|[以之][上下内外前后]"
            "|不?(?:少于|多于|超过|低于|高于)"
        ),
        "#",
    ),
)


class MatchStatus(StrEnum):
    """How far a quote can be trusted."""

    VERIFIED = "verified"
    REPAIRED = "repaired"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands in a text.

    Attributes:
        status: `verified`: it stands there as it is. `repaired`: the span is the true
            wording, which differs in punctuation or reaches further than the quote.
        start: First character in the text, -1 when unverified.
        end: One past the last character, -1 when unverified.
        reason: Why it is not verified, '' when it is.
    """

    status: MatchStatus
    start: int
    end: int
    reason: str


def locate(quote: str, text: str) -> Match:
    """Return where `quote` stands in `text`.

    The first verified occurrence, else the first repaired one, else unverified.
    """
    wanted = strand(quote)
    if sum(char.isalnum() for char in wanted.bare) < MIN_CHARS:
        return _unverified("too short to be evidence")
    source = cached_strand(text)
    best: Match | None = None
    for place in _occurrences(source.bare, wanted.bare):
        match = _weigh(source, wanted, place)
        if match.status is MatchStatus.VERIFIED:
            return match
        if best is None or (
            best.status is MatchStatus.UNVERIFIED and match.status is MatchStatus.REPAIRED
        ):
            best = match
    return best or _unverified(_why_absent(wanted.bare, text))


def _occurrences(bare: str, wanted: str) -> Iterator[int]:
    place = bare.find(wanted)
    while place >= 0:
        yield place
        place = bare.find(wanted, place + 1)


def _weigh(source: Strand, wanted: Strand, place: int) -> Match:
    """Judge the occurrence of `wanted` at `place` in the bare characters of `source`."""
    start = source.places[place]
    end = source.places[place + len(wanted.bare) - 1] + 1
    reason = cut(source, start, end) or _spacing_fault(source, wanted, place)
    if reason:
        return _unverified(reason)
    edits = _mark_edits(source, wanted, place)
    if edits is None:
        return _unverified("pieces joined, or too much punctuation differs")
    first, last, ragged = _with_outer_marks(source, wanted, start, end)
    span = widen(source, start, end)
    if span.reasons and (reason := cut(source, span.start, span.end)):
        return _unverified(reason)
    reasons = list(span.reasons)
    if edits or ragged:
        reasons.append("punctuation differs")
    if any(_is_wrapped(source, wanted, place, k) for k in range(1, len(wanted.bare))):
        reasons.append("a number joined across a line break")
    first, last = min(first, span.start), max(last, span.end)
    return Match(
        MatchStatus.REPAIRED if reasons else MatchStatus.VERIFIED,
        source.starts[first],
        source.starts[last - 1] + 1,
        "; ".join(reasons),
    )


def _spacing_fault(source: Strand, wanted: Strand, place: int) -> str:
    """Return why the whitespace of quote and text differs in meaning, or ''.

    Between Chinese characters it means nothing. Between digits, or Latin letters, it parts
    two numbers or words: 1 2小时 is not 12小时, 1. 5小时 may be point 1 with 5 hours.
    """
    ours = wanted.bare_gaps
    theirs = source.bare_gaps[place : place + len(ours)]
    if ours[1:] == theirs[1:]:
        return ""
    for k in range(1, len(ours)):
        if _parts_differ(wanted.bare, k, ours, theirs) and not _is_wrapped(
            source, wanted, place, k
        ):
            return "a space parts or joins two numbers or words"
    return ""


def _parts_differ(bare: str, k: int, ours: bytes, theirs: bytes) -> bool:
    """Tell whether whitespace before `bare[k]` parts two values in one of the texts only."""
    left, right = bare[k - 1], bare[k]
    then_digit = bare[k + 1 : k + 2].isdecimal()
    if left.isdecimal() and right == "-" and then_digit:
        return _leads(ours, k) != _leads(theirs, k)
    if (ours[k] == Gap.NONE) == (theirs[k] == Gap.NONE):
        return False
    if left in ".," and right.isdecimal():
        return bare[k - 2 : k - 1].isdecimal()
    if left.isdecimal() and right in ".,":
        return then_digit
    if not (is_value(left) and is_value(right)):
        return False
    if left.isascii() and right.isascii() and left.isdecimal() == right.isdecimal():
        return True
    return Gap.BREAK in (ours[k], theirs[k])  # 二 | 十二小时 in two cells; in a line, OCR


def _leads(gaps: bytes, k: int) -> bool:
    """Tell whether a dash after a digit is a minus, as in 5 -7."""
    return gaps[k] != Gap.NONE and gaps[k + 1] == Gap.NONE


def _is_wrapped(source: Strand, wanted: Strand, place: int, k: int) -> bool:
    """Tell whether the text breaks a line inside a number that the quote gives whole."""
    return wanted.bare_gaps[k] == Gap.NONE and is_wrapped_number(source, source.places[place + k])


def _mark_edits(source: Strand, wanted: Strand, place: int) -> int | None:
    """Count the places where punctuation differs; None if too many or hiding an ellipsis."""
    allowed = max(MIN_MARK_EDITS, len(wanted.bare) // CHARS_PER_MARK_EDIT)
    edits = 0
    for k in range(1, len(wanted.bare)):
        ours = wanted.chars[wanted.places[k - 1] + 1 : wanted.places[k]]
        theirs = source.chars[source.places[place + k - 1] + 1 : source.places[place + k]]
        if ours == theirs:
            continue
        edits += 1
        if edits > allowed or "…" in ours or ".." in ours:
            return None
    return edits


def _with_outer_marks(
    source: Strand, wanted: Strand, start: int, end: int
) -> tuple[int, int, bool]:
    """Take in the marks around the quote; the flag tells that the text has other ones."""
    lead = wanted.chars[: wanted.places[0]]
    trail = wanted.chars[wanted.places[-1] + 1 :]
    led = source.chars[:start].endswith(lead)
    trailed = source.chars.startswith(trail, end)
    first = start - len(lead) if led else start
    last = end + len(trail) if trailed else end
    return first, last, not (led and trailed)


def _unverified(reason: str) -> Match:
    return Match(MatchStatus.UNVERIFIED, -1, -1, reason)


def _why_absent(wanted: str, text: str) -> str:
    """Name the likeliest change, by masking one kind of word in quote and text alike."""
    for number, (reason, pattern, mask) in enumerate(_CHANGES):
        if pattern.sub(mask, wanted) in _masked(text, number):
            return reason
    bare = cached_strand(text).bare
    known = bisect_left(range(len(wanted)), True, key=lambda i: wanted[: i + 1] not in bare)
    rest = wanted[known:].lstrip("….")
    if min(known, len(rest)) >= MIN_CHARS and rest in bare:
        return "joins pieces that do not stand together"
    return "not in the text"


@lru_cache(maxsize=256)
def _masked(text: str, change: int) -> str:
    _, pattern, mask = _CHANGES[change]
    return pattern.sub(mask, cached_strand(text).bare)

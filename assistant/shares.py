"""Shares told in words: how many of all are wanting, where a sentence gives both numbers."""

import re
from collections.abc import Iterator

from assistant import cues, quantities
from assistant.quantities import Quantity, Unit

FEW = 0.2
"""Single cases: under about a fifth of all (labelling guide)."""
_COUNTED = frozenset("人名份件台套个项单户张条位家处辆种类批")
_DONE = re.compile(
    r"关闭|[改修做办验填签装换]完|[改修办]好|改了|完成|到位|办结|结案|闭环|销号|落实|验证|解决"
    r"|签[收字了]|合格|通过|[答说][出对得]|齐全?"
)
_NOT = re.compile(r"[未没尚缺漏]|空白|还[有在差]")


def wanting(text: str) -> float | None:
    """Return the share of all that is wanting, 0 to 1; None where a sentence does not tell both.

    自评7项整改，6项已关闭 lacks one of seven, 5张整改单有3张未验证 three of five.
    """
    for whole, part in _pairs(text):
        said = _around(text, part)
        rest = said.partition(part.text)[2]
        if _NOT.search(rest):
            return part.value / whole.value
        if _DONE.search(said) and not _DONE.search(_around(text, whole).replace(said, "")):
            return 1 - part.value / whole.value
    return None


def _pairs(text: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a count and a smaller one of the same things right behind it."""
    counts = [q for q in quantities.find(text) if q.unit is Unit.OTHER and q.text[-1] in _COUNTED]
    for whole, part in zip(counts, counts[1:], strict=False):
        if whole.text[-1] == part.text[-1] and part.value < whole.value:
            yield whole, part


def _around(text: str, part: Quantity) -> str:
    """Return the comma clause in which a count stands."""
    start = max(text.rfind(mark, 0, part.start) for mark in cues.PARTS) + 1
    ends = [at for mark in cues.PARTS if (at := text.find(mark, part.end)) != -1]
    return text[start : min(ends, default=len(text))]

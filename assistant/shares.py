"""Shares told in words: how many of all are wanting, where a sentence gives both numbers."""

import re
from functools import partial
from itertools import takewhile

from assistant import cues, quantities
from assistant.quantities import Quantity, Unit

FEW = 0.2
"""Single cases: under about a fifth of all (labelling guide)."""
_COUNTED = frozenset("人名份件台套个项单户张条位家处辆种类批")
_DONE = re.compile(
    r"关闭|[改修做办验填签装换]完|[改修办]好|改了|完成|到位|办结|结案|闭环|销号|落实|验证|解决"
    r"|签[收字了]|合格|通过|[答说][出对得]|齐全?"
)
_OF = re.compile(r"(?:其中|里头?|还?有|仅|只|另)[^，。；]{0,4}$")
_HALF = 0.5
"""Where fewer than that are done, the sentence hardly says that all were to be (assumed)."""
_NOT = re.compile(r"[未没尚缺漏]|空白|还[有在差]")


def wanting(text: str) -> float | None:
    """Return the share of all that is wanting, 0 to 1; None where a sentence does not tell both.

    自评7项整改，6项已关闭 lacks one of seven, 5张整改单有3张未验证 three of five.
    """
    counts = [q for q in quantities.find(text) if q.unit is Unit.OTHER and q.text[-1] in _COUNTED]
    for at, whole in enumerate(counts[:-1]):
        parts = list(takewhile(partial(_is_part, whole), counts[at + 1 :]))
        wrong = [q.value for q in parts if _is_of(text, q, whole) and _NOT.search(_behind(text, q))]
        if wrong:
            return wrong[0] / whole.value
        done = [q.value for q in parts if _DONE.search(_around(text, q))]
        if done and not _DONE.search(_around(text, whole).replace(_around(text, parts[0]), "")):
            lacking = 1 - sum(done) / whole.value
            return lacking if 0 < lacking <= _HALF else None
    return None


def _is_of(text: str, count: Quantity, whole: Quantity) -> bool:
    """Whether a count is said to be of the whole: in its comma clause, or 其中, 有, 还有 before."""
    before = text[whole.end : count.start]
    return not any(mark in before for mark in cues.PARTS) or bool(_OF.search(before))


def _is_part(whole: Quantity, count: Quantity) -> bool:
    return count.text[-1] == whole.text[-1] and count.value < whole.value


def _behind(text: str, count: Quantity) -> str:
    """Return what the comma clause of a count says behind it."""
    return _around(text, count).partition(count.text)[2]


def _around(text: str, count: Quantity) -> str:
    """Return the comma clause in which a count stands."""
    start = max(text.rfind(mark, 0, count.start) for mark in cues.PARTS) + 1
    ends = [at for mark in cues.PARTS if (at := text.find(mark, count.end)) != -1]
    return text[start : min(ends, default=len(text))]

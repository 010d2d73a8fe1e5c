"""Lengths of time that nothing here has a name for: promises to be matched by their words."""

import re
from collections.abc import Iterator, Sequence

from assistant import quantities
from assistant.own_segments import Segment, segments
from assistant.promise_model import UNNAMED, Promise, statement
from assistant.quantities import Comparison, Quantity
from ingest.model import Document

_LEFT_OUT = re.compile(
    r"[第条款章]|小时|分钟|类区|[级、]|^\s*[\dA-Za-z.、（）()①-⑳]+|应当?|必须|须|不得|(?:不得?|未)?(?:超过|少于|低于|晚于)|至少|最[长迟晚多]"
    r"|(?:以|之)?内|自从?|之日起?|起算?|以?后|一次|进行|由|在|的|于|将|可以?|为|我们|本?公司|[每各请给与向对您]|提前|通知|告知|客户|用户|顾客|[甲乙双]方"
    r"|[\d零一二三四五六七八九十百半两%％.≤≥<>=+~\-—]+|\s"
)
_PER_UNIT = re.compile(r"(?:[每迟晚]|逾期|超期|延误|延期|拖)到?了?$")
"""迟一天 and 每小时 are units, no lengths."""
_WORDS_CHARS, _FEWEST_CHARS = 24, 4
_DATED = re.compile(r"\s*20\d\d\s*[-./年]")


def others(document: Document, known: Sequence[Promise]) -> Iterator[Promise]:
    """Yield the lengths of time of a document that no promise of `known` states."""
    stated = {(p.statement.value, p.statement.start, p.statement.end) for p in known}
    for segment in segments(document):
        if _DATED.match(segment.text):
            continue
        for quantity in quantities.find(segment.text):
            at = segment.start + quantity.start
            around_the_clock = re.search(r"[×xX*]\s*$", segment.text[: quantity.start])
            if (
                not quantity.is_time
                or around_the_clock
                or _PER_UNIT.search(segment.text[: quantity.start])
                or any(quantity.text in value and start <= at < end for value, start, end in stated)
            ):
                continue
            words = _words(segment, quantity)
            if len(words) < _FEWEST_CHARS:
                continue
            start, end = segment.around(quantity.start, quantity.end)
            first, last = segment.start + start, segment.start + end
            said = statement(document, first, last, quantity.text, "")
            yield Promise(f"{UNNAMED}within:{words}", f"{words[:12]}的时限", quantity.size, said)


def _words(segment: Segment, quantity: Quantity) -> str:
    """Return the telling words of the clause that states a quantity, and of what follows it."""
    head = segment.text[: quantity.start]
    before = re.split(r"[，。；：]", head)[-1].replace("\t", "")
    after = re.split(r"[，。；：\t]", segment.text[quantity.end :])[0]
    if quantity.comparison is Comparison.AHEAD and len(_LEFT_OUT.sub("", before)) >= _FEWEST_CHARS:
        after = ""
    return with_case(head, _LEFT_OUT.sub("", f"{before}{after}"))[-_WORDS_CHARS:]


_CASE_BEFORE = re.compile(
    r"(?:^|[，。；：])\W*(?:[\dA-Z甲乙丙丁戊己庚辛][\d.]*)?\s*(?P<case>[^，。；：\s]{2,10})的，[^，。；：]*$"
)
_SHORT_CHARS = 8


def with_case(head: str, words: str) -> str:
    """Return few words with the case right before them: 少件的，收货24小时内报 is 少件收货报."""
    case = _CASE_BEFORE.search(head) if len(words) < _SHORT_CHARS else None
    return f"{case['case']}{words}" if case else words

"""Periods that a list or table states thing by thing: 质保期：整车12个月；电池24个月."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import Promise, statement
from assistant.promise_values import PERIODS
from assistant.quantities import Comparison, Quantity, Unit
from ingest.model import Block, BlockKind, Document

_LISTED = ("warranty", "shelf", "life")
_LONG = (Unit.MONTH, Unit.DAY)
_THING_CHARS = 20
_ITEM = re.compile(r"\s*(?:\d[\d.]*[.、])?\s*(?P<thing>[一-龥A-Za-z][^，。；：\d]{0,18}?)\s*$")
_ITEM_ENDS = re.compile(r"\s*(?:[（，。；(]|$)")
_STOPPED = re.compile(r"[。！？：]\s*$")


def in_lists(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield the later items of a list of periods; what they are stands in its first item."""
    if block.kind is BlockKind.ROW:
        return
    before = quantities.punctuated(_sentence_before(document, block, start))
    named = _named(before)
    text = quantities.punctuated(document.text[start:end])
    found = quantities.find(text)
    heading = _of_heading(block)
    if not named and heading and not _named(text):
        yield from _headed(document, start, end, heading)
        return
    if not named or _named(text) or not quantities.find(before) or not found:
        return
    thing = _ITEM.match(text[: found[0].start])
    if thing and _lasts(found[0]) and _ITEM_ENDS.match(text, found[0].end):
        yield _promise(document, start, end, named, thing["thing"], found[0])


_HEAD_ASKS = re.compile(r"[管包]?保(?:修|质|用|换)?(?:几年|多久|多长|多少年|[年期]限?)")
_WARRANTY = ("warranty", "保修（质保）期")


def _of_heading(block: Block) -> tuple[str, str] | None:
    """Return the kind of period that the heading of a list names: 保几年, 质保期."""
    heading = block.heading[-1] if block.heading else ""
    return _named(heading) or (_WARRANTY if _HEAD_ASKS.search(heading) else None)


_SINCE = re.compile(r"(?:签|装|验|交|买|购|到|收|用|出厂)[^，；]{0,8}(?:起|后|算|计)$")


def _headed(document: Document, start: int, end: int, named: tuple[str, str]) -> Iterator[Promise]:
    """Yield the periods of a list under a heading: 箱体、门5年；锁2年."""
    text = quantities.punctuated(document.text[start:end])
    at = 0
    for quantity in quantities.find(text):
        *since, words = re.split(r"[，；]", text[at : quantity.start].lstrip("，；、 "))
        thing = _ITEM.match(words) if not since or _SINCE.search(since[-1]) else None
        if thing is None or not _lasts(quantity) or not _ITEM_ENDS.match(text, quantity.end):
            return
        yield _promise(document, start, end, named, thing["thing"], quantity)
        at = quantity.end


def _sentence_before(document: Document, block: Block, at: int) -> str:
    """Return the sentence up to `at`; one that a new line breaks begins in the block before."""
    own = document.text[block.start : at]
    if re.search(r"[。！？]", own):
        return re.split(r"[。！？]", own)[-1]
    earlier = next((b for b in reversed(document.blocks) if b.end <= block.start), None)
    if earlier is None or earlier.kind is not block.kind:
        return own
    text = document.text[earlier.start : earlier.end]
    return own if _STOPPED.search(text) else re.split(r"[。！？]", text)[-1] + own


def in_rows(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield the periods of rows whose column, or heading, says that they are periods."""
    cells = [cell.strip() for cell in block.cells]
    if (
        block.kind is not BlockKind.ROW
        or len(cells) < _FEWEST_CELLS
        or block.cells == block.columns
    ):
        return
    if _named(cells[0]):
        return
    columns = block.columns if len(block.columns) == len(cells) else ()
    by_column = [(i, _named(name)) for i, name in enumerate(columns) if i and _named(name)]
    heading = _named(block.heading[-1]) if block.heading and len(cells) == _FEWEST_CELLS else None
    for index, named in by_column[:1] or ([(1, heading)] if heading else []):
        found = quantities.find(cells[index])
        if named and found and found[0].start == 0 and _lasts(found[0]):
            yield _promise(document, start, end, named, cells[0][:_THING_CHARS], found[0])


_FEWEST_CELLS = 2


def _named(text: str) -> tuple[str, str] | None:
    """Return key and topic of the kind of period that words name."""
    return next(
        (
            (key, topic)
            for key, topic, words in PERIODS
            if key in _LISTED and re.search(words, text)
        ),
        None,
    )


def _lasts(quantity: Quantity) -> bool:
    return quantity.unit in _LONG and quantity.comparison not in (
        Comparison.AHEAD, Comparison.BEYOND, Comparison.AT_MOST,
    )  # fmt: skip


def _promise(
    document: Document, start: int, end: int, named: tuple[str, str], thing: str, size: Quantity
) -> Promise:
    key, topic = named
    said = statement(document, start, end, size.text, thing)
    return Promise(f"period:{key}", topic, size.size, said)

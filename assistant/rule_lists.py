"""Rules on what must be filled: listed fields without a gap, a remedy for what takes too long."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import quantities
from assistant.quantities import Comparison
from assistant.roles import events_in
from assistant.rule_model import Limit, Rule, RuleKind

_NO_GAPS = re.compile(
    r"不得(?:有)?(?:空|缺|漏)(?:[项填栏白]|着)?|不得留空|缺[项一]|漏[项填]|要素|(?:齐全|完整)"
    r"|均(?:应|须|要|需)|逐[项栏]"
)
_MUST = re.compile(r"应当?|须|必须|不得|要求|需要?|都?要")
_COUNT = r"(?P<count>\d{1,2}|[两二三四五六七八九十]{1,3})\s*(?:大|个)?项"
_LIST = re.compile(r"(?P<list>[^，。；：！？\n]+?(?:、[^，。；：！？、\n]{1,16})+)")
_LEAD = re.compile(
    r"^.*(?:具备|包括|包含|载明|写明|注明|填写|填明|登记|记录|列明|含有?|分为|应有|须有|必须有|：)"
)
_TAIL = re.compile(rf"(?:等)?(?:{_COUNT}(?:要素|内容|信息|栏目)?|各项|要素|内容|信息|栏).*$")
_LOOK_BACK = 600
"""How far before the rule the list that it counts may stand (characters, assumed)."""


def complete(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that the fields which a sentence, or one before it, lists must all be filled."""
    if not (_NO_GAPS.search(sentence) and _MUST.search(sentence)):
        return
    names = _listed(sentence) or _counted_before(sentence, base)
    if len(names) >= 3:
        yield replace(base, kind=RuleKind.COMPLETE, ends=sentence, listed=names)


def _listed(sentence: str) -> tuple[str, ...]:
    """Return the longest enumeration of a sentence, without the words around it."""
    best: tuple[str, ...] = ()
    for match in _LIST.finditer(sentence):
        parts = match["list"].split("、")
        parts = [_LEAD.sub("", parts[0]), *parts[1:-1], *re.split(r"[和及与]", parts[-1])]
        names = tuple(name for part in parts if len(name := _TAIL.sub("", part).strip()) >= 2)
        best = max(best, names, key=len)
    return best


def _counted_before(sentence: str, base: Rule) -> tuple[str, ...]:
    """Return the list before the sentence that has as many entries as it counts (五项)."""
    match = re.search(_COUNT, sentence)
    if match is None:
        return ()
    wanted = int(quantities.number(match["count"]))
    before = base.document.text[max(0, base.start - _LOOK_BACK) : base.start]
    for earlier in reversed(re.split(r"[。；！？\n]", before)):
        names = _listed(earlier)
        if len(names) == wanted:
            return names
    return ()


_UNDONE = re.compile(
    r"[^，。；]{0,4}?(?:仍|还|尚)?(?:未能?|没有?|无法|不能|修?不[了好])(?P<what>[^，。；]{1,12}?)的?[，,]"
    r"(?P<duty>[^。；]+)"
)


def remedy(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield what is owed where something takes longer: 超过7日仍未寄回的，应提供备机."""
    for quantity in quantities.find(sentence):
        if not quantity.is_time or quantity.comparison is not Comparison.BEYOND:
            continue
        match = _UNDONE.match(sentence, quantity.end)
        if match is None or not events_in(match["what"]):
            continue
        head = re.split(r"[，。；：]", sentence[: quantity.start])[-1]
        begins = re.sub(r"(?:起算?|之?后|以后)?(?:已?超过|超出|超|逾)\s*$", "", head)
        yield replace(
            base,
            kind=RuleKind.REMEDY,
            begins=begins if events_in(begins) else "",
            ends=match["what"],
            limits=(Limit(quantity, "", head),),
            duty=match["duty"],
        )
        return

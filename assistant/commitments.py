"""One commitment in many documents: its statements by topic, and whether they contradict."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from assistant import regions
from assistant.corpus import Corpus
from assistant.promise_likeness import joined
from assistant.promise_model import UNNAMED, Promise, Statement
from assistant.promises import read
from assistant.rule_reading import is_ruling
from ingest.model import Document, DocumentKind

_FAR = 20.0
"""Times further apart than this factor are different promises, not one told twice (assumed)."""
_ALIKE = 0.5
_SAME = 0.7
"""Share of the shorter name's pairs of characters that two names of one thing share (assumed)."""
_FEWEST = 3
"""Fewer pairs in common are chance (assumed)."""


class Standing(StrEnum):
    """How the statements of one commitment stand to each other."""

    CONFLICT = "conflict"
    AGREED = "agreed"
    BY_CASE = "by_case"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Topic:
    """What several documents state about one commitment.

    Attributes:
        concepts: Concepts that at least half of the statements name.
        conflict: Two current documents give different values for the same case.
        clashing: The statements that contradict one of another document.
    """

    topic: str
    concepts: tuple[str, ...]
    conflict: bool
    statements: tuple[Statement, ...]
    clashing: tuple[Statement, ...] = ()

    @property
    def standing(self) -> Standing:
        """Return whether documents conflict, agree, or agree case by case; or only one tells it."""
        if self.conflict:
            return Standing.CONFLICT
        if len({statement.document_id for statement in self.statements}) < _TWICE:
            return Standing.ONCE
        cases = {statement.condition for statement in self.statements}
        values = {statement.value for statement in self.statements}
        return Standing.BY_CASE if len(cases) > 1 and len(values) > 1 else Standing.AGREED


_TWICE = 2


def find(corpus: Corpus) -> list[Topic]:
    """Return the commitments of all current documents, contradictions and the most told first."""
    topics = [_topic(p, corpus) for key, p in grouped(corpus).items() if _is_told_twice(key, p)]
    return sorted(topics, key=lambda t: (not t.conflict, -_files(t), t.topic))


def grouped(corpus: Corpus) -> dict[str, list[Promise]]:
    """Return what the current documents promise by key; nameless things by likeness."""
    groups: dict[str, list[Promise]] = {}
    for document in corpus.documents:
        card = is_card(document)
        if card or (is_ruling(document, corpus) and not is_talk(document)):
            told = replace(document, kind=DocumentKind.PUBLISHED) if card else document
            for promise in read(told):
                key = promise.key if promise.key in groups else _alike(promise.key, groups)
                groups.setdefault(key, []).append(promise)
    return joined(groups)


_TALK = re.compile(r"群消息|聊天|群聊|碰头|例会|早会|周会|月会|会议|座谈|纪要|通话|对话")
_SPOKEN = re.compile(
    r"\s*(?:[一-龥A-Za-z]{1,8}\s*)?[（(\[]?\d{1,2}[:：]\d{2}|\s*20\d\d[-./年]\s*\d{1,2}[-./月]"
    r"|\s*[一-龥]{1,4}[：:]"
)
_MOSTLY = 0.4
"""Share of paragraphs with a speaker or time in front from which a text is talk (assumed)."""


def is_talk(document: Document) -> bool:
    """Tell whether a document of no known kind is minutes or messages: talk promises nothing."""
    if document.kind is not DocumentKind.OTHER:
        return False
    if _TALK.search(f"{document.file.rsplit('/', 1)[-1]} {document.title}"):
        return True
    lines = [line for line in document.text.splitlines() if line.strip()]
    return sum(_SPOKEN.match(line) is not None for line in lines) > _MOSTLY * len(lines)


_DAY = re.compile(r"20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_TO_CUSTOMERS = re.compile(r"我们|您|请|热线|客服|质保|保修|警告|当心|拨打?|打电话|预约|报修")
_FEWEST_WORDS = 2


def is_card(document: Document) -> bool:
    """Tell whether what is called a card or sheet speaks to customers: nobody has filled it in."""
    if document.kind is not DocumentKind.FILLED_FORM or document.superseded:
        return False
    words = set(_TO_CUSTOMERS.findall(document.text))
    return len(words) >= _FEWEST_WORDS and _DAY.search(document.text) is None


def _alike(key: str, known: Iterable[str]) -> str:
    """Return the known key of something nameless that is called nearly the same, else `key`."""
    if not key.startswith(UNNAMED):
        return key
    kind, words = key.removeprefix(UNNAMED).split(":", 1)
    mine = _pairs(words)
    for other in known:
        if not other.startswith(f"{UNNAMED}{kind}:"):
            continue
        theirs = _pairs(other.split(":", 2)[2])
        least = min(len(mine), len(theirs))
        if len(mine & theirs) >= max(_FEWEST, _SAME * least):
            return other
    return key


def _is_told_twice(key: str, promises: Sequence[Promise]) -> bool:
    """Whether what has no name is told by two documents; all else is told anyway."""
    documents = {promise.statement.document_id for promise in promises}
    return len(documents) > 1 or not key.startswith(UNNAMED)


def _topic(promises: Sequence[Promise], corpus: Corpus) -> Topic:
    clashing = _clashing(promises)
    statements = tuple(promise.statement for promise in promises)
    return Topic(
        topic=promises[0].topic,
        concepts=_concepts(statements, corpus),
        conflict=bool(clashing),
        statements=statements,
        clashing=clashing,
    )


def _concepts(statements: Sequence[Statement], corpus: Corpus) -> tuple[str, ...]:
    named = [corpus.glossary.named(statement.quote) for statement in statements]
    every = frozenset().union(*named)
    return tuple(sorted(c for c in every if sum(c in n for n in named) * 2 >= len(named)))


def _clashing(promises: Sequence[Promise]) -> tuple[Statement, ...]:
    """Return the statements at odds with one of another document, in order."""
    by_document: dict[str, list[Promise]] = {}
    for promise in promises:
        by_document.setdefault(promise.statement.document_id, []).append(promise)
    odd: dict[int, Statement] = {}
    for one, other in combinations(by_document.values(), 2):
        for promise in (*_at_odds(one, other), *_at_odds(other, one)):
            odd[id(promise)] = promise.statement
    return tuple(p.statement for p in promises if id(p) in odd)


def _at_odds(mine: Sequence[Promise], theirs: Sequence[Promise]) -> Iterator[Promise]:
    """Yield the promises of one document that another contradicts.

    A promise is held against those for the same case; one for all cases against every value
    of the other document: 5日 contradicts "一般7日, 重大15日", but 5日 does not "5日, 鉴定15日".
    """
    for promise in mine:
        case = promise.statement.condition
        rivals = _same_case(case, theirs) or (list(theirs) if not case else [])
        rivals = [p for p in rivals if not p.later or promise.later or _is_less(promise, p)]
        near = [p for p in rivals if _comparable(promise, p)]
        if len(near) * 2 < len(rivals) or not near:
            continue
        placed = [p for p in near if _PLACE.search(p.statement.condition)]
        everywhere = not case and _EVERYWHERE.search(promise.statement.quote) is not None
        differing = any(not _agree(p, promise) for p in placed) if everywhere else False
        if not differing and any(_agree(p, promise) for p in near):
            continue
        if not promise.later or any(p.later or _is_less(p, promise) for p in near):
            yield promise


_EVERYWHERE = re.compile(
    r"不论|无论|不分(?!昼夜)|一律|都一样|一样快|不管[^，。；]{0,6}(?:哪|多远)|哪[里儿]都|永远|永久|全国统一|通用"
)
"""Says for itself that it makes no difference between cases of place."""
_PLACE = re.compile(r"省|市|县|乡|城|郊|区|公里|千米|远|近|境")


def _agree(one: Promise, other: Promise) -> bool:
    """Whether two values can both be kept: equal, or a named day and its hours (当天, 24小时)."""
    if one.size == other.size:
        return True
    sizes = {one.size[0]: one.size[1], other.size[0]: other.size[1]}
    day, length = sizes.get("day"), sizes.get("hours", sizes.get("workday"))
    if not isinstance(day, float) or not isinstance(length, float):
        return False
    days = length / _DAY_HOURS if "hours" in sizes else length
    return day <= days <= day + 1


_DAY_HOURS = 24


def _is_less(one: Promise, other: Promise) -> bool:
    """Whether one limit is shorter than another of its kind."""
    (kind, amount), (other_kind, other_amount) = one.size, other.size
    if isinstance(amount, str) or isinstance(other_amount, str):
        return False
    return kind == other_kind and amount < other_amount


def _same_case(case: str, promises: Sequence[Promise]) -> list[Promise]:
    """Return the promises for a case: named alike, else one within the other, else most alike."""
    alike = [(_likeness(case, promise.statement.condition), promise) for promise in promises]
    best = max((score for score, _ in alike), default=0.0)
    return [promise for score, promise in alike if score == best and best > _ALIKE]


_PART_WORDS = re.compile(r"(?<=[一-龥]{2})(?:零?配件|零?部件|零件|产品|设备|系列|类|件)$")


_AND = re.compile(r"(?<=[一-龥])(?:以?及|和|与|跟|或)(?=[一-龥])")
_COVER = re.compile(r"(?:保修|质保|三包|服务|合同)期?(?:限)?(?=[内外])")


def _bare(case: str) -> str:
    """Return a case in short: 保修期内的设备 and 保内设备 are one."""
    return _PART_WORDS.sub(
        "", _COVER.sub("保", re.sub(r"^(?:对于?|在)|的|以(?=[内外])", "", _AND.sub("、", case)))
    )


_LEVEL = re.compile(r"[PS]\s?\d|[一二三四特]级")
_REST = re.compile(r"其余|其他|其它|[再更]远|余下|另外")
_BEYOND = re.compile(r"超过|超出|大于|以?外|其余|其他|其它|[再更]远|余下")
"""What the last case of a list is called: 再远的 after 150公里以内 is 超过150公里."""


def _is_outside(case: str) -> bool | None:
    """Whether a case is the part beyond a border (省外, 超过20公里), None if no side of one."""
    if re.search(r"外$|^超[过出]|以上$", case):
        return True
    return False if re.search(r"内$", case) else None


def _likeness(one: str, other: str) -> float:
    one, other = _bare(one), _bare(other)
    if one == other:
        return 2.0
    if not one or not other:
        return 0.0
    if {_is_outside(one), _is_outside(other)} == {True, False}:
        return 0.0
    levels = set(_LEVEL.findall(one)), set(_LEVEL.findall(other))
    if all(levels) and not levels[0] & levels[1]:
        return 0.0
    if all(levels):
        one, other = (_LEVEL.sub("", case).strip("、级 ") for case in (one, other))
        if not one or not other or one == other:
            return 1.5
    provinces = regions.named(one)
    if provinces and provinces == regions.named(other):
        return 2.0
    if one in other or other in one:
        return 1.5
    if (_REST.match(one) and _BEYOND.search(other)) or (_REST.match(other) and _BEYOND.search(one)):
        return 1.2
    mine, theirs = _pairs(one), _pairs(other)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _comparable(one: Promise, other: Promise) -> bool:
    (kind, amount), (other_kind, other_amount) = one.size, other.size
    if isinstance(amount, str) or isinstance(other_amount, str):
        return kind == other_kind
    low, high = sorted((amount, other_amount))
    return kind != other_kind or low <= 0 or high / low <= _FAR


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _files(topic: Topic) -> int:
    return len({statement.document_id for statement in topic.statements})

"""Traits: what a person can see of a sentence beside an audit point, as numbers with names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant import cues
from assistant.corpus import Sentence
from assistant.model import AuditPoint, EvidenceKind, Need, Stance
from assistant.retrieval import match
from assistant.stance import Reading

_NEGATION = re.compile(r"[未没无不非]|尚缺|拒|停|断|漏|缺|空白")
_GOOD = re.compile(r"均|全部|齐全|合格|完成|闭环|一致|有效|按时|及时|已|清楚|满意|100%")
_PAST = re.compile(r"[了过]|已|完成|当天|当日|昨|上[周月]")
_NUMBER = re.compile(r"\d")
_SHARE = re.compile(r"\d+\s*[%％]|[一二三四五六七八九十\d]+成")
_NAMED_CUES = {
    "gap": cues.GAP,
    "absent": cues.ABSENT,
    "late": cues.LATE,
    "admitted": cues.ADMITTED,
    "out_of_order": cues.OUT_OF_ORDER,
    "future": cues.FUTURE,
    "condition": cues.CONDITION,
    "duty": cues.DUTY,
    "forbidden": cues.FORBIDDEN,
    "dated": cues.DATED,
    "seen": cues.SEEN,
    "told": cues.TOLD,
    "asked": cues.ASKED,
    "order": cues.ORDER,
    "no_fault": cues.NO_FAULT,
    "eventless": cues.EVENTLESS,
    "isolated": cues.ISOLATED,
    "oral": cues.ORAL,
    "closed": cues.CLOSED,
    "negation": _NEGATION,
    "good": _GOOD,
    "past": _PAST,
    "number": _NUMBER,
    "share": _SHARE,
}


class TopicScores(NamedTuple):
    """How a sentence scores for a point, its clause, the best other clause, and no topic.

    Attributes:
        place: Place of the clause among all, from 1.
    """

    point: float
    clause: float
    rival: float
    none: float
    place: float


def match_traits(sentence: Sentence, point: AuditPoint, topics: TopicScores) -> list[float]:
    """Return what tells whether a sentence speaks of a point; see MATCH_NAMES."""
    named, above, near = sentence.named, sentence.above, sentence.near
    subject = set(point.about[0])
    rest = [set(group) for group in point.about[1:]]
    return [
        topics.point,
        topics.clause,
        topics.clause - max(topics.rival, topics.none),
        topics.none,
        1.0 / topics.place,
        match(sentence, point),
        float(bool(subject & named)),
        float(bool(subject & above)),
        float(bool(subject & near)),
        _share(rest, named) if rest else float(bool(subject & named)),
        _share(rest, named | above | near) if rest else 0.0,
        float(bool(set(point.without) & (named | above))),
        min(3, sum(word in sentence.text for word in point.positive)) / 3,
        min(3, sum(word in sentence.text for word in point.negative)) / 3,
        float(sentence.is_row),
    ]


MATCH_NAMES = (
    "topic_point",
    "topic_clause",
    "topic_lead",
    "topic_none",
    "topic_place",
    "concepts",
    "subject_named",
    "subject_above",
    "subject_near",
    "rest_named",
    "rest_around",
    "lookalike",
    "positive_words",
    "negative_words",
    "row",
)


def stance_traits(
    own: Sequence[float], reading: Reading, point: AuditPoint, sentence: Sentence
) -> list[float]:
    """Return what tells which side a sentence is on; see STANCE_NAMES.

    Args:
        own: Scores of supports, contradicts and neither by the words alone, and `own_traits`.
        reading: What the labelling guide's rules read in it.
    """
    return [
        *own,
        *(float(reading.stance is stance) for stance in Stance),
        *(float(reading.kind is kind) for kind in EvidenceKind),
        *(float(point.need is need) for need in Need),
        float(any(word in sentence.text for word in point.negative)),
        float(any(word in sentence.text for word in point.positive)),
        float(reading.isolated),
        float(point.timely and bool(cues.LATE.search(sentence.text))),
        float(point.need is Need.DONE and reading.kind is EvidenceKind.RULE),
    ]


STANCE_NAMES = (
    "tone_supports",
    "tone_contradicts",
    "tone_neither",
    *(f"cue_{name}" for name in _NAMED_CUES),
    "row",
    "said",
    *(f"rules_{stance.value}" for stance in Stance),
    *(f"kind_{kind.value}" for kind in EvidenceKind),
    *(f"need_{need.value}" for need in Need),
    "negative_word",
    "positive_word",
    "isolated",
    "late_where_timely",
    "rule_for_doing",
)


def own_traits(sentence: Sentence) -> tuple[float, ...]:
    """Return the traits of a sentence that no point changes."""
    text = sentence.text
    return (
        *(float(bool(pattern.search(text))) for pattern in _NAMED_CUES.values()),
        float(sentence.is_row),
        float(sentence.said),
    )


def _share(groups: Sequence[set[str]], named: frozenset[str]) -> float:
    return sum(bool(group & named) for group in groups) / len(groups)

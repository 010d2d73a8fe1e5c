"""Is this sentence evidence, and for which side: stance and kind by the labelling guide."""

import re
from dataclasses import dataclass

from assistant import cues, shares
from assistant.concepts import Glossary
from assistant.corpus import Sentence
from assistant.model import EvidenceKind, Stance
from ingest.model import BlockKind, DocumentKind

_TOLD_KINDS = (EvidenceKind.RULE, EvidenceKind.PUBLISHED)
_BY_DOCUMENT = {
    DocumentKind.MANUAL: EvidenceKind.RULE,
    DocumentKind.PROCEDURE: EvidenceKind.RULE,
    DocumentKind.FORM: EvidenceKind.RULE,
    DocumentKind.CONTRACT: EvidenceKind.PUBLISHED,
    DocumentKind.PUBLISHED: EvidenceKind.PUBLISHED,
    DocumentKind.CERTIFICATE: EvidenceKind.CERTIFICATE,
    DocumentKind.INTERVIEW: EvidenceKind.STATEMENT,
    DocumentKind.RECORD_LOG: EvidenceKind.RECORD,
    DocumentKind.FILLED_FORM: EvidenceKind.RECORD,
    DocumentKind.MINUTES: EvidenceKind.RECORD,
    DocumentKind.REPORT: EvidenceKind.RECORD,
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a point is about, to tell whether a cue in a sentence speaks of it.

    Attributes:
        subject: Concepts of the point's first group.
        rest: Concepts of its other groups.
        negative: Words that show a gap of this point in particular.
        standing: The point asks for something set up or told: what is not done does not
            take it away, only its absence does.
        timely: Lateness is a gap of this point.
    """

    subject: frozenset[str]
    rest: frozenset[str]
    negative: tuple[str, ...]
    glossary: Glossary
    standing: bool = False
    timely: bool = False

    def covers(self, text: str, at: int, *, above: frozenset[str], near: frozenset[str]) -> bool:
        """Whether the part of the sentence around `at` is about the point.

        The part is the comma clause. It is, if it names the subject, or another of the
        point's concepts after the subject; if it names nothing, the clause before it
        decides; a sentence that names nothing is about what stands around it.
        """
        end = _part_end(text, at)
        while end > 0:
            start = _part_start(text, end)
            named = self.glossary.named(text[start:end])
            if named & self.subject:
                return True
            if named & self.rest:
                return bool((self.glossary.named(text[:start]) | above) & self.subject)
            if named:
                return False
            end = start - 1
        return bool((above | near) & self.subject)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence reads as evidence.

    Attributes:
        isolated: It speaks of single cases, not of the whole.
        why: The cues, for a person to check.
        late: The gap is lateness: where all rows were counted, the count says how much.
        set_aside: Worth showing although it is no evidence.
        chance: How sure the stance is, 0 to 1; 1 where a rule or a person decided it.
        settled: A rule of the labelling guide decides it, whatever the words suggest.
        planned: It tells of an intention: it may show a gap, never support.
    """

    stance: Stance
    kind: EvidenceKind
    isolated: bool = False
    why: str = ""
    late: bool = False
    set_aside: bool = False
    chance: float = 1.0
    settled: bool = False
    planned: bool = False


def kind_of(sentence: Sentence) -> EvidenceKind:
    """Return the kind of evidence that a sentence can be, by its document and its words."""
    text, document = sentence.text, sentence.document
    if document.kind is DocumentKind.INTERVIEW:
        spoken = (cues.TOLD, cues.FIRST_PERSON, cues.FUTURE)
        told = any(cue.search(text) for cue in spoken)
        if sentence.said or (told and not cues.SEEN.search(text)):
            return EvidenceKind.STATEMENT
        return EvidenceKind.RECORD
    kind = _BY_DOCUMENT.get(document.kind)
    if kind is None:
        traced = sentence.is_row or cues.DATED.search(text)
        return EvidenceKind.RECORD if traced and not cues.DUTY.search(text) else EvidenceKind.RULE
    if kind is EvidenceKind.RULE and document.kind is not DocumentKind.FORM and _is_trace(sentence):
        return EvidenceKind.RECORD
    if kind is EvidenceKind.RECORD and document.kind is DocumentKind.REPORT:
        return EvidenceKind.RECORD
    if kind is EvidenceKind.RECORD and cues.CONDITION.search(text) and cues.DUTY.search(text):
        return EvidenceKind.RULE
    return kind


def is_order(text: str) -> bool:
    """Whether a text tells the auditor, or the machine, what to decide."""
    return bool(cues.ORDER.search(text))


def read(sentence: Sentence, topic: Topic) -> Reading:
    """Return stance and kind of a sentence that is about a point."""
    text, kind = sentence.text, kind_of(sentence)
    settled = _settled(sentence, kind)
    if settled is not None:
        return settled
    plain = cues.EVENTLESS.sub("〇", cues.NO_FAULT.sub("〇", text))
    future = None if kind in _TOLD_KINDS else cues.FUTURE.search(plain)
    gap = _gap(sentence, plain, kind, topic, planned=future is not None)
    if gap:
        if _is_closed(sentence):
            return Reading(Stance.NEITHER, kind, why=f"a gap since closed: {gap}")
        isolated = sentence.is_row or bool(cues.ISOLATED.search(text))
        late = bool(cues.LATE.search(text))
        why = f"gap: {gap}"
        return Reading(Stance.CONTRADICTS, kind, isolated, why, late, planned=future is not None)
    if topic.standing and kind not in _TOLD_KINDS and cues.GAP.search(plain):
        return Reading(Stance.NEITHER, kind, why="what is not done, not what is set up")
    if plain != text and not _substance(plain):
        return Reading(Stance.NEITHER, kind, why="no event occurred", set_aside=True)
    if future:
        why = f"future intent: {future.group().strip()}"
        return Reading(Stance.NEITHER, kind, why=why, set_aside=True, settled=True)
    if kind not in _TOLD_KINDS and cues.CONDITION.search(text) and not cues.DATED.search(text):
        return Reading(Stance.NEITHER, kind, why="a conditional, not an event", set_aside=True)
    oral = kind is EvidenceKind.STATEMENT and bool(cues.ORAL.search(text))
    return Reading(Stance.SUPPORTS, kind, isolated=oral, why="oral practice" if oral else "")


def _settled(sentence: Sentence, kind: EvidenceKind) -> Reading | None:
    """Return what a rule of the guide makes of a sentence whatever the point, None if none does."""
    text, told = sentence.text, kind in _TOLD_KINDS
    if is_order(text):
        why = "tells the auditor what to decide"
        return Reading(Stance.NEITHER, kind, why=why, set_aside=True, settled=True)
    if cues.ASKED.search(text):
        return Reading(Stance.NEITHER, kind, why="a question", settled=True)
    if told and cues.TO_FILL.search(text):
        passed = sentence.document.kind is not DocumentKind.FORM  # a rule that nobody filled in
        why = "a template to fill"
        return Reading(Stance.NEITHER, kind, why=why, set_aside=passed, settled=True)
    lacking = None if told or sentence.is_row else shares.wanting(text)
    if lacking is None:
        return None
    why = f"{lacking:.0%} wanting"
    return Reading(Stance.CONTRADICTS, kind, lacking < shares.FEW, why, settled=True)


def _gap(sentence: Sentence, plain: str, kind: EvidenceKind, topic: Topic, *, planned: bool) -> str:
    """Return the cue of an explicit gap, "" if there is none.

    In a rule a negation prescribes (不得, 未签字的不予结算): only an admission counts. In a
    long log a row's words are its cases (what a customer complained of), not the auditee's
    gaps. The cue must stand in the part of the sentence that is about the point.
    """
    if kind is EvidenceKind.RULE:
        match = cues.ADMITTED.search(plain)
        return match.group() if match else ""
    if kind is EvidenceKind.PUBLISHED:
        match = cues.OUT_OF_ORDER.search(plain)
        return match.group() if match else ""
    if cues.CONDITION.search(plain) and cues.DUTY.search(plain):
        return ""
    plain = cues.FORBIDDEN.sub("〇", plain)
    if sentence.document.kind is DocumentKind.RECORD_LOG:
        return ""
    around = {"above": sentence.above, "near": sentence.near}
    patterns = [cues.ABSENT] if topic.standing else [cues.GAP]
    for pattern in [*patterns, *([cues.LATE] if topic.timely else [])]:
        for match in pattern.finditer(plain):
            if topic.covers(plain, match.start(), **around):
                return match.group().strip()
    for word in () if planned else topic.negative:
        at = plain.find(word)
        if at != -1 and topic.covers(plain, at, **around):
            return word
    return ""


def _is_closed(sentence: Sentence) -> bool:
    """Whether the gap was closed, by the sentence or by what follows in its paragraph."""
    rest = sentence.document.text[sentence.start : sentence.block.end]
    return bool(cues.CLOSED.search(rest))


def _part_start(text: str, end: int) -> int:
    return max((text.rfind(mark, 0, end) for mark in cues.PARTS), default=-1) + 1


def _part_end(text: str, at: int) -> int:
    ends = [place for mark in cues.PARTS if (place := text.find(mark, at)) != -1]
    return min(ends, default=len(text))


def _is_trace(sentence: Sentence) -> bool:
    """Whether a passage of a rule document is itself a dated trace: issue lists, sign-offs."""
    text = sentence.text
    if cues.DUTY.search(text) or not cues.DAY.search(text):
        return False
    return sentence.block.kind is BlockKind.ROW or len(text) <= 60


def _substance(plain: str) -> bool:
    """Whether anything is said beside the absence of faults."""
    return len(re.sub(r"[〇，。；、,.\s]", "", plain)) > 12

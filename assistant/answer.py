"""Answers: numbered citations, and the gate that every answer passes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.model import Answer, Citation, Evidence, Lang, Stance, Verdict
from assistant.wording import VERDICTS

_LABEL = re.compile(r"\[(\d{1,3})\]")
_CLAIM_CHARS = 12
_UNSUPPORTED = {Lang.ZH: "（未附证据）", Lang.EN: " (no evidence cited)"}
_STOP = r"(?:[。！？!?]+|\.(?=\s*(?:\n|\[|$)|\s+[A-Z㐀-鿿]))"
_SENTENCE = re.compile(rf"(?:(?!{_STOP})[^\n])+(?:{_STOP}(?:[^\S\n]*\[\d{{1,3}}\])*)?")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_BULLET = re.compile(r"^(?:[-*•]|\d{1,2}[.、)）](?!\d))\s*")


@dataclass
class Labels:
    """The quotes that one answer may cite, numbered from 1 in the order they came up."""

    evidence: list[Evidence] = field(default_factory=list)

    def number(self, evidence: Evidence) -> int:
        """Return the number of a quote; the same span has one number.

        A span that was only found keeps the stance that a verdict gives it later.
        """
        span = (evidence.document_id, evidence.start, evidence.end)
        for label, known in enumerate(self.evidence, start=1):
            if (known.document_id, known.start, known.end) == span:
                if known.stance is Stance.NEITHER:
                    self.evidence[label - 1] = evidence
                return label
        self.evidence.append(evidence)
        return len(self.evidence)

    def cited(self, text: str) -> tuple[Citation, ...]:
        """Return the citations that stand in `text`, by number."""
        wanted = sorted({int(n) for n in _LABEL.findall(text)})
        return tuple(
            Citation(label=n, evidence=self.evidence[n - 1])
            for n in wanted
            if 1 <= n <= len(self.evidence)
        )


def renumber(answer: Answer) -> Answer:
    """Return the answer with its citations numbered from 1 in the order of the text."""
    order = list(dict.fromkeys(int(n) for n in _LABEL.findall(answer.text)))
    known = {citation.label: citation.evidence for citation in answer.citations}
    new = {old: i for i, old in enumerate((n for n in order if n in known), start=1)}
    text = _LABEL.sub(lambda m: f"[{new[int(m[1])]}]" if int(m[1]) in new else "", answer.text)
    citations = tuple(Citation(label=i, evidence=known[old]) for old, i in new.items())
    return answer.model_copy(update={"text": text, "citations": citations})


def gated(
    text: str, labels: Labels, lang: Lang, verdicts: Sequence[tuple[str, Verdict]] = ()
) -> str:
    """Return a chat model's text with what it cannot back marked.

    A label that no quote has is removed; a sentence with a number that none of its quotes
    holds, or a claim without a label, is marked; a verdict that differs from the assessment's
    is corrected behind the sentence. Nothing is erased silently.
    """
    return _SENTENCE.sub(lambda found: _checked(found.group(), labels, lang, verdicts), text)


def _checked(
    sentence: str, labels: Labels, lang: Lang, verdicts: Sequence[tuple[str, Verdict]]
) -> str:
    known = {n for n in map(int, _LABEL.findall(sentence)) if 1 <= n <= len(labels.evidence)}
    kept = _LABEL.sub(lambda m: m.group() if int(m[1]) in known else "", sentence)
    claim = _BULLET.sub("", _LABEL.sub("", kept).strip())
    wrong = _wrong_verdict(claim, verdicts)
    if wrong is not None:
        clause, verdict = wrong
        note = {
            Lang.ZH: f"（以评定为准：{clause} {VERDICTS[verdict].zh}）",
            Lang.EN: f" (the assessment says: {clause} {VERDICTS[verdict].en})",
        }
        return kept + note[lang]
    if len(claim) < _CLAIM_CHARS or claim.endswith(("：", ":", "？", "?")):
        return kept
    quoted = {m for n in known for m in _NUMBER.findall(labels.evidence[n - 1].quote)}
    clauses = {clause for clause, _ in verdicts}
    loose = set(_NUMBER.findall(claim)) - quoted - clauses
    if loose or not (known or _is_verdict(claim, verdicts)):
        return kept + _UNSUPPORTED[lang]
    return kept


def _is_verdict(claim: str, verdicts: Sequence[tuple[str, Verdict]]) -> bool:
    return any(
        VERDICTS[verdict].zh in claim or VERDICTS[verdict].en in claim.lower()
        for _, verdict in verdicts
    )


def _wrong_verdict(
    claim: str, verdicts: Sequence[tuple[str, Verdict]]
) -> tuple[str, Verdict] | None:
    """Return the assessment that a claim names by number but with another verdict."""
    for clause, verdict in verdicts:
        if clause not in claim:
            continue
        said = _said(claim)
        if said is not None and said is not verdict:
            return clause, verdict
    return None


def _said(claim: str) -> Verdict | None:
    low = claim.lower()
    words = [
        (
            Verdict.NONCONFORM,
            ("不符合", "不满足", "未满足", "nonconform", "not conform", "not satisfied"),
        ),
        (Verdict.PARTIAL, ("基本符合", "partial")),
        (Verdict.NOT_APPLICABLE, ("不适用", "not applicable")),
        (Verdict.NO_EVIDENCE, ("未见证据", "no evidence")),
        (Verdict.CONFORM, ("符合", "满足", "conform", "satisfied")),
    ]
    return next((v for v, terms in words if any(t in low for t in terms)), None)

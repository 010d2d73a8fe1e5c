"""Findings: evidence, requirement and statement, and the faults a reviewer would send back."""

import re
from collections.abc import Sequence

from assistant.finding_sources import counted
from assistant.finding_words import statement
from assistant.model import (
    MAY_LACK,
    Assessment,
    Clause,
    Evidence,
    EvidenceKind,
    Finding,
    Need,
    Stance,
    Verdict,
)
from assistant.quotes import MatchStatus
from assistant.stance import is_order

_TOLD = (EvidenceKind.RULE, EvidenceKind.PUBLISHED)
_IF_ANY = re.compile(r"^\W*(?:若|如|假如)(?:有)?涉及")
_CONDITIONAL = re.compile(r"^\W*(?:若|如果|如需|如有|假如|一旦|万一)")
_INTENT = re.compile(r"今后|以后|拟(?!定|人)|打算|将会|争取|下一步|即将")
_LATER = re.compile(r"(?:今后|以后|日后|届时)[^，。；]{0,8}(?:再|会|将)|打算|争取")
_NO_EVENT = re.compile(
    r"(?:暂|尚|目前|至今|迄今)[^，。；]{0,4}(?:未|没有?|无)[^，。；]{0,6}"
    r"(?:发生|出现|碰到|遇到|产生|出过|投诉|召回|赔付|案例)"
)
_APPLIED = re.compile(r"(?:已|正在|在)申请|申请(?:了|中)|[扩增]项申请|已报名|审核还没")
_PRAISE = re.compile(
    r"(?:运[转行]|情况|效果|状[况态])(?:都|均|比较|基本)?(?:良好|正常|不错)|基本(?:上)?都?可以"
)
_SEVERAL = re.compile(r"[2-9二两三四五六七八九十]\d*[家份张单条件台人次]")
_START_CHARS = 20
_COPIED = 0.8
"""Share of a quote's character pairs found in the requirement: it repeats the clause (assumed)."""
_COPY_CHARS = 12


def draft(clause: Clause, assessment: Assessment) -> Finding:
    """Draft the finding for a clause from its assessment; every quote keeps its source."""
    shown = tuple(e for e in assessment.evidence if e.stance is not Stance.NEITHER)
    return Finding(
        clause=clause.id,
        verdict=assessment.verdict,
        requirement=clause.requirement,
        statement=statement(clause, assessment, shown),
        evidence=shown,
        problems=tuple(problems(clause, assessment, shown)),
    )


def problems(clause: Clause, assessment: Assessment, shown: Sequence[Evidence]) -> list[str]:
    """Return the faults of a finding that a reviewer would send back.

    They are those of real reports (domain facts, 4.3): interview only, conditionals, plans
    and applications for evidence, "it has not happened" for a mechanism, the clause's own
    words, praise, a sample of one.
    """
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return []
    backing = [e for e in shown if e.stance is Stance.SUPPORTS]
    found = _of_sample(clause, assessment, backing)
    if backing and all(e.kind is EvidenceKind.STATEMENT for e in shown):
        found.append("仅有口述，未见文件或记录 (interview only)")
    for evidence in backing:
        found += [f"{fault}: {_start(evidence)}" for fault in _of_quote(clause, evidence)]
    for evidence in assessment.set_aside:
        if is_order(evidence.quote):
            found.append(f"材料中有指示判定的文字 (tells the auditor): {_start(evidence)}")
    for evidence in shown:
        if evidence.status is MatchStatus.UNVERIFIED:
            found.append(f"引文未能在原文中定位 (quote not located): {_start(evidence)}")
    return found


def _of_sample(clause: Clause, assessment: Assessment, backing: Sequence[Evidence]) -> list[str]:
    """Return what is wrong with the amount of evidence for the verdict."""
    if assessment.verdict not in (Verdict.CONFORM, Verdict.PARTIAL):
        return []
    if not backing:
        return ["结论没有支持的引文 (no supporting quote)"]
    practice = any(
        point.need in (Need.DONE, Need.MEASURED) and point.role not in MAY_LACK
        for point in clause.points
    )
    if not practice or assessment.verdict is not Verdict.CONFORM:
        return []
    records = [e for e in backing if e.kind in (EvidenceKind.RECORD, EvidenceKind.CERTIFICATE)]
    if not records:
        return ["须证明已执行，但没有记录样本 (no record sampled)"]
    if len(records) == 1 and counted(records[0]) is None and not _SEVERAL.search(records[0].quote):
        return [f"执行记录只有1条，样本过小 (sample of one): {_start(records[0])}"]
    return []


def _of_quote(clause: Clause, evidence: Evidence) -> list[str]:
    """Return why a supporting quote is none."""
    quote, told = evidence.quote, evidence.kind in _TOLD
    found = []
    if (_IF_ANY if told else _CONDITIONAL).search(quote):
        found.append("条件句不是证据 (conditional)")
    if (_LATER if told else _INTENT).search(quote):
        found.append("将来意向不是证据 (future intent)")
    if _NO_EVENT.search(quote):
        found.append("“未发生”不能代替机制 (no event)")
    if any(point.need is Need.CERTIFICATE for point in clause.points) and _APPLIED.search(quote):
        found.append("申请不等于获证 (applied for, not certified)")
    if not told and _PRAISE.search(quote):
        found.append("笼统评价不是证据 (praise)")
    if _repeats(quote, clause.requirement.zh):
        found.append("照抄条款不是证据 (repeats the clause)")
    return found


def _repeats(quote: str, requirement: str) -> bool:
    pairs, known = _pairs(quote), _pairs(requirement)
    return len(quote) >= _COPY_CHARS and len(pairs & known) >= _COPIED * len(pairs)


def _pairs(text: str) -> set[str]:
    plain = "".join(char for char in text if char.isalnum())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _start(evidence: Evidence) -> str:
    return " ".join(evidence.quote.split())[:_START_CHARS]

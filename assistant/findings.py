"""Findings in the tone of an audit report: what was seen, where, how many, and the gap."""

import re
from collections.abc import Sequence

from assistant.model import (
    Assessment,
    Clause,
    Evidence,
    EvidenceKind,
    Finding,
    Stance,
    Verdict,
    Words,
)
from assistant.wording import VERDICTS

_LEAD_ZH = {
    EvidenceKind.RULE: "查阅文件",
    EvidenceKind.RECORD: "抽查记录",
    EvidenceKind.PUBLISHED: "查看公示文本",
    EvidenceKind.STATEMENT: "交流（口述，未见书面证据）",
    EvidenceKind.CERTIFICATE: "查验证书",
}
_LEAD_EN = {
    EvidenceKind.RULE: "Document read",
    EvidenceKind.RECORD: "Records sampled",
    EvidenceKind.PUBLISHED: "Published text read",
    EvidenceKind.STATEMENT: "Interview (oral, no written evidence seen)",
    EvidenceKind.CERTIFICATE: "Certificate checked",
}
_ORDER = (
    EvidenceKind.RULE,
    EvidenceKind.PUBLISHED,
    EvidenceKind.CERTIFICATE,
    EvidenceKind.RECORD,
    EvidenceKind.STATEMENT,
)
_PER_KIND = 3
_CONDITIONAL = re.compile(r"^(?:若|如果|如需|一旦)")
_INTENT = re.compile(r"今后|以后|拟|打算|将会|争取")
_NO_EVENT = re.compile(r"暂未发生|尚未发生|暂无|尚无")


def draft(clause: Clause, assessment: Assessment) -> Finding:
    """Draft the finding for a clause from its assessment; every quote keeps its source."""
    shown = tuple(e for e in assessment.evidence if e.stance is not Stance.NEITHER)
    statement = Words(zh=_zh(clause, assessment, shown), en=_en(clause, assessment, shown))
    return Finding(
        clause=clause.id,
        verdict=assessment.verdict,
        requirement=clause.requirement,
        statement=statement,
        evidence=shown,
        problems=tuple(problems(assessment, shown)),
    )


def problems(assessment: Assessment, shown: Sequence[Evidence]) -> list[str]:
    """Return the style faults of a finding that a reviewer would send back."""
    found = []
    backing = [e for e in shown if e.stance is Stance.SUPPORTS]
    if backing and all(e.kind is EvidenceKind.STATEMENT for e in shown):
        found.append("仅有口述，未见文件或记录 (interview only)")
    if assessment.verdict in (Verdict.CONFORM, Verdict.PARTIAL) and not backing:
        found.append("结论没有支持的引文 (no supporting quote)")
    for evidence in backing:
        if _CONDITIONAL.search(evidence.quote):
            found.append(f"条件句不是证据 (conditional): {evidence.quote[:20]}")
        if evidence.kind is not EvidenceKind.RULE and _INTENT.search(evidence.quote):
            found.append(f"将来意向不是证据 (future intent): {evidence.quote[:20]}")
        if evidence.kind is not EvidenceKind.RULE and _NO_EVENT.search(evidence.quote):
            found.append(f"“未发生”代替机制 (no event): {evidence.quote[:20]}")
    return found


def _zh(clause: Clause, assessment: Assessment, shown: Sequence[Evidence]) -> str:
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return assessment.reason.zh
    if not shown:
        queries = "、".join(assessment.searched.queries[:3])
        return (
            f"查阅所供 {assessment.searched.documents} 份材料（检索：{queries} 等），"
            f"未见与“{clause.title.zh}”相关的证据，列为现场查证项。"
        )
    parts = _seen(shown, Stance.SUPPORTS, _LEAD_ZH, "“", "”", "：", "；")
    gaps = _seen(shown, Stance.CONTRADICTS, _LEAD_ZH, "“", "”", "：", "；")
    text = "。".join(parts)
    if gaps:
        text += ("。但" if text else "") + "。".join(gaps)
    missing = "；".join(words.zh for words in assessment.missing)
    if missing:
        text += f"。尚缺：{missing}"
    return f"{text}。判定：{VERDICTS[assessment.verdict].zh}。"


def _en(clause: Clause, assessment: Assessment, shown: Sequence[Evidence]) -> str:
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return assessment.reason.en
    if not shown:
        return (
            f"{assessment.searched.documents} documents were read; nothing on "
            f'"{clause.title.en}" was seen. Listed for the site visit.'
        )
    parts = _seen(shown, Stance.SUPPORTS, _LEAD_EN, '"', '"', ": ", "; ")
    gaps = _seen(shown, Stance.CONTRADICTS, _LEAD_EN, '"', '"', ": ", "; ")
    text = ". ".join(parts)
    if gaps:
        text += (". However: " if text else "") + ". ".join(gaps)
    missing = "; ".join(words.en for words in assessment.missing)
    if missing:
        text += f". Missing: {missing}"
    return f"{text}. Rated: {VERDICTS[assessment.verdict].en}."


def _seen(
    shown: Sequence[Evidence],
    stance: Stance,
    leads: dict[EvidenceKind, str],
    *marks: str,
) -> list[str]:
    """Return one phrase for each kind of evidence, with the number of quotes seen."""
    opening, closing, colon, joint = marks
    phrases = []
    for kind in _ORDER:
        mine = [e for e in shown if e.stance is stance and e.kind is kind]
        if not mine:
            continue
        quotes = joint.join(
            f"{_place(e)} {opening}{' '.join(e.quote.split())}{closing}" for e in mine[:_PER_KIND]
        )
        count = f" (n={len(mine)})" if kind is EvidenceKind.RECORD else ""
        phrases.append(f"{leads[kind]}{count}{colon}{quotes}")
    return phrases


def _place(evidence: Evidence) -> str:
    return " ".join(part for part in (evidence.file, evidence.locator.label()) if part)

"""Trust in words, Chinese and English."""

from assistant.model import Assessment, Lang, Words
from assistant.trust_model import Group, Trust

GROUPS = {
    Group.HIGH: Words(zh="高", en="high"),
    Group.MIDDLE: Words(zh="中", en="medium"),
    Group.LOW: Words(zh="低", en="low"),
}
ABSTAINS = Words(zh="建议人工判定", en="leave it to the auditor")
STALE = Words(
    zh="准确率表已过期：判读模型或标准已更换，暂不给出把握。运行 python -m evals.sheet 重新测定。",
    en="The accuracy sheet is stale: the reader or the standard has changed, so no confidence is "
    "given. Run python -m evals.sheet to measure again.",
)
_CAUTION = Words(
    zh="把握低，请人工重点核实（建议人工判定）。",
    en="Low confidence: verify this verdict yourself (leave it to the auditor).",
)


def measured(trust: Trust) -> Words:
    """Say how often verdicts of this kind, and this clause, were right."""
    alike, clause = trust.alike, trust.clause
    zh = f"同类判定在{trust.clients}家开发客户上 {alike.right}/{alike.n} 判对"
    en = f"verdicts of this kind were right {alike.right} of {alike.n} times"
    en += f" on {trust.clients} development clients"
    if clause.n:
        zh += f"；本条款 {clause.right}/{clause.n}"
        en += f"; this clause {clause.right} of {clause.n}"
    return Words(zh=zh, en=en)


def told(trust: Trust) -> Words:
    """Say the trust in one line: group, chance, what it rests on, and advice where it is low."""
    group, said, percent = GROUPS[trust.group], measured(trust), f"{trust.chance:.0%}"
    zh, en = f"把握{group.zh}（{percent}）：{said.zh}", f"{group.en} ({percent}): {said.en}"
    if trust.abstains:
        zh, en = f"{zh}。{ABSTAINS.zh}", f"{en}. {ABSTAINS.en.capitalize()}"
    return Words(zh=f"{zh}。", en=f"{en}.")


def caution(assessment: Assessment, lang: Lang) -> list[str]:
    """Return the line that warns of a verdict with low trust, nothing for others."""
    low = assessment.trust is not None and assessment.trust.abstains
    return [_CAUTION.get(lang)] if low else []

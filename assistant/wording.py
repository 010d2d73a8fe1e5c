"""Reasons and missing evidence in words, Chinese and English."""

from collections.abc import Sequence

from assistant.model import (
    MAY_LACK,
    AuditPoint,
    Clause,
    Evidence,
    EvidenceKind,
    Need,
    PointAssessment,
    Stance,
    Verdict,
    Words,
)

VERDICTS = {
    Verdict.CONFORM: Words(zh="符合", en="conform"),
    Verdict.PARTIAL: Words(zh="基本符合", en="partially conform"),
    Verdict.NONCONFORM: Words(zh="不符合", en="nonconform"),
    Verdict.NO_EVIDENCE: Words(zh="未见证据", en="no evidence"),
    Verdict.NOT_APPLICABLE: Words(zh="不适用", en="not applicable"),
    Verdict.COULD_NOT_LOOK: Words(zh="无法查看", en="could not look"),
}
KINDS = {
    EvidenceKind.RULE: Words(zh="文件", en="document"),
    EvidenceKind.RECORD: Words(zh="记录", en="record"),
    EvidenceKind.PUBLISHED: Words(zh="公示", en="published"),
    EvidenceKind.STATEMENT: Words(zh="口述", en="statement"),
    EvidenceKind.CERTIFICATE: Words(zh="证书", en="certificate"),
}
STANCES = {
    Stance.SUPPORTS: Words(zh="支持", en="supports"),
    Stance.CONTRADICTS: Words(zh="不利", en="contradicts"),
    Stance.NEITHER: Words(zh="无关", en="neither"),
}
_PROOF = {
    Need.SET_UP: Words(zh="现行文件的规定", en="a current document that sets it"),
    Need.PUBLISHED: Words(zh="向顾客公示的文本", en="a text published to customers"),
    Need.DONE: Words(zh="执行的记录", en="a record of it being done"),
    Need.MEASURED: Words(zh="统计或测量的记录", en="a record with figures"),
    Need.CERTIFICATE: Words(zh="有效的证书", en="a valid certificate"),
}
_QUOTE_CHARS = 60
_ENGLISH = '"{}"'


def point_reason(point: AuditPoint, verdict: Verdict, shown: Sequence[Evidence]) -> Words:
    """Say why a point has its verdict."""
    kinds = {e.kind for e in shown if e.stance is Stance.SUPPORTS}
    zh = "、".join(KINDS[kind].zh for kind in EvidenceKind if kind in kinds)
    en = ", ".join(KINDS[kind].en for kind in EvidenceKind if kind in kinds)
    proof = _PROOF[point.need]
    match verdict:
        case Verdict.CONFORM:
            return Words(zh=f"有{zh}证据", en=f"evidenced by {en}")
        case Verdict.NONCONFORM:
            return Words(zh="材料本身显示未做到", en="the material itself shows a gap")
        case Verdict.PARTIAL if any(e.stance is Stance.CONTRADICTS for e in shown):
            return Words(zh="有证据，但存在个别缺漏", en="evidenced, with single gaps")
        case Verdict.PARTIAL:
            return Words(zh=f"只有{zh}，未见{proof.zh}", en=f"only {en}; {proof.en} is not seen")
        case _:
            return Words(zh=f"未见{proof.zh}", en=f"{proof.en} is not seen")


def verdict_reason(
    clause: Clause,
    verdict: Verdict,
    points: Sequence[PointAssessment],
    evidence: Sequence[Evidence],
    unreadable: Sequence[str],
) -> Words:
    """Say why a clause has its verdict: the decisive gaps first, then what holds."""
    match verdict:
        case Verdict.NOT_APPLICABLE:
            assert clause.deletable is not None
            when, quote = clause.deletable.when, _short(evidence[0].quote)
            return Words(
                zh=f"拟删减：{when.zh}（{evidence[0].file}：“{quote}”），请审核员确认。",
                en=f'Proposed deletion: {when.en} ({evidence[0].file}: "{quote}"); to confirm.',
            )
        case Verdict.COULD_NOT_LOOK:
            files = "；".join(unreadable)
            return Words(
                zh=f"可能相关的页面尚无法读取（{files}），不能下“未见证据”的结论。",
                en=f'Pages that may bear on it cannot be read yet ({files}); "no '
                f'evidence" is withheld.',
            )
        case Verdict.NO_EVIDENCE:
            return Words(
                zh="所供材料中未见与本条相关的证据，留待现场查证；这不是不符合。",
                en="Nothing relevant in the material; a question for the site visit, "
                "not a nonconformity.",
            )
        case _:
            return _by_points(clause, points)


def missing_words(clause: Clause, points: Sequence[PointAssessment]) -> tuple[Words, ...]:
    """Say what is still missing for the clause to conform, point by point."""
    missing = []
    for point, result in zip(clause.points, points, strict=True):
        if result.verdict is Verdict.CONFORM or point.role in MAY_LACK:
            continue
        question, proof = point.question, _PROOF[point.need]
        if result.verdict is Verdict.NONCONFORM:
            missing.append(
                Words(
                    zh=f"{question.zh}——须整改并提供{proof.zh}",
                    en=f"{question.en} - to be corrected, with {proof.en}",
                )
            )
        else:
            missing.append(
                Words(zh=f"{question.zh}——缺{proof.zh}", en=f"{question.en} - lacks {proof.en}")
            )
    return tuple(missing)


def _by_points(clause: Clause, points: Sequence[PointAssessment]) -> Words:
    order = [Verdict.NONCONFORM, Verdict.PARTIAL, Verdict.NO_EVIDENCE, Verdict.CONFORM]
    pairs = [
        (point, result)
        for point, result in zip(clause.points, points, strict=True)
        if not (point.role in MAY_LACK and result.verdict is Verdict.NO_EVIDENCE)
    ]
    pairs.sort(key=lambda pair: order.index(pair[1].verdict))
    zh = "；".join(f"{_stem(p.question.zh)}：{r.reason.zh}{_seen(r, '“{}”')}" for p, r in pairs)
    en = "; ".join(f"{_stem(p.question.en)}: {r.reason.en}{_seen(r, _ENGLISH)}" for p, r in pairs)
    return Words(zh=f"{zh}。", en=f"{en}.")


def _seen(result: PointAssessment, marks: str) -> str:
    if not result.evidence or result.verdict is Verdict.NO_EVIDENCE:
        return ""
    return " " + marks.format(_short(result.evidence[0].quote))


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _QUOTE_CHARS else f"{line[:_QUOTE_CHARS]}…"


def _stem(question: str) -> str:
    return question.rstrip("？?。. ")

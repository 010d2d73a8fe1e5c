"""What the offline assistant says: sentences around verdicts and located quotes."""

from collections.abc import Sequence

from assistant.answer import Labels
from assistant.model import (
    Assessment,
    Clause,
    Evidence,
    Finding,
    Lang,
    Score,
    Stance,
    Verdict,
    Words,
)
from assistant.wording import KINDS, STANCES, VERDICTS

_GAP_ORDER = (
    Verdict.NONCONFORM,
    Verdict.PARTIAL,
    Verdict.NO_EVIDENCE,
    Verdict.COULD_NOT_LOOK,
)
_LISTED = 60

NO_DOCUMENTS = Words(
    zh="还没有文件。请先在“文件”页上传客户的手册和记录，或运行 kezheng ingest 文件夹。",
    en="No documents yet. Upload the client's manuals and records on the Files tab, or run "
    "`kezheng ingest FOLDER`.",
)
OUT_OF_SCOPE = Words(
    zh="抱歉，这个问题不在售后服务审核的范围内，我无法回答。我只能依据所供材料回答与 GB/T 27922 "
    "条款和客户文件有关的问题。",
    en="Sorry, that is outside the scope of this audit and I cannot answer it. I can only answer "
    "questions about the clauses of GB/T 27922 and the client's files.",
)
_NOT_FOUND = Words(
    zh="所供材料中未见能回答这个问题的内容（查找了 {n} 份文件）。这不等于没有，请向企业索取或现场查证。",
    en="The material does not say: no passage answering this was found in {n} documents. It may "
    "still exist; ask the client or check on site.",
)
_CLOSEST = Words(zh="最接近、但不足以回答的原文：", en="The closest passages, which do not settle it:")
_SAYS = Words(zh="材料中的原文：", en="The files say:")
_RELATED = Words(zh="与提问最相关的原文：", en="The passages nearest to the question:")


def verdict(assessment: Assessment, clause: Clause, lang: Lang, labels: Labels) -> str:
    """Say the verdict on a clause, each point with its quotes, and what is missing."""
    word = VERDICTS[assessment.verdict].get(lang)
    colon = "：" if lang is Lang.ZH else ": "
    lines = [f"**{clause.id} {clause.title.get(lang)}{colon}{word}**"]
    if assessment.verdict in (
        Verdict.NOT_APPLICABLE,
        Verdict.NO_EVIDENCE,
        Verdict.COULD_NOT_LOOK,
    ):
        lines.append(assessment.reason.get(lang))
        lines += [_bullet(evidence, lang, labels) for evidence in assessment.evidence[:2]]
    else:
        lines += _points(assessment, clause, lang, labels)
    lines += missing_lines(assessment, lang)
    return "\n".join(lines)


def missing(assessment: Assessment, clause: Clause, lang: Lang, labels: Labels) -> str:
    """Say what a clause still lacks, with the gaps quoted."""
    word = VERDICTS[assessment.verdict].get(lang)
    head = Words(zh=f"{clause.id} 目前为“{word}”。", en=f"{clause.id} is rated {word}.").get(lang)
    gaps = [e for e in assessment.evidence if e.stance is Stance.CONTRADICTS][:4]
    lines = [head, *missing_lines(assessment, lang)]
    if len(lines) == 1:
        lines.append(Words(zh="各审核要点均有证据，不缺。", en="Every point is evidenced.").get(lang))
    lines += [_bullet(evidence, lang, labels) for evidence in gaps]
    ask = Words(zh=f"现场可问：{clause.ask.zh}", en=f"To ask on site: {clause.ask.en}")
    records = "；".join(clause.records)
    wanted = Words(zh=f"可索取的记录：{records}", en=f"Records to request: {records}")
    return "\n".join([*lines, wanted.get(lang), ask.get(lang)])


def missing_lines(assessment: Assessment, lang: Lang) -> list[str]:
    """Return the lines that name missing evidence."""
    if not assessment.missing:
        return []
    head = Words(zh="还缺：", en="Missing:").get(lang)
    return [head, *(f"- {words.get(lang)}" for words in assessment.missing)]


def gaps(
    pairs: Sequence[tuple[Clause, Assessment]], lang: Lang, labels: Labels
) -> str:
    """List the clauses that do not conform, worst first, each with its first quote."""
    wanted = [(c, a) for c, a in pairs if a.verdict in _GAP_ORDER]
    wanted.sort(key=lambda pair: _GAP_ORDER.index(pair[1].verdict))
    if not wanted:
        return Words(zh="各条款均符合或不适用。", en="Every clause conforms or is deleted.").get(lang)
    total = Words(
        zh=f"{len(pairs)} 条中有 {len(wanted)} 条不是“符合”：",
        en=f"{len(wanted)} of {len(pairs)} clauses are not rated conform:",
    )
    lines = [total.get(lang)]
    for clause, assessment in wanted[:_LISTED]:
        word = VERDICTS[assessment.verdict].get(lang)
        gap = [e for e in assessment.evidence if e.stance is Stance.CONTRADICTS][:1]
        quote = f" {_quoted(gap[0], lang, labels)}" if gap else ""
        lines.append(f"- {clause.id} {clause.title.get(lang)} — {word}{quote}")
    return "\n".join(lines)


def comparison(
    pairs: Sequence[tuple[Clause, Assessment]], lang: Lang, labels: Labels
) -> str:
    """Set clauses side by side."""
    return "\n\n".join(verdict(a, c, lang, labels) for c, a in pairs)


def facts(
    found: Sequence[Evidence], lang: Lang, labels: Labels, *, answered: bool, documents: int
) -> str:
    """Quote the passages that answer, or say that none does."""
    if not answered:
        lines = [_NOT_FOUND.get(lang).format(n=documents)]
        if found:
            lines.append(_CLOSEST.get(lang))
            lines += [_line(evidence, lang, labels) for evidence in found[:2]]
        return "\n".join(lines)
    return "\n".join([_SAYS.get(lang), *(_line(e, lang, labels) for e in found)])


def related(found: Sequence[Evidence], lang: Lang, labels: Labels) -> str:
    """Quote the passages nearest to a question, beside a verdict."""
    return "\n".join([_RELATED.get(lang), *(_line(e, lang, labels) for e in found)])


def agreement(found: Sequence[Evidence], differs: bool | None, lang: Lang) -> str:
    """Say whether the quoted documents agree."""
    if differs is None:
        return Words(
            zh="只有一处材料说到这一点，无从比对。", en="Only one place speaks of it; nothing to compare."
        ).get(lang)
    if differs:
        return Words(
            zh="各处表述不一致，数值不同：", en="The documents do not agree; the values differ:"
        ).get(lang)
    return Words(zh="各处表述一致：", en="The documents agree:").get(lang)


def finding(draft: Finding, lang: Lang, labels: Labels) -> str:
    """Show a drafted finding with its quotes."""
    word = VERDICTS[draft.verdict].get(lang)
    lines = [f"**{draft.clause} — {word}**", draft.statement.get(lang)]
    lines += [_bullet(evidence, lang, labels) for evidence in draft.evidence[:6]]
    return "\n".join(lines)


def score(result: Score, lang: Lang) -> str:
    """Say the score so far and how firm it is."""
    low, high = result.star_range
    span = low if low == high else f"{low}–{high}"
    assumed_zh = "，分值为估算权重" if result.assumed_weights else ""
    assumed_en = ", with assumed weights" if result.assumed_weights else ""
    return Words(
        zh=f"目前估算 {result.total} 分（涉及项 {result.applicable} 分中得 {result.earned} 分"
        f"{assumed_zh}），等级范围：{span}。未见证据的条款暂不得分，现场查证后会变。",
        en=f"Estimated {result.total} points so far ({result.earned} of {result.applicable} "
        f"applicable{assumed_en}); level range: {span}. Clauses without evidence earn nothing yet.",
    ).get(lang)


def _points(assessment: Assessment, clause: Clause, lang: Lang, labels: Labels) -> list[str]:
    lines = []
    shown: set[tuple[str, int]] = set()
    for point, result in zip(clause.points, assessment.points, strict=True):
        if result.verdict is Verdict.NO_EVIDENCE and point.role.value == "optional":
            continue
        question = point.question.get(lang).rstrip("？?")
        colon = "：" if lang is Lang.ZH else ": "
        lines.append(f"- {question}{colon}{result.reason.get(lang)}")
        for evidence in result.evidence[:4]:
            if (evidence.document_id, evidence.start) not in shown:
                shown.add((evidence.document_id, evidence.start))
                lines.append(f"  {_bullet(evidence, lang, labels)}")
    return lines


def _bullet(evidence: Evidence, lang: Lang, labels: Labels) -> str:
    stance, kind = STANCES[evidence.stance].get(lang), KINDS[evidence.kind].get(lang)
    mark = f"[{stance}·{kind}]" if evidence.stance is not Stance.NEITHER else f"[{kind}]"
    return f"- {mark} {_quoted(evidence, lang, labels)}"


def _line(evidence: Evidence, lang: Lang, labels: Labels) -> str:
    return f"- {_quoted(evidence, lang, labels)}"


def _quoted(evidence: Evidence, lang: Lang, labels: Labels) -> str:
    label = labels.number(evidence)
    quote = " ".join(evidence.quote.split())
    place = " ".join(part for part in (evidence.file, evidence.locator.label()) if part)
    if lang is Lang.ZH:
        return f"“{quote}”（{place}）[{label}]"
    return f'"{quote}" ({place}) [{label}]'

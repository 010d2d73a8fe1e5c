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
from assistant.trust_words import caution
from assistant.wording import KINDS, STANCES, VERDICTS
from ingest.tokenize import tokens

_GAP_ORDER = (
    Verdict.NONCONFORM,
    Verdict.PARTIAL,
    Verdict.NO_EVIDENCE,
    Verdict.COULD_NOT_LOOK,
)
_LISTED = 60
_PER_POINT = 4
_NEAREST = 3

_WHY = {
    "future intent": Words(zh="将来的打算，不算证据", en="a future intention or plan"),
    "a conditional": Words(zh="条件句，不是已发生的事", en="a conditional, not an event"),
    "no event": Words(zh="只说没有发生", en="only says that nothing occurred"),
    "tells the auditor": Words(zh="要求评审作出结论的话", en="tells the auditor what to decide"),
}
NO_DOCUMENTS = Words(
    zh="还没有文件。请先在“文件”页上传客户的手册和记录，或运行 kezheng ingest 文件夹。",
    en="No documents yet. Upload the client's manuals and records on the Files tab, or run "
    "`kezheng ingest FOLDER`.",
)
OUT_OF_SCOPE = Words(
    zh="抱歉，所供材料中未见相关内容，这个问题看来也不在售后服务审核的范围内，我无法回答。"
    "我只能依据"
    "所供材料回答与 GB/T 27922 条款和客户文件有关的问题。",
    en="Sorry, I cannot answer that: the material does not mention it, and it seems to be outside "
    "the scope of this audit. I can only answer questions about the clauses of GB/T 27922 and the "
    "client's files.",
)
_NOT_FOUND = Words(
    zh="所供材料中未见能回答这个问题的内容（查找了 {n} 份文件）。这不等于没有，"
    "请向企业索取或现场查证。",
    en="The material does not say: no passage answering this was found in {n} documents. It may "
    "still exist; ask the client or check on site.",
)
_CLOSEST = Words(
    zh="最接近、但不足以回答的原文：", en="The closest passages, which do not settle it:"
)
_SAYS = Words(zh="材料中的原文：", en="The files say:")
_RELATED = Words(zh="与提问最相关的原文：", en="The passages nearest to the question:")


def verdict(assessment: Assessment, clause: Clause, lang: Lang, labels: Labels) -> str:
    """Say the verdict on a clause, each point with its quotes, and what is missing."""
    word = VERDICTS[assessment.verdict].get(lang)
    colon = "：" if lang is Lang.ZH else ": "
    lines = [f"**{clause.id} {clause.title.get(lang)}{colon}{word}**", *caution(assessment, lang)]
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
    lines += _aside(assessment, lang, labels)
    return "\n".join(lines)


def _aside(assessment: Assessment, lang: Lang, labels: Labels) -> list[str]:
    """Return the lines for what was seen but is never evidence, with the reason."""
    if assessment.verdict is Verdict.CONFORM or not assessment.set_aside:
        return []
    head = Words(zh="看到但不能作为证据：", en="Seen, but not evidence:").get(lang)
    lines = [head]
    for evidence in assessment.set_aside[:3]:
        lines.append(f"- {_reason(evidence, lang)}{quoted(evidence, lang, labels)}")
    return lines


def brief(clause: Clause, assessment: Assessment, question: str, lang: Lang) -> str:
    """Say in one line how the clause stands that a question of fact touches.

    The point nearest to the question is named; where nothing was seen for it, that is said.
    """
    asked = set(tokens(question))
    pairs = list(zip(clause.points, assessment.points, strict=True))
    point, result = max(
        pairs,
        key=lambda pair: len(asked & set(tokens(f"{pair[0].question.zh} {pair[0].queries}"))),
    )
    word = VERDICTS[assessment.verdict].get(lang)
    question_zh, question_en = point.question.zh.rstrip("？?"), point.question.en.rstrip("?")
    return Words(
        zh=f"相关条款 {clause.id}（{word}）：{question_zh}——{result.reason.zh}",
        en=f"Clause {clause.id} ({word}): {question_en} - {result.reason.en}",
    ).get(lang)


def missing(assessment: Assessment, clause: Clause, lang: Lang, labels: Labels) -> str:
    """Say what a clause still lacks, with the gaps quoted."""
    word = VERDICTS[assessment.verdict].get(lang)
    head = Words(zh=f"{clause.id} 目前为“{word}”。", en=f"{clause.id} is rated {word}.").get(lang)
    gaps = [e for e in assessment.evidence if e.stance is Stance.CONTRADICTS][:4]
    gaps += [e for e in assessment.evidence if e.stance is Stance.SUPPORTS][:3]
    lines = [head, *missing_lines(assessment, lang)]
    if len(lines) == 1:
        lines.append(
            Words(zh="各审核要点均有证据，不缺。", en="Every point is evidenced.").get(lang)
        )
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


def gaps(pairs: Sequence[tuple[Clause, Assessment]], lang: Lang, labels: Labels) -> str:
    """List the clauses that do not conform, worst first, each with its first quote."""
    wanted = [(c, a) for c, a in pairs if a.verdict in _GAP_ORDER]
    wanted.sort(key=lambda pair: _GAP_ORDER.index(pair[1].verdict))
    if not wanted:
        return Words(zh="各条款均符合或不适用。", en="Every clause conforms or is deleted.").get(
            lang
        )
    total = Words(
        zh=f"{len(pairs)} 条中有 {len(wanted)} 条不是“符合”：",
        en=f"{len(wanted)} of {len(pairs)} clauses are not rated conform:",
    )
    lines = [total.get(lang)]
    for clause, assessment in wanted[:_LISTED]:
        word = VERDICTS[assessment.verdict].get(lang)
        gap = [e for e in assessment.evidence if e.stance is Stance.CONTRADICTS][:1]
        quote = f" {quoted(gap[0], lang, labels)}" if gap else ""
        lines.append(f"- {clause.id} {clause.title.get(lang)} — {word}{quote}")
    return "\n".join(lines)


def comparison(pairs: Sequence[tuple[Clause, Assessment]], lang: Lang, labels: Labels) -> str:
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
            lines += [line(evidence, lang, labels) for evidence in found[:_NEAREST]]
        return "\n".join(lines)
    return "\n".join([_SAYS.get(lang), *(line(e, lang, labels) for e in found)])


def related(found: Sequence[Evidence], lang: Lang, labels: Labels) -> str:
    """Quote the passages nearest to a question, beside a verdict."""
    return "\n".join([_RELATED.get(lang), *(line(e, lang, labels) for e in found)])


def order(found: Sequence[Evidence], lang: Lang, labels: Labels) -> str:
    """Say that a text in the files does not decide anything."""
    head = Words(
        zh="不会照办：这是写在文件里的话，不是审核依据，不予采纳，也不作为证据；"
        "建议作为文件问题提请企业说明。",
        en="No. That is a sentence in the client's file, not an instruction; it is not "
        "followed and "
        "is no evidence. Raise it with the client.",
    )
    return "\n".join([head.get(lang), *(line(e, lang, labels) for e in found[:2])])


def accepted(found: Sequence[Evidence], assessment: Assessment, lang: Lang, labels: Labels) -> str:
    """Say whether what the files say of something counts as evidence for a clause."""
    counts = [e for e in assessment.evidence if e.stance is Stance.SUPPORTS]
    taken = [e for e in found if any(_meet(e, other) for other in counts)]
    if taken:
        head = Words(
            zh=f"可以作为 {assessment.clause} 的证据，已采信：",
            en=f"Yes, it counts as evidence for {assessment.clause}:",
        )
        return "\n".join([head.get(lang), *(line(e, lang, labels) for e in taken)])
    head = Words(
        zh=f"不能算作 {assessment.clause} 的证据，不能替代本条所要的内容，未予采信：",
        en=f"No, that does not count as evidence for {assessment.clause}; it is not what the "
        "clause asks for:",
    )
    lines = [head.get(lang)]
    for evidence in found[:2]:
        aside = next((e for e in assessment.set_aside if _meet(e, evidence)), None)
        lines.append(f"- {_reason(aside, lang)}{quoted(evidence, lang, labels)}")
    return "\n".join(lines)


def _meet(one: Evidence, other: Evidence) -> bool:
    same = one.document_id == other.document_id
    return same and one.start < other.end and other.start < one.end


def _reason(evidence: Evidence | None, lang: Lang) -> str:
    """Return in brackets why something seen is no evidence, "" if no reason is known."""
    if evidence is None:
        return ""
    why = next((words for key, words in _WHY.items() if evidence.why.startswith(key)), None)
    return f"[{why.get(lang)}] " if why else ""


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
    shown: set[tuple[str, int, Stance]] = set()
    for point, result in zip(clause.points, assessment.points, strict=True):
        if result.verdict is Verdict.NO_EVIDENCE and point.role.value == "optional":
            continue
        question = point.question.get(lang).rstrip("？?")
        colon = "：" if lang is Lang.ZH else ": "
        lines.append(f"- {question}{colon}{result.reason.get(lang)}")
        for evidence in result.evidence[:_PER_POINT]:
            mark = (evidence.document_id, evidence.start, evidence.stance)
            if mark not in shown:
                shown.add(mark)
                lines.append(f"  {_bullet(evidence, lang, labels)}")
    return lines


def _bullet(evidence: Evidence, lang: Lang, labels: Labels) -> str:
    stance, kind = STANCES[evidence.stance].get(lang), KINDS[evidence.kind].get(lang)
    mark = f"[{stance}·{kind}]" if evidence.stance is not Stance.NEITHER else f"[{kind}]"
    return f"- {mark} {quoted(evidence, lang, labels)}"


def line(evidence: Evidence, lang: Lang, labels: Labels) -> str:
    """Return a quote as a line of a list."""
    return f"- {quoted(evidence, lang, labels)}"


def quoted(evidence: Evidence, lang: Lang, labels: Labels) -> str:
    """Return a quote with its place and number."""
    label = labels.number(evidence)
    quote = " ".join(evidence.quote.split())
    place = " ".join(part for part in (evidence.file, evidence.locator.label()) if part)
    if lang is Lang.ZH:
        return f"“{quote}”（{place}）[{label}]"
    return f'"{quote}" ({place}) [{label}]'

"""The prose of a finding: what was read where, how many records, and the gap."""

from collections.abc import Callable, Sequence
from itertools import groupby

from assistant.finding_sources import Source, aside, counted, quoted, said, sources, title_of
from assistant.model import (
    Assessment,
    Clause,
    Evidence,
    EvidenceKind,
    Lang,
    Stance,
    Verdict,
    Words,
)
from assistant.wording import VERDICTS

_PER_SOURCE = 2
_ROWS_SHOWN = 3
_SEARCHES = 3
_ASIDE_SHOWN = 2


def statement(clause: Clause, assessment: Assessment, shown: Sequence[Evidence]) -> Words:
    """Say what was seen for a clause, for and against, and what is still open."""
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return assessment.reason
    if assessment.verdict is Verdict.COULD_NOT_LOOK:
        return _unread(assessment)
    if not shown:
        return _nothing(clause, assessment)
    return Words(zh=_zh(assessment, shown), en=_en(assessment, shown))


def open_point(words: str) -> str:
    """Turn what is missing (question——what it lacks) into a statement."""
    question, joint, lacks = words.partition("？——")
    return f"“{question.replace('是否', '', 1)}”{lacks}" if joint else words


def _unread(assessment: Assessment) -> Words:
    parts = assessment.searched.unreadable
    return Words(
        zh=f"可能相关的部分尚无法读取（{'、'.join(parts)}），未能查看，不作结论；"
        "补充可读的材料后再行评价。",
        en=f"Parts that may bear on it cannot be read yet ({', '.join(parts)}): not looked at, "
        "no conclusion.",
    )


def _nothing(clause: Clause, assessment: Assessment) -> Words:
    searched = assessment.searched
    queries, count = searched.queries[:_SEARCHES], len(searched.queries)
    zh, en = "、".join(queries), "; ".join(queries)
    etc_zh, etc_en = ("等", " ...") if count > _SEARCHES else ("", "")
    aside_zh = "".join(f"{sentence}。" for sentence in _aside_zh(assessment))
    aside_en = "".join(f" {sentence}." for sentence in _aside_en(assessment))
    return Words(
        zh=f"查阅现行材料{searched.documents}份，检索{count}组用语（{zh}{etc_zh}），"
        f"未见与“{clause.title.zh}”相关的证据。{aside_zh}未见证据不等于不符合，列为现场查证项。",
        en=f"{searched.documents} current documents were searched in {count} phrasings ({en}"
        f'{etc_en}); nothing on "{clause.title.en}" was seen.{aside_en} That is not a '
        "nonconformity: to be looked into on site.",
    )


def _zh(assessment: Assessment, shown: Sequence[Evidence]) -> str:
    found = sources(shown)
    backing = [_seen_zh(source) for source in found if source.stance is Stance.SUPPORTS]
    gaps = [_seen_zh(source) for source in found if source.stance is Stance.CONTRADICTS]
    sentences = ["；".join(backing)] if backing else []
    if gaps:
        sentences.append(("但" if backing else "") + "；".join(gaps))
    sentences += _aside_zh(assessment)
    records, against = _counts(shown)
    if records > 1:
        sentences.append(f"抽样记录共{records}条" + (f"，其中{against}条不利" if against else ""))
    if all(evidence.kind is EvidenceKind.STATEMENT for evidence in shown):
        sentences.append("以上仅为口述，未见文件或记录")
    if assessment.missing:
        sentences.append("待补：" + "；".join(open_point(w.zh) for w in assessment.missing))
    sentences.append(f"判定：{VERDICTS[assessment.verdict].zh}")
    return "。".join(sentence.rstrip("。") for sentence in sentences) + "。"


def _en(assessment: Assessment, shown: Sequence[Evidence]) -> str:
    found = sources(shown)
    backing = [_seen_en(source) for source in found if source.stance is Stance.SUPPORTS]
    gaps = [_seen_en(source) for source in found if source.stance is Stance.CONTRADICTS]
    sentences = ["; ".join(backing)] if backing else []
    if gaps:
        sentences.append(("However: " if backing else "") + "; ".join(gaps))
    sentences += _aside_en(assessment)
    records, against = _counts(shown)
    if records > 1:
        sentences.append(
            f"Records sampled: {records}" + (f", {against} against" if against else "")
        )
    if all(evidence.kind is EvidenceKind.STATEMENT for evidence in shown):
        sentences.append("Oral statements only; no document or record was seen")
    if assessment.missing:
        sentences.append("Still open: " + "; ".join(words.en for words in assessment.missing))
    sentences.append(f"Rated: {VERDICTS[assessment.verdict].en}")
    return ". ".join(sentence.rstrip(".") for sentence in sentences) + "."


def _aside_zh(assessment: Assessment) -> list[str]:
    """Say what was seen but is no evidence, and why."""
    return [
        f"未予采信（{aside(e).zh}）：《{title_of(e.file)}》{e.locator.label()}{quoted(e.quote)}"
        for e in assessment.set_aside[:_ASIDE_SHOWN]
    ]


def _aside_en(assessment: Assessment) -> list[str]:
    return [
        f"Set aside ({aside(e).en}): {e.file} {_place_en(e)} {quoted(e.quote)}"
        for e in assessment.set_aside[:_ASIDE_SHOWN]
    ]


def _counts(shown: Sequence[Evidence]) -> tuple[int, int]:
    """Return how many records were sampled, and how many of them speak against.

    Rows that were counted one and all are no sample.
    """
    records = [e for e in shown if e.kind is EvidenceKind.RECORD and counted(e) is None]
    return len(records), sum(1 for e in records if e.stance is Stance.CONTRADICTS)


def _seen_zh(source: Source) -> str:
    name = f"《{title_of(source.file)}》" + (f"（{source.file}）" if source.first else "")
    if source.is_sample:
        name += f"工作表“{source.sheet}”" if source.sheet else ""
        quotes = "；".join(f"第{e.locator.row}行{said(e, Lang.ZH)}" for e in _first(source))
        etc = "等" if len(source.quotes) > _ROWS_SHOWN else ""
        return f"{_sampled_zh(source, name)}{quotes}{etc}"
    quotes = "；".join(_placed(source, lambda e: e.locator.label(), Lang.ZH))
    etc = f"等{len(source.quotes)}处" if len(source.quotes) > _PER_SOURCE else ""
    return f"{source.lead.zh}{name}{quotes}{etc}"


def _seen_en(source: Source) -> str:
    sheet = f', sheet "{source.sheet}"' if source.sheet else ""
    if source.is_sample:
        quotes = "; ".join(f"row {e.locator.row} {said(e, Lang.EN)}" for e in _first(source))
        return f"{_sampled_en(source)} {source.file}{sheet}: {quotes}"
    quotes = "; ".join(_placed(source, _place_en, Lang.EN))
    left = len(source.quotes) - _PER_SOURCE
    return f"{source.lead.en} {source.file}: {quotes}" + (f" and {left} more" if left > 0 else "")


def _sampled_zh(source: Source, name: str) -> str:
    """Say how many records were read: all rows where they were counted, else those quoted."""
    if source.count is None:
        return f"抽查{name}{len(source.quotes)}条："
    count = source.count
    faults = [f"不符合企业自身规定{count.breaches}行"] if count.breaches else []
    faults += [f"缺项无法判定{count.unknowns}行"] if count.unknowns else []
    kept = "、".join(faults) or "未见不符合企业自身规定"
    return f"逐行核对{name}，规定涉及{count.rows}行，{kept}，如"


def _sampled_en(source: Source) -> str:
    if source.count is None:
        many = "records" if len(source.quotes) > 1 else "record"
        return f"{len(source.quotes)} {many} sampled in"
    count = source.count
    return (
        f"All {count.rows} rows that the firm's own rule concerns checked, {count.breaches} in "
        f"breach, {count.unknowns} cannot be judged, in"
    )


def _first(source: Source) -> list[Evidence]:
    rows = sorted(source.quotes, key=lambda e: e.locator.row or 0)
    return rows[:_ROWS_SHOWN]


def _placed(source: Source, place: Callable[[Evidence], str], lang: Lang) -> list[str]:
    """Return "place: quotes" for each place in a row, the place left out where unknown."""
    colon = "：" if lang is Lang.ZH else " "
    return [
        (f"{name}{colon}" if name else "") + "".join(said(evidence, lang) for evidence in group)
        for name, group in groupby(source.quotes[:_PER_SOURCE], key=place)
    ]


def _place_en(evidence: Evidence) -> str:
    place = evidence.locator
    words = [f"row {place.row}"] if place.row is not None else []
    words += [f"p. {place.page}"] if place.page is not None else []
    words += [place.heading[-1]] if place.heading else []
    return ", ".join(words)

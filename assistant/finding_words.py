"""The prose of a finding: what was read where, how many records, and the gap."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, product

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

_LEADS = {
    EvidenceKind.RULE: Words(zh="查阅", en="Read"),
    EvidenceKind.PUBLISHED: Words(zh="查看对外公示的", en="Read, as published to customers,"),
    EvidenceKind.CERTIFICATE: Words(zh="查验", en="Checked the certificate"),
    EvidenceKind.RECORD: Words(zh="查见", en="Record seen in"),
    EvidenceKind.STATEMENT: Words(
        zh="交流（口述，未见书面证据），记于",
        en="Interview (oral, no written evidence seen), noted in",
    ),
}
_ON_SITE = Words(zh="现场查看，记于", en="Seen on site, noted in")
_PER_SOURCE = 2
_SOURCES = 3
_ROWS_SHOWN = 3
_SEARCHES = 3
_NOTES = re.compile(r"访谈|笔记|interview", re.IGNORECASE)
_INDEX = re.compile(r"^[\d一二三四五六七八九十]{1,3}[_\-.、 ]+")
_EXPIRED = re.compile(r"^expired (\d{4}-\d{2}-\d{2})$")
_BULLET = re.compile(r"^[\s\-•·—*]+")


@dataclass(frozen=True, slots=True)
class _Source:
    """Quotes of one stance and kind from one file and sheet.

    Attributes:
        on_site: The auditor's own notes say it.
        first: The file has not been named before.
    """

    stance: Stance
    kind: EvidenceKind
    file: str
    sheet: str | None
    on_site: bool
    first: bool
    quotes: tuple[Evidence, ...]

    @property
    def is_sample(self) -> bool:
        """Whether all quotes are rows of a record."""
        rows = all(evidence.locator.row is not None for evidence in self.quotes)
        return self.kind is EvidenceKind.RECORD and rows

    @property
    def lead(self) -> Words:
        """What the auditor did with it."""
        seen = self.on_site and self.kind is EvidenceKind.RECORD
        return _ON_SITE if seen else _LEADS[self.kind]


def statement(clause: Clause, assessment: Assessment, shown: Sequence[Evidence]) -> Words:
    """Say what was seen for a clause, for and against, and what is still open."""
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return assessment.reason
    if assessment.verdict is Verdict.COULD_NOT_LOOK:
        return _unread(assessment)
    if not shown:
        return _nothing(clause, assessment)
    return Words(zh=_zh(assessment, shown), en=_en(assessment, shown))


def title_of(file: str) -> str:
    """Return a file's name as a title: without folder, leading number and suffix."""
    name = file.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name else name
    return " ".join(_INDEX.sub("", stem).replace("_", " ").split()) or name


def quoted(quote: str) -> str:
    """Return a quote on one line in marks; corner marks where it has marks of its own."""
    line = " ".join(_BULLET.sub("", quote).split()).rstrip("；，、;,")
    return f"「{line}」" if re.search(r"[“”]", line) else f"“{line}”"


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
    return Words(
        zh=f"查阅现行材料{searched.documents}份，检索{count}组用语（{zh}{_more(count, '等')}），"
        f"未见与“{clause.title.zh}”相关的证据。未见证据不等于不符合，列为现场查证项。",
        en=f"{searched.documents} current documents were searched in {count} phrasings ({en}"
        f'{_more(count, " ...")}); nothing on "{clause.title.en}" was seen. That is not a '
        "nonconformity: to be looked into on site.",
    )


def _more(count: int, words: str) -> str:
    return words if count > _SEARCHES else ""


def _zh(assessment: Assessment, shown: Sequence[Evidence]) -> str:
    sources = _sources(shown)
    backing = [_seen_zh(source) for source in sources if source.stance is Stance.SUPPORTS]
    gaps = [_seen_zh(source) for source in sources if source.stance is Stance.CONTRADICTS]
    sentences = ["；".join(backing)] if backing else []
    if gaps:
        sentences.append(("但" if backing else "") + "；".join(gaps))
    records, against = _counts(shown)
    if records > 1:
        sentences.append(f"所引记录共{records}条" + (f"，其中{against}条不利" if against else ""))
    if all(evidence.kind is EvidenceKind.STATEMENT for evidence in shown):
        sentences.append("以上仅为口述，未见文件或记录")
    if assessment.missing:
        sentences.append("待补：" + "；".join(open_point(w.zh) for w in assessment.missing))
    sentences.append(f"判定：{VERDICTS[assessment.verdict].zh}")
    return "。".join(sentence.rstrip("。") for sentence in sentences) + "。"


def _en(assessment: Assessment, shown: Sequence[Evidence]) -> str:
    sources = _sources(shown)
    backing = [_seen_en(source) for source in sources if source.stance is Stance.SUPPORTS]
    gaps = [_seen_en(source) for source in sources if source.stance is Stance.CONTRADICTS]
    sentences = ["; ".join(backing)] if backing else []
    if gaps:
        sentences.append(("However: " if backing else "") + "; ".join(gaps))
    records, against = _counts(shown)
    if records > 1:
        sentences.append(f"Records quoted: {records}" + (f", {against} against" if against else ""))
    if all(evidence.kind is EvidenceKind.STATEMENT for evidence in shown):
        sentences.append("Oral statements only; no document or record was seen")
    if assessment.missing:
        sentences.append("Still open: " + "; ".join(words.en for words in assessment.missing))
    sentences.append(f"Rated: {VERDICTS[assessment.verdict].en}")
    return ". ".join(sentence.rstrip(".") for sentence in sentences) + "."


def _counts(shown: Sequence[Evidence]) -> tuple[int, int]:
    """Return how many records are quoted, and how many of them speak against."""
    records = [evidence for evidence in shown if evidence.kind is EvidenceKind.RECORD]
    return len(records), sum(1 for e in records if e.stance is Stance.CONTRADICTS)


def _sources(shown: Sequence[Evidence]) -> list[_Source]:
    """Return the quotes by stance, kind, file and sheet; a few sources of each kind."""
    notes = {e.document_id for e in shown if e.kind is EvidenceKind.STATEMENT}
    found: list[_Source] = []
    for stance, kind in product((Stance.SUPPORTS, Stance.CONTRADICTS), _LEADS):
        groups: dict[tuple[str, str | None], list[Evidence]] = {}
        for evidence in shown:
            if evidence.stance is stance and evidence.kind is kind:
                groups.setdefault((evidence.file, evidence.locator.sheet), []).append(evidence)
        for (file, sheet), quotes in list(groups.items())[:_SOURCES]:
            on_site = quotes[0].document_id in notes or bool(_NOTES.search(file))
            first = all(source.file != file for source in found)
            found.append(_Source(stance, kind, file, sheet, on_site, first, tuple(quotes)))
    return found


def _seen_zh(source: _Source) -> str:
    name = f"《{title_of(source.file)}》" + (f"（{source.file}）" if source.first else "")
    if source.is_sample:
        sheet = f"工作表“{source.sheet}”" if source.sheet else ""
        quotes = "；".join(f"第{e.locator.row}行{_said(e, Lang.ZH)}" for e in _first(source))
        etc = "等" if len(source.quotes) > _ROWS_SHOWN else ""
        return f"抽查{name}{sheet}{len(source.quotes)}条：{quotes}{etc}"
    quotes = "；".join(_placed(source, lambda e: e.locator.label(), Lang.ZH))
    etc = f"等{len(source.quotes)}处" if len(source.quotes) > _PER_SOURCE else ""
    return f"{source.lead.zh}{name}{quotes}{etc}"


def _seen_en(source: _Source) -> str:
    sheet = f', sheet "{source.sheet}"' if source.sheet else ""
    if source.is_sample:
        quotes = "; ".join(f"row {e.locator.row} {_said(e, Lang.EN)}" for e in _first(source))
        return f"{len(source.quotes)} records sampled in {source.file}{sheet}: {quotes}"
    quotes = "; ".join(_placed(source, _place_en, Lang.EN))
    left = len(source.quotes) - _PER_SOURCE
    return f"{source.lead.en} {source.file}: {quotes}" + (f" and {left} more" if left > 0 else "")


def _first(source: _Source) -> list[Evidence]:
    rows = sorted(source.quotes, key=lambda e: e.locator.row or 0)
    return rows[:_ROWS_SHOWN]


def _placed(source: _Source, place: Callable[[Evidence], str], lang: Lang) -> list[str]:
    """Return "place: quotes" for each place in a row, the place left out where unknown."""
    colon = "：" if lang is Lang.ZH else " "
    return [
        (f"{name}{colon}" if name else "") + "".join(_said(evidence, lang) for evidence in group)
        for name, group in groupby(source.quotes[:_PER_SOURCE], key=place)
    ]


def _place_en(evidence: Evidence) -> str:
    place = evidence.locator
    words = [f"row {place.row}"] if place.row is not None else []
    words += [f"p. {place.page}"] if place.page is not None else []
    words += [place.heading[-1]] if place.heading else []
    return ", ".join(words)


def _said(evidence: Evidence, lang: Lang) -> str:
    """Return the quote, with the day on which what it certifies ended."""
    ended = _EXPIRED.match(evidence.why)
    note = "" if ended is None else Words(zh="（{}已到期）", en=" (ended {})").get(lang)
    return quoted(evidence.quote) + (note.format(ended.group(1)) if ended else "")

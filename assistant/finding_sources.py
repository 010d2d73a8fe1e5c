"""What a finding rests on: quotes grouped by stance, kind and place, as an auditor names them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from assistant.model import Evidence, EvidenceKind, Lang, Stance, Words

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
_OTHER = Words(zh="不足以证明", en="proves nothing")
_ASIDE = (
    (
        "tells the auditor",
        Words(zh="文件中指示如何判定的文字", en="it tells the auditor what to decide"),
    ),
    ("future intent", Words(zh="将来意向", en="a plan")),
    ("a conditional", Words(zh="条件句", en="a conditional")),
    ("no event", Words(zh="仅称未发生", en="only says that it has not happened")),
)
_SOURCES = 3
_NOTES = re.compile(r"访谈|笔记|interview", re.IGNORECASE)
_INDEX = re.compile(r"^[\d一二三四五六七八九十]{1,3}[_\-.、 ]+")
_BULLET = re.compile(r"^[\s\-•·—*]+")
_COUNTED = re.compile(r"^counted: (\d+)/(\d+) breach, (\d+) unknown(?:; (.+))?$")
_EXPIRED = re.compile(r"^expired (\d{4}-\d{2}-\d{2})$")
_CONFLICT = re.compile(r"^conflict: (.+)$")


@dataclass(frozen=True, slots=True)
class Count:
    """A check over all rows of a record: how many there are, in breach, not to be judged."""

    rows: int
    breaches: int
    unknowns: int


@dataclass(frozen=True, slots=True)
class Source:
    """Quotes of one stance and kind from one file and sheet.

    Attributes:
        on_site: The auditor's own notes say it.
        first: The file has not been named before.
        count: The check over all rows that the quotes are taken from.
    """

    stance: Stance
    kind: EvidenceKind
    file: str
    sheet: str | None
    on_site: bool
    first: bool
    count: Count | None
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


def sources(shown: Sequence[Evidence]) -> list[Source]:
    """Return the quotes by stance, kind and place, a few places of each kind; support first."""
    notes = {e.document_id for e in shown if e.kind is EvidenceKind.STATEMENT}
    found: list[Source] = []
    for stance, kind in product((Stance.SUPPORTS, Stance.CONTRADICTS), _LEADS):
        groups: dict[tuple[str, str | None, Count | None], list[Evidence]] = {}
        for one in shown:
            if one.stance is stance and one.kind is kind:
                key = (one.file, one.locator.sheet, counted(one))
                groups.setdefault(key, []).append(one)
        for (file, sheet, count), quotes in list(groups.items())[:_SOURCES]:
            on_site = quotes[0].document_id in notes or bool(_NOTES.search(file))
            first = all(source.file != file for source in found)
            found.append(Source(stance, kind, file, sheet, on_site, first, count, tuple(quotes)))
    return found


def counted(evidence: Evidence) -> Count | None:
    """Return the check over all rows behind a quote, None if it is not from one."""
    found = _COUNTED.match(evidence.why)
    return Count(int(found[2]), int(found[1]), int(found[3])) if found else None


def title_of(file: str) -> str:
    """Return a file's name as a title: without folder, leading number and suffix."""
    name = file.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name else name
    return " ".join(_INDEX.sub("", stem).replace("_", " ").split()) or name


def quoted(quote: str) -> str:
    """Return a quote on one line in marks; corner marks where it has marks of its own."""
    line = " ".join(_BULLET.sub("", quote).split()).rstrip("；，、;,")
    return f"「{line}」" if re.search(r"[“”]", line) else f"“{line}”"


def said(evidence: Evidence, lang: Lang) -> str:
    """Return the quote in marks with the fault that it shows, where that is worked out."""
    why, note = evidence.why, None
    if found := _EXPIRED.match(why):
        note = Words(zh=f"{found[1]}已到期", en=f"ended {found[1]}")
    elif found := _CONFLICT.match(why):
        note = Words(zh=f"各文件对“{found[1]}”表述不一致", en=f"documents differ on {found[1]}")
    elif (found := _COUNTED.match(why)) and found[4]:
        note = Words(zh=found[4], en=found[4])
    if note is None:
        return quoted(evidence.quote)
    marks = "（{}）" if lang is Lang.ZH else " ({})"
    return quoted(evidence.quote) + marks.format(note.get(lang))


def aside(evidence: Evidence) -> Words:
    """Say why a quote that was seen is no evidence."""
    return next((words for cue, words in _ASIDE if evidence.why.startswith(cue)), _OTHER)

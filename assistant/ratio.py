"""The ratio of certified service managers: counted from the firm's own tables.

Clause 5.1.2.2 asks for certified after-sales service managers of at least 10 % of all service
managers; need = max(1, ceil(0.10 N)) (rounding up is our reading of public explanations).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.concepts import Glossary
from assistant.corpus import Corpus, Sentence
from assistant.model import AuditPoint, EvidenceKind, Need, Stance, Words
from assistant.quantities import number
from assistant.stance import Reading, kind_of
from assistant.table_rows import Row
from assistant.tables import Table, tables
from assistant.validity import out_of_use, row_end, told_ends
from ingest.model import DocumentKind

RATIO, MANAGERS, CERTIFICATE = "manager_ratio", "service_managers", "service_manager_cert"
_SHARE = 0.10
_HEADS = re.compile(r"人数|数量|人员数|编制|headcount", re.IGNORECASE)
_SUM = re.compile(r"合计|总计|共计|小计")
_NUMBERED = re.compile(r"[A-Za-z]{2,}[-\d]*\d{2,}|\d{5,}")
_PENDING = re.compile(r"报名|报考|备考|待考|考试|培训中|申请|拟|未取得|无证")
_TOTAL = re.compile(
    r"(?:共|合计|总计|总数为?|总人数为?|计)\s*(\d+|"
    r"[一二两三四五六七八九十百]+)\s*[人名位]"
)
_HELD = re.compile(
    r"(?:有效的?|持证的?|在岗的?|现有|共有|取得|就我[^，。]{0,12})[^，。；]{0,16}?(\d+|"
    r"[一二两三四五六七八九十]+)\s*[人名位本张]"
)
_SEEN = (DocumentKind.INTERVIEW, DocumentKind.MINUTES, DocumentKind.REPORT)
"""Documents that tell of certificates, what the auditor saw first."""
_OTHER_PAPERS = frozenset({"management_certificate", "outsourcing_agreement"})


@dataclass(frozen=True, slots=True)
class Headcount:
    """Managers, valid certificate holders in post, and where both stand."""

    managers: int
    holders: int
    sentences: tuple[Sentence, ...]

    @property
    def need(self) -> int:
        """Return how many holders the ratio asks for."""
        return max(1, math.ceil(_SHARE * self.managers))

    @property
    def words(self) -> Words:
        """Return the arithmetic in words."""
        short = self.need - self.holders
        gap_zh = f"，不足，还差{short}人" if short > 0 else "，已达到"
        gap_en = f"; {short} short" if short > 0 else "; met"
        return Words(
            zh=f"服务管理人员{self.managers}人，按10%需{self.need}人，"
            f"有效持证{self.holders}人{gap_zh}",
            en=f"{self.managers} service managers, 10% asks for {self.need}, valid holders "
            f"{self.holders}{gap_en}",
        )


def count(corpus: Corpus, as_of: date) -> Headcount | None:
    """Return the head count, None if the material does not give both numbers."""
    current = [d for d in corpus.documents if not d.superseded and d.id not in corpus.irrelevant]
    grid = tables(current)
    managers = _managers(grid, corpus)
    holders = _holders(grid, corpus, as_of)
    if managers is None or holders is None:
        return None
    return Headcount(managers[0], holders[0], (*managers[1], *holders[1]))


def readings(head: Headcount) -> list[tuple[Sentence, Reading]]:
    """Return the rows that were counted as support or as a gap."""
    stance = Stance.SUPPORTS if head.holders >= head.need else Stance.CONTRADICTS
    reading = Reading(stance, EvidenceKind.RECORD, why=f"counted: {head.words.en}")
    return [(sentence, reading) for sentence in head.sentences]


def is_asked(point: AuditPoint) -> bool:
    """Whether a point asks for the ratio."""
    return point.need is Need.MEASURED and any(RATIO in group for group in point.about)


def _managers(grid: Sequence[Table], corpus: Corpus) -> tuple[int, tuple[Sentence, ...]] | None:
    for table in grid:
        heads = next((c for c in table.columns if _HEADS.search(c.name)), None)
        if heads is None or MANAGERS not in _named(table, corpus.glossary):
            continue
        counts = [(_whole(row.cells[heads.index]), row) for row in table.rows]
        total = [n for n, row in counts if _SUM.search(" ".join(row.cells)) and n]
        parts = [n for n, row in counts if not _SUM.search(" ".join(row.cells)) and n]
        if total or parts:
            last = table.rows[-1]
            return (total[-1] if total else sum(parts)), tuple(_sentences(table, [last], corpus))
    for sentence in corpus.sentences:
        match = _TOTAL.search(sentence.text)
        if match and MANAGERS in sentence.named:
            return round(number(match[1])), (sentence,)
    return None


def _holders(
    grid: Sequence[Table], corpus: Corpus, as_of: date
) -> tuple[int, tuple[Sentence, ...]] | None:
    for table in grid:
        if CERTIFICATE not in _named(table, corpus.glossary) or len(table.columns) < 3:
            continue
        sentences = [(row, next(_sentences(table, [row], corpus), None)) for row in table.rows]
        valid = [s for row, s in sentences if s is not None and _is_valid(row, s, as_of)]
        doubtful = [s for row, s in sentences if s is not None and s not in valid]
        if any(_NUMBERED.search(" ".join(row.cells)) for row in table.rows):
            return len(valid), tuple(doubtful[:3] or valid[:3])
    told = _most_told(corpus, as_of)
    if told:
        good = sum(end >= as_of for _, end in told)
        return good, tuple(dict.fromkeys(sentence for sentence, _ in told))
    for sentence in corpus.sentences:
        if kind_of(sentence) is EvidenceKind.RULE:
            continue
        match = _HELD.search(sentence.text)
        if match and CERTIFICATE in sentence.named | sentence.near and not sentence.is_row:
            return round(number(match[1])), (sentence,)
    return None


def _most_told(corpus: Corpus, as_of: date) -> list[tuple[Sentence, date]]:
    """Return the last day of each certificate told, by the document that tells most of them.

    Other documents tell the same certificates again; what the auditor saw goes first.
    """
    for kind in _SEEN:
        by_file: dict[str, list[tuple[Sentence, date]]] = {}
        for sentence in corpus.sentences:
            if sentence.document.kind is kind and _tells(sentence):
                told = [(sentence, end) for end in told_ends(sentence.text, as_of)]
                by_file.setdefault(sentence.document.id, []).extend(told)
        most = max(by_file.values(), key=len, default=[])
        if most:
            return most
    return []


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence, beside what names them, is on these certificates."""
    named = CERTIFICATE in sentence.named | sentence.near
    return named and not sentence.is_row and not sentence.named & _OTHER_PAPERS


def _is_valid(row: Row, sentence: Sentence, as_of: date) -> bool:
    text = " ".join(row.cells)
    if not _NUMBERED.search(text) or _PENDING.search(text) or out_of_use(text):
        return False
    end = row_end(sentence)
    return end is None or end >= as_of


def _named(table: Table, glossary: Glossary) -> frozenset[str]:
    first = table.rows[0] if table.rows else None
    block = table.document.block_at(first.start) if first else None
    heading = " ".join(block.heading[-1:]) if block else ""
    above = table.document.text[max(0, first.start - 120) : first.start] if first else ""
    return glossary.named(f"{table.intro} {heading} {above}")


def _sentences(table: Table, rows: Sequence[Row], corpus: Corpus) -> Iterator[Sentence]:
    for row in rows:
        for sentence in corpus.sentences:
            same = sentence.document.id == table.document.id
            if same and sentence.start < row.end and sentence.end > row.start:
                yield sentence
                break


def _whole(cell: str) -> int:
    match = re.fullmatch(r"\s*(\d{1,5})\s*[人名]?\s*", cell)
    return int(match[1]) if match else 0

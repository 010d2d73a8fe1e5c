"""Labelled sentences: sentence × audit point → stance and kind, written for this project."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.concepts import Glossary
from assistant.corpus import Sentence, build
from assistant.model import EvidenceKind, Stance
from ingest.errors import CatalogError
from ingest.model import Block, BlockKind, Document, DocumentKind, content_id

COLUMNS = ("point", "label", "kind", "trap", "document", "heading", "text", "also")
OFF_TOPIC = "other_subject"
"""The trap of a sentence that shares words with a point but speaks of something else."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of the sentence set.

    Attributes:
        writing: Whose papers the sentence is from: rows of one writing stay on one side of a
            split, so that near-duplicates do not cross it.
        point: "5.3.1.4-a".
        trap: What makes the row hard ("future", "no_event"), or "plain".
        heading: Headings joined by " > "; for a table row the sheet, then the columns joined
            by " | ", as its text joins the cells.
        also: Further points that it speaks of, each with its side.
    """

    writing: str
    point: str
    label: Stance
    kind: EvidenceKind
    trap: str
    document: DocumentKind
    heading: str
    text: str
    also: tuple[tuple[str, Stance], ...] = ()

    @property
    def on_topic(self) -> bool:
        """Whether the sentence speaks of the point at all, for, against or neither."""
        return self.trap != OFF_TOPIC

    @property
    def sides(self) -> dict[str, Stance]:
        """Return every point that it speaks of, with its side."""
        return dict(self.also) | ({self.point: self.label} if self.on_topic else {})


def load(folder: Path) -> list[Labelled]:
    """Return all rows of the *.tsv files of a folder, a writing each, sorted by name.

    Raises:
        CatalogError: A file is not as it should be; the message names file and line.
    """
    found = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if tuple(next(rows, ())) != COLUMNS:
                raise CatalogError(f"{path.name}：第1行不是 {' '.join(COLUMNS)}", "按该表头补齐")
            found += [_row(path, number, row) for number, row in enumerate(rows, 2) if row]
    return found


def sentence(row: Labelled, glossary: Glossary) -> Sentence:
    """Return a row as the sentence of a document that holds nothing else."""
    parts = tuple(part.strip() for part in row.heading.split(" > ") if part.strip())
    is_row = row.document is DocumentKind.RECORD_LOG and " | " in row.text
    columns = tuple(c.strip() for c in parts[-1].split(" | ")) if is_row and parts else ()
    cells = tuple(c.strip() for c in row.text.split(" | ")) if is_row else ()
    text = "\t".join(cells) if is_row else row.text
    block = Block(
        start=0,
        end=len(text),
        kind=BlockKind.ROW if is_row else BlockKind.PARAGRAPH,
        heading=() if is_row else parts,
        sheet=parts[0] if is_row and len(parts) > 1 else None,
        columns=columns,
        cells=cells,
    )
    document = Document(
        id=content_id(row.writing, row.point, row.text),
        file=f"{row.writing}.txt",
        text=text,
        blocks=(block,),
        parts=(),
        kind=row.document,
    )
    found = build([document], glossary).sentences
    whole = [one for one in found if one.end - one.start == len(text)]
    return whole[0] if whole else _whole(document, block, glossary)


def _whole(document: Document, block: Block, glossary: Glossary) -> Sentence:
    """Return a row of several sentences as one."""
    above = glossary.named("\n".join((*block.heading, block.sheet or "", *block.columns)))
    named = glossary.named(document.text)
    return Sentence(document, block, 0, len(document.text), named, frozenset(), above, said=False)


def _further(also: str) -> Iterator[tuple[str, Stance]]:
    for one in filter(None, also.split(",")):
        point, _, label = one.partition(":")
        yield point, Stance(label)


def _row(path: Path, number: int, row: list[str]) -> Labelled:
    try:
        point, label, kind, trap, document, heading, text, also = row
        return Labelled(
            path.stem,
            point,
            Stance(label),
            EvidenceKind(kind),
            trap,
            DocumentKind(document),
            heading,
            text,
            tuple(_further(also)),
        )
    except ValueError as error:
        raise CatalogError(f"{path.name}：第{number}行：{error}", "见该文件夹的 README") from error

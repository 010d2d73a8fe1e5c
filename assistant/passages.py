"""Labelled passages: sentences of the development clients beside audit points, in their files."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.corpus import Corpus
from assistant.model import Stance
from assistant.settings import Settings
from assistant.workspace import Workspace
from ingest.errors import CatalogError

FILE = "passages.tsv"
COLUMNS = ("point", "label", "file", "text")
OTHER = "other"
"""The label of a passage that speaks of something else."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One row: a sentence, by its place in the corpus, beside a point.

    Attributes:
        label: None where the sentence speaks of something else.
    """

    at: int
    point: str
    label: Stance | None


@dataclass(frozen=True, slots=True)
class Client:
    """A development client as text, with its labelled passages."""

    name: str
    corpus: Corpus
    passages: tuple[Passage, ...]


def load(folders: Sequence[Path]) -> Iterator[Client]:
    """Take in the documents of data sets and yield them with their passages.

    A data set is a folder with docs/ and passages.tsv; those without passages are left out.

    Raises:
        CatalogError: A row is not as it should be, or its sentence is not in the file.
    """
    for folder in folders:
        if not (folder / FILE).exists():
            continue
        with tempfile.TemporaryDirectory() as workspace:
            room = Workspace(Settings(workspace=Path(workspace)), folder.name, create=True)
            list(room.ingest([folder / "docs"]))
            yield Client(folder.name, room.corpus, tuple(rows(folder / FILE, room.corpus)))


def rows(path: Path, corpus: Corpus) -> Iterator[Passage]:
    """Yield the labelled passages of a file, found again in the corpus.

    Raises:
        CatalogError: A row is not as it should be, or its sentence is not in the file.
    """
    places: dict[tuple[str, str], int] = {}
    for at, sentence in enumerate(corpus.sentences):
        places.setdefault((sentence.document.file, " ".join(sentence.text.split())), at)
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(table, ())) != COLUMNS:
            raise CatalogError(f"{path}：第1行不是 {' '.join(COLUMNS)}", "按该表头补齐")
        for number, (point, label, file, text) in enumerate(table, 2):
            if (file, text) not in places:
                raise CatalogError(f"{path}：第{number}行的原文不在 {file} 中", "核对原文")
            place = places[file, text]
            yield Passage(place, point, None if label == OTHER else Stance(label))

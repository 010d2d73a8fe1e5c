"""Vectors of a client's sentences, made once by the network and kept beside the documents."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.corpus import Corpus, Sentence
from assistant.network import Network
from assistant.topics import Matrix, place_of
from ingest.model import DocumentKind, content_id

CACHE = "vectors"
_TALK = (DocumentKind.INTERVIEW, DocumentKind.MINUTES)
_KEPT = np.float16
_ROWS = 30
"""Rows of one table that the network reads: all say the same of its subject, and what is counted
over rows is counted over all (assumed)."""


class Vectors(NamedTuple):
    """What the network made of a corpus.

    Attributes:
        table: float32 [read, width].
        place: Row of `table` of each sentence, -1 for one that it did not read.
        log: Number of the log that each row is of, -1 for prose.
    """

    table: Matrix
    place: NDArray[np.intp]
    log: NDArray[np.intp]

    def spread(self, values: Matrix) -> Matrix:
        """Return values [read, n] for all sentences, float32 [sentences, n].

        A row that was not read gets the mean of those of its log that were.
        """
        found = np.zeros((len(self.place), values.shape[1]), np.float32)
        is_read = self.place >= 0
        found[is_read] = values[self.place[is_read]]
        for log in set(self.log[~is_read].tolist()):
            mine = self.log == log
            found[mine & ~is_read] = found[mine & is_read].mean(axis=0)
        return found


def read(
    corpus: Corpus,
    network: Network,
    folder: Path | None = None,
    on_document: Callable[[str, int, int], None] | None = None,
) -> Vectors:
    """Return the vectors of a corpus; what is kept in `folder` is not made again.

    Args:
        on_document: Told the file, how many are done, and of how many.
    """
    found = corpus.sentences
    place = np.full(len(found), -1, np.intp)
    tables: list[Matrix] = [np.zeros((0, network.width), np.float32)]
    count, files = 0, {document.id: document.file for document in corpus.documents}
    log = _logs(found)
    wanted = _by_document(found, log)
    for done, (document, some) in enumerate(wanted.items()):
        if on_document is not None:
            on_document(files[document], done, len(wanted))
        said = [_said(found, at) for at in some]
        key = content_id(network.mark, *(part for one in said for part in one))
        table = _kept(folder, document, key)
        if table is None:
            table = network.read([network.body.sequence(*one) for one in said])
            table = table.astype(_KEPT).astype(np.float32)  # the same now and read back
            _keep(folder, document, key, table)
        place[some] = np.arange(count, count + len(some))
        count += len(some)
        tables.append(table)
    _forget_all_but(folder, set(wanted))
    return Vectors(np.concatenate(tables), place, log)


def forget(folder: Path, document_id: str) -> None:
    """Remove the vectors of a document, also what a killed process left half written."""
    for path in kept(folder, document_id):
        path.unlink(missing_ok=True)


def kept(folder: Path, document_id: str) -> list[Path]:
    """Return the files that hold vectors of a document."""
    return list(folder.glob(f"{document_id}.*"))


def _path_of(folder: Path, document_id: str) -> Path:
    return folder / f"{document_id}.npz"


def before(found: Sequence[Sentence], at: int) -> Sentence | None:
    """Return what was said before sentence `at` in the same notes or minutes."""
    if at == 0 or found[at].is_row or found[at].document.kind not in _TALK:
        return None
    last = found[at - 1]
    return last if last.document.id == found[at].document.id and not last.is_row else None


def _said(found: Sequence[Sentence], at: int) -> tuple[str, str, str]:
    """Return a sentence, its place and what was said before it."""
    last = before(found, at)
    return found[at].text, " > ".join(place_of(found[at])), last.text if last else ""


def _logs(found: Sequence[Sentence]) -> NDArray[np.intp]:
    """Return the number of the log that each row is of, -1 for prose."""
    numbers: dict[tuple[str, str | None, tuple[str, ...]], int] = {}
    keys = ((one.document.id, one.block.sheet, one.block.columns) for one in found)
    of = [
        numbers.setdefault(key, len(numbers)) if one.is_row else -1
        for one, key in zip(found, keys, strict=True)
    ]
    return np.array(of, np.intp)


def _by_document(found: Sequence[Sentence], log: NDArray[np.intp]) -> dict[str, list[int]]:
    """Return by document the places of the sentences that the network reads."""
    rows: Counter[int] = Counter()
    wanted: dict[str, list[int]] = {}
    for at, (one, number) in enumerate(zip(found, log.tolist(), strict=True)):
        rows[number] += 1
        if number < 0 or rows[number] <= _ROWS:
            wanted.setdefault(one.document.id, []).append(at)
    return wanted


def _kept(folder: Path | None, document_id: str, key: str) -> Matrix | None:
    path = _path_of(folder, document_id) if folder else None
    if path is None or not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as held:
            return held["table"].astype(np.float32) if str(held["key"]) == key else None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None  # broken off while it was written: it is made again


def _keep(folder: Path | None, document_id: str, key: str, table: Matrix) -> None:
    if folder is None:
        return
    folder.mkdir(exist_ok=True)
    new = folder / f"{document_id}.{os.getpid()}.new"
    with new.open("wb") as file:
        np.savez(file, allow_pickle=False, key=np.array(key), table=table.astype(_KEPT))
    new.replace(_path_of(folder, document_id))


def _forget_all_but(folder: Path | None, known: set[str]) -> None:
    for path in folder.glob("*.*") if folder is not None else ():
        if path.name.partition(".")[0] not in known:
            path.unlink(missing_ok=True)

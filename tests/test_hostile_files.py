"""Hostile files: each becomes its row, the rest goes in, and nothing is written outside."""

import os
from pathlib import Path

import pytest
from hostile_files import Hostile, hostile_files

from ingest.embedding import open_embedder
from ingest.index import open_index
from ingest.intake import IntakeResult, take_in
from ingest.limits import Limits
from ingest.model import Document
from ingest.store import DocumentStore, open_store

FILES = hostile_files()
LIMITS = Limits(
    max_bytes=2_500_000, max_pages=50, max_rows=1_000, max_cells=5_000, ocr=False,
    file_s=20.0, memory_bytes=1536 * 1024 * 1024,
)  # fmt: skip
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")


class Taken:
    """What became of the hostile files, taken in together in one run."""

    def __init__(self, store: DocumentStore, rows: dict[str, IntakeResult], outside: list[Path]):
        self.store, self.rows, self.outside = store, rows, outside

    def row(self, hostile: Hostile) -> IntakeResult:
        shown = "".join(char if char.isprintable() else "_" for char in hostile.name)
        return self.rows[shown]

    def document(self, hostile: Hostile) -> Document:
        return self.store.document(self.row(hostile).id)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    folder = tmp_path_factory.mktemp("hostile")
    docs, room = folder / "客户" / "docs", folder / "客户" / "room"
    docs.mkdir(parents=True)
    for hostile in FILES:
        (docs / hostile.name).write_bytes(hostile.data)
    (docs / "出逃.txt").symlink_to("/etc/hostname")
    (docs / "循环").symlink_to(docs)
    store = open_store(room)
    index = open_index(store, room, open_embedder())
    rows = {row.file: row for row in take_in([docs], store, index, open_embedder(), limits=LIMITS)}
    index.close()
    outside = [path for path in folder.iterdir() if path.name != "客户"]
    return Taken(store, rows, [*outside, *folder.rglob("evil.txt")])


def test_there_are_forty_and_more() -> None:
    assert len({hostile.name for hostile in FILES}) == len(FILES) >= 40


def test_every_file_has_a_row_and_no_other_has(taken: Taken) -> None:
    assert {taken.row(hostile).file for hostile in FILES} | {"出逃.txt"} == set(taken.rows)


@pytest.mark.parametrize("hostile", FILES, ids=lambda hostile: ascii(hostile.name))
def test_row_is_as_expected(taken: Taken, hostile: Hostile) -> None:
    row = taken.row(hostile)
    assert row.status == hostile.status
    assert (row.error is None) == (row.status == "added")
    words = "\n".join(row.warnings)
    if row.error is not None:
        assert row.error.code == (hostile.code or row.error.code)
        assert row.file in row.error.message and row.error.hint
        words = f"{row.error.message}\n{row.error.hint}"
    assert [said for said in hostile.says if said not in words] == []


@pytest.mark.parametrize(
    "hostile", [h for h in FILES if h.holds or h.lacks], ids=lambda hostile: ascii(hostile.name)
)
def test_text_is_what_may_be_read(taken: Taken, hostile: Hostile) -> None:
    text = taken.document(hostile).text
    assert [words for words in hostile.holds if words not in text] == []
    assert [words for words in hostile.lacks if words in text] == []


@pytest.mark.parametrize(
    "hostile", [h for h in FILES if h.hidden], ids=lambda hostile: ascii(hostile.name)
)
def test_hidden_text_is_read_and_marked(taken: Taken, hostile: Hostile) -> None:
    document = taken.document(hostile)
    hidden = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.hidden)
    assert [words for words in hostile.hidden if words not in hidden] == []


def test_link_that_leads_outside_is_not_followed(taken: Taken) -> None:
    error = taken.rows["出逃.txt"].error
    assert error is not None and "符号链接" in error.message


def test_nothing_is_written_outside(taken: Taken) -> None:
    assert taken.outside == []


def test_names_carry_no_control_or_turning_characters(taken: Taken) -> None:
    assert [name for name in taken.rows if not name.isprintable()] == []

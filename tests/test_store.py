from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import IntegrityError

from ingest.chunking import chunk
from ingest.errors import UsageError, WorkspaceError
from ingest.model import (
    BlockKind,
    Document,
    DocumentKind,
    Part,
    PartStatus,
    Piece,
    Reading,
    compose,
)
from ingest.schema import Entry
from ingest.store import DocumentStore, open_store

AT = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
COLUMNS = ("编号", "结果")


def document(document_id: str, file: str = "台账.xlsx") -> Document:
    pieces = (
        Piece("一、回访", BlockKind.HEADING, level=1),
        Piece("HD-1\t满意", BlockKind.ROW, row=2, columns=COLUMNS, cells=("HD-1", "满意")),
        Piece("隐藏。", hidden=True, sheet="表", page=3),
    )
    parts = (Part("sheet 表", PartStatus.TEXT, 4, 3, "一行隐藏"),)
    reading = Reading(pieces, parts, pages=1, title="台账", warnings=("有隐藏行",))
    return compose(document_id, file, reading)


def entry(made: Document, original: bytes = b"xlsx") -> Entry:
    chunks = chunk(made)
    vectors = np.eye(len(chunks), 4, dtype=np.float32)
    return Entry(made, original, chunks, vectors, "builtin-1")


def put(store: DocumentStore, made: Document, original: bytes = b"xlsx") -> None:
    store.stage(entry(made, original), at=AT)
    store.publish(made.id, at=AT)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return open_store(tmp_path / "审核 一")


def test_document_comes_back_as_it_was(store: DocumentStore, tmp_path: Path) -> None:
    made = document("a")
    put(store, made)
    assert open_store(tmp_path / "审核 一").document("a") == made


def test_chunks_and_vectors_come_back_in_the_same_order(store: DocumentStore) -> None:
    made = document("a")
    put(store, made)
    vectors = store.vectors()
    assert tuple(store.chunks()) == chunk(made)
    assert vectors.ids == tuple(part.id for part in chunk(made))
    assert vectors.matrix.dtype == np.float32
    assert vectors.matrix.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0]]


def test_staged_document_is_invisible(store: DocumentStore) -> None:
    store.stage(entry(document("a")), at=AT)
    assert store.documents() == [] and store.chunks() == [] and store.vectors().ids == ()
    with pytest.raises(UsageError):
        store.document("a")


def test_interrupted_intake_leaves_nothing(store: DocumentStore, tmp_path: Path) -> None:
    store.stage(entry(document("a")), at=AT)
    originals = tmp_path / "审核 一" / "originals"
    (originals / "half.part").write_bytes(b"x")
    reopened = open_store(tmp_path / "审核 一")
    reopened.tidy()
    assert list(originals.iterdir()) == []
    put(reopened, document("a"))
    assert [row.id for row in reopened.documents()] == ["a"]


def test_reader_that_opens_the_workspace_leaves_what_a_writer_has_staged(
    store: DocumentStore, tmp_path: Path
) -> None:
    store.stage(entry(document("a")), at=AT)
    open_store(tmp_path / "审核 一")
    store.publish("a", at=AT)
    assert store.original("a").read_bytes() == b"xlsx"
    assert [row.id for row in store.documents()] == ["a"]


def test_mark_made_in_another_process_shows(store: DocumentStore, tmp_path: Path) -> None:
    put(store, document("a"))
    assert not store.document("a").superseded
    open_store(tmp_path / "审核 一").supersede("a", "作废", at=AT, who="丁一凡")
    assert store.document("a").superseded
    assert [event.who for event in store.history()] == ["", "丁一凡"]


def test_workspace_of_an_older_version_gets_its_new_columns(
    store: DocumentStore, tmp_path: Path
) -> None:
    put(store, document("a"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE history DROP COLUMN who")
    reopened = open_store(tmp_path / "审核 一")
    reopened.remove("a", at=AT, who="丁一凡")
    assert [event.who for event in reopened.history()] == ["", "丁一凡"]


def test_removed_words_are_on_no_page_of_the_database(store: DocumentStore, tmp_path: Path) -> None:
    put(store, document("a"))
    store.remove("a", at=AT)
    words = "满意".encode()
    held = [path for path in (tmp_path / "审核 一").iterdir() if path.is_file()]
    assert [path.name for path in held if words in path.read_bytes()] == []


def test_failed_stage_writes_no_row(store: DocumentStore) -> None:
    made = document("a")
    put(store, made)
    with pytest.raises(IntegrityError):
        store.stage(entry(document("a", "other.xlsx")), at=AT)
    assert [row.file for row in store.documents()] == ["台账.xlsx"]


def test_original_is_kept_by_hash(store: DocumentStore) -> None:
    put(store, document("a"), b"content")
    path = store.original("a")
    assert path.read_bytes() == b"content"
    assert path.name == "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73.xlsx"


def test_replaced_version_is_readable_but_not_searched(store: DocumentStore) -> None:
    put(store, document("a"), b"1")
    store.stage(entry(document("b"), b"2"), at=AT)
    store.publish("b", at=AT, replaces="a")
    assert [row.id for row in store.documents()] == ["b"]
    assert {part.document_id for part in store.chunks()} == {"b"}
    assert store.row("a").state == "replaced"
    assert store.document("a").text == document("a").text


def test_replaced_version_can_come_back(store: DocumentStore) -> None:
    put(store, document("a"), b"1")
    for old, new in (("a", "b"), ("b", "a")):
        store.stage(entry(document(new), new.encode()), at=AT)
        store.publish(new, at=AT, replaces=old)
    assert [row.id for row in store.documents()] == ["a"]
    assert len(store.vectors().ids) == 2


def test_removal_leaves_no_row_vector_or_file(store: DocumentStore, tmp_path: Path) -> None:
    put(store, document("a"), b"1")
    store.stage(entry(document("b"), b"2"), at=AT)
    store.publish("b", at=AT, replaces="a")
    store.remove("b", at=AT)
    assert store.documents() == [] and store.vectors().ids == ()
    assert list((tmp_path / "审核 一" / "originals").iterdir()) == []
    for gone in ("a", "b"):
        with pytest.raises(UsageError, match=gone):
            store.row(gone)


def test_history_says_what_was_done(store: DocumentStore) -> None:
    put(store, document("a"))
    store.supersede("a", "封面注明作废", at=AT)
    store.supersede("a", "", at=AT)
    store.classify("a", DocumentKind.RECORD_LOG, "审核员更正", at=AT)
    store.remove("a", at=AT)
    actions = [event.action for event in store.history()]
    assert actions == ["added", "superseded", "reinstated", "classified", "removed"]
    assert {(event.at, event.file) for event in store.history()} == {(AT, "台账.xlsx")}


def test_corrected_kind_and_flag_show_in_the_document(store: DocumentStore) -> None:
    put(store, document("a"))
    assert store.document("a").superseded is False
    store.classify("a", DocumentKind.RECORD_LOG, "更正", at=AT)
    store.supersede("a", "作废", at=AT)
    made = store.document("a")
    assert (made.kind, made.superseded_reason) == (DocumentKind.RECORD_LOG, "作废")


def test_vectors_of_another_embedder_replace_the_old(store: DocumentStore) -> None:
    put(store, document("a"))
    old = store.vectors()
    store.revector(old._replace(matrix=-old.matrix), "other-2")
    assert store.embedders() == {"other-2"}
    assert store.vectors().matrix[0].tolist() == [-1, 0, 0, 0]


def test_remembered_value_is_replaced(store: DocumentStore) -> None:
    assert store.meta("embedder") is None
    store.remember("embedder", "a")
    store.remember("embedder", "b")
    assert store.meta("embedder") == "b"


def test_document_without_chunks_can_be_stored(store: DocumentStore) -> None:
    empty = compose("e", "空.txt", Reading((), ()))
    store.stage(Entry(empty, b"", (), np.zeros((0, 4), np.float32), "builtin-1"), at=AT)
    store.publish("e", at=AT)
    assert store.document("e").text == ""


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="file"):
        open_store(tmp_path / "file")


def test_damaged_database_is_a_workspace_error(tmp_path: Path) -> None:
    (tmp_path / "kezheng.sqlite").write_bytes(b"no database" * 400)
    with pytest.raises(WorkspaceError, match="无法打开"):
        open_store(tmp_path)

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.embedding import open_embedder
from ingest.index import Index, open_index
from ingest.intake import IntakeResult, IntakeStatus, Progress, take_in
from ingest.limits import MAX_BYTES, Limits
from ingest.store import DocumentStore, open_store

RULE = "第一条 安装完成后7日内回访用户。\n第二条 投诉由客诉专员登记。\n"


class Desk:
    """A store with its index, and a folder of files to take in."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "docs"
        self.files.mkdir()
        self.room = folder / "room"
        self.store: DocumentStore = open_store(self.room)
        self.index: Index = open_index(self.store, self.room, open_embedder())

    def write(self, name: str, text: str) -> Path:
        path = self.files / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def take(self, *paths: Path, max_bytes: int = MAX_BYTES) -> list[IntakeResult]:
        given = paths or (self.files,)
        limits = Limits(max_bytes=max_bytes)
        return list(take_in(given, self.store, self.index, open_embedder(), limits=limits))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.index.close()


def statuses(rows: list[IntakeResult]) -> dict[str, IntakeStatus]:
    return {row.file: row.status for row in rows}


def test_added_file_is_found_and_its_row_counts(desk: Desk) -> None:
    desk.write("回访管理办法.txt", RULE)
    (row,) = desk.take()
    assert (row.file, row.status, row.kind) == ("回访管理办法.txt", "added", "procedure")
    assert row.chars == len(desk.store.document(row.id).text)
    assert row.chunks == len(desk.store.chunks(row.id)) >= 1
    assert desk.index.search("客诉专员", 1)[0].document_id == row.id


def test_folder_is_read_in_order_with_relative_names_and_without_system_files(desk: Desk) -> None:
    for name in ("b.txt", "a.txt", "子/c.txt", ".hidden.txt", "~$a.txt", "Thumbs.db"):
        desk.write(name, f"{name}：{RULE}")
    assert [row.file for row in desk.take()] == ["a.txt", "b.txt", "子/c.txt"]


def test_same_file_twice_is_unchanged(desk: Desk) -> None:
    desk.write("a.txt", RULE)
    (first,), (second,) = desk.take(), desk.take()
    assert second.status is IntakeStatus.UNCHANGED
    assert (second.id, second.chunks) == (first.id, first.chunks)


def test_same_content_under_another_name_is_one_document(desk: Desk) -> None:
    desk.write("a.txt", RULE)
    desk.write("b.txt", RULE)
    rows = desk.take()
    assert statuses(rows) == {"a.txt": IntakeStatus.ADDED, "b.txt": IntakeStatus.UNCHANGED}
    assert "a.txt" in rows[1].warnings[0]
    assert len(desk.store.documents()) == 1


def test_new_content_under_the_same_name_replaces(desk: Desk) -> None:
    desk.write("a.txt", RULE)
    (first,) = desk.take()
    desk.write("a.txt", RULE.replace("7日", "3日"))
    (second,) = desk.take()
    assert second.status is IntakeStatus.REPLACED
    assert [row.id for row in desk.store.documents()] == [second.id]
    assert {hit.document_id for hit in desk.index.search("回访用户", 9)} == {second.id}
    assert "7日" in desk.store.document(first.id).text
    assert "replaced" in [event.action for event in desk.store.history()]


def test_files_of_one_name_in_two_folders_do_not_replace_each_other(
    desk: Desk, tmp_path: Path
) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "手册.txt").write_text(folder + RULE, encoding="utf-8")
    rows = desk.take(tmp_path / "甲", tmp_path / "乙")
    assert statuses(rows) == {"手册.txt": IntakeStatus.ADDED, "乙/手册.txt": IntakeStatus.ADDED}


def test_failed_file_is_a_row_and_the_rest_goes_on(desk: Desk) -> None:
    desk.write("a.txt", "")
    (desk.files / "b.docx").write_bytes(b"PK\x03\x04 cut off")
    desk.write("c.txt", RULE)
    desk.write("d.txt", RULE * 100)
    rows = desk.take(max_bytes=1000)
    assert [row.status for row in rows] == ["failed", "failed", "added", "failed"]
    codes = [row.error.code for row in rows if row.error]
    assert (codes[0], codes[2]) == ("empty", "too_large")
    assert all(row.error.message.startswith(row.file) for row in rows if row.error)
    assert all(row.error.hint for row in rows if row.error)


def test_file_that_is_not_there_is_a_row(desk: Desk) -> None:
    (row,) = desk.take(desk.files / "none.docx")
    assert row.status is IntakeStatus.FAILED
    assert row.error is not None and "none.docx" in row.error.message


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_odd_name_is_made_safe(desk: Desk) -> None:
    (desk.files / "a\nb.txt").write_text(RULE, encoding="utf-8")
    raw = os.fsencode(str(desk.files)) + b"/\xc4\xe3.txt"
    Path(os.fsdecode(raw)).write_text(RULE + "二", encoding="utf-8")
    assert sorted(row.file for row in desk.take()) == ["??.txt", "a_b.txt"]


def test_older_edition_is_flagged_when_a_later_one_comes(desk: Desk) -> None:
    desk.write("服务管理办法_V1.txt", RULE)
    (old,) = desk.take()
    desk.write("服务管理办法_V2.txt", RULE.replace("7日", "3日"))
    rows = desk.take()
    assert desk.store.row(old.id).superseded
    assert "服务管理办法_V1.txt" in rows[1].warnings[0]
    assert not rows[1].superseded


def test_older_edition_that_a_person_reinstated_stays_current(desk: Desk) -> None:
    desk.write("服务管理办法_V1.txt", RULE)
    desk.write("服务管理办法_V2.txt", RULE + "二")
    old, _ = desk.take()
    desk.store.supersede(old.id, "", at=desk.store.history()[0].at, who="丁一凡")
    desk.write("服务管理办法_V3.txt", RULE + "三")
    desk.take()
    assert not desk.store.row(old.id).superseded


def test_file_named_void_is_flagged(desk: Desk) -> None:
    desk.write("服务规定_作废.txt", RULE)
    (row,) = desk.take()
    assert row.superseded
    assert desk.index.search("客诉专员", 1)[0].superseded


def test_interruption_leaves_whole_documents_only(desk: Desk) -> None:
    for name in "abc":
        desk.write(f"{name}.txt", name + RULE)
    rows = take_in([desk.files], desk.store, desk.index, open_embedder())
    assert next(rows).file == "a.txt"
    rows.close()  # type: ignore[attr-defined]
    assert [row.file for row in desk.store.documents()] == ["a.txt"]
    assert desk.index.search("客诉专员", 1)[0].file == "a.txt"
    assert statuses(desk.take()) == {
        "a.txt": IntakeStatus.UNCHANGED,
        "b.txt": IntakeStatus.ADDED,
        "c.txt": IntakeStatus.ADDED,
    }


def test_progress_names_each_file_and_the_index(desk: Desk) -> None:
    desk.write("a.txt", RULE)
    seen: list[Progress] = []
    list(take_in([desk.files], desk.store, desk.index, open_embedder(), on_progress=seen.append))
    told = dict.fromkeys((step.file, step.done, step.total) for step in seen)
    assert list(told) == [("a.txt", 0, 1), ("", 1, 1)]

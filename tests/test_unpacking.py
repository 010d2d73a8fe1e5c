import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_files import archive
from made_mail import eml

from ingest.embedding import open_embedder
from ingest.errors import CancelledError
from ingest.index import Index, open_index
from ingest.intake import IntakeResult, Progress, take_in
from ingest.limits import ArchiveLimits, Limits
from ingest.store import DocumentStore, open_store

RULE = "第一条 安装完成后7日内回访用户。"


class Desk:
    """A folder of files to take in, and where they go."""

    def __init__(self, folder: Path) -> None:
        self.files, self.room = folder / "docs", folder / "room"
        self.files.mkdir()
        self.store: DocumentStore = open_store(self.room)
        self.index: Index = open_index(self.store, self.room, open_embedder())

    def take(self, limits: ArchiveLimits | None = None, **files: bytes) -> dict[str, IntakeResult]:
        for name, data in files.items():
            (self.files / name.replace("_", ".")).write_bytes(data)
        given = replace(Limits(), archive=limits or ArchiveLimits())
        rows = take_in([self.files], self.store, self.index, open_embedder(), limits=given)
        return {row.file: row for row in rows}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.index.close()


def text(words: str) -> bytes:
    return f"{RULE}{words}".encode()


def nested(depth: int) -> bytes:
    data = archive({"a.txt": text("深")})
    for _ in range(depth - 1):
        data = archive({"z.zip": data})
    return data


def test_member_is_a_document_named_after_its_archive(desk: Desk) -> None:
    rows = desk.take(资料_zip=archive({"子/a.txt": text("一"), "b.txt": text("二")}))
    assert {file: row.status for file, row in rows.items()} == {
        "资料.zip/子/a.txt": "added",
        "资料.zip/b.txt": "added",
    }
    row = rows["资料.zip/b.txt"]
    assert desk.store.document(row.id).text == f"{RULE}二"
    assert desk.store.original(row.id).read_bytes() == text("二")


def test_archive_taken_in_again_is_unchanged(desk: Desk) -> None:
    data = archive({"a.txt": text("一")})
    desk.take(资料_zip=data)
    assert [row.status for row in desk.take(资料_zip=data).values()] == ["unchanged"]


def test_mail_and_its_attachment_are_two_documents(desk: Desk) -> None:
    mail = eml("答复", text("见附件").decode(), {"台账.csv": b"a,b\n1,2\n"})
    rows = desk.take(答复_eml=mail)
    assert list(rows) == ["答复.eml", "答复.eml/台账.csv"]
    assert all(row.status == "added" for row in rows.values())


def test_three_archives_inside_one_another_are_taken_in_and_no_more(desk: Desk) -> None:
    rows = desk.take(三_zip=nested(3), 四_zip=nested(4))
    assert rows["三.zip/z.zip/z.zip/a.txt"].status == "added"
    deep = rows["四.zip/z.zip/z.zip/z.zip"]
    assert deep.error is not None and "3" in deep.error.message and deep.error.hint


def test_refused_member_is_a_row_and_the_rest_is_taken(desk: Desk) -> None:
    rows = desk.take(资料_zip=archive({"../a.txt": text("一"), "b.txt": text("二")}))
    refused = rows["资料.zip/../a.txt"]
    assert refused.status == "failed" and refused.error is not None
    assert refused.error.message.startswith("资料.zip/../a.txt：")
    assert rows["资料.zip/b.txt"].status == "added"


def test_archive_that_unpacks_to_too_much_in_all_is_cut_off(desk: Desk) -> None:
    inner = archive({"b.txt": text("二"), "c.txt": text("三")})
    data = archive({"a.txt": text("一"), "z.zip": inner})
    rows = desk.take(ArchiveLimits(entries=3), 资料_zip=data)
    assert [row.error.code if row.error else "" for row in rows.values()] == ["", "", "too_large"]


def test_files_of_the_system_in_an_archive_are_passed_over(desk: Desk) -> None:
    data = archive({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": text("一")})
    assert list(desk.take(资料_zip=data)) == ["资料.zip/a.txt"]


def test_two_members_of_one_name_are_two_documents(desk: Desk) -> None:
    data = archive({"a.txt": text("一"), "b.txt": text("二")}).replace(b"b.txt", b"a.txt")
    assert list(desk.take(资料_zip=data)) == ["资料.zip/a.txt", "资料.zip/a.txt (2)"]


def test_damaged_archive_is_one_row(desk: Desk) -> None:
    data = archive({"a.txt": text("一")})
    (row,) = desk.take(资料_zip=data[: len(data) // 2]).values()
    assert (row.file, row.status) == ("资料.zip", "failed")


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no links without a right to")
def test_link_to_an_archive_outside_is_not_unpacked(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "外.zip").write_bytes(archive({"a.txt": text("一")}))
    (desk.files / "链接.zip").symlink_to(tmp_path / "外.zip")
    (row,) = desk.take().values()
    assert (row.file, row.status) == ("链接.zip", "failed")
    assert row.error is not None and "符号链接" in row.error.message


def test_intake_cancelled_while_it_unpacks_names_the_files_given(desk: Desk) -> None:
    def stop(step: Progress) -> None:
        raise CancelledError(step.stage)

    (desk.files / "a.zip").write_bytes(archive({"a.txt": text("一")}))
    (desk.files / "b.txt").write_bytes(text("二"))
    rows = list(take_in([desk.files], desk.store, desk.index, open_embedder(), on_progress=stop))
    assert [(row.file, row.status) for row in rows] == [("a.zip", "skipped"), ("b.txt", "skipped")]
    assert list(desk.room.glob("unpacked-*")) == []


def test_nothing_stays_unpacked(desk: Desk) -> None:
    (desk.room / "unpacked-killed").mkdir()
    desk.take(资料_zip=archive({"a.txt": text("一")}))
    assert list(desk.room.glob("unpacked-*")) == []

"""Intake that ends early or meets a full disk: what is in stays, the rest is a row."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.embedding import open_embedder
from ingest.errors import CancelledError, disk_full, is_full
from ingest.index import Index, open_index
from ingest.intake import IntakeResult, Progress, take_in
from ingest.originals import sha256_of
from ingest.store import DocumentStore, open_store
from tests.crash import start, write_files

RULE = "第一条 安装完成后7日内回访用户。\n"


class Room:
    """A store with its index and some files."""

    def __init__(self, folder: Path) -> None:
        self.docs, self.folder = folder / "docs", folder / "room"
        self.docs.mkdir()
        for name in "abcd":
            (self.docs / f"{name}.txt").write_text(name + RULE, encoding="utf-8")
        self.store: DocumentStore = open_store(self.folder)
        self.index: Index = open_index(self.store, self.folder, open_embedder())

    def take(self, on_progress: object = None) -> list[IntakeResult]:
        embedder = open_embedder()
        return list(take_in([self.docs], self.store, self.index, embedder, on_progress=on_progress))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.index.close()


@pytest.mark.parametrize("how", [CancelledError("已取消"), KeyboardInterrupt()])
def test_cancelled_intake_keeps_what_is_in_and_names_the_rest(
    room: Room, how: BaseException
) -> None:
    def stop(step: Progress) -> None:
        if step.done == 2:
            raise how

    rows = room.take(stop)
    assert [row.status for row in rows] == ["added", "added", "skipped", "skipped"]
    assert [row.error.code for row in rows if row.error] == ["cancelled", "cancelled"]
    assert {hit.file for hit in room.index.search("回访用户", 9)} == {"a.txt", "b.txt"}
    assert [row.status for row in room.take()] == ["unchanged", "unchanged", "added", "added"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child")
def test_ctrl_c_on_the_command_line_ends_it_in_order(tmp_path: Path) -> None:
    write_files(tmp_path / "docs", 150)
    process = start(tmp_path / "docs", tmp_path / "w", stdout=subprocess.PIPE)
    while len(list((tmp_path / "w").glob("*/originals/*.txt"))) < 3:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    statuses = [row["status"] for row in _json(out)["documents"]]
    assert len(statuses) == 150
    assert set(statuses) == {"added", "skipped"}


def _json(out: bytes) -> dict[str, list[dict[str, str]]]:
    import json

    return json.loads(out)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_full_disk_is_a_row_that_names_the_disk(room: Room) -> None:
    name = f"{sha256_of(('b' + RULE).encode())}.txt"
    folder = room.folder / "originals"
    embedder = open_embedder()
    rows = take_in([room.docs], room.store, room.index, embedder)
    first = next(iter(rows))
    # What is written to this device meets the error of a full disk.
    (folder / f"{name}.part").symlink_to("/dev/full")
    rest = {row.file: row for row in rows}
    assert first.status == "added"
    error = rest["b.txt"].error
    assert error is not None and error.code == "disk_full"
    assert "磁盘已满" in error.message and str(room.folder) in error.message
    assert rest["c.txt"].status == "added"
    (folder / f"{name}.part").unlink(missing_ok=True)
    assert [row.status for row in room.take()][1] == "added"


def test_full_database_is_a_full_disk(room: Room) -> None:
    with room.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    from sqlalchemy import event

    def small(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 20}")  # type: ignore[attr-defined]

    (room.docs / "大.txt").write_text(RULE * 20_000, encoding="utf-8")
    room.store.engine.dispose()
    event.listen(room.store.engine, "connect", small)
    codes = {row.file: row.error.code for row in room.take() if row.error}
    assert codes["大.txt"] == "disk_full"
    assert "大.txt" not in {row.file for row in room.store.documents()}


def test_full_disk_names_its_mount_and_what_is_left(tmp_path: Path) -> None:
    error = disk_full(tmp_path / "not yet there")
    assert "GB" in error.message and error.hint
    assert is_full(OSError(28, "No space left on device"), tmp_path)
    assert not is_full(OSError(13, "Permission denied"), tmp_path)


def test_original_that_was_lost_comes_back_with_the_same_file(room: Room) -> None:
    first = room.take()[0]
    room.store.original(first.id).write_bytes(b"damaged")
    again = room.take()[0]
    assert again.status == "unchanged"
    assert "原件" in again.warnings[0]
    assert room.store.original(first.id).read_bytes() == ("a" + RULE).encode()

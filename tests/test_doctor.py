"""The doctor finds what disagrees, and mends what the record or the originals can mend."""

import shutil

import pytest

from assistant.upkeep import check_up
from tests.small_client import FILES, fill

NEW = "售后服务手册_B1.md"


@pytest.fixture
def room(tmp_path):
    made = fill(tmp_path)
    yield made
    made.index.close()


def document_id(room, file=NEW):
    return next(one.id for one in room.documents.documents() if one.file == file)


def change(room, statement, *values):
    with room.documents.engine.begin() as connection:
        connection.exec_driver_sql(statement, values)


def found(room, *, mends=False):
    return {check.name: check for check in check_up(room, mends=mends)}


def test_sound_workspace_is_well(room):
    checks = found(room)
    assert all(check.is_well and not check.faults for check in checks.values())
    assert checks["originals"].looked == checks["texts"].looked == len(FILES)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blocks SET text = substr(text, 5) WHERE document_id = ?",
        "DELETE FROM blocks WHERE document_id = ?",
        "UPDATE blocks SET blocks = '[1' WHERE document_id = ?",
        "DELETE FROM chunks WHERE document_id = ?",
        "UPDATE chunks SET text = 'x' WHERE document_id = ?",
    ],
)
def test_damaged_text_is_read_again_from_the_original(room, statement):
    made = document_id(room)
    before, chunks = room.documents.read(made), room.documents.chunks(made)
    change(room, statement, made)
    checks = found(room, mends=True)
    assert [fault for fault in checks["texts"].faults if fault.startswith(NEW)]
    assert checks["texts"].is_well
    assert (room.documents.read(made), room.documents.chunks(made)) == (before, chunks)
    assert not any(check.faults for check in found(room).values())


def test_looking_alone_mends_nothing(room):
    change(room, "DELETE FROM chunks WHERE document_id = ?", document_id(room))
    assert not found(room)["texts"].is_well
    assert not found(room)["texts"].is_well


def test_damaged_vectors_are_made_again_from_the_text(room):
    before = room.documents.vectors()
    change(room, "UPDATE chunks SET vector = x'0102' WHERE document_id = ?", document_id(room))
    checks = found(room, mends=True)
    assert checks["vectors"].faults and checks["vectors"].is_well
    assert (room.documents.vectors().matrix == before.matrix).all()


def test_lost_original_is_named_and_cannot_be_mended_here(room):
    room.documents.original(document_id(room)).write_bytes(b"other")
    checks = found(room, mends=True)
    assert not checks["originals"].is_well
    assert checks["originals"].faults[0].startswith(NEW)


def test_lost_original_comes_back_when_the_file_is_taken_in_again(room, tmp_path):
    room.documents.original(document_id(room)).unlink()
    list(room.ingest([tmp_path / "files"]))
    assert found(room)["originals"].is_well


def test_damaged_text_without_its_original_stays_a_fault(room):
    made = document_id(room)
    room.documents.original(made).unlink()
    change(room, "DELETE FROM chunks WHERE document_id = ?", made)
    assert not found(room, mends=True)["texts"].is_well


def test_leftovers_of_an_interrupted_intake_are_dropped(room):
    (room.folder / "originals" / "half.part").write_bytes(b"x")
    checks = found(room, mends=True)
    assert checks["leftovers"].faults == ("half.part",)
    assert not (room.folder / "originals" / "half.part").exists()


def test_lost_index_is_made_again(room):
    room.index.close()
    shutil.rmtree(room.folder / "chroma")
    shutil.rmtree(room.folder / "bm25")
    del room.index
    checks = found(room, mends=True)
    assert checks["index"].is_well
    assert room.index.search("投诉 登记", 1)[0].dense_rank


def test_damaged_database_is_said_and_nothing_else_is_touched(room):
    path = room.folder / "kezheng.sqlite"
    room.documents.engine.dispose()
    data = bytearray(path.read_bytes())
    for at in range(8 * 4096, len(data) - 4096, 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)
    checks = found(room, mends=True)
    assert list(checks) == ["database"]
    assert not checks["database"].is_well

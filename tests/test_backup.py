"""Backup and restore: the same documents, assessments and answers come back, or nothing does."""

import json
import zipfile

import pytest

from assistant.backup import backup, restore
from assistant.folders import clients
from assistant.upkeep import check_up, mark
from ingest.errors import UsageError, WorkspaceError
from tests.small_client import CLIENT, fill, settings_of

NEW = "售后服务手册_B1.md"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    made = fill(tmp_path_factory.mktemp("kept"))
    made.assess(["5.3.2.1"])
    mark(made, NEW, who="丁一凡", superseded=False, reason="现行")
    yield made
    made.index.close()


@pytest.fixture
def packed(room, tmp_path):
    backup(room, tmp_path / "备份.zip")
    return tmp_path / "备份.zip"


def changed(packed, name, data):
    """Return a copy of a backup with one entry of another content."""
    copy = packed.with_name("changed.zip")
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, data if entry == name else old.read(entry))
    return copy


def test_restored_client_is_the_same(room, packed, tmp_path):
    again = restore(settings_of(tmp_path / "w"), packed, None)
    assert again.client == CLIENT
    assert again.documents.documents() == room.documents.documents()
    assert again.documents.history() == room.documents.history()
    assert again.assessments() == room.assessments()
    hits = [(hit.file, hit.start) for hit in again.index.search("投诉登记", 5)]
    assert hits == [(hit.file, hit.start) for hit in room.index.search("投诉登记", 5)]
    assert not any(check.faults for check in check_up(again, mends=False))
    again.index.close()


def test_existing_client_is_never_overwritten(room, packed):
    with pytest.raises(UsageError, match="不会覆盖"):
        restore(room.settings, packed, None)


def test_backup_can_come_back_under_another_name(room, packed):
    again = restore(room.settings, packed, "副本")
    assert again.client == "副本"
    assert {"副本", CLIENT} <= set(clients(room.settings.workspace))


def test_backup_with_a_changed_original_is_refused_and_leaves_nothing(packed, tmp_path):
    with zipfile.ZipFile(packed) as archive:
        name = next(n for n in archive.namelist() if n.startswith("originals/"))
    with pytest.raises(WorkspaceError, match="不是完好的备份"):
        restore(settings_of(tmp_path / "w"), changed(packed, name, b"other"), None)
    assert list((tmp_path / "w").iterdir()) == []


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "originals/../../evil", "client.txt"])
def test_backup_with_a_foreign_name_is_refused(packed, tmp_path, name):
    with zipfile.ZipFile(packed) as archive:
        told = json.loads(archive.read("manifest.json"))
    told["files"][name] = "0" * 64
    copy = changed(packed, "manifest.json", json.dumps(told).encode())
    with pytest.raises(WorkspaceError, match="unexpected names"):
        restore(settings_of(tmp_path / "w"), copy, None)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04"])
def test_file_that_is_no_backup_is_said(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(WorkspaceError, match="不是完好的备份"):
        restore(settings_of(tmp_path / "w"), tmp_path / "a.zip", None)


def test_backup_says_which_originals_are_missing(tmp_path):
    made = fill(tmp_path)
    lost = made.documents.original(made.documents.documents()[0].id)
    lost.unlink()
    assert backup(made, tmp_path / "a.zip").missing == (lost.name,)
    made.index.close()


def test_folder_as_target_is_a_usage_error_with_a_name(room, tmp_path):
    with pytest.raises(UsageError, match="文件夹") as refused:
        backup(room, tmp_path)
    assert ".zip" in refused.value.hint

"""One audit is one folder: it reopens, rebuilds its index, keeps writers and clients apart."""

import os
import shutil
import sys
from datetime import date

import pytest
from filelock import FileLock

from assistant import workspace
from assistant.folders import clients, folder_of
from assistant.model import Verdict
from assistant.workspace import DEFAULT_CLIENT, Workspace, open_workspace
from ingest.errors import UsageError, WorkspaceError
from tests.small_client import settings_of

RULE = (
    "# 投诉管理制度\n\n1.1 投诉须登记在投诉台账，5个工作日内办结。\n\n1.2 客服主管负责受理投诉。\n"
)
NEW_RULE = RULE.replace("5个工作日", "3个工作日")


def write(folder, name, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def opened(tmp_path, client="甲公司", *, create=True):
    return Workspace(settings_of(tmp_path / "w"), client, create=create)


@pytest.fixture
def room(tmp_path):
    made = opened(tmp_path)
    list(made.ingest([write(tmp_path / "files", "投诉制度.md", RULE)]))
    return made


def texts(room, query="投诉 登记"):
    return [hit.text for hit in room.index.search(query, 5)]


# reopening


def test_reopened_audit_has_its_documents_and_answers(room, tmp_path):
    again = opened(tmp_path, create=False)
    assert [d.file for d in again.documents.documents()] == ["投诉制度.md"]
    assert texts(again) == texts(room) != []


def test_reopened_audit_keeps_its_assessments(room, tmp_path, monkeypatch):
    made = room.assess(["5.3.2.1"])
    again = opened(tmp_path, create=False)
    monkeypatch.setattr(workspace, "assess", lambda *_, **__: pytest.fail("judged again"))
    assert again.assess(["5.3.2.1"]) == made


def test_changed_file_makes_assessments_stale_and_judged_anew(room, tmp_path):
    room.assess(["5.3.2.1"])
    (row,) = room.ingest([write(tmp_path / "files", "投诉制度.md", NEW_RULE)])
    assert row.status == "replaced"
    assert room.assessments()["5.3.2.1"].stale is True
    (again,) = room.assess(["5.3.2.1"])
    assert again.stale is False
    assert all("5个工作日" not in one.quote for one in again.evidence)


def test_replaced_version_is_found_no_more(room, tmp_path):
    list(room.ingest([write(tmp_path / "files", "投诉制度.md", NEW_RULE)]))
    found = "\n".join(texts(room))
    assert "3个工作日" in found
    assert "5个工作日" not in found


def test_another_day_is_judged_anew(room):
    room.assess(["5.3.2.1"], as_of=date(2026, 1, 1))
    (again,) = room.assess(["5.3.2.1"], as_of=date(2026, 2, 1))
    assert again.as_of == date(2026, 2, 1)


def test_same_file_twice_is_free(room, tmp_path):
    (row,) = room.ingest([tmp_path / "files" / "投诉制度.md"])
    assert row.status == "unchanged"
    assert len(room.documents.documents()) == 1


# the index


def test_deleted_vector_index_costs_a_rebuild_only(room, tmp_path):
    before = texts(room)
    folders = [p for p in room.folder.iterdir() if p.is_dir() and p.name != "originals"]
    assert folders
    again = opened(tmp_path, create=False)
    for folder in folders:
        shutil.rmtree(folder)
    assert texts(again) == before
    assert all(hit.dense_rank for hit in again.index.search("投诉 登记", 1))


def test_deleted_vector_index_leaves_the_verdicts(room, tmp_path):
    before = [(a.clause, a.verdict) for a in room.assess(["5.3.2.1", "5.3.2.2"])]
    for folder in room.folder.iterdir():
        if folder.is_dir() and folder.name != "originals":
            shutil.rmtree(folder)
    again = opened(tmp_path, create=False)
    assert [(a.clause, a.verdict) for a in again.assess(["5.3.2.1", "5.3.2.2"])] == before


# one writer


def test_second_writer_is_refused_politely(room, tmp_path, monkeypatch):
    monkeypatch.setattr(workspace, "_LOCK_S", 0.05)
    with FileLock(room.folder / "lock"), pytest.raises(WorkspaceError) as refused:
        list(opened(tmp_path).ingest([tmp_path / "files" / "投诉制度.md"]))
    assert "甲公司" in refused.value.message
    assert refused.value.hint


def test_second_writer_is_told_who_holds_the_workspace(room, tmp_path, monkeypatch):
    monkeypatch.setattr(workspace, "_LOCK_S", 0.05)
    with room.writing(), pytest.raises(WorkspaceError, match=f"进程 {os.getpid()}"):
        list(opened(tmp_path).ingest([tmp_path / "files" / "投诉制度.md"]))
    with opened(tmp_path).writing():
        assert (room.folder / "lock.holder").exists()
    assert not (room.folder / "lock.holder").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_lock_holds_on_a_full_disk_without_a_name(room):
    (room.folder / "lock.holder").symlink_to("/dev/full")
    with room.writing():
        assert (room.folder / "lock.holder").is_symlink()


def test_reading_needs_no_lock(room, tmp_path):
    with FileLock(room.folder / "lock"):
        again = opened(tmp_path, create=False)
        assert texts(again)
        assert again.assess(["5.3.2.1"])


def test_lock_is_free_after_an_intake(room, tmp_path):
    (row,) = opened(tmp_path).ingest([tmp_path / "files" / "投诉制度.md"])
    assert row.status == "unchanged"


def test_lock_is_free_after_an_intake_that_was_broken_off(room, tmp_path):
    rows = room.ingest([write(tmp_path / "files", "乙.md", "# 乙\n\n回访须登记。\n")])
    next(iter(rows))
    rows.close()
    assert [row.status for row in opened(tmp_path).ingest([tmp_path / "files"])]


# clients


def test_clients_do_not_mix(room, tmp_path):
    other = opened(tmp_path, "乙公司")
    list(other.ingest([write(tmp_path / "b", "回访制度.md", "# 回访制度\n\n完工后3日内回访。\n")]))
    assert "投诉" not in "\n".join(texts(other))
    assert "回访" not in "\n".join(texts(room, "回访"))
    assert clients(tmp_path / "w") == ["乙公司", "甲公司"]


def test_assessing_one_client_leaves_the_other(room, tmp_path):
    other = opened(tmp_path, "乙公司")
    list(other.ingest([write(tmp_path / "b", "回访制度.md", "# 回访制度\n\n完工后3日内回访。\n")]))
    room.assess(["5.3.2.1"])
    assert other.assessments() == {}


@pytest.mark.parametrize(
    "name",
    [
        "甲/乙:公司*",
        "../../etc",
        "CON",
        ".",
        "..",
        "   空格  两端 ",
        "名" * 200,
        'O\'Neil & "Söhne" <GmbH>',
        "公司\t制表",
        "🏭工厂",
        "a.",
    ],
)
def test_odd_names_get_a_folder_inside_and_come_back(tmp_path, name):
    made = opened(tmp_path, name)
    root = (tmp_path / "w").resolve()
    assert made.folder.resolve().parent == root
    assert made.folder.resolve() != root
    assert clients(root) == [name.strip()]
    assert opened(tmp_path, name, create=False).folder == made.folder


def test_names_that_clean_to_the_same_get_different_folders(tmp_path):
    names = ["甲:公司", "甲*公司", "甲公司"]
    assert len({folder_of(tmp_path, name) for name in names}) == 3


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_empty_name_is_a_usage_error(tmp_path, name):
    with pytest.raises(UsageError, match="empty client name"):
        opened(tmp_path, name)


def test_unknown_client_is_a_usage_error_that_names_the_known(room, tmp_path):
    with pytest.raises(UsageError) as refused:
        opened(tmp_path, "丙公司", create=False)
    assert "甲公司" in refused.value.hint
    assert not folder_of(tmp_path / "w", "丙公司").exists()


def test_without_a_name_the_only_client_is_opened(room, tmp_path):
    assert open_workspace(settings_of(tmp_path / "w"), None).client == "甲公司"


def test_without_a_name_and_clients_the_default_is_made(tmp_path):
    assert open_workspace(settings_of(tmp_path / "w"), None).client == DEFAULT_CLIENT


def test_without_a_name_several_clients_are_a_usage_error(room, tmp_path):
    opened(tmp_path, "乙公司")
    with pytest.raises(UsageError, match="several clients"):
        open_workspace(settings_of(tmp_path / "w"), None)


def test_workspace_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "w").write_text("a file", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        opened(tmp_path)


# what it works out


def test_audit_date_is_the_day_of_the_interview_notes(room, tmp_path):
    notes = "# 现场访谈记录\n\n审核日期：2026年6月30日\n\n问投诉怎么登记，客服主管说“都登记”。\n"
    list(room.ingest([write(tmp_path / "files", "现场访谈记录.md", notes)]))
    assert room.as_of() == date(2026, 6, 30)


def test_basis_changes_with_the_documents_only(room, tmp_path):
    before = room.basis
    assert opened(tmp_path).basis == before
    list(room.ingest([write(tmp_path / "files", "乙.md", "# 乙\n\n回访须登记。\n")]))
    assert room.basis != before


def test_unknown_clause_is_a_usage_error(room):
    with pytest.raises(UsageError, match=r"5\.9\.9\.9"):
        room.assess(["5.9.9.9"])


def test_empty_audit_evidences_nothing(tmp_path):
    (made,) = opened(tmp_path).assess(["5.3.2.1"])
    assert made.verdict is Verdict.NO_EVIDENCE
    assert made.searched.documents == 0


def test_findings_are_drafted_for_every_clause(room):
    assert [finding.clause for finding in room.findings()] == [
        clause.id for clause in room.catalog.standard.clauses
    ]


def test_reembedding_replaces_every_vector(room):
    chunks = sum(len(room.documents.chunks(d.id)) for d in room.documents.documents())
    assert room.reembed() == chunks > 0
    assert texts(room)

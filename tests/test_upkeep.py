"""Marks that a person changes, files that a person removes, and the proof that they are gone."""

import pytest

from assistant import upkeep, vectors
from assistant.workspace import Workspace
from ingest.errors import UsageError
from ingest.model import DocumentKind
from tests.small_client import CLIENT, fill, settings_of

OLD = "售后服务手册_A0_2023.md"
NEW = "售后服务手册_B1.md"
WHO = "丁一凡"
WEBSITE = "官网服务承诺.html"


@pytest.fixture
def room(tmp_path):
    made = fill(tmp_path)
    yield made
    made.index.close()


def row(room, file):
    return next(one for one in room.documents.documents() if one.file == file)


def test_removal_is_proven_and_logged(room):
    gone = upkeep.remove(room, WEBSITE, who=WHO)
    assert gone.is_proven
    assert (gone.vectors, gone.postings, gone.files, gone.hits) == (0, 0, 0, 0)
    assert WEBSITE not in {hit.file for hit in room.index.search("服务热线", 50)}
    last = room.documents.history()[-1]
    assert (last.action, last.file, last.who) == ("removed", WEBSITE, WHO)


def test_what_the_reader_keeps_of_a_removed_file_is_gone(room):
    room.read()
    cache, gone = room.folder / vectors.CACHE, row(room, WEBSITE).id
    (cache / f"{gone}.7.new").touch()  # as a killed process leaves it
    assert len(vectors.kept(cache, gone)) == 2
    upkeep.remove(room, WEBSITE, who=WHO)
    assert vectors.kept(cache, gone) == []


def test_removal_leaves_nothing_that_a_killed_intake_unpacked(room):
    left = room.folder / "unpacked-killed"
    left.mkdir()
    (left / "0").write_text("第一条", encoding="utf-8")
    upkeep.remove(room, WEBSITE, who=WHO)
    assert not left.exists()


def test_probe_finds_what_is_still_there(room):
    made = row(room, NEW)
    chunks = [chunk.id for chunk in room.documents.chunks(made.id)]
    assert room.index.traces(chunks) == (len(chunks), len(chunks))


def test_removal_names_the_clauses_that_quoted_the_file_and_makes_them_stale(room):
    made = {a.clause: a for a in room.assess(["5.3.1.4", "5.3.2.2"])}
    notes = row(room, "现场访谈记录.md").id
    quoting = {c for c, a in made.items() if any(e.document_id == notes for e in a.evidence)}
    assert quoting
    gone = upkeep.remove(room, "现场访谈记录.md", who=WHO)
    assert quoting <= set(gone.stale)
    assert all(assessment.stale for assessment in room.assessments().values())


def test_removal_takes_earlier_versions_and_their_originals(room, tmp_path):
    file = tmp_path / "files" / NEW
    file.write_text(file.read_text(encoding="utf-8").replace("24小时", "12小时"), encoding="utf-8")
    list(room.ingest([tmp_path / "files"]))
    gone = upkeep.remove(room, NEW, who=WHO)
    assert len(gone.rows) == 2
    assert gone.files == 0
    left = {path.name for path in (room.folder / "originals").iterdir()}
    assert left == {one.sha256 + one.suffix for one in room.documents.documents()}


def test_edition_that_only_the_removed_file_superseded_is_current_again(tmp_path):
    room = Workspace(settings_of(tmp_path / "w"), CLIENT, create=True)
    for n in (1, 2):
        text = f"第一条 安装完成后{n}日内回访用户。\n第二条 投诉由客诉专员登记。\n"
        (tmp_path / f"服务管理办法_V{n}.txt").write_text(text, encoding="utf-8")
    list(room.ingest([tmp_path / "服务管理办法_V1.txt", tmp_path / "服务管理办法_V2.txt"]))
    assert row(room, "服务管理办法_V1.txt").superseded
    gone = upkeep.remove(room, "服务管理办法_V2.txt", who=WHO)
    assert gone.reinstated == ("服务管理办法_V1.txt",)
    assert not row(room, "服务管理办法_V1.txt").superseded
    room.index.close()


def test_file_that_says_itself_that_it_is_void_stays_so(room):
    gone = upkeep.remove(room, NEW, who=WHO)
    assert gone.reinstated == ()
    assert row(room, OLD).superseded


def test_mark_changes_kind_and_force_with_who_and_why(room):
    made = upkeep.mark(room, OLD, who=WHO, superseded=False, reason="B/1 尚未批准")
    assert not made.superseded
    made = upkeep.mark(room, NEW, who=WHO, kind=DocumentKind.OTHER, superseded=True, reason="草稿")
    assert (made.kind, made.superseded) == (DocumentKind.OTHER, True)
    assert made.kind_reason == made.superseded_reason == f"{WHO}：草稿"


def test_superseded_file_supports_no_verdict(room):
    upkeep.mark(room, NEW, who=WHO, superseded=True)
    (made,) = room.assess(["5.3.2.1"])
    assert row(room, NEW).id not in {quote.document_id for quote in made.evidence}


def test_mark_of_a_person_stands_when_files_are_taken_in_again(room, tmp_path):
    upkeep.mark(room, OLD, who=WHO, superseded=False)
    (tmp_path / "files" / "新.md").write_text("# 新制度\n\n投诉须登记。\n", encoding="utf-8")
    list(room.ingest([tmp_path / "files"]))
    assert not row(room, OLD).superseded


def test_kind_that_a_person_gave_passes_on_to_the_next_version(room, tmp_path):
    upkeep.mark(room, "供应商来函记录.md", who=WHO, kind=DocumentKind.CONTRACT)
    file = tmp_path / "files" / "供应商来函记录.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n另：价格不变。\n", encoding="utf-8")
    list(room.ingest([file]))
    assert row(room, "供应商来函记录.md").kind is DocumentKind.CONTRACT


def test_unknown_file_is_a_usage_error(room):
    with pytest.raises(UsageError, match="没有文件"):
        upkeep.remove(room, "没有.docx", who=WHO)


def test_mark_without_a_change_is_a_usage_error(room):
    with pytest.raises(UsageError, match="nothing to change"):
        upkeep.mark(room, NEW, who=WHO)


def test_file_name_that_several_files_have_is_a_usage_error(tmp_path):
    room = Workspace(settings_of(tmp_path / "w"), CLIENT, create=True)
    for folder in ("甲", "乙"):
        (tmp_path / "docs" / folder).mkdir(parents=True)
        path = tmp_path / "docs" / folder / "手册.txt"
        path.write_text(f"{folder} 第一条 投诉须登记。", encoding="utf-8")
    list(room.ingest([tmp_path / "docs"]))
    with pytest.raises(UsageError, match="several files"):
        upkeep.find(room, "手册.txt")
    assert upkeep.find(room, "甲/手册.txt").file == "甲/手册.txt"
    room.index.close()

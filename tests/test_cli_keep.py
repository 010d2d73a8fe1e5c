"""remove, mark, doctor, backup and restore on the command line."""

import pytest

from tests.command_line import kezheng
from tests.contract import COUNT, DOCUMENTS, FLAG, TEXT, listing, record
from tests.small_client import CLIENT, FILES
from tests.test_cli import valid

WEBSITE = "官网服务承诺.html"
REMOVED = record(
    client=TEXT,
    removed=listing(
        record(
            id=TEXT,
            file=TEXT,
            versions=COUNT,
            probes=record(vectors=COUNT, postings=COUNT, files=COUNT, hits=COUNT),
            stale=listing(TEXT),
            reinstated=listing(TEXT),
        )
    ),
)
CHECKS = record(
    client=TEXT,
    well=FLAG,
    checks=listing(record(name=TEXT, looked=COUNT, faults=listing(TEXT), mended=listing(TEXT))),
)


@pytest.fixture
def run(tmp_path):
    """Return a function that runs a command on a client of its own."""
    source = tmp_path / "files"
    source.mkdir()
    for name, text in FILES.items():
        (source / name).write_text(text, encoding="utf-8")
    options = ("--workspace", tmp_path / "w")
    kezheng("ingest", source, *options, "--client", CLIENT)
    return lambda *words: kezheng(*words, *options)


def test_remove_answers_with_its_proof(run):
    ran = run("remove", WEBSITE, "--json")
    (gone,) = valid(ran.json, REMOVED)["removed"]
    assert ran.code == 0
    assert set(gone["probes"].values()) == {0}
    left = {row["file"] for row in run("documents", "--json").json["documents"]}
    assert left == set(FILES) - {WEBSITE}


def test_remove_with_one_wrong_name_removes_nothing(run):
    assert run("remove", WEBSITE, "没有.docx").code == 2
    assert len(run("documents", "--json").json["documents"]) == len(FILES)


def test_mark_shows_in_the_documents(run):
    words = ("--kind", "contract", "--superseded", "--reason", "试", "--who", "丁一凡", "--json")
    marked = valid(run("mark", WEBSITE, *words).json, DOCUMENTS)["documents"][0]
    rows = {row["file"]: row for row in run("documents", "--json").json["documents"]}
    assert rows[WEBSITE] == marked
    assert (marked["kind"], marked["superseded"]) == ("contract", True)
    assert marked["superseded_reason"] == "丁一凡：试"


def test_documents_say_which_file_is_set_aside(run, tmp_path):
    menu = tmp_path / "食堂菜谱.txt"
    menu.write_text("本周食堂菜谱。周一红烧肉。周二鱼香茄子。周三休息。", encoding="utf-8")
    run("ingest", menu)
    rows = valid(run("documents", "--json").json, DOCUMENTS)["documents"]
    assert {row["file"] for row in rows if row["irrelevant"]} == {menu.name}
    assert "与评价无关" in run("documents").out


def test_mark_of_an_unknown_kind_is_a_usage_error_that_names_the_kinds(run):
    ran = run("mark", WEBSITE, "--kind", "novel")
    assert ran.code == 2
    assert "procedure" in ran.err


def test_documents_say_what_they_are_and_where(run):
    rows = {row["file"]: row for row in run("documents", "--json").json["documents"]}
    told = rows["售后服务手册_B1.md"]["identity"]
    assert (told["number"]["value"], told["edition"]["value"]) == ("CL-SH-01", "B/1")
    assert told["effective"]["value"] == "2026-01-01"
    text = run("documents", "--text", rows["售后服务手册_B1.md"]["id"], "--json").json["text"]
    assert text[told["effective"]["start"] : told["effective"]["end"]] == "2026年1月1日"
    assert rows["报修台账_2026.csv"]["identity"]["period_to"]["value"] == "2026-05-05"


def test_doctor_of_a_sound_client_ends_with_zero(run):
    ran = run("doctor", "--json")
    assert ran.code == 0
    assert valid(ran.json, CHECKS)["well"] is True


def test_doctor_that_cannot_mend_ends_with_one(run, tmp_path):
    next((tmp_path / "w").glob("*/originals/*.html")).unlink()
    ran = run("doctor", "--json")
    assert ran.code == 1
    assert ran.json["well"] is False
    assert WEBSITE in str(ran.json["checks"])


def test_backup_and_restore(run, tmp_path):
    kept = run("backup", "-o", tmp_path / "a.zip", "--json")
    assert (kept.code, kept.json["missing"]) == (0, [])
    assert run("restore", tmp_path / "a.zip", "--json").code == 2
    again = run("restore", tmp_path / "a.zip", "--client", "副本", "--json")
    assert again.json == {"client": "副本", "documents": len(FILES)}


@pytest.mark.parametrize(
    "words", [("remove", WEBSITE), ("doctor",), ("mark", WEBSITE, "--in-force")]
)
def test_people_get_words(run, words):
    ran = run(*words)
    assert ran.code == 0
    assert ran.out.strip()

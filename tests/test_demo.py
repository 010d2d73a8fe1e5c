"""The demo: the fictional sample client goes in, is assessed and shown; twice is free."""

import pytest

from assistant import demo
from assistant.cli import app
from tests.command_line import kezheng


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def ran(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEZHENG_DEMO_ONCE", "1")
        patch.setenv("COLUMNS", "200")
        return kezheng("demo", "--workspace", folder)


def test_demo_once_ends_with_zero(ran):
    assert ran.code == 0


def test_demo_takes_every_sample_file_in(ran):
    files = [path.name for path in (demo.SAMPLE / "docs").iterdir()]
    assert len(files) == 13
    assert all(file in ran.out for file in files)
    assert "failed" not in ran.out


def test_demo_prints_a_verdict_for_each_clause(ran):
    # the sample's certificate says the scope leaves service out; the recall mechanism is missing
    for clause in ("5.1.1.1", "5.1.6.3", "5.2.1.5", "5.3.2.3"):
        assert clause in ran.out
    assert "不符合" in ran.out


def test_demo_prints_the_score_as_a_range(ran):
    last = ran.out.strip().splitlines()[-1]
    assert last.startswith("估算分")
    assert "等级范围" in last
    assert "假定" in last


def test_demo_twice_changes_nothing(ran, folder, monkeypatch):
    monkeypatch.setenv("KEZHENG_DEMO_ONCE", "1")
    monkeypatch.setenv("COLUMNS", "200")
    again = kezheng("demo", "--workspace", folder)
    assert again.out.count("unchanged") == 13
    assert again.out.strip().splitlines()[-1] == ran.out.strip().splitlines()[-1]


def test_sample_client_is_named_fictional(ran, folder):
    listed = kezheng("documents", "--workspace", folder, "--json").json
    assert listed["client"] == demo.CLIENT
    assert "虚构" in listed["client"]


def test_withdrawn_edition_of_the_sample_is_superseded(ran, folder):
    listed = kezheng("documents", "--workspace", folder, "--json").json["documents"]
    old = [document["file"] for document in listed if document["superseded"]]
    assert old == ["10_售后服务管理办法_2023版_作废.docx"]


def test_demo_is_a_command():
    assert "demo" in {command.callback.__name__ for command in app.registered_commands}

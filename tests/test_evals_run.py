import json

import pytest

from evals.__main__ import main

MANUAL = """售后服务管理手册

第一条 公司设立售后服务部，负责安装、维修、投诉处理和回访工作。
第二条 接到报修后，市区4小时内到场，郊县8小时内到场。
"""
GOLD = {
    "company": "甲公司",
    "audit_date": "2026-05-21",
    "verdicts": [
        {"clause": "5.1.1.1", "verdict": "conform", "evidence": [
            {"file": "手册.txt", "quote": "公司设立售后服务部",
             "stance": "supports", "kind": "rule"}
        ]},
        {"clause": "9.9.9.9", "verdict": "no_evidence"},
    ],
    "chat": [
        {"id": "C1", "lang": "zh", "question": "接到报修后，市区几小时内到场？", "type": "fact",
         "must_include": ["4小时"], "evidence": [{"file": "手册.txt", "quote": "市区4小时内到场"}]},
    ],
}  # fmt: skip


@pytest.fixture
def dataset(tmp_path):
    folder = tmp_path / "demo"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "手册.txt").write_text(MANUAL, encoding="utf-8")
    (folder / "gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


def test_run_gives_the_figures_of_the_contract(dataset, capsys):
    assert main([str(dataset), "--json"]) == 0
    outcome = json.loads(capsys.readouterr().out)
    figures = outcome["datasets"][0]
    assert (figures["name"], figures["engine"], figures["as_of"]) == ("demo", "rules", "2026-05-21")
    assert figures["verdict"]["cases"] == 2
    assert figures["verdict"]["errors"] == 1  # there is no clause 9.9.9.9
    assert figures["evidence"]["recall@10"] == 1.0
    assert figures["quotes"]["shown"] == figures["quotes"]["located"] > 0
    assert figures["chat"]["cases"] == 1
    assert outcome["settings"]["engine"] == "rules"
    assert outcome["made_at"].endswith("+00:00")
    assert "commit" in outcome
    assert figures["repeat"]["same_verdict"] == 0.5  # 9.9.9.9 raises
    assert figures["calibration"]["cases"] == 1


def test_skipped_figures_are_null_and_noted(dataset, capsys):
    assert main([str(dataset), "--json", "--skip", "chat,records"]) == 0
    figures = json.loads(capsys.readouterr().out)["datasets"][0]
    assert figures["chat"] is None
    assert figures["records"] is None
    assert "chat: skipped on request" in figures["notes"]


def test_report_is_written_as_markdown(dataset, tmp_path, capsys):
    main([str(dataset), "--skip", "chat", "--out", str(tmp_path / "report.md")])
    assert "## demo (rules)" in (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "accuracy" in capsys.readouterr().out


def test_report_is_written_in_several_forms(dataset, tmp_path, capsys):
    page, plain = tmp_path / "report.html", tmp_path / "report.json"
    skip = ("--skip", "chat,repeat")
    main([str(dataset), *skip, "--out", str(page), "--out", str(plain)])
    assert "demo (rules)" in page.read_text(encoding="utf-8")
    assert json.loads(plain.read_text(encoding="utf-8"))["datasets"][0]["name"] == "demo"


def test_gate_that_closes_is_exit_code_one(dataset, tmp_path, capsys):
    path = tmp_path / "baseline.json"
    floor = {"datasets": {"demo": {"rules": {"verdict.accuracy": 1.0}}}}
    path.write_text(json.dumps(floor), encoding="utf-8")
    assert main([str(dataset), "--json", "--skip", "chat", "--gate", str(path)]) == 1
    assert "verdict.accuracy" in capsys.readouterr().err


def test_folder_that_is_no_dataset_is_named(tmp_path, capsys):
    assert main([str(tmp_path), "--json"]) == 3
    captured = capsys.readouterr()
    assert "no dataset" in captured.err
    assert "no dataset" in json.loads(captured.out)["datasets"][0]["error"]


def test_llm_without_an_endpoint_is_an_error_with_a_hint(dataset, capsys, monkeypatch):
    monkeypatch.delenv("KEZHENG_MODEL", raising=False)
    assert main([str(dataset), "--json", "--engine", "llm"]) == 3
    assert "KEZHENG_MODEL" in capsys.readouterr().err


def test_unknown_figure_to_skip_is_a_usage_error(dataset):
    with pytest.raises(SystemExit) as stopped:
        main([str(dataset), "--skip", "taste"])
    assert stopped.value.code == 2

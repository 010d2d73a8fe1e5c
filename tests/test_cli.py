"""The command line: what it answers (design, section 4) and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests import contract
from tests.command_line import kezheng
from tests.small_client import CLIENT, FILES

ROOT = Path(__file__).resolve().parent.parent
_HEAVY = ("ingest", "sqlalchemy", "numpy", "chromadb", "torch", "gradio", "langchain", "pydantic")


def valid(answer, schema):
    jsonschema.validate(answer, schema)
    return answer


def named(rows, file):
    return next(row for row in rows if row["file"] == file)


# ingest


def test_ingest_gives_a_row_for_each_file(taken):
    rows = valid(taken.ran.json, contract.INGEST)["documents"]
    assert sorted(row["file"] for row in rows) == sorted([*FILES, "空文件.txt", "坏文件.docx"])


def test_bad_files_fail_by_name_and_the_rest_goes_in(taken):
    rows = taken.ran.json["documents"]
    failed = {row["file"]: row["error"]["code"] for row in rows if row["status"] == "failed"}
    assert set(failed) == {"空文件.txt", "坏文件.docx"}
    assert failed["空文件.txt"] == "empty"
    assert sum(row["status"] == "added" for row in rows) == len(FILES)


def test_ingest_with_some_bad_files_ends_with_one(taken):
    assert taken.ran.code == 1


def test_failed_row_says_what_can_be_done(taken):
    for row in taken.ran.json["documents"]:
        if row["status"] == "failed":
            assert row["error"]["message"]
            assert row["error"]["hint"]


def test_withdrawn_version_is_marked_superseded(taken):
    rows = taken.ran.json["documents"]
    assert named(rows, "售后服务手册_A0_2023.md")["superseded"] is True
    assert named(rows, "售后服务手册_B1.md")["superseded"] is False


def test_totals_count_what_became_of_the_files(taken):
    totals = taken.ran.json["totals"]
    assert (totals["files"], totals["added"], totals["failed"]) == (len(FILES) + 2, len(FILES), 2)


def test_ingest_again_changes_nothing_and_ends_with_one(taken):
    again = kezheng(
        "ingest", taken.source, "--workspace", taken.workspace, "--client", CLIENT, "--json"
    )
    good = [row for row in again.json["documents"] if row["status"] != "failed"]
    assert {row["status"] for row in good} == {"unchanged"}
    assert again.code == 1


def test_ingest_of_good_files_ends_with_zero(tmp_path):
    (tmp_path / "制度.md").write_text("# 投诉制度\n\n投诉须登记在台账。\n", encoding="utf-8")
    ran = kezheng("ingest", tmp_path / "制度.md", "--workspace", tmp_path / "w", "--json")
    assert ran.code == 0
    assert ran.json["documents"][0]["status"] == "added"
    assert ran.json["client"] == "default"


def test_ingest_of_only_bad_files_ends_with_three(tmp_path):
    (tmp_path / "空.txt").write_bytes(b"")
    ran = kezheng("ingest", tmp_path / "空.txt", "--workspace", tmp_path / "w", "--json")
    assert ran.code == 3
    assert ran.json["documents"][0]["error"]["code"] == "empty"


def test_ingest_of_an_empty_folder_ends_with_three(tmp_path):
    (tmp_path / "files").mkdir()
    ran = kezheng("ingest", tmp_path / "files", "--workspace", tmp_path / "w", "--json")
    assert ran.code == 3
    assert ran.json["documents"] == []


def test_ingest_of_no_such_path_is_a_usage_error_and_makes_no_client(tmp_path):
    ran = kezheng("ingest", tmp_path / "没有", "--workspace", tmp_path / "w", "--json")
    assert ran.code == 2
    assert "没有" in valid(ran.json, contract.ERROR)["error"]["message"]
    assert not (tmp_path / "w").exists()


def test_missing_path_among_good_ones_is_a_row(tmp_path):
    (tmp_path / "制度.md").write_text("# 投诉制度\n\n投诉须登记。\n", encoding="utf-8")
    paths = (tmp_path / "制度.md", tmp_path / "没有.docx")
    ran = kezheng("ingest", *paths, "--workspace", tmp_path / "w", "--json")
    assert ran.code == 1
    assert {row["file"]: row["status"] for row in ran.json["documents"]} == {
        "制度.md": "added",
        "没有.docx": "failed",
    }


# documents


def test_documents_lists_what_is_ready(taken):
    listed = valid(taken.run("documents").json, contract.DOCUMENTS)["documents"]
    assert sorted(document["file"] for document in listed) == sorted(FILES)


def test_document_text_is_whole_and_its_blocks_are_slices(taken):
    listed = taken.run("documents").json["documents"]
    wanted = named(listed, "售后服务手册_B1.md")
    shown = valid(taken.run("documents", "--text", wanted["id"]).json, contract.DOCUMENT_TEXT)
    slices = [shown["text"][block["start"] : block["end"]] for block in shown["blocks"]]
    assert "1.2 售后服务部配备专职维修工程师6名。" in slices
    assert len(shown["text"]) == wanted["chars"]


def test_unknown_document_is_a_usage_error(taken):
    ran = taken.run("documents", "--text", "0123456789abcdef")
    assert ran.code == 2
    assert "0123456789abcdef" in ran.json["error"]["message"]


# search


def test_search_finds_the_passage_and_its_place(taken):
    hits = valid(taken.run("search", "满意度调查").json, contract.SEARCH)["hits"]
    assert any(
        "每季度开展一次顾客满意度调查" in hit["text"] and hit["file"] == "售后服务手册_B1.md"
        for hit in hits[:3]
    )


def test_search_for_a_clause_finds_the_places_that_bear_on_it(taken):
    hits = valid(taken.run("search", "5.3.1.4", "-k", "3").json, contract.SEARCH)["hits"]
    assert any("每季度开展一次顾客满意度调查" in hit["text"] for hit in hits)
    assert all(hit["lexical_rank"] is None for hit in hits)


def test_search_returns_at_most_k(taken):
    assert len(taken.run("search", "售后服务", "-k", "2").json["hits"]) == 2


def test_search_for_less_than_one_hit_is_a_usage_error(taken):
    assert taken.run("search", "售后服务", "-k", "0").code == 2


# ask


def test_ask_answers_with_located_quotes(taken):
    answer = valid(taken.run("ask", "5.3.1.4 是否满足？").json, contract.ASK)
    assert (answer["lang"], answer["clause"], answer["engine"]) == ("zh", "5.3.1.4", "rules")
    assert answer["verdict"] in contract.VERDICTS
    assert [c["label"] for c in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    assert answer["citations"]


def test_ask_in_english_answers_in_english(taken):
    answer = valid(taken.run("ask", "Is 5.3.1.4 satisfied?").json, contract.ASK)
    assert answer["lang"] == "en"


# assess


@pytest.fixture(scope="module")
def assessed(taken):
    return valid(taken.run("assess").json, contract.ASSESS)


def test_assess_judges_every_clause_once(assessed):
    ids = [assessment["clause"] for assessment in assessed["assessments"]]
    assert len(ids) == len(set(ids)) == 51
    assert [line["clause"] for line in assessed["score"]["lines"]] == ids


def test_assess_takes_the_day_of_the_interview_notes(assessed):
    assert assessed["as_of"] == "2026-06-30"


def test_assess_as_of_another_day_says_so(taken):
    ran = taken.run("assess", "--clause", "5.3.1.4", "--as-of", "2026-05-01")
    assert ran.json["as_of"] == "2026-05-01"


def test_weights_are_assumed_so_the_score_is_a_range(assessed):
    assert assessed["score"]["assumed_weights"] is True
    assert all(assessed["score"]["star_range"])


def test_quotes_of_assess_are_verbatim(taken, assessed):
    listed = {d["file"]: d["id"] for d in taken.run("documents").json["documents"]}
    texts = {
        file: taken.run("documents", "--text", number).json["text"]
        for file, number in listed.items()
    }
    quotes = [quote for a in assessed["assessments"] for quote in a["evidence"]]
    assert quotes
    for quote in quotes:
        assert texts[quote["file"]][quote["start"] : quote["end"]] == quote["quote"]


def test_no_quote_comes_from_a_withdrawn_document(assessed):
    files = {quote["file"] for a in assessed["assessments"] for quote in a["evidence"]}
    assert "售后服务手册_A0_2023.md" not in files


def test_clauses_without_evidence_say_what_was_searched(assessed):
    empty = [a for a in assessed["assessments"] if a["verdict"] == "no_evidence"]
    assert empty
    for assessment in empty:
        assert assessment["searched"]["documents"] == len(FILES) - 1
        assert assessment["searched"]["queries"]


def test_an_indicator_means_all_clauses_under_it(taken):
    ran = taken.run("assess", "--clause", "5.3.2")
    ids = [assessment["clause"] for assessment in ran.json["assessments"]]
    assert ids == ["5.3.2.1", "5.3.2.2", "5.3.2.3"]


def test_wrong_clause_names_the_nearest(taken):
    ran = taken.run("assess", "--clause", "5.3.1.9")
    assert ran.code == 2
    assert "5.3.1.9" in ran.json["error"]["message"]
    assert "5.3.1.5" in ran.json["error"]["hint"]


def test_llm_without_an_endpoint_is_a_usage_error(taken):
    ran = taken.run("assess", "--clause", "5.3.1.4", "--engine", "llm")
    assert ran.code == 2
    assert "KEZHENG_MODEL" in ran.json["error"]["hint"]


def test_wrong_engine_is_a_usage_error(taken):
    assert taken.run("assess", "--engine", "oracle").code == 2


def test_wrong_date_is_a_usage_error(taken):
    assert taken.run("assess", "--as-of", "30.6.2026").code == 2


# records and commitments


def test_records_counts_all_rows_of_the_log(taken):
    checks = valid(taken.run("records").json, contract.RECORDS)["checks"]
    arrival = next(
        c for c in checks if c["records_file"] == "报修台账_2026.csv" and "24" in c["rule_quote"]
    )
    # by hand: CL-02 after 49.5 h and CL-06 after 46 h are late, CL-04 has no arrival time
    assert (arrival["n_total"], arrival["n_breach"], arrival["n_unknown"]) == (6, 2, 1)
    assert arrival["breach_rows"] == ["CL-02", "CL-06"]
    assert arrival["unknown_rows"] == ["CL-04"]


def test_corrected_column_is_kept_for_the_next_run(taken):
    log = "报修台账_2026.csv"
    mapped = taken.run("records", "--map", f"{log}::到场时间=none").json["checks"]
    assert not any(c["records_file"] == log and "24" in c["rule_quote"] for c in mapped)
    again = taken.run("records").json["checks"]
    assert [c["id"] for c in again] == [c["id"] for c in mapped]
    taken.run("records", "--map", f"{log}::到场时间=arrived")


def test_unknown_column_is_a_usage_error(taken):
    assert taken.run("records", "--map", "没有.csv::列=arrived").code == 2


def test_commitments_name_the_documents_that_differ(taken):
    topics = valid(taken.run("commitments").json, contract.COMMITMENTS)["topics"]
    clash = [t for t in topics if t["conflict"]]
    files = {statement["file"] for topic in clash for statement in topic["statements"]}
    assert {"售后服务手册_B1.md", "官网服务承诺.html"} <= files


def test_commitments_list_own_rules_and_what_is_lacking(taken):
    ledger = valid(taken.run("commitments").json, contract.COMMITMENTS)
    arrival = [rule for rule in ledger["rules"] if rule["subject"] == "到场"]
    assert {(rule["file"], rule["value"]) for rule in arrival} == {
        ("售后服务手册_B1.md", "24小时"),
        ("官网服务承诺.html", "48小时"),
    }
    # a survey every quarter, and no form or log for it in the files
    assert [(gap["kind"], gap["subject"]) for gap in ledger["gaps"]] == [
        ("unrecorded", "满意度调查")
    ]


# report


def test_report_is_written_and_names_its_problems(taken, tmp_path):
    ran = taken.run("report", "-o", tmp_path / "报告.docx")
    shown = valid(ran.json, contract.REPORT)
    assert ran.code == 0
    assert Path(shown["file"]).read_bytes().startswith(b"PK")


def test_report_of_an_unknown_kind_is_a_usage_error(taken, tmp_path):
    ran = taken.run("report", "-o", tmp_path / "报告.pdf")
    assert ran.code == 2
    assert not (tmp_path / "报告.pdf").exists()


# clients and ends


def test_empty_client_name_is_a_usage_error(taken):
    ran = taken.run("documents", "--client", "")
    assert ran.code == 2
    assert valid(ran.json, contract.ERROR)["error"]["code"] == "usage"


def test_unknown_client_names_the_known(taken):
    ran = taken.run("assess", "--client", "别家公司")
    assert ran.code == 2
    assert CLIENT in ran.json["error"]["hint"]


@pytest.mark.parametrize("command", ["assess", "records", "commitments"])
def test_client_without_files_ends_with_three(tmp_path, command):
    ran = kezheng(command, "--workspace", tmp_path, "--json")
    assert ran.code == 3
    assert "ingest" in ran.json["error"]["hint"]


def test_report_on_a_client_without_files_ends_with_three(tmp_path):
    ran = kezheng("report", "-o", tmp_path / "r.docx", "--workspace", tmp_path / "w", "--json")
    assert ran.code == 3


def test_search_without_files_finds_nothing(tmp_path):
    ran = kezheng("search", "投诉", "--workspace", tmp_path, "--json")
    assert (ran.code, ran.json) == (0, {"hits": []})


def test_several_clients_must_be_told_apart(tmp_path):
    (tmp_path / "制度.md").write_text("# 制度\n\n投诉须登记。\n", encoding="utf-8")
    for name in ("甲公司", "乙公司"):
        kezheng("ingest", tmp_path / "制度.md", "--workspace", tmp_path / "w", "--client", name)
    ran = kezheng("documents", "--workspace", tmp_path / "w", "--json")
    assert ran.code == 2
    assert "甲公司" in ran.json["error"]["hint"]


def test_setting_that_does_not_parse_is_a_usage_error(tmp_path, monkeypatch):
    monkeypatch.setenv("KEZHENG_TIMEOUT_S", "soon")
    ran = kezheng("documents", "--workspace", tmp_path, "--json")
    assert ran.code == 2
    assert "KEZHENG_TIMEOUT_S" in ran.json["error"]["message"]


def test_json_is_alone_on_stdout(taken):
    for command in (("documents",), ("search", "投诉"), ("ask", "投诉谁处理？")):
        assert json.loads(taken.run(*command).out)


def test_unknown_command_is_a_usage_error():
    assert kezheng("judge").code == 2


def test_people_get_tables(taken):
    ran = kezheng("documents", "--workspace", taken.workspace)
    assert ran.code == 0
    assert "官网" in ran.out


def test_brackets_in_file_names_are_shown_as_they_are(tmp_path):
    (tmp_path / "[red]制度[v2].md").write_text("# 制度\n\n投诉须登记。\n", encoding="utf-8")
    ran = kezheng("ingest", tmp_path / "[red]制度[v2].md", "--workspace", tmp_path / "w")
    assert "[red]" in ran.out


def test_help_loads_nothing_heavy():
    code = f"import sys, assistant.cli; print([m for m in {_HEAVY!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == "[]"


def test_process_ends_with_the_code(tmp_path):
    command = [sys.executable, "-m", "assistant.cli", "assess", "--workspace", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == 3
    assert "Traceback" not in ran.stderr.decode()

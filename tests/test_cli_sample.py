"""kezheng sample: draw, import and list as a script would use them."""

import jsonschema
import pytest

from tests import contract
from tests.command_line import kezheng
from tests.test_tick_sheet import CSV, fill


@pytest.fixture
def run(tmp_path):
    (tmp_path / "工单台账.csv").write_text(CSV, encoding="utf-8")
    place = ("--workspace", tmp_path / "w", "--client", "客户", "--json")
    assert kezheng("ingest", tmp_path / "工单台账.csv", *place).code == 0
    return lambda *words: kezheng("sample", *words, *place)


@pytest.fixture
def ticks(tmp_path):
    return tmp_path / "检查表.xlsx"


def draw(run, ticks, *words):
    return run("draw", "工单台账.csv", "-o", ticks, "--seed", "7", "--size", "4", *words)


def test_draw_import_and_list_answer_by_the_contract(run, ticks):
    drawn = draw(run, ticks, "--clause", "5.3.1.3", "--check", "签字")
    jsonschema.validate(drawn.json["sample"], contract.SAMPLE)
    assert (drawn.code, drawn.json["file"]) == (0, str(ticks))
    fill(ticks, {"结果": "合格"}, {"结果": "不合格"}, {"结果": "合格"}, {"结果": "合格"})
    taken = run("import", ticks, "--who", "甲")
    assert taken.code == 0
    assert [row["status"] for row in taken.json["rows"]] == ["added"] * 4
    (listed,) = run("list").json["samples"]
    jsonschema.validate(listed, contract.SAMPLE)
    assert [record["mark"] for record in listed["drawn"]] == ["pass", "fail", "pass", "pass"]
    assert listed["deduction"]["off"] == pytest.approx(listed["deduction"]["points"] / 4, abs=1e-4)


def test_same_seed_draws_the_same_records(run, ticks):
    one, two = (draw(run, ticks).json["sample"]["drawn"] for _ in range(2))
    assert [record["record"] for record in one] == [record["record"] for record in two]


def test_some_bad_rows_end_with_one(run, ticks):
    draw(run, ticks)
    fill(ticks, {"结果": "合格"}, {"结果": "也许"})
    ran = run("import", ticks, "--who", "甲")
    assert ran.code == 1
    assert [row["status"] for row in ran.json["rows"]] == ["added", "failed", "blank", "blank"]


def test_blank_sheet_ends_with_three(run, ticks):
    draw(run, ticks)
    assert run("import", ticks, "--who", "甲").code == 3


def test_usage_errors_end_with_two_and_say_what_to_do(run, ticks):
    for ran in (run("draw", "没有.xlsx", "-o", ticks), run("draw", "工单", "-o", "t.pdf")):
        assert ran.code == 2
        assert ran.json["error"]["hint"]


def test_list_of_no_samples_is_empty(run):
    assert run("list").json == {"samples": []}


def test_people_see_the_deduction_and_its_rule(run, ticks, tmp_path):
    draw(run, ticks, "--clause", "5.3.1.3")
    fill(ticks, {"结果": "不合格"})
    said = kezheng("sample", "import", ticks, "--who", "甲", "--workspace", tmp_path / "w").out
    assert "新增1，已有0，未填3，未能导入0" in said
    assert "按不合格样本的比例扣该项分值" in said

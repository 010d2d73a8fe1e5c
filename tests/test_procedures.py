"""The second standard: 22 subjects of a procedure manual, each a procedure and its records."""

import json

import pytest

from assistant import scoring
from assistant.assess import assess
from assistant.catalog import load
from assistant.corpus import build
from assistant.desk import Desk
from assistant.model import Need, Verdict
from assistant.rules import RulesEngine
from ingest.model import DocumentKind
from tests.audit_documents import prose, rows
from tests.command_line import kezheng
from tests.small_standard import AS_OF

ID = "service-procedures"
REPAIR = "用户报修后由客服登记并派工，维修工程师24小时内上门，完工后请顾客签字确认，电话回访。"


@pytest.fixture(scope="module")
def catalog():
    return load(ID)


def verdict(catalog, clause, *documents):
    corpus = build(documents, catalog.glossary)
    desk = Desk(corpus, RulesEngine(corpus.glossary), None, AS_OF)
    return assess(catalog.clause(clause), desk).verdict


def test_there_are_22_subjects_each_with_a_procedure_and_its_records(catalog):
    ids = [clause.id for clause in catalog.standard.clauses]
    assert ids == [f"{n}.{part}" for n in range(1, 23) for part in (1, 2)]


def test_procedures_ask_for_rules_and_records_for_traces(catalog):
    needs = {
        (clause.id.endswith(".2"), point.need)
        for clause in catalog.standard.clauses
        for point in clause.points
    }
    assert needs == {(False, Need.SET_UP), (True, Need.DONE)}


def test_no_points_are_given_so_there_is_no_score(catalog):
    assert not scoring.has_points(catalog.standard)
    assert scoring.has_points(load("gbt27922-2011").standard)


def test_its_words_stay_out_of_the_other_standard(catalog):
    assert "sent_repair" in catalog.glossary.concepts
    assert "sent_repair" not in load("gbt27922-2011").glossary.concepts


def test_a_complete_repair_procedure_conforms_without_any_record(catalog):
    manual = prose("维修程序.docx", REPAIR)
    assert verdict(catalog, "4.1", manual) is Verdict.CONFORM


def test_a_rule_never_proves_that_records_are_left(catalog):
    manual = prose("维修程序.docx", REPAIR, "维修工单交客服归档，回访情况填入回访记录。")
    assert verdict(catalog, "4.2", manual) is Verdict.PARTIAL


def test_a_log_shows_that_records_are_left(catalog):
    log = rows(
        "维修工单台账.xlsx",
        ("工单号", "报修时间", "到场时间", "回访记录"),
        ("W1", "2026-03-01 09:00", "2026-03-01 15:00", "2026-03-03 满意"),
        title="维修工单与回访记录",
    )
    assert verdict(catalog, "4.2", log) is Verdict.CONFORM


def test_a_repair_procedure_without_a_time_is_not_complete(catalog):
    manual = prose("维修程序.docx", REPAIR.replace("24小时内上门", "及时上门"))
    assert verdict(catalog, "4.1", manual) is not Verdict.CONFORM


def test_a_table_of_contents_is_no_procedure(catalog):
    contents = prose(
        "手册.docx",
        "目 录 九、产品退换货控制程序25 十、召回及补救赔偿控制程序27 十一、备品备件启用控制程序29",
    )
    for clause in ("10.1", "11.1"):
        assert verdict(catalog, clause, contents) is Verdict.NO_EVIDENCE


@pytest.mark.parametrize(
    ("trade", "text", "clause"),
    [
        (
            "软件运维",
            "宕机时启动预案，应急小组15分钟内响应；每年组织应急演练。",
            "18.1",
        ),
        (
            "汽车",
            "召回由总经理批准后启动，按车架号追溯，公告并通知顾客；赔付经审批。",
            "10.1",
        ),
        ("物业", "仪表和维修工具登记入账，检测仪器每年校准，专用工具每月点检。", "12.1"),
        (
            "餐饮设备",
            "不合格由质检上报登记，责任部门分析原因、限期整改，品质部验证后关闭。",
            "22.1",
        ),
    ],
)
def test_procedures_are_found_in_the_words_of_other_trades(catalog, trade, text, clause):
    manual = prose(f"{trade}管理程序.docx", text, kind=DocumentKind.PROCEDURE)
    assert verdict(catalog, clause, manual) is Verdict.CONFORM


def test_assess_runs_on_the_named_standard_and_gives_no_score(taken, monkeypatch):
    monkeypatch.setenv("KEZHENG_STANDARD", ID)
    ran = kezheng("assess", "--workspace", taken.workspace, "--clause", "4", "--json")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert (told["standard"], told["score"]) == (ID, None)
    assert [one["clause"] for one in told["assessments"]] == ["4.1", "4.2"]


def test_people_are_told_that_there_is_no_score(taken, monkeypatch):
    monkeypatch.setenv("KEZHENG_STANDARD", ID)
    said = kezheng("assess", "--workspace", taken.workspace, "--clause", "13").out
    assert "不设分值" in said

"""The ratio of certified service managers, counted from the firm's own tables."""

from dataclasses import replace
from datetime import date

import pytest
from audit_documents import prose, rows
from small_standard import point

from assistant.concepts import Glossary
from assistant.corpus import build
from assistant.model import Concept, Need, Stance
from assistant.ratio import Headcount, count, is_asked, readings
from ingest.model import DocumentKind

DAY = date(2026, 6, 30)
WORDS = (
    Concept(id="service_managers", zh=("服务管理人员",)),
    Concept(id="service_manager_cert", zh=("管理师",)),
)
GLOSSARY = Glossary({concept.id: concept for concept in WORDS})
HOLDERS = ("姓名", "证书编号", "有效期至", "状态")


def managers(*heads):
    return rows("编制.csv", ("单位", "人数"), *heads, title="服务管理人员统计")


def holders(*people):
    return rows("持证.csv", HOLDERS, *people, title="售后服务管理师名单")


def counted(*documents):
    return count(build(documents, GLOSSARY), DAY)


VALID = ("周", "SM2023001", "2027-01-31", "在岗")
TEAM = managers(("总部", "8"), ("北站", "7"), ("南站", "6"))


@pytest.mark.parametrize(
    ("total", "need"), [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3), (100, 10), (0, 1)]
)
def test_need_is_a_tenth_rounded_up_and_at_least_one(total, need):
    assert Headcount(total, 0, ()).need == need


def test_managers_are_summed_and_valid_holders_counted():
    head = counted(TEAM, holders(VALID, ("吴", "SM2023002", "2026-06-30", "在岗")))
    assert (head.managers, head.holders, head.need) == (21, 2, 3)


def test_row_of_the_total_is_taken_instead_of_the_sum():
    team = managers(("总部", "8"), ("北站", "7"), ("合计", "15"))
    assert counted(team, holders(VALID)).managers == 15


@pytest.mark.parametrize(
    "person",
    [
        ("郑", "SM2020009", "2026-06-29", "在岗"),
        ("王", "SM2023004", "2027-01-31", "离职"),
        ("冯", "", "2027-01-31", "在岗"),
        ("陈", "SM2026010", "", "已报名考试"),
    ],
)
def test_expired_departed_and_pending_holders_do_not_count(person):
    assert counted(TEAM, holders(VALID, person)).holders == 1


def test_numbers_in_prose_count_where_there_is_no_table():
    said = prose("说明.txt", "服务管理人员共12人。现有管理师证书2本。", kind=DocumentKind.REPORT)
    head = counted(said)
    assert (head.managers, head.holders) == (12, 2)


def test_certificates_told_in_the_notes_count_by_their_last_day():
    rule = prose(
        "手册.docx", "服务管理人员共21人，持管理师证的不少于3人。", kind=DocumentKind.MANUAL
    )
    told = (
        "看管理师证三张：周，有效期至2027年9月；吴，2026-06-30到期；郑，2026年5月31日到期，没换。"
    )
    notes = prose("笔记.txt", told, kind=DocumentKind.INTERVIEW)
    head = counted(rule, notes)
    assert (head.managers, head.holders, head.need) == (21, 2, 3)


def test_certificate_told_again_in_the_minutes_counts_once():
    rule = prose("手册.docx", "服务管理人员共21人。", kind=DocumentKind.MANUAL)
    seen = prose("笔记.txt", "看管理师证：周，有效期至2027年9月。", kind=DocumentKind.INTERVIEW)
    said = "周的管理师证至2027年9月；吴的管理师证至2027年8月。"
    minutes = prose("纪要.txt", said, kind=DocumentKind.MINUTES)
    assert counted(rule, minutes).holders == 2
    assert counted(rule, minutes, seen).holders == 1


def test_number_of_holders_that_a_rule_asks_for_is_no_count():
    rule = prose(
        "手册.docx", "服务管理人员共21人，其中持有效的管理师证书3人。", kind=DocumentKind.MANUAL
    )
    assert counted(rule) is None


@pytest.mark.parametrize("documents", [(TEAM,), (holders(VALID),), ()])
def test_one_number_alone_gives_no_ratio(documents):
    assert counted(*documents) is None


def test_superseded_table_does_not_count():
    assert counted(replace(TEAM, superseded=True), holders(VALID)) is None


def test_too_few_holders_are_a_gap_with_the_arithmetic():
    found = readings(counted(TEAM, holders(VALID)))
    assert {reading.stance for _, reading in found} == {Stance.CONTRADICTS}
    assert "21 service managers, 10% asks for 3, valid holders 1; 2 short" in found[0][1].why


def test_enough_holders_are_support():
    head = counted(managers(("总部", "9")), holders(VALID))
    assert {reading.stance for _, reading in readings(head)} == {Stance.SUPPORTS}
    assert head.words.zh == "服务管理人员9人，按10%需1人，有效持证1人，已达到"


def test_rows_that_do_not_count_are_cited_before_those_that_do():
    gone = ("王", "SM2023004", "2027-01-31", "离职")
    head = counted(TEAM, holders(VALID, gone))
    assert [s.text for s in head.sentences][-1] == "\t".join(gone)


def test_only_a_measured_point_on_the_ratio_asks_for_it():
    assert is_asked(point(["manager_ratio"], need=Need.MEASURED))
    assert not is_asked(point(["manager_ratio"], need=Need.SET_UP))
    assert not is_asked(point(["training"], need=Need.MEASURED))

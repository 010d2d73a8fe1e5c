"""A manual against itself: what is found, and what must not be taken for a flaw."""

from dataclasses import replace

import jsonschema
import pytest

from assistant.manual_audit import audit, withdrawn
from assistant.manual_flow import flow, is_ruled
from assistant.manual_model import FlawKind
from assistant.manual_outline import sections
from ingest.model import DocumentKind
from tests import contract
from tests.audit_documents import prose, rows
from tests.command_line import kezheng

HEAD = ("1 目的", "规范电梯维保。", "2 范围", "适用于维保服务。", "3 职责")


def manual(*lines, file="维保程序.docx"):
    return prose(file, *HEAD, *lines)


def found(kind, *documents):
    return [flaw for flaw in audit(documents) if flaw.kind is kind]


def quotes(kind, *documents):
    return [[place.quote for place in flaw.places] for flaw in found(kind, *documents)]


# text and outline


def test_pages_cut_in_mid_sentence_read_on_and_stay_located():
    pages = ("1、售后部负责接", "2、听电话并派", "3、工，每月2号", "4、上交记录。")
    made = flow(prose("手册.txt", *pages))
    assert made.text == "售后部负责接听电话并派工，每月2号上交记录。"
    at = made.text.index("派工")
    start, end = made.span(at, at + 2)
    assert made.document.text[start:end] == "派\n3、工"


def test_a_numbered_list_is_not_taken_for_pages():
    made = flow(prose("手册.txt", *(f"{n}、第{n}条要求写完。" for n in range(1, 6))))
    assert made.text.startswith("1、第1条")


def test_sections_that_run_on_in_one_line_are_told_apart():
    text = (
        "1目的规范维修。2 范围适用于电梯。3 职责3.1 售后部派工。4 程序4.1登记4.1.1记时间。4.2派工"
    )
    made = flow(prose("程序.txt", text))
    labels = [section.label for section in sections(made)]
    assert labels == ["1", "2", "3", "3.1", "4", "4.1", "4.1.1", "4.2"]


def test_quantities_dates_and_cross_references_are_no_sections():
    made = flow(manual("3.1 按4.2执行，2.5小时内到场，2026.5.1起施行。", "4 程序", "4.1 派工"))
    assert [section.label for section in sections(made)] == ["1", "2", "3", "3.1", "4", "4.1"]


@pytest.mark.parametrize(
    ("kind", "ruled"),
    [(DocumentKind.PROCEDURE, True), (DocumentKind.OTHER, True), (DocumentKind.RECORD_LOG, False)],
)
def test_what_reads_like_a_procedure_is_audited(kind, ruled):
    assert is_ruled(replace(manual("3.1 略"), kind=kind)) is ruled


def test_superseded_manual_is_not_audited():
    old = replace(manual("4 程序", "5 记录"), superseded=True)
    assert audit([old]) == []


# empty chapters and dates


def test_record_chapter_with_nothing_under_it_is_empty():
    document = manual("3.1 售后部派工。", "4 程序", "4.1 派工。", "5 记录")
    assert quotes(FlawKind.EMPTY_CHAPTER, document) == [["5 记录"]]


def test_record_chapter_with_a_list_is_not_empty():
    document = manual("3.1 售后部派工。", "4 程序", "4.1 派工。", "5 记录", "维保单 保存3年")
    assert found(FlawKind.EMPTY_CHAPTER, document) == []


def test_heading_that_promises_criteria_and_gives_none_is_empty():
    document = manual("3.1 略。", "4 程序", "4.1 评价依据", "4.2 评价每年进行。")
    assert quotes(FlawKind.EMPTY_CHAPTER, document) == [["4.1 评价依据"]]


def test_heading_with_sections_below_it_is_not_empty():
    document = manual("3.1 略。", "4 程序", "4.1 培训的内容", "4.1.1 内部培训每月一次。")
    assert found(FlawKind.EMPTY_CHAPTER, document) == []


@pytest.mark.parametrize(
    "date", ["201Y年08月1日", "20XX年X月X日", "XXXX年XX月", "20__年__月__日", "____年__月__日"]
)
def test_placeholder_date_is_found(date):
    (flaw,) = found(FlawKind.PLACEHOLDER_DATE, manual(f"实施日期：{date}"))
    assert flaw.places[0].quote == date


@pytest.mark.parametrize("date", ["2026年8月1日", "二〇二六年八月一日", "保存3年", "型号XY-20"])
def test_real_date_is_no_placeholder(date):
    assert found(FlawKind.PLACEHOLDER_DATE, manual(f"实施日期：{date}")) == []


# numbers


def test_clause_number_used_twice_is_shown_with_both_places():
    document = manual("3.1 售后部派工。", "3.2 技术部培训。", "3.2 各部门配合。")
    (pair,) = quotes(FlawKind.DUPLICATE_NUMBER, document)
    assert [quote.strip() for quote in pair] == ["3.2 技术部培训。", "3.2 各部门配合。"]


def test_each_procedure_numbers_its_own_clauses():
    text = "一、派工控制程序1目的略。3 职责3.1 派工。二、回访控制程序1目的略。3 职责3.1 回访。"
    assert found(FlawKind.DUPLICATE_NUMBER, prose("手册.txt", text)) == []


def test_article_used_twice_is_found_and_a_new_rule_starts_anew():
    one = prose("制度.docx", "第一条 总则。", "第二条 派工。", "第二条 回访。")
    two = prose("汇编.docx", "第一条 总则。", "第二条 派工。", "第一条 总则。", "第二条 回访。")
    assert len(found(FlawKind.DUPLICATE_NUMBER, one)) == 1
    assert found(FlawKind.DUPLICATE_NUMBER, two) == []


def test_two_current_documents_with_one_number_are_found():
    one = prose("回访制度.docx", "文件编号：WX-QP-03", "第一条 每季回访。")
    two = prose("派工制度.docx", "文件编号：WX-QP-03", "第一条 专人派工。")
    (flaw,) = found(FlawKind.DUPLICATE_NUMBER, one, two)
    assert "回访制度.docx" in flaw.why and "派工制度.docx" in flaw.why


def test_form_code_given_to_two_forms_is_found():
    columns = ("表单编号", "表单名称", "保存期限")
    cells = (("BD-01", "派工单", "3年"), ("BD-02", "回访表", "3年"), ("BD-02", "验收单", "3年"))
    listing = rows("手册.docx", columns, *cells, kind=DocumentKind.MANUAL)
    (flaw,) = found(FlawKind.DUPLICATE_NUMBER, listing)
    assert "回访表" in flaw.why and "验收单" in flaw.why


# duties


def test_duty_given_to_two_departments_is_found_with_both_places():
    document = manual("3.1 客服部负责受理客户投诉。", "4 程序", "4.1 客户投诉受理由质量部办理。")
    (flaw,) = found(FlawKind.SPLIT_DUTY, document)
    assert "客服部" in flaw.why and "质量部" in flaw.why
    assert len(flaw.places) == 2


@pytest.mark.parametrize(
    "second",
    [
        "客服部投诉专员负责受理客户投诉。",
        "质量部协助客服部处理客户投诉。",
        "必要时客户投诉处理由质量部办理。",
        "各部门负责受理客户投诉。",
        "质量部负责校准检测仪器。",
    ],
)
def test_help_posts_of_the_department_and_other_duties_are_no_clash(second):
    document = manual("3.1 客服部负责受理客户投诉。", f"3.2 {second}")
    assert found(FlawKind.SPLIT_DUTY, document) == []


# references


@pytest.mark.parametrize("cite", ["GB/T 19001-2008", "GB/T19001—2008", "GB 9969.1-1998"])
def test_replaced_standard_is_named_with_what_replaced_it(cite):
    (flaw,) = found(FlawKind.OLD_REFERENCE, manual(f"3.1 依据 {cite} 编制。"))
    assert flaw.places[0].quote == cite
    assert "核实" in flaw.why


@pytest.mark.parametrize(
    "sentence",
    [
        "依据 GB/T 19001-2016 编制。",
        "本程序代替依据GB/T 19001-2008编制的旧版。",
        "依据GB/T 27922-2011。",
    ],
)
def test_current_standard_and_history_are_no_flaw(sentence):
    assert found(FlawKind.OLD_REFERENCE, manual(f"3.1 {sentence}")) == []


def test_repealed_law_is_found_by_its_title():
    (flaw,) = found(FlawKind.OLD_REFERENCE, manual("3.1 遵守《合同法》。"))
    assert "民法典" in flaw.why


def test_reference_to_a_superseded_document_of_the_firm_is_found():
    old = replace(prose("服务承诺管理办法_作废.docx", "第一条 略。"), superseded=True)
    (flaw,) = found(FlawKind.OLD_REFERENCE, manual("3.1 按《服务承诺管理办法》执行。"), old)
    assert flaw.places[0].quote == "服务承诺管理办法"


def test_reference_to_a_document_that_has_a_current_edition_is_no_flaw():
    old = replace(prose("服务承诺管理办法_作废.docx", "第一条 略。"), superseded=True)
    new = prose("服务承诺管理办法.docx", "第一条 新。")
    assert found(FlawKind.OLD_REFERENCE, manual("3.1 按《服务承诺管理办法》执行。"), old, new) == []


def test_every_replaced_standard_says_by_what_and_whence():
    gone = withdrawn()
    assert len(gone) > 30
    assert all(one.by and one.source in ("read", "known") for one in gone.values())


# records


def test_record_that_is_ordered_without_a_form_is_found():
    document = manual(
        "3.1 检查后填写《井道检查表》。", "4 程序", "4.1 略。", "5 记录", "维保单 3年"
    )
    assert quotes(FlawKind.RECORD_WITHOUT_FORM, document) == [["井道检查表"]]


@pytest.mark.parametrize(
    "rest",
    [
        ("4 程序", "4.1 略。", "5 记录", "井道检查表 JL-01 3年"),
        ("4 程序", "4.1 略。", "5 记录", "JL-01井道检查表（保存3年）；JL-02维保单（保存3年）。"),
    ],
)
def test_record_that_the_record_chapter_lists_has_a_form(rest):
    document = manual("3.1 检查后填写《井道检查表》。", *rest)
    assert found(FlawKind.RECORD_WITHOUT_FORM, document) == []


def test_record_that_an_annex_lists_has_a_form_unless_it_is_still_to_be_drawn():
    ordered = "3.1 填写《井道检查表》，再填写《换绳单》，记入《钥匙登记》。"
    annex = (
        "附表一　井道检查表",
        "附表二　换绳单（还没画好）",
        "附录二 表单",
        "派工单、钥匙登记。",
    )
    document = manual(ordered, *annex)
    assert quotes(FlawKind.RECORD_WITHOUT_FORM, document) == [["换绳单"]]


def test_record_that_a_log_bears_has_a_form():
    log = rows("井道检查表2026.xlsx", ("日期", "结果"), ("2026-05-01", "正常"))
    document = manual("3.1 检查后填写《井道检查表》。")
    assert found(FlawKind.RECORD_WITHOUT_FORM, document, log) == []


def test_record_named_with_its_code_has_a_form():
    document = manual("3.1 检查后填写《井道检查表》（WX-BD-07）。")
    assert found(FlawKind.RECORD_WITHOUT_FORM, document) == []


def test_warranty_card_is_no_record():
    assert found(FlawKind.RECORD_WITHOUT_FORM, manual("3.1 随货附《质保卡》。")) == []


# the command


def test_command_answers_by_the_contract(tmp_path):
    text = "\n\n".join((*HEAD, "3.1 售后部派工。", "4 程序", "4.1 派工。", "5 记录"))
    (tmp_path / "维保控制程序.txt").write_text(text, encoding="utf-8")
    place = ("--workspace", tmp_path / "w", "--client", "客户")
    assert kezheng("ingest", tmp_path / "维保控制程序.txt", *place, "--json").code == 0
    told = kezheng("manual", *place, "--json")
    jsonschema.validate(told.json, contract.MANUAL)
    assert told.json["counts"]["empty_chapter"] == 1
    assert told.json["flaws"][0]["places"][0]["quote"] == "5 记录"
    assert "空章节" in kezheng("manual", *place).out


def test_client_without_a_manual_ends_with_three(tmp_path):
    (tmp_path / "台账.csv").write_text("单号,日期\nA1,2026-05-01\n", encoding="utf-8")
    place = ("--workspace", tmp_path / "w", "--client", "客户", "--json")
    assert kezheng("ingest", tmp_path / "台账.csv", *place).code == 0
    assert kezheng("manual", *place).code == 3

import pytest

from ingest.editions import superseded
from ingest.model import BlockKind, Document, Piece, Reading, compose

Line = str | tuple[str, ...]


def document(file: str, *lines: Line, title: str = "") -> Document:
    pieces = (
        Piece(line) if isinstance(line, str) else Piece("\t".join(line), BlockKind.ROW, cells=line)
        for line in lines
    )
    return compose("d", file, Reading(tuple(pieces), (), title=title))


def beside(text: str, kind: BlockKind) -> Document:
    return compose("d", "a.docx", Reading((Piece(text, kind), Piece("第一条 略。")), ()))


@pytest.mark.parametrize(
    "name",
    [
        "05_售后服务管理规定2022旧版_作废.doc",
        "空调安装规范2019旧版.pdf",
        "作废_维修规程.docx",
        "【废止】配送管理办法.pdf",
        "服务手册(已作废).docx",
        "停用-收费标准2021.xlsx",
        "service manual v1 obsolete.docx",
        "服务手册_old.docx",
    ],
)
def test_file_name_that_says_void_is_superseded(name: str) -> None:
    assert "文件名" in superseded(document(name, "第一条 略。"))


@pytest.mark.parametrize(
    "name",
    [
        "作废文件清单2025.xlsx",
        "文件作废申请单.docx",
        "关于废止旧版收费标准的通知.docx",
        "停用设备台账.xlsx",
        "以旧换新服务办法.docx",
        "新旧版手册对照表.docx",
        "旧件回收登记.xlsx",
        "失效分析报告.docx",
        "停产机型配件供应说明.docx",
        "废弃商品回收制度.docx",
        "void ratio test.pdf",
        "household_appliances.pdf",
    ],
)
def test_file_name_about_other_void_things_is_current(name: str) -> None:
    assert superseded(document(name, "正文。")) == ""


@pytest.mark.parametrize(
    "lines",
    [
        ("作  废", "售后服务管理规定"),
        ("售后服务管理规定（旧版）", "第一条 略"),
        ("【本文件已废止】", "物业报修流程"),
        ("维修手册", "（已被 QP-09 B/0 取代）"),
        ("作废文件 仅供参考",),
        ("OBSOLETE", "Service rules"),
        (("文件编号", "A-1", "状态", "作废（2026-01-10起由B代替）"),),
        (("受 控 状 态", "已废止"),),
        ("文件状态：作废",),
        ("Status: withdrawn",),
        ("本规定已于2026年1月1日废止，现行文件见QP-07。",),
        ("本手册已被《用户服务手册C版》代替，仅供查阅。",),
        ("本文件自2025年3月1日起停止使用。",),
        ("此页面内容已由新版服务政策取代。",),
        ("This document has been superseded by QP-07 rev C.",),
    ],
)
def test_document_that_calls_itself_void_is_superseded(lines: tuple[Line, ...]) -> None:
    assert superseded(document("a.docx", *lines)) != ""


@pytest.mark.parametrize(
    "lines",
    [
        ("2022年发布的《售后服务管理规定》（TY-GL-SH-2022）同时作废。",),
        ("换版时收回旧版并加盖“作废”章。",),
        ("本手册自发布之日起实施，原《服务手册》同时废止。",),
        ("本办法自2026年1月1日起施行，2023年版同时废止。",),
        ("本版代替TY-SC-2023 B版。",),
        ("本文件未加盖受控章的无效。",),
        ("复印件无效，本证书涂改无效。",),
        ("本卡遗失不补，过期作废。",),
        ("本文件如有修订，旧版自动作废。",),
        ("状态分为现行、作废两种。",),
        ("本手册由客服部解释，超过有效期的承诺不再执行。",),
        ("本制度所称废止，是指不再使用。",),
        (("序号", "票号", "状态", "备注"), ("1", "0012", "作废", "开错")),
        (("单号", "状态"), ("BX1", "作废")),
        ("旧版手册回收情况", "已回收12册，均加盖作废章。"),
    ],
)
def test_document_that_speaks_of_other_void_things_is_current(lines: tuple[Line, ...]) -> None:
    assert superseded(document("a.docx", *lines)) == ""


@pytest.mark.parametrize("kind", [BlockKind.HEADER, BlockKind.TEXTBOX])
def test_stamp_in_header_or_watermark_counts(kind: BlockKind) -> None:
    assert superseded(beside("作废", kind)) != ""
    assert superseded(beside("服务规定 2019版  已作废", kind)) != ""


def test_footer_about_copies_is_no_stamp() -> None:
    assert superseded(beside("受控文件 复印作废", BlockKind.FOOTER)) == ""


def test_list_of_documents_is_current_although_it_names_void_ones() -> None:
    made = document("清单.xlsx", "维修规程（作废）", title="受控文件清单")
    assert superseded(made) == ""


def test_void_document_further_down_is_not_this_one() -> None:
    assert superseded(document("手册.docx", "正文。" * 300, "文件状态：作废")) == ""


def test_hidden_words_do_not_void_a_document() -> None:
    made = Reading((Piece("作废", hidden=True), Piece("第一条 略。")), ())
    assert superseded(compose("d", "a.docx", made)) == ""

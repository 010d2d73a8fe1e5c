import pytest

from ingest.classify import classify
from ingest.model import BlockKind, Document, DocumentKind, Piece, Reading, compose


def row(*cells: str, columns: tuple[str, ...] = ()) -> Piece:
    return Piece("\t".join(cells), BlockKind.ROW, cells=cells, columns=columns)


def document(file: str, *pieces: str | Piece, title: str = "") -> Document:
    made = tuple(Piece(one) if isinstance(one, str) else one for one in pieces)
    return compose("d", file, Reading(made, (), title=title))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("01_售后服务手册_HN-SC-2026_C0.docx", DocumentKind.MANUAL),
        ("After-sales Service Manual v3.docx", DocumentKind.MANUAL),
        ("HN-QP-07空调安装服务控制程序.docx", DocumentKind.PROCEDURE),
        ("电梯维保人员证书管理办法（2026年修订）.pdf", DocumentKind.PROCEDURE),
        ("客诉与退换货处理制度.docx", DocumentKind.PROCEDURE),
        ("2026年度服务人员培训计划.xlsx", DocumentKind.PROCEDURE),
        ("服务站管理程序及名册.pdf", DocumentKind.PROCEDURE),
        ("净水机使用说明书（第3版节选）.pdf", DocumentKind.PUBLISHED),
        ("官网售后服务页面.html", DocumentKind.PUBLISHED),
        ("服务承诺书与收费标准.pdf", DocumentKind.PUBLISHED),
        ("warranty-policy_2026.pdf", DocumentKind.PUBLISHED),
        ("业主手册.pdf", DocumentKind.PUBLISHED),
        ("设备维保合同（样本医院）.docx", DocumentKind.CONTRACT),
        ("委托服务协议2026.docx", DocumentKind.CONTRACT),
        ("ISO9001质量管理体系认证证书.pdf", DocumentKind.CERTIFICATE),
        ("营业执照副本.jpg", DocumentKind.CERTIFICATE),
        ("上门维修记录本第2页.jpg", DocumentKind.MINUTES),
        ("审核员现场记录0915.txt", DocumentKind.INTERVIEW),
        ("现场访谈笔记_审核组.txt", DocumentKind.INTERVIEW),
        ("二季度质量例会纪要.docx", DocumentKind.MINUTES),
        ("2025年顾客满意度调查报告.docx", DocumentKind.REPORT),
        ("关于任命售后部经理的通知.pdf", DocumentKind.REPORT),
        ("报警主机使用与保养手册.pdf", DocumentKind.PUBLISHED),
        ("墙板铺装说明_随箱.pdf", DocumentKind.PUBLISHED),
        ("用户服务手册_2026.docx", DocumentKind.MANUAL),
        ("报修工单与退租规程.html", DocumentKind.PROCEDURE),
        ("电梯维保服务册_2026版.docx", DocumentKind.MANUAL),
        ("客服部周会记要_5月.docx", DocumentKind.MINUTES),
        ("随货养护折页.pdf", DocumentKind.PUBLISHED),
        ("咖啡机上手卡.pdf", DocumentKind.PUBLISHED),
        ("阿福售后卡_交机时给.pdf", DocumentKind.PUBLISHED),
        ("收银软件6.2版本发布说明.md", DocumentKind.PUBLISHED),
        ("师傅保险卡.pdf", DocumentKind.FILLED_FORM),
        ("门店投诉本_2026.csv", DocumentKind.MINUTES),
        ("食堂一周菜单.docx", DocumentKind.OTHER),
        ("IMG_2031.jpg", DocumentKind.OTHER),
    ],
)
def test_name_decides_by_its_head_noun(name: str, kind: DocumentKind) -> None:
    assert classify(document(name, "正文。")).kind is kind


def test_title_decides_before_the_file_name() -> None:
    found = classify(document("scan01证书.pdf", "略", title="用 户 服 务 手 册"))
    assert found == (DocumentKind.MANUAL, "标题以“手册”定性")


def test_log_with_dated_rows_is_a_record_log() -> None:
    columns = ("单号", "报修时间", "备注")
    rows = [row(f"BX-{n:03}", f"2026-03-{n:02}", "", columns=columns) for n in range(1, 9)]
    assert classify(document("报修登记表.xlsx", *rows)).kind is DocumentKind.RECORD_LOG
    assert classify(document("附件2.xlsx", *rows)).kind is DocumentKind.RECORD_LOG


def test_log_told_in_prose_is_minutes() -> None:
    prose = ["3月18日组织了液压培训，27人参加，考核合格。"] * 5
    assert classify(document("工作记录汇编.docx", *prose)).kind is DocumentKind.MINUTES


def test_form_with_empty_cells_is_blank() -> None:
    columns = ("序号", "检查内容", "结果", "检查人", "日期")
    rows = [row(str(n), "热线接听", "", "", "", columns=columns) for n in range(1, 6)]
    found = classify(document("服务监督检查表.xlsx", *rows))
    assert found.kind is DocumentKind.FORM
    assert "尚未填写" in found.reason


def test_filled_form_is_one() -> None:
    cells = [row("用户", "宣城电子", "机型", "SJD-2"), row("验收日期", "2026-03-05", "签字", "王")]
    found = classify(document("安装调试验收单.docx", *cells))
    assert found.kind is DocumentKind.FILLED_FORM


def test_form_with_many_dated_rows_is_a_log() -> None:
    rows = [row(f"2026-03-{n:02}", "合格", "张") for n in range(1, 9)]
    assert classify(document("试验台点检表.xlsx", *rows)).kind is DocumentKind.RECORD_LOG


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["第一条 报修应当登记。", "第二条 不得拖延。"] * 3, DocumentKind.PROCEDURE),
        (["尊敬的用户：", "感谢您选用本公司产品，向您承诺如下。"], DocumentKind.PUBLISHED),
        (
            ["甲方：某医院", "乙方：某公司", "甲方委托乙方维保。", "乙方向甲方收费。"],
            DocumentKind.CONTRACT,
        ),
        (["兹证明某公司符合要求。", "证书编号：0123", "有效期至2027年"], DocumentKind.CERTIFICATE),
        (
            ["审核员：韩", "王：“没有逾期。”", "李：“都回访。”", "赵说“记不清”。"],
            DocumentKind.INTERVIEW,
        ),
        (["时间：6月2日", "地点：会议室", "主持：沈", "参加人员：葛、项"], DocumentKind.MINUTES),
        (["今天天气很好。"], DocumentKind.OTHER),
    ],
)
def test_content_decides_where_the_name_tells_nothing(lines: list[str], kind: DocumentKind) -> None:
    assert classify(document("附件一.docx", *lines)).kind is kind


def test_notice_that_carries_articles_is_a_rule() -> None:
    articles = [f"第{n}条 服务人员应当佩戴工牌，不得收受财物。" for n in "一二三四五六七"]
    assert (
        classify(document("关于印发服务规定的通知.docx", *articles)).kind is DocumentKind.PROCEDURE
    )


def test_card_that_speaks_to_the_customer_is_published() -> None:
    told = ["请您沿虚线剪下。", "为您服务的师傅姓李。"]
    assert classify(document("爱车保养小卡.pdf", *told)).kind is DocumentKind.PUBLISHED
    filled = ["姓名：李三", "工号：0117"]
    assert classify(document("员工登记小卡.pdf", *filled)).kind is DocumentKind.FILLED_FORM


def test_hidden_text_has_no_say() -> None:
    hidden = [Piece("第一条 应当。", hidden=True)] * 8
    assert classify(document("附件.docx", "略", *hidden)).kind is DocumentKind.OTHER

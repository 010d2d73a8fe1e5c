import pytest

from ingest.identity import identity_of, placed
from ingest.model import BlockKind, Document, DocumentKind, Piece, Reading, compose

COVER = (
    "澄岭泵业有限公司",
    "售 后 服 务 手 册",
    "文件编号：CL-SH-01　版本：B/1　2026 年 1 月 1 日起实施",
    "发布日期：2025-12-20",
)


def document(
    *lines: str | tuple[str, ...],
    kind: DocumentKind = DocumentKind.MANUAL,
    title: str = "",
    file: str = "a.docx",
    columns: tuple[str, ...] = (),
) -> Document:
    pieces = [
        Piece(line)
        if isinstance(line, str)
        else Piece("\t".join(line), BlockKind.ROW, cells=line, columns=columns, row=n)
        for n, line in enumerate(lines, 1)
    ]
    made = compose("d", file, Reading(tuple(pieces), (), title=title))
    from dataclasses import replace

    return replace(made, kind=kind)


def stands(made: Document, name: str) -> tuple[str, str] | None:
    """Return a value, and what stands in the text where it is said to."""
    stated = getattr(identity_of(made), name)
    return None if stated is None else (stated.value, made.text[stated.start : stated.end])


def test_cover_lines_tell_number_edition_and_dates_where_they_stand() -> None:
    made = document(*COVER)
    assert stands(made, "number") == ("CL-SH-01", "CL-SH-01")
    assert stands(made, "edition") == ("B/1", "B/1")
    assert stands(made, "effective") == ("2026-01-01", "2026 年 1 月 1 日")
    assert stands(made, "issued") == ("2025-12-20", "2025-12-20")


def test_cover_table_tells_them_cell_by_cell() -> None:
    made = document(("文件编号", "QP-07", "版本/修改状态", "C/0"), ("实施日期", "2026.3.1"))
    assert stands(made, "number") == ("QP-07", "QP-07")
    assert stands(made, "edition") == ("C/0", "C/0")
    assert stands(made, "effective") == ("2026-03-01", "2026.3.1")


def test_full_width_letters_are_quoted_as_they_stand() -> None:
    assert stands(document("文件编号：ＱＰ－０７"), "number") == ("ＱＰ－０７", "ＱＰ－０７")


def test_document_that_says_nothing_has_no_identity() -> None:
    made = identity_of(document("投诉须登记。"))
    assert not any(getattr(made, name) for name in type(made).__slots__)


def test_title_that_stands_in_the_text_has_a_place() -> None:
    made = document("售后服务手册", "第一条 略。", title="售后服务手册")
    assert stands(made, "title") == ("售后服务手册", "售后服务手册")


def test_title_of_the_properties_has_none() -> None:
    made = identity_of(document("第一条 略。", title="售后服务手册"))
    assert made.title is not None
    assert (made.title.value, made.title.end) == ("售后服务手册", 0)


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("有效期：2024年3月1日至2027年2月28日", "2024-03-01", "2027-02-28"),
        ("有效期至：2027-02-28", None, "2027-02-28"),
        ("Valid until 2027/2/28", None, "2027-02-28"),
        ("合同期限自2025年1月1日起至2025年12月31日止", "2025-01-01", "2025-12-31"),
    ],
)
def test_validity_of_a_certificate_or_contract(line: str, first: str | None, last: str) -> None:
    made = identity_of(document(line, kind=DocumentKind.CERTIFICATE))
    assert (made.valid_from and made.valid_from.value) == first
    assert made.valid_until is not None and made.valid_until.value == last


def test_validity_in_a_table_of_a_certificate() -> None:
    made = document(("有效期至", "2027年2月28日"), kind=DocumentKind.CERTIFICATE)
    assert stands(made, "valid_until") == ("2027-02-28", "2027年2月28日")


def test_manual_has_no_validity() -> None:
    assert identity_of(document("证书有效期至：2027-02-28")).valid_until is None


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("2026年第一季度满意度报告", "2026-01-01", "2026-03-31"),
        ("2025年度培训记录", "2025-01-01", "2025-12-31"),
        ("2025年下半年投诉台账", "2025-07-01", "2025-12-31"),
        ("维修台账2026年1-4月", "2026-01-01", "2026-04-30"),
        ("2024年2月份回访记录", "2024-02-01", "2024-02-29"),
    ],
)
def test_title_tells_the_period_of_a_record(title: str, first: str, last: str) -> None:
    made = identity_of(document("略", kind=DocumentKind.RECORD_LOG, title=title))
    assert made.period_from is not None and made.period_to is not None
    assert (made.period_from.value, made.period_to.value) == (first, last)


def test_rows_tell_the_period_where_no_title_does() -> None:
    rows = [("CL-02", "2026/3/5 14:05"), ("CL-01", "2026-03-02"), ("CL-03", "2026年5月3日")]
    made = document(*rows, kind=DocumentKind.RECORD_LOG, columns=("单号", "报修时间"))
    assert stands(made, "period_from") == ("2026-03-02", "2026-03-02")
    assert stands(made, "period_to") == ("2026-05-03", "2026年5月3日")


def test_stated_period_goes_before_title_and_rows() -> None:
    line = "统计期间：2026年1月5日至2026年3月28日"
    made = identity_of(document(line, kind=DocumentKind.REPORT, title="2026年度报告"))
    assert made.period_from is not None and made.period_from.value == "2026-01-05"


def test_day_that_does_not_exist_is_no_day() -> None:
    made = document(("CL-1", "2026-02-30"), kind=DocumentKind.RECORD_LOG, columns=("单号", "日期"))
    assert identity_of(made).period_from is None


def test_places_of_plain_text_lead_back() -> None:
    text = "文 件 编 号：ＱＰ－０７"
    plain, offsets = placed(text)
    assert plain == "文件编号:qp-07"
    assert [text[at] for at in offsets[:4]] == ["文", "件", "编", "号"]

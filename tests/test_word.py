"""The Word report: what it says, how it is built, and that text stays text."""

import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from assistant.export import word_clauses
from assistant.export import word_parts as parts
from assistant.export.word import STATUS, TITLE, write_docx
from assistant.model import Stance, Verdict
from assistant.report import gather
from ingest.errors import WorkspaceError
from tests.small_client import CLIENT, FILES, settings_of, shared

_SECTIONS = (
    "评价概况",
    "评价结果",
    "删减说明",
    "条款判定一览",
    "逐条评价记录",
    "记录核对与承诺比对",
    "不符合项与整改要求",
    "未取得证据的条款",
    "声明",
    "确认与签字",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "报告.docx"
    found = write_docx(shared(), path)
    return path, found


@pytest.fixture(scope="module")
def paper(written):
    return docx.Document(str(written[0]))


@pytest.fixture(scope="module")
def report():
    return gather(shared())


def all_text(paper):
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def table_with(paper, *header):
    for table in paper.tables:
        if [cell.text for cell in table.rows[0].cells][: len(header)] == list(header):
            return table
    raise AssertionError(f"no table {header}")


# what it says


def test_cover_names_client_standard_day_engine_and_status(paper):
    text = all_text(paper)
    for words in (CLIENT, "GB/T 27922-2011", "2026年06月30日", "rules", STATUS):
        assert words in text
    assert "machine proposal, to be confirmed by an auditor" in text


def test_sections_come_in_order(paper):
    heads = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert [head.split("　")[-1] for head in heads[:-1]] == list(_SECTIONS)
    assert heads[-1].startswith("附录 A")


def test_score_is_called_an_estimate_and_weights_assumed(paper, report):
    text = all_text(paper)
    assert f"估算得分 {report.score.total:g} 分" in text
    assert "分值为假定" in text


def test_verdict_table_lists_every_clause_once(paper, report):
    table = table_with(paper, "条款", "标题", "判定")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    listed = [row[0] for row in rows if re.fullmatch(r"\d(\.\d+){3}", row[0])]
    assert listed == [entry.clause.id for entry in report.entries]


def test_trust_stands_beside_each_verdict_with_its_meaning(paper, report):
    table = table_with(paper, "条款", "标题", "判定", "把握")
    cells = {row.cells[0].text: row.cells[3].text for row in table.rows[1:]}
    low = [e for e in report.entries if e.assessment.trust and e.assessment.trust.abstains]
    assert low
    assert {cells[entry.clause.id] for entry in low} == {"低，建议人工判定"}
    assert f"{len(low)}条把握低" in all_text(paper)
    assert "家开发客户上" in all_text(paper)


def test_report_without_trust_has_no_column_for_it(report):
    bare = [
        replace(e, assessment=e.assessment.model_copy(update={"trust": None}))
        for e in report.entries
    ]
    paper = parts.new_paper(title="", subject="", written=report.written)
    word_clauses.verdict_table(paper, replace(report, entries=tuple(bare)))
    assert [cell.text for cell in paper.tables[0].rows[0].cells][2:4] == ["判定", "分值"]
    assert "把握" not in all_text(paper)


def test_verdicts_are_coloured_and_spelled_out(paper):
    table = table_with(paper, "条款", "标题", "判定")
    fills = {}
    for row in table.rows[1:]:
        cell = row.cells[2]
        shade = cell._tc.tcPr.find(qn("w:shd"))
        if shade is not None:
            fills.setdefault(cell.text, set()).add(shade.get(qn("w:fill")))
    assert {"符合", "不符合", "未见证据"} <= set(fills)
    colours = [fills[word] for word in ("符合", "不符合", "未见证据")]
    assert all(len(colour) == 1 for colour in colours)
    assert len(set().union(*colours)) == 3


def test_every_quote_stands_with_file_place_kind_and_stance(paper, report):
    rows = {
        tuple(cell.text for cell in row.cells)
        for table in paper.tables
        for row in table.rows
        if len(row.cells) == 5
    }
    shown = [e for entry in report.entries for e in entry.assessment.evidence]
    assert shown
    kinds = {"rule": "文件", "record": "记录", "published": "公示"}
    kinds |= {"statement": "口述", "certificate": "证书"}
    stances = {"supports": "支持", "contradicts": "不利"}
    for one in shown:
        place = f"{one.file} {one.locator.label()}".strip()
        wanted = (place, parts.clean(one.quote), kinds[one.kind], stances[one.stance])
        assert any(row[1:] == wanted for row in rows), wanted


def test_requirement_and_statement_of_each_clause_are_there(paper, report):
    text = all_text(paper)
    for entry in report.entries:
        assert parts.clean(entry.clause.requirement.zh) in text
        assert parts.clean(entry.finding.statement.zh) in text


def test_nonconformities_are_numbered_with_facts_and_demands(paper, report):
    table = table_with(paper, "编号", "条款", "不符合事实", "整改要求")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    entries = report.of(Verdict.NONCONFORM)
    assert [row[0] for row in rows] == [f"NC-{n:02d}" for n in range(1, len(entries) + 1)]
    for row, entry in zip(rows, entries, strict=True):
        assert row[1].startswith(entry.clause.id)
        assert row[2]
        against = [e for e in entry.assessment.evidence if e.stance is Stance.CONTRADICTS]
        assert not against or against[0].file in row[2]


def test_clauses_without_evidence_name_documents_queries_and_nearest(paper, report):
    table = table_with(paper, "条款", "检索范围")
    rows = {row.cells[0].text.split()[0]: [c.text for c in row.cells] for row in table.rows[1:]}
    entries = report.of(Verdict.NO_EVIDENCE)
    assert set(rows) == {entry.clause.id for entry in entries}
    for entry in entries:
        searched = entry.assessment.searched
        shown = rows[entry.clause.id]
        assert f"现行材料{searched.documents}份" in shown[1]
        assert searched.queries[0] in shown[1]
        for near in searched.nearest:
            assert near.file in shown[2]


def test_own_rules_are_counted_over_all_rows(paper):
    table = table_with(paper, "条款", "企业自身的规定", "记录", "涉及", "违反")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    arrival = next(row for row in rows if "24小时内到场" in row[1])
    # by hand: six visits, CL-02 and CL-06 late, CL-04 without arrival time
    assert arrival[3:] == ["6", "2", "1", "CL-02、CL-06"]


def test_promises_that_differ_are_set_side_by_side(paper):
    table = table_with(paper, "承诺", "不一致的表述")
    text = "\n".join(cell.text for row in table.rows for cell in row.cells)
    assert "24小时" in text
    assert "48小时" in text


def test_documents_are_listed_with_hash_kind_state_and_ledger(paper):
    table = table_with(paper, "序号", "文件", "标识")
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in table.rows[1:]}
    assert set(rows) == set(FILES)
    for row in rows.values():
        assert re.fullmatch(r"[0-9a-f]{16}", row[2])
        assert "采用" in row[5]
    assert rows["售后服务手册_A0_2023.md"][4] == "已作废，不采信"
    assert rows["售后服务手册_B1.md"][4] == "现行"


def test_sampling_caveat_and_signature_lines_are_there(paper):
    text = all_text(paper)
    assert "抽样" in text
    assert "“未见证据”不等于“不符合”" in text
    table = table_with(paper, "角色", "姓名", "签字", "日期")
    assert [row.cells[0].text for row in table.rows[1:]] == [
        "评审员",
        "评审组长",
        "受评价方代表",
        "认证机构复核",
    ]


def test_what_was_set_aside_is_shown_with_its_reason(report):
    order = (
        report.entries[0]
        .assessment.evidence[0]
        .model_copy(update={"stance": Stance.NEITHER, "why": "tells the auditor what to decide"})
    )
    first = report.entries[0]
    aside = first.assessment.model_copy(update={"set_aside": (order,)})
    entries = (replace(first, assessment=aside), *report.entries[1:])
    paper = parts.new_paper(title="t", subject="s", written=report.written)
    word_clauses.findings(paper, replace(report, entries=entries))
    row = next(r for table in paper.tables for r in table.rows if r.cells[0].text == "未予采信")
    assert order.file in row.cells[1].text
    assert "文件中指示如何判定的文字" in row.cells[1].text


def test_problems_come_back_with_their_clause(written, report):
    assert written[1] == report.problems
    assert all(re.match(r"\d(\.\d+){3} ", problem) for problem in written[1])


def test_day_of_writing_is_the_audit_date_unless_given(tmp_path):
    assert gather(shared()).written == date(2026, 6, 30)
    write_docx(shared(), tmp_path / "r.docx", written=date(2026, 7, 15))
    made = docx.Document(str(tmp_path / "r.docx"))
    assert "2026年07月15日" in all_text(made)
    assert made.core_properties.created.date() == date(2026, 7, 15)


def test_assessments_that_hold_are_not_made_again(report):
    before = {entry.clause.id: entry.assessment for entry in report.entries}
    after = {entry.clause.id: entry.assessment for entry in gather(shared()).entries}
    assert after == before


# how it is built


def test_fonts_of_chinese_are_set_on_every_style_used(paper):
    used = {p.style.name for p in paper.paragraphs} | {"Footer", "Header"}
    for name in used:
        fonts = paper.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in (parts.BODY, parts.HEAD), name
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_header_rows_repeat(paper):
    for header in (("条款", "标题"), ("序号", "文件"), ("编号", "条款")):
        row = table_with(paper, *header).rows[0]
        assert row._tr.trPr.find(qn("w:tblHeader")) is not None


def test_footer_counts_pages_and_keeps_the_status(paper):
    footer = paper.sections[0].footer._element
    fields = [node.text.strip() for node in footer.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert STATUS in "".join(node.text or "" for node in footer.iter(qn("w:t")))


def test_header_has_client_and_title_but_not_on_the_cover(paper):
    section = paper.sections[0]
    assert CLIENT in section.header.paragraphs[0].text
    assert TITLE in section.header.paragraphs[0].text
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""


def test_pages_are_a4(paper):
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_package_is_sound(written):
    with zipfile.ZipFile(written[0]) as package:
        assert package.testzip() is None


# writing


def test_existing_report_is_replaced_and_nothing_else_left(tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    write_docx(shared(), path)
    assert path.read_bytes().startswith(b"PK")
    assert [p.name for p in tmp_path.iterdir()] == ["报告.docx"]


def test_missing_folder_is_made(tmp_path):
    write_docx(shared(), tmp_path / "a" / "b" / "r.docx")
    assert (tmp_path / "a" / "b" / "r.docx").exists()


def test_place_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path):
    (tmp_path / "r.docx").mkdir()
    with pytest.raises(WorkspaceError, match=r"r\.docx"):
        write_docx(shared(), tmp_path / "r.docx")
    assert [p.name for p in tmp_path.iterdir()] == ["r.docx"]


# text is text


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("a\x00b\x0bc\x1f", "ab c"),
        ("第7行\tG-7\r\n已签", "第7行  G-7 已签"),
        ("\ud800坏\ufffe", "坏"),
        ("甲\u202e.exe.乙", "甲.exe.乙"),
        ("<w:t>& {{ client }} =1+1", "<w:t>& {{ client }} =1+1"),
        ("𠮷野家🙂", "𠮷野家🙂"),
    ],
)
def test_what_paper_cannot_hold_is_left_out_and_the_rest_kept(words, kept):
    assert parts.clean(words) == kept


def test_hostile_text_is_printed_not_interpreted(tmp_path):
    hostile = '</w:t></w:r>{{ 7*7 }}&lt;script&gt;\x07 =HYPERLINK("http://x")'
    paper = parts.new_paper(title=hostile, subject=hostile, written=date(2026, 6, 30))
    parts.furnish(paper.sections[0], left=hostile, right="r", foot="f")
    parts.heading(paper, hostile)
    parts.table(paper, ("a", "b"), (8, 8), [(hostile, (hostile, "二"))])
    paper.save(str(tmp_path / "h.docx"))
    back = docx.Document(str(tmp_path / "h.docx"))
    plain = hostile.replace("\x07", "")
    assert back.paragraphs[0].text == plain
    assert back.tables[0].rows[1].cells[1].text == f"{plain}\n二"
    assert not list(back.element.iter(qn("w:instrText")))
    assert back.core_properties.title == plain


def test_hostile_client_name_goes_through(tmp_path):
    from assistant.workspace import Workspace

    name = "甲<&>\"'{{x}}公司"
    room = Workspace(settings_of(tmp_path / "w"), name, create=True)
    (tmp_path / "制度.md").write_text("# 制度\n\n投诉须登记。\n", encoding="utf-8")
    list(room.ingest([tmp_path / "制度.md"]))
    write_docx(room, tmp_path / "r.docx")
    assert name in all_text(docx.Document(str(tmp_path / "r.docx")))


def test_row_of_fewer_cells_fills_the_width():
    paper = parts.new_paper(title="t", subject="s", written=date(2026, 6, 30))
    made = parts.grid(paper, (4, 4, 4))
    row = parts.add_row(made, ["一", "二"])
    assert row.cells[1]._tc is row.cells[2]._tc

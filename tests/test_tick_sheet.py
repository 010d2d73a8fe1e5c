"""The tick sheet: out to xlsx, filled by a person, in again; tests are rows that stay."""

from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from assistant.export import tick_sheet
from assistant.sample_book import RowStatus, SampleBook, Wanted
from assistant.sample_model import Mark, Method
from assistant.settings import Settings
from assistant.store import TESTS
from assistant.workspace import Workspace
from ingest.errors import UsageError
from tests.command_line import kezheng

AT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 7, 8, 9, 30, tzinfo=UTC)
CSV = "单号,网点,顾客,备注\n" + "".join(
    f'G{i:02},{"甲站乙站丙站"[i % 3 * 2 :][:2]},"=HYPERLINK(""http://x"",{i})",+1\n'
    for i in range(1, 13)
)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    (folder / "工单台账.csv").write_text(CSV, encoding="utf-8")
    ran = kezheng(
        "ingest", folder / "工单台账.csv", "--workspace", folder / "w", "--client", "客户", "--json"
    )
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def book(source, tmp_path):
    import shutil

    shutil.copytree(source / "w", tmp_path / "w")
    return SampleBook(Workspace(Settings(workspace=tmp_path / "w"), "客户"))


@pytest.fixture
def sample(book):
    wanted = Wanted(
        file="工单", size=3, seed=7, clause="5.3.1.3", checks=("有回访记录", "顾客签字")
    )
    return book.draw(wanted, who="甲", at=AT)


@pytest.fixture
def sheet(sample, tmp_path):
    path = tmp_path / "检查表.xlsx"
    tick_sheet.write(sample, path)
    return path


def fill(path, *rows, row=4):
    """Write cells by the names of their columns, the last of a name."""
    held = load_workbook(path)
    page = held.worksheets[0]
    at = {cell.value: cell.column for cell in page[3]}
    for number, cells in enumerate(rows, start=row):
        for name, value in cells.items():
            page.cell(number, at[name]).value = value
    held.save(path)


def kept(book):
    with book._room.documents.engine.connect() as connection:
        return connection.execute(select(TESTS)).mappings().all()


def statuses(taken):
    return [row.status.value for row in taken[1]]


def test_same_draw_again_is_the_one_kept_before(book, sample):
    again = book.draw(
        Wanted(file="工单", size=3, seed=7, clause="5.3.1.3", checks=("有回访记录", "顾客签字")),
        who="乙",
        at=LATER,
    )
    assert again == sample
    assert len(book.standings()) == 1


def test_sheet_has_a_row_for_each_drawn_record_with_its_place_and_cells(sample, sheet):
    page = load_workbook(sheet).worksheets[0]
    heads = [cell.value for cell in page[3]]
    assert heads == [
        "序号", "记录编号", "位置", "单号", "网点", "顾客", "备注",
        "检查：有回访记录", "检查：顾客签字", "结果", "检查人", "检查日期", "备注",
    ]  # fmt: skip
    shown = [[cell.value for cell in row][:5] for row in page.iter_rows(min_row=4, max_row=6)]
    assert [row[1] for row in shown] == [record.record for record in sample.drawn]
    assert shown[0][2].startswith("工单台账.csv 第")


def test_no_cell_of_a_client_becomes_a_formula(sheet):
    for page in load_workbook(sheet).worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.value is None or cell.quotePrefix


def test_seed_method_and_rationale_stand_in_the_sheet(sheet):
    said = {row[0].value: row[1].value for row in load_workbook(sheet).worksheets[1].iter_rows()}
    assert (said["种子"], said["方法"], said["样本量"]) == ("7", "simple", "3")
    assert said["理由"].startswith("总体共12，抽3")


def test_filled_rows_become_tests_and_blank_ones_do_not(book, sheet):
    fill(
        sheet,
        {"检查：有回访记录": "合格", "检查：顾客签字": "合格"},
        {"检查：有回访记录": "√", "检查：顾客签字": "×", "备注": "签字栏空白"},
    )
    taken = book.take_in(sheet, who="乙", at=AT)
    assert statuses(taken) == ["added", "added", "blank"]
    (standing,) = book.standings()
    assert [test.mark for test in standing.tests] == [Mark.PASS, Mark.FAIL]
    assert standing.tests[1].remark == "签字栏空白"
    assert (standing.tally.n_failed, standing.tally.n_untested) == (1, 1)


def test_deduction_of_a_third_is_proposed(book, sheet):
    fill(sheet, {"结果": "不合格"}, {"结果": "合格"}, {"结果": "合格"})
    book.take_in(sheet, who="乙", at=AT)
    proposed = book.standings()[0].deduction
    assert proposed.off == pytest.approx(proposed.points / 3, abs=1e-4)
    assert proposed.off == proposed.off_at_most


def test_sheet_taken_in_twice_adds_nothing(book, sheet):
    fill(sheet, {"结果": "不合格"})
    book.take_in(sheet, who="乙", at=AT)
    assert statuses(book.take_in(sheet, who="乙", at=LATER)) == ["unchanged", "blank", "blank"]
    assert len(kept(book)) == 1


def test_retest_is_a_new_row_and_the_first_stays(book, sheet):
    fill(sheet, {"结果": "不合格", "检查人": "甲", "检查日期": date(2026, 7, 1)})
    book.take_in(sheet, who="", at=AT)
    before = [dict(row) for row in kept(book)]
    fill(sheet, {"结果": "合格", "检查人": "乙", "检查日期": "2026年7月8日"})
    book.take_in(sheet, who="", at=LATER)
    assert [dict(row) for row in kept(book)][:1] == before
    tests = book.standings()[0].tests
    assert [(t.mark, t.who, t.tested_on, t.recorded_at) for t in tests] == [
        (Mark.FAIL, "甲", date(2026, 7, 1), AT),
        (Mark.PASS, "乙", date(2026, 7, 8), LATER),
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"结果": "大概行"}, "看不懂的结果"),
        ({"检查：顾客签字": "合格"}, "检查项未填全"),
        ({"结果": "合格", "检查：顾客签字": "不合格"}, "检查项有不合格"),
        ({"结果": "合格", "检查日期": "2026-13-01"}, "读不出"),
        ({"结果": "合格", "检查日期": "2026-07-02"}, "在今天之后"),
        ({"结果": "合格", "记录编号": "G99"}, "与样本不符"),
        ({"结果": "合格", "序号": "9"}, "不在样本中"),
    ],
)
def test_row_that_cannot_be_taken_in_says_why_and_the_others_are(book, sheet, cells, said):
    fill(sheet, cells, {"结果": "合格"})
    _, rows = book.take_in(sheet, who="乙", at=AT)
    assert [row.status for row in rows[:2]] == [RowStatus.FAILED, RowStatus.ADDED]
    assert said in rows[0].error
    assert len(kept(book)) == 1


def test_row_without_a_tester_is_refused(book, sheet):
    fill(sheet, {"结果": "合格"})
    assert statuses(book.take_in(sheet, who="", at=AT)) == ["failed", "blank", "blank"]


def test_file_that_is_no_tick_sheet_is_refused(book, tmp_path):
    path = tmp_path / "别的.xlsx"
    Workbook().save(path)
    with pytest.raises(UsageError, match="不是检查表"):
        book.take_in(path, who="乙", at=AT)
    path.write_bytes(b"PK not a zip")
    with pytest.raises(UsageError, match="不是检查表"):
        book.take_in(path, who="乙", at=AT)


def test_sheet_of_another_audit_is_refused(book, sample, tmp_path):
    stray = sample.model_copy(update={"id": "0" * 16})
    tick_sheet.write(stray, tmp_path / "别家.xlsx")
    with pytest.raises(UsageError, match="没有样本 0000"):
        book.take_in(tmp_path / "别家.xlsx", who="乙", at=AT)


def test_outlets_are_drawn_by_the_root_of_their_number(book):
    drawn = book.draw(
        Wanted(file="工单", method=Method.OUTLETS, by="网点", seed=1), who="甲", at=AT
    )
    assert (drawn.n_population, len(drawn.drawn)) == (3, 2)


def test_strata_need_a_column(book):
    with pytest.raises(UsageError, match="分层"):
        book.draw(Wanted(file="工单", method=Method.STRATIFIED), who="甲", at=AT)


def test_checks_default_to_the_questions_of_the_clause(book):
    drawn = book.draw(Wanted(file="工单", clause="5.3.1.3", seed=1), who="甲", at=AT)
    questions = {p.question.zh for p in book._room.catalog.clause("5.3.1.3").points}
    assert drawn.checks and set(drawn.checks) <= questions

"""What the panes of record checks and commitments show: exact rows, columns, limits; escaped."""

import json

import pytest

from assistant import record_flaws
from assistant.model import Lang, Words
from assistant.record_delays import Bar, Delays
from assistant.record_flaws import Flaw, FlawKind
from assistant.roles import Role
from assistant.settings import Settings
from assistant.ui import checks, columns, commitment_pane, flaws, plots, record_pane, report
from assistant.ui.desk import Desk
from assistant.ui.measured import Mark
from assistant.ui.rooms import Rooms
from ingest.errors import UsageError
from tests.audit_documents import corpus, rows
from tests.small_client import CLIENT, FILES

HOSTILE = "<img src=x onerror=alert(1)>"
DELAYS = Delays("hour", 9, 2, 4, 9, 30, (Bar(3, 4), Bar(5, 3), Bar(30, 2)))


def _room(folder, files):
    source = folder / "files"
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    rooms = Rooms(Settings(workspace=folder / "workspace", model="", base_url=""))
    room = rooms.enter(rooms.create(CLIENT))
    assert not [row.file for row in room.workspace.ingest([source]) if row.error is not None]
    return room


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """Return a client that no test changes."""
    return _room(tmp_path_factory.mktemp("client"), FILES)


@pytest.fixture
def own_room(tmp_path):
    """Return a client that a test may change."""
    return _room(tmp_path, FILES)


def _arrival(room):
    return next(c for c in room.workspace.checks() if "24小时内到场" in c.rule_quote)


def _flaw(kind, *names):
    return Flaw(kind, "台账.xlsx", LOG.id, "", "", 6, len(names), names, _WORDS)


LOG = rows(
    "台账.xlsx", ("单号", "报修时间"), *((f"A{i % 4}", f"2026-03-0{i}") for i in range(1, 7))
)
GRID = record_flaws.logs(corpus(LOG))
_WORDS = Words(zh="不对", en="wrong")


@pytest.mark.parametrize(
    ("value", "at"), [(2, 0.5), (3, 1.0), (4, 1.5), (5, 2.0), (1, 0.0), (0, -0.5), (60, 3.5)]
)
def test_limit_stands_among_the_bars_where_it_falls(value, at):
    assert plots.position(value, [1, 3, 5, 30]) == at


def test_histogram_draws_each_limit_as_a_line_with_its_words():
    marks = [Mark(8.0, "8小时（四县）"), Mark(4.0, "4小时（市区）")]
    figure = json.loads(plots.histogram(DELAYS, marks, Lang.ZH).plot)
    assert figure["data"][0]["y"] == [4, 3, 2]
    assert figure["data"][0]["customdata"] == ["2–3", "4–5", "6–30"]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [1.5, 2.12]
    words = [one["text"] for one in figure["layout"]["annotations"]]
    assert words == ["4小时（市区）", "8小时（四县）"]


def test_words_of_a_file_are_no_markup_in_a_plot():
    plot = plots.histogram(DELAYS, [Mark(4.0, f"4小时（{HOSTILE}）")], Lang.ZH).plot
    assert "<img" not in plot


def test_check_names_the_columns_that_it_reads(room):
    found = room.counts.measure(_arrival(room))
    named = [(c.part, c.name, c.role) for c in found.columns if c.part]
    assert named == [("start", "报修时间", Role.REPORTED), ("end", "到场时间", Role.ARRIVED)]
    assert found.columns[1].addresses == ("报修台账_2026.csv::到场时间",)
    assert found.marks == (Mark(24.0, "24小时"),)


def test_every_check_finds_the_columns_behind_it(room):
    assert room.workspace.checks()
    for check in room.workspace.checks():
        assert any(column.part for column in room.counts.measure(check).columns)


def test_column_of_alike_sheets_is_corrected_on_each(tmp_path):
    from openpyxl import Workbook

    room = _room(tmp_path, {"售后服务手册_B1.md": FILES["售后服务手册_B1.md"]})
    book = Workbook()
    book.remove(book.active)
    for month in (1, 2):
        sheet = book.create_sheet(f"{month}月")
        sheet.append(["单号", "报修时间", "到场时间"])
        for day in range(1, 8):
            opened = f"2026-0{month}-0{day} 09:00"
            sheet.append([f"R{month}{day}", opened, f"2026-0{month}-0{day} 15:00"])
    book.save(tmp_path / "报修台账.xlsx")
    assert [row.error for row in room.workspace.ingest([tmp_path / "报修台账.xlsx"])] == [None]
    found = room.counts.measure(_arrival(room)).columns
    arrived = next(column for column in found if column.part == "end")
    assert arrived.addresses == ("报修台账.xlsx:1月:到场时间", "报修台账.xlsx:2月:到场时间")
    record_pane.correct(room, columns.JOIN.join(arrived.addresses), "none", who="丁一凡")
    assert room.workspace.rulings.columns() == dict.fromkeys(arrived.addresses)


def test_column_that_is_not_there_is_refused(own_room):
    with pytest.raises(UsageError):
        record_pane.correct(own_room, "报修台账_2026.csv::没有这列", "arrived", who="丁一凡")
    assert own_room.workspace.rulings.columns() == {}


@pytest.mark.parametrize(("who", "why"), [("", "属实"), ("丁一凡", "  ")])
def test_deduction_without_who_or_why_is_refused(own_room, who, why):
    desk = Desk(check=_arrival(own_room).id)
    with pytest.raises(UsageError):
        record_pane.decide(own_room, desk, "yes", who, why)
    assert own_room.workspace.rulings.special() == {}
    assert own_room.workspace.audit.decisions(checks.REASONS) == {}


def test_confirmed_deduction_lowers_the_score_of_the_report(own_room):
    own_room.workspace.assess()
    before = report.summary(own_room, Lang.ZH)
    score = own_room.workspace.score().total
    assert score > 1
    assert f'kz-figure-value">{score:g}<' in before
    desk = Desk(check=_arrival(own_room).id)
    record_pane.decide(own_room, desk, "yes", "丁一凡", "两次超时属实")
    assert f'kz-figure-value">{score - 1:g}<' in report.summary(own_room, Lang.ZH)
    record_pane.decide(own_room, desk, "no", "丁一凡", "顾客改约")
    assert f'kz-figure-value">{score:g}<' in report.summary(own_room, Lang.ZH)


def test_doubles_are_each_their_own_row():
    found = flaws.rows_of(_flaw(FlawKind.DUPLICATE, "A1", "A2", "A1", "A2"), GRID)
    assert [(name, row.number) for name, row in found] == [
        ("A1", 2),
        ("A2", 3),
        ("A1", 6),
        ("A2", 7),
    ]


def test_row_whose_id_tells_several_apart_is_not_pointed_at():
    assert flaws.rows_of(_flaw(FlawKind.BLANK, "A1"), GRID) == [("A1", None)]


def test_missing_period_is_no_row():
    assert flaws.rows_of(_flaw(FlawKind.GAP, "A3"), GRID) == [("A3", None)]


def test_id_of_a_row_of_another_table_is_not_pointed_at():
    assert flaws.rows_of(_flaw(FlawKind.BLANK, "Z9"), GRID) == [("Z9", None)]


def test_actor_of_a_statement_is_read_from_its_own_words(tmp_path):
    text = "# 投诉处理制度\n\n3.1 客服主管应在接诉后4小时内首次联系顾客。\n"
    room = _room(tmp_path, {"投诉处理制度.md": text})
    shown = commitment_pane.ledger(room, Desk(looked={commitment_pane.TAB}))
    assert "责任人：客服主管" in shown


def test_text_of_files_is_escaped_in_both_panes(tmp_path):
    lines = [f"{HOSTILE}{n},2026-03-0{n} 09:00,2026-03-0{n + 1} 15:00" for n in range(1, 7)]
    log = "\n".join(["单号,报修时间,到场时间", *lines[:5], f"{HOSTILE}7,2026-03-07 09:00,", ""])
    rule = f"# 手册\n\n2.1 需要上门的报修（{HOSTILE}），自报修时间起24小时内到场。\n"
    room = _room(tmp_path, {"售后服务手册.md": rule, "报修台账.csv": log})
    (check,) = room.workspace.checks()
    assert check.n_breach == 5
    looked = {record_pane.TAB, commitment_pane.TAB}
    (flaw,) = room.counts.flaws()
    for desk in (Desk(looked=looked), Desk(looked=looked, check=check.id, flaw=flaws.key_of(flaw))):
        shown = [
            checks.listed(room, desk),
            checks.body(room, desk),
            flaws.listed(room, desk),
            flaws.body(room, desk),
            commitment_pane.ledger(room, desk),
        ]
        assert "&lt;img" in "".join(shown)
        assert "<img" not in "".join(shown)


def test_turning_to_another_client_closes_what_was_open_in_both_panes():
    desk = Desk(client="甲", check="k1", flaw="f1", shown="conflict", looked={record_pane.TAB})
    desk.go_to("乙")
    assert (desk.check, desk.flaw, desk.shown, desk.looked) == ("", "", "", set())

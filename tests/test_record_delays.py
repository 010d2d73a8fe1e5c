"""How long rows took, and how outcomes are spread over the months."""

from datetime import date

from assistant import records
from assistant.roles import Role
from assistant.tables import address
from tests.audit_documents import corpus, prose, rows

AUDIT = date(2026, 6, 30)


def _only(*documents, mapped=None):
    (check,) = records.check(corpus(*documents), AUDIT, mapped=mapped)
    return check


CALLS = _only(
    prose("程序.docx", "完工后7日内回访。"),
    rows(
        "回访台账.xlsx",
        ("单号", "完工日期", "回访日期"),
        *((f"A{n}", "2026-03-01", f"2026-03-{1 + n:02d}") for n in range(1, 10)),
        ("B1", "2026-04-01", "2026-04-30"),
        ("B2", "2026-04-01", ""),
    ),
)


def test_delays_count_the_rows_that_show_both_days():
    # 1, 2, … 9 and 29 days
    spread = CALLS.delays
    assert (spread.unit, spread.rows, spread.least, spread.most) == ("day", 10, 1, 29)
    assert (spread.median, spread.p90) == (5, 9)


def test_bars_hold_every_row_once():
    assert sum(bar.rows for bar in CALLS.delays.bars) == 10
    assert CALLS.delays.bars[-1].most == 29


def test_outcomes_are_spread_over_the_months():
    spread = [(m.month, m.n_total, m.n_breach, m.n_unknown) for m in CALLS.months]
    assert spread == [("2026-03", 9, 2, 0), ("2026-04", 2, 1, 1)]


def test_hours_are_counted_where_the_rule_counts_hours():
    check = _only(
        prose("程序.docx", "自报修起4小时内到场。"),
        rows(
            "报修台账.xlsx",
            ("单号", "报修时间", "到场时间"),
            ("A1", "2026-03-01 08:00", "2026-03-01 08:30"),
            ("A2", "2026-03-01 08:00", "2026-03-01 13:00"),
        ),
    )
    assert (check.delays.unit, check.delays.least, check.delays.most) == ("hour", 1, 5)


def test_rule_without_a_length_has_no_delays():
    check = _only(
        prose("程序.docx", "客户在服务单上签字。"),
        rows("服务单台账.xlsx", ("单号", "客户签字"), ("A1", "已签"), ("A2", "")),
    )
    assert check.delays is None


ODD = rows(
    "报修台账.xlsx",
    ("单号", "甲栏", "乙栏"),
    ("A1", "2026-03-01 08:00", "2026-03-01 11:00"),
    ("A2", "2026-03-01 08:00", "2026-03-01 13:00"),
)


def test_columns_that_a_person_named_are_measured():
    rule = prose("程序.docx", "自报修起4小时内到场。")
    assert records.check(corpus(rule, ODD), AUDIT) == []
    mapped = {
        address("报修台账.xlsx", "", "甲栏"): Role.REPORTED,
        address("报修台账.xlsx", "", "乙栏"): Role.ARRIVED,
    }
    check = _only(rule, ODD, mapped=mapped)
    assert (check.n_total, check.breach_rows) == (2, ("A2",))


def test_column_that_stands_for_nothing_is_not_measured():
    rule = prose("程序.docx", "自报修起4小时内到场。")
    log = rows(
        "报修台账.xlsx",
        ("单号", "报修时间", "到场时间"),
        ("A1", "2026-03-01 08:00", "2026-03-01 13:00"),
    )
    mapped = {address("报修台账.xlsx", "", "报修时间"): None}
    assert records.check(corpus(rule, log), AUDIT, mapped=mapped) == []

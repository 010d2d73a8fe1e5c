"""Counting questions: which checks answer, and what they say of a named row."""

import pytest

from assistant.census import census
from tests.small_client import shared


def _counted(question):
    return census(shared(), question).counted


def test_rule_and_rows_are_quoted_with_the_count():
    one = _counted("有多少单报修超过24小时才到场？")[0]
    assert "24小时内到场" in one.rule.quote
    assert (one.check.n_total, one.check.n_breach, one.check.n_unknown) == (6, 2, 1)
    assert [quoted.quote.split()[0] for quoted in one.rows] == ["CL-02", "CL-06", "CL-04"]
    assert one.named is None


def test_every_rule_over_the_same_rows_is_counted():
    limits = {one.check.rule_quote[-8:] for one in _counted("报修到场超期的有几单？")}
    assert len(limits) == 2


@pytest.mark.parametrize(
    ("row", "outcome"),
    [("CL-02", "breach"), ("CL-04", "unknown"), ("CL-05", "met"), ("CL-01", "met")],
)
def test_named_row_has_its_outcome(row, outcome):
    one = next(c for c in _counted(f"{row} 到场算超期吗？") if "24小时" in c.rule.quote)
    assert one.named.quote.startswith(row)
    assert one.outcome == outcome


def test_row_named_by_a_customer_is_found():
    one = next(c for c in _counted("东岭矿业公司那单到场超期吗？") if "24小时" in c.rule.quote)
    assert one.named.quote.startswith("CL-05")
    assert one.outcome == "met"


def test_id_that_is_part_of_another_names_no_row():
    assert all(one.named is None for one in _counted("CL-0 到场算超期吗？"))


def test_year_that_the_records_do_not_hold_is_not_counted():
    assert _counted("2024年有多少单报修到场超期？") == ()
    assert _counted("2026年有多少单报修到场超期？")


def test_question_about_something_else_counts_nothing():
    assert _counted("仓库有多少个灭火器？") == ()

"""Formulas of rates, as firms write them."""

import pytest

from assistant.row_totals import computed
from assistant.rule_totals import arithmetic


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("（在线台时－停机台时）÷在线台时", 0.95),
        ("在线台时除以停机台时", 20.0),
        ("停机台时÷在线台时×100%", 0.05),
        ("1 - 停机台时/在线台时", 0.95),
    ],
)
def test_formula_is_worked_out_from_the_numbers_of_its_names(formula, value):
    numbers = {"在线台时": 200.0, "停机台时": 10.0}
    assert computed(arithmetic(formula), numbers) == pytest.approx(value)


@pytest.mark.parametrize(
    "formula",
    [
        "在线台时/零",
        "在线台时/没有这一列",
        "(在线台时-1",
        "__import__('os').getcwd()",
        "在线台时**9",
        "(" * 400 + "1" + ")" * 400,
        "",
    ],
)
def test_what_is_no_plain_formula_of_known_numbers_has_no_value(formula):
    assert computed(formula, {"在线台时": 200.0, "零": 0.0}) is None

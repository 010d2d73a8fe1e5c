"""Rows that a question names."""

import pytest

from assistant.named_rows import named_rows
from tests.small_client import shared


def _best(question):
    rows = named_rows(shared().facts.corpus, question)
    return rows[0].sentence.text.split()[0] if rows else ""


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("CL-02 算超期吗？", "CL-02"),
        ("望溪水厂那单算超期吗？", "CL-02"),
        ("东岭矿业公司那单呢？", "CL-05"),
        ("上门的有几单超期？", ""),
        ("CL-0 算超期吗？", ""),
    ],
)
def test_row_is_found_by_its_own_words_only(question, row):
    assert _best(question) == row


def test_id_goes_before_a_name():
    assert _best("望溪水厂的 CL-05 算超期吗？") == "CL-05"

"""Rows that a question names."""

import pytest

from assistant.named_rows import named_rows
from tests.audit_documents import corpus, rows
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


CERTIFICATES = corpus(
    rows(
        "证件.xlsx",
        ("姓名", "证件", "批号"),
        ("陈守一", "高处作业证", "PZ26-1"),
        ("陈守一", "低压电工证", "PZ26-1"),
        ("陈守一", "焊工证", "PZ26-1"),
        ("吴启明", "焊工证", "PZ26-1"),
    )
)


def test_other_words_of_a_question_tell_rows_of_one_name_apart():
    best = named_rows(CERTIFICATES, "陈守一的低压电工证算过期吗？")[0]
    assert best.sentence.text.split()[1] == "低压电工证"


def test_code_that_stands_in_many_rows_is_no_id_of_one():
    assert not any(row.by_id for row in named_rows(CERTIFICATES, "PZ26-1 这一批都通知到了吗？"))

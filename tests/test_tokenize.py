import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.tokenize import fold, numeral, tokens


def test_han_gives_unigrams_and_bigrams() -> None:
    assert tokens("回访率") == ["回", "访", "率", "回访", "访率"]


@pytest.mark.parametrize("text", ["5.3.1.4", "５．３．１．４", "见5.3.1.4条", "5.3.1.4。"])
def test_clause_number_is_one_token_in_any_width(text: str) -> None:
    assert "5.3.1.4" in tokens(text)


def test_clause_number_shares_no_token_with_a_look_alike() -> None:
    assert not set(tokens("5.3.1.4")) & {*tokens("53.1.4"), *tokens("5.3.1"), *tokens("5.3.14")}


def test_article_seven_point_two_is_not_article_seventy_two() -> None:
    assert set(tokens("第7.2条")) & set(tokens("第72条")) == {"第", "条"}


@pytest.mark.parametrize("text", ["第十八条", "第18条", "第１８条"])
def test_article_number_is_one_token_in_any_numerals(text: str) -> None:
    assert "第18条" in tokens(text)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("依TY-QP-07执行", "ty-qp-07"),
        ("编号：JL－2024－015", "jl-2024-015"),
        ("GB/T 27922—2011", "gb/t27922-2011"),
        ("GB/T27922-2011", "gb/t27922-2011"),
        ("gb/t 27922--2011", "gb/t27922"),
        ("ISO 9001:2015", "iso9001-2015"),
        ("版本C/0", "c/0"),
        ("SJD-2.0/6.5货梯", "sjd-2.0/6.5"),
    ],
)
def test_code_is_whole(text: str, token: str) -> None:
    assert token in tokens(text)


@pytest.mark.parametrize("text", ["12小时", "12 小时", "１２小时", "十二小时", "12h"])
def test_hours_are_one_token_in_any_writing(text: str) -> None:
    assert "12小时" in tokens(text)


def test_title_set_wide_is_found_by_its_words() -> None:
    assert {"手册", "作废"} <= set(tokens("用 户 手 册（作　废）"))
    assert "岚用" not in tokens("顾晓岚 用户服务部")


def test_quantity_is_not_cut_from_a_longer_number() -> None:
    assert "2小时" not in tokens("12小时") + tokens("十二小时") + tokens("1.2小时")
    assert "200元" not in tokens("1,200元")


def test_thousands_separator_is_dropped() -> None:
    assert {"1200", "1200元"} <= set(tokens("1,200元"))


@pytest.mark.parametrize("text", ["2026年3月5日", "2026-03-05", "2026/3/5", "2026.3.5"])
def test_date_is_one_token_in_any_writing(text: str) -> None:
    assert "2026-03-05" in tokens(text)


def test_times_of_a_range_are_two_tokens() -> None:
    assert {"8:00", "20:00"} <= set(tokens("每日08：00—20：00"))


def test_telephone_number_is_found_with_and_without_dashes() -> None:
    assert "4005507219" in tokens("400-550-7219")
    assert "4005507219" in tokens("4005507219")


def test_range_gives_both_ends() -> None:
    assert {"5", "7天"} <= set(tokens("5-7天"))


def test_latin_words_are_lower_case_and_found_apart() -> None:
    assert {"after-sales", "after", "sales", "crm"} <= set(tokens("After-Sales CRM"))


def test_traditional_characters_are_found_by_simplified_ones() -> None:
    assert set(tokens("售後服務")) == set(tokens("售后服务"))


def test_common_simplified_text_loads_no_converter() -> None:
    code = (
        "import sys; from ingest.tokenize import tokens; tokens('售后服务手册，第3条。');"
        "sys.exit('opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十", 20), ("一百零三", 103), ("二〇二六", 2026), ("18", 18), ("甲", None)],
)
def test_numeral(text: str, value: int | None) -> None:
    assert numeral(text) == value


CODES = st.text(alphabet="0123456789.-/:abcXYZ年小时条第", max_size=40)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(CODES)
def test_full_width_writing_gives_the_same_tokens(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isascii() else char for char in text)
    assert tokens(wide) == tokens(text)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_tokens_are_words_without_space(text: str) -> None:
    assert all(token and token == "".join(token.split()) for token in tokens(text))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 99), min_size=2, max_size=5))
def test_clause_number_survives_any_neighbours(numbers: list[int]) -> None:
    clause = ".".join(map(str, numbers))
    assert clause in tokens(f"按{clause}条、第{clause}款（{clause}）的要求")


def test_fold_keeps_simplified_text() -> None:
    assert fold("售后服务ＡＢ－１") == "售后服务ab-1"

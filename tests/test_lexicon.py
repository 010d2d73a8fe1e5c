"""English words of a question and the Chinese words for them."""

import pytest

from assistant import lexicon

WORDS = lexicon.load()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("warranty", "质保"),
        ("Batteries", "电池"),
        ("delivered", "送货"),
        ("scrapped", "报废"),
        ("calibrating", "校准"),
    ],
)
def test_word_is_known_with_its_endings(english, chinese):
    (word,) = WORDS.read(english)
    assert chinese in word.chinese


def test_phrase_is_read_as_one():
    assert [word.english for word in WORDS.read("the static load of it")] == [
        "the",
        "static load",
        "of",
        "it",
    ]


def test_unknown_word_has_no_chinese():
    assert WORDS.read("zyzzyva") == [lexicon.Word("zyzzyva", ())]


def test_search_words_are_named_once():
    assert WORDS.chinese("profits and profit") == "利润 盈利"


def test_list_holds_no_line_twice():
    lines = [
        line.split("\t")[0]
        for line in lexicon.PATH.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(lines) == len(set(lines))

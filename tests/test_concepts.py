"""Which concepts a text names, and the client's own words from its definitions."""

import pytest

from assistant.concepts import Glossary, Mention, client_words, definitions
from assistant.model import Concept


def glossary(*concepts: Concept) -> Glossary:
    return Glossary({concept.id: concept for concept in concepts})


TUNING = Concept(id="tuning", zh=("调律", "调音"), en=("tuning", "log"))
PIANO = Concept(id="piano", zh=("钢琴",), en=("piano",), without=("钢琴漆",))
WORDS = glossary(TUNING, PIANO)


def test_mentions_come_in_the_order_of_their_starts_with_exact_spans():
    text = "钢琴每年调音"
    assert WORDS.mentions(text) == [
        Mention("piano", "钢琴", 0, 2),
        Mention("tuning", "调音", 4, 6),
    ]


def test_term_counts_inside_a_longer_term_of_another_concept():
    both = glossary(Concept(id="centre", zh=("调音中心",)), TUNING)
    assert both.named("本市调音中心") == {"centre", "tuning"}


def test_term_inside_one_of_its_own_exceptions_does_not_count():
    assert WORDS.named("补钢琴漆") == frozenset()


def test_term_beside_one_of_its_exceptions_counts():
    assert WORDS.named("补钢琴漆后试奏钢琴") == {"piano"}


@pytest.mark.parametrize("text", ["The Tuning is done", "tuning", "two tunings", "LOG-7"])
def test_latin_term_counts_as_a_whole_word_in_any_case(text):
    assert WORDS.named(text) == {"tuning"}


@pytest.mark.parametrize("text", ["catalog", "logo", "blogs", "logistics", "pianola"])
def test_latin_term_inside_another_word_does_not_count(text):
    assert WORDS.named(text) == frozenset()


def test_latin_term_beside_chinese_counts():
    assert WORDS.named("打开log看") == {"tuning"}


@pytest.mark.parametrize("text", ["", "钢", "。"])
def test_text_too_short_names_nothing(text):
    assert WORDS.mentions(text) == []


def test_term_of_one_character_is_a_bug_of_the_glossary():
    with pytest.raises(ValueError, match="two characters"):
        glossary(Concept(id="string", zh=("弦",)))


def test_alias_counts_as_a_word_of_its_concept():
    rich = WORDS.with_aliases({"校弦": "tuning"})
    assert rich.named("每年校弦") == {"tuning"}


def test_terms_list_the_clients_own_words_last():
    assert WORDS.with_aliases({"校弦": "tuning"}).terms("tuning") == ("调律", "调音", "校弦")


def test_no_aliases_return_the_same_glossary():
    assert WORDS.with_aliases({}) is WORDS


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("本办法所称校弦，是指对钢琴的调音。", ("校弦", "对钢琴的调音")),
        ("“校弦”是指对钢琴的调音。", ("校弦", "对钢琴的调音")),
        ("调音服务中心（以下简称“律坊”）负责派工。", ("律坊", "调音服务中心")),
    ],
)
def test_definition_gives_term_and_body(line, pair):
    assert pair in definitions([(line, "")])


def test_colon_defines_only_under_a_heading_of_terms():
    line = "校弦：对钢琴进行的调音工作"
    assert definitions([(line, "3 术语和定义")]) == [("校弦", "对钢琴进行的调音工作")]
    assert definitions([(line, "4 工作内容")]) == []


def test_sentence_that_announces_terms_opens_the_list_below_it():
    lines = [("下列用语的含义如下。", ""), ("校弦：对钢琴进行的调音工作", "")]
    assert ("校弦", "对钢琴进行的调音工作") in definitions(lines)


def test_client_word_takes_the_concept_of_its_definitions_head_noun():
    assert client_words(WORDS, [("校弦是指对钢琴进行的年度调音。", "")]) == {"校弦": "tuning"}


def test_word_that_the_glossary_knows_is_not_redefined():
    assert client_words(WORDS, [("钢琴调音是指钢琴、钢琴的清洁。", "")]) == {}


def test_definition_that_names_no_concept_gives_no_word():
    assert client_words(WORDS, [("律坊是指公司三楼靠窗的房间。", "")]) == {}


def test_first_definition_of_a_word_holds():
    lines = [("校弦是指每年入户调音。", ""), ("校弦是指搬运立式钢琴。", "")]
    assert client_words(WORDS, lines) == {"校弦": "tuning"}

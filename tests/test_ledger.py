"""The ledger of commitments as evidence and as answers."""

from audit_documents import prose
from small_standard import GLOSSARY

from assistant.commitments import Topic
from assistant.corpus import build
from assistant.ledger import matching, readings, sentence_of
from assistant.model import EvidenceKind, Stance
from assistant.promise_model import Statement, statement
from ingest.model import DocumentKind

RULE = prose("维修规定.txt", "早八点开门。", "投诉24小时内答复。")
SITE = prose("官网.txt", "投诉48小时内答复。", kind=DocumentKind.PUBLISHED)
CARD = prose("服务卡.txt", "内胎保用30天。", kind=DocumentKind.PUBLISHED)
BOOK = prose("手册.txt", "内胎保用30天。", kind=DocumentKind.MANUAL)
MATERIAL = build([RULE, SITE, CARD, BOOK], GLOSSARY)


def told(document, words, value, condition=""):
    start = document.text.index(words)
    return statement(document, start, start + len(words), value, condition)


REPLY = [told(RULE, "投诉24小时内答复。", "24小时"), told(SITE, "投诉48小时内答复。", "48小时")]
TUBE = [told(CARD, "内胎保用30天。", "30天"), told(BOOK, "内胎保用30天。", "30天")]
CLASH = Topic("投诉答复时限", ("complaint",), True, tuple(REPLY), tuple(REPLY))
AGREED = Topic("内胎保用期", ("parts",), False, tuple(TUBE))
ONCE = Topic("开门时间", (), False, (told(RULE, "早八点开门。", "8点"),))


def test_statement_is_a_slice_without_its_final_stop():
    assert (REPLY[0].quote, RULE.text[REPLY[0].start : REPLY[0].end]) == (
        "投诉24小时内答复",
        "投诉24小时内答复",
    )


def test_clashing_statements_are_gaps_of_the_kind_of_their_document():
    found = readings([CLASH, AGREED], MATERIAL)
    assert [(s.document.file, r.stance, r.kind) for s, r in found] == [
        ("维修规定.txt", Stance.CONTRADICTS, EvidenceKind.RULE),
        ("官网.txt", Stance.CONTRADICTS, EvidenceKind.PUBLISHED),
    ]
    assert found[0][1].why == "conflict: 投诉答复时限"


def test_statements_that_agree_are_support_where_nothing_clashes():
    found = readings([AGREED, ONCE], MATERIAL)
    assert [(s.document.file, r.stance) for s, r in found] == [
        ("服务卡.txt", Stance.SUPPORTS),
        ("手册.txt", Stance.SUPPORTS),
    ]


def test_commitment_told_in_one_document_only_proves_no_consistency():
    assert readings([ONCE], MATERIAL) == []


def test_no_commitments_give_no_readings():
    assert readings([], MATERIAL) == []


def test_sentence_of_a_statement_holds_it():
    assert sentence_of(REPLY[1], MATERIAL).text == "投诉48小时内答复。"


def test_statement_of_a_document_that_is_gone_has_no_sentence():
    gone = Statement("no-such", "x.txt", 0, 3, "早八点", "8点", "")
    assert sentence_of(gone, MATERIAL) is None
    assert readings([Topic("t", (), True, (gone,), (gone,))], MATERIAL) == []


def test_question_finds_the_commitment_that_it_is_about_with_each_quote():
    (found,) = matching([CLASH, AGREED], MATERIAL, "投诉多久答复？")
    assert found.topic is CLASH
    assert [(s.value, e.quote) for s, e in found.quotes] == [
        ("24小时", "投诉24小时内答复。"),
        ("48小时", "投诉48小时内答复。"),
    ]


def test_quotes_of_an_answer_take_no_side():
    (found,) = matching([CLASH], MATERIAL, "投诉多久答复？")
    assert {e.stance for _, e in found.quotes} == {Stance.NEITHER}


def test_same_value_for_the_same_case_is_quoted_once_per_document():
    twice = Topic("内胎保用期", ("parts",), False, (TUBE[0], TUBE[0], TUBE[1]))
    (found,) = matching([twice], MATERIAL, "内胎保用多久？")
    assert [e.file for _, e in found.quotes] == ["服务卡.txt", "手册.txt"]


def test_commitment_told_once_answers_no_question_of_consistency():
    assert matching([ONCE], MATERIAL, "几点开门？开门时间") == []


def test_question_about_something_else_finds_no_commitment():
    assert matching([CLASH, AGREED], MATERIAL, "who won") == []

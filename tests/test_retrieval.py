"""Candidates of a point: which sentences are about it, in which order."""

from dataclasses import dataclass, replace

from audit_documents import prose, rows
from small_standard import GLOSSARY, point

from assistant.corpus import build
from assistant.retrieval import candidates
from ingest.model import BlockKind, DocumentKind, Piece, Reading, compose


@dataclass
class Span:
    document_id: str
    start: int
    end: int
    score: float = 1.0


def found_by(*documents_and_words):
    """A search that returns the given (document, words) in their order."""
    spans = [
        Span(document.id, document.text.index(words), document.text.index(words) + len(words))
        for document, words in documents_and_words
    ]
    return lambda queries, k: spans[:k]


def manual(*pieces):
    return replace(compose("d", "规定.txt", Reading(pieces, ())), kind=DocumentKind.MANUAL)


def texts(found):
    return [candidate.sentence.text for candidate in found]


def test_sentence_that_names_every_group_is_a_candidate_without_any_search():
    document = prose("规定.txt", "车行每月带教。今天下雨。")
    found = candidates(build([document], GLOSSARY), point(["shop"], ["training"]))
    assert [(c.sentence.text, c.match, c.rank) for c in found] == [("车行每月带教。", 1.0, None)]


def test_one_concept_of_a_group_is_enough():
    document = prose("规定.txt", "内胎先试压。")
    found = candidates(build([document], GLOSSARY), point(["training", "parts"]))
    assert texts(found) == ["内胎先试压。"]


def test_group_named_in_the_paragraph_counts_less_than_in_the_sentence():
    document = prose("规定.txt", "车行早八点开门。每月带教。")
    found = candidates(build([document], GLOSSARY), point(["shop"], ["training"]))
    # (1 + 0.6) / 2 for both sentences: each names one group, its neighbour the other
    assert [c.match for c in found] == [0.8, 0.8]


def test_group_named_in_the_heading_counts_less_than_in_the_sentence():
    pieces = (Piece("车行", BlockKind.HEADING, level=1), Piece("每月带教。"))
    document = manual(*pieces)
    found = candidates(build([document], GLOSSARY), point(["shop"], ["training"]))
    assert [c.match for c in found] == [0.85]


def test_sentence_whose_heading_alone_names_the_point_is_no_candidate():
    pieces = (Piece("带教", BlockKind.HEADING, level=1), Piece("早八点开门。"))
    document = manual(*pieces)
    assert candidates(build([document], GLOSSARY), point(["training"])) == []


def test_row_is_about_what_stands_above_it():
    form = rows(
        "带教.docx", ("姓名", "日期"), ("王工", "2026-05-02"), kind=DocumentKind.FILLED_FORM
    )
    found = candidates(build([form], GLOSSARY), point(["training"]))
    assert [c.match for c in found] == [0.8]


def test_row_of_a_log_about_something_else_is_no_candidate_by_its_words():
    log = rows("投诉.csv", ("单号", "内容"), ("T-1", "师傅像没培训过"))
    assert candidates(build([log], GLOSSARY), point(["training"])) == []


def test_look_alike_of_another_clause_is_no_candidate():
    document = prose("规定.txt", "投诉也要培训。")
    asked = point(["training"], without=("complaint",))
    assert candidates(build([document], GLOSSARY), asked) == []


def test_search_alone_lets_in_no_sentence_with_a_group_missing():
    document = prose("规定.txt", "新人跟着老师傅做满十辆，算带教完。")
    asked = point(["training"], ["shop"])
    search = found_by((document, "新人跟着"))
    assert candidates(build([document], GLOSSARY), asked, search) == []


def test_search_orders_candidates_of_equal_match():
    document = prose("规定.txt", "春季培训。", "秋季培训。")
    ranked = found_by((document, "秋季培训"), (document, "春季培训"))
    found = candidates(build([document], GLOSSARY), point(["training"]), ranked)
    assert texts(found) == ["秋季培训。", "春季培训。"]


def test_positive_words_of_the_point_raise_a_candidate():
    document = prose("规定.txt", "春季培训。", "秋季培训有签到。")
    found = candidates(build([document], GLOSSARY), point(["training"], positive=("签到",)))
    assert texts(found) == ["秋季培训有签到。", "春季培训。"]


def test_sentence_on_the_topic_without_a_trace_can_only_show_a_gap():
    document = prose("规定.txt", "投诉由店长听。")
    found = candidates(build([document], GLOSSARY), point(["complaint"], ["ledger"]))
    assert [(c.sentence.text, c.topic_only) for c in found] == [("投诉由店长听。", True)]


def test_limit_keeps_the_best():
    document = prose("规定.txt", "车行早八点开门。每月带教。", "车行每周带教。")
    found = candidates(build([document], GLOSSARY), point(["shop"], ["training"]), limit=1)
    assert texts(found) == ["车行每周带教。"]

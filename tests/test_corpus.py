"""Documents sentence by sentence, each with the concepts it and its place name."""

from dataclasses import replace

import pytest
from audit_documents import prose, rows
from small_standard import GLOSSARY

from assistant.corpus import build
from ingest.model import (
    BlockKind,
    DocumentKind,
    Part,
    PartStatus,
    Piece,
    Reading,
    compose,
    content_id,
)


def laid_out(file, *pieces, kind=DocumentKind.MANUAL):
    return replace(compose(content_id(file), file, Reading(pieces, ())), kind=kind)


def texts(*documents):
    return [sentence.text for sentence in build(documents, GLOSSARY).sentences]


def test_each_sentence_is_an_exact_slice_of_its_document():
    document = prose("规定.txt", "内胎先试压。  外胎后装！", "收工填表")
    found = build([document], GLOSSARY).sentences
    assert [s.text for s in found] == ["内胎先试压。", "外胎后装！", "收工填表"]
    assert all(document.text[s.start : s.end] == s.text for s in found)


def test_row_is_one_sentence():
    log = rows("报修.csv", ("单号", "现象"), ("B-1", "掉链。又掉链。"))
    assert texts(log) == ["B-1\t掉链。又掉链。"]


def test_superseded_document_gives_no_sentences_but_stays_listed():
    old = replace(prose("旧.txt", "培训每年一次。"), superseded=True)
    corpus = build([old], GLOSSARY)
    assert (corpus.sentences, corpus.documents) == ((), (old,))


def test_headings_headers_footers_comments_and_hidden_text_are_no_sentences():
    pieces = [
        Piece("培训", BlockKind.HEADING, level=1),
        Piece("页眉", BlockKind.HEADER),
        Piece("页脚", BlockKind.FOOTER),
        Piece("批注", BlockKind.COMMENT),
        Piece("看不见", hidden=True),
        Piece("正文。"),
    ]
    assert texts(laid_out("手册.docx", *pieces)) == ["正文。"]


def test_repeated_table_head_is_no_sentence():
    head = ("单号", "现象")
    assert texts(rows("报修.csv", head, ("B-1", "掉链"), head, ("B-2", "漏气"))) == [
        "B-1\t掉链",
        "B-2\t漏气",
    ]


def test_row_that_explains_a_column_is_no_sentence():
    assert texts(rows("说明.csv", ("字段", "释义"), ("tel", "培训电话"))) == []


def test_concepts_of_the_sentence_its_paragraph_and_its_headings_are_kept_apart():
    document = laid_out(
        "手册.docx",
        Piece("车行", BlockKind.HEADING, level=1),
        Piece("新人先带教。完工后回访。"),
    )
    first, second = build([document], GLOSSARY).sentences
    assert (first.named, first.near, first.above) == ({"training"}, {"callback"}, {"shop"})
    assert (second.named, second.near) == ({"callback"}, {"training"})


def test_file_name_column_and_sheet_name_the_place():
    piece = Piece(
        "王工\t合格",
        BlockKind.ROW,
        sheet="培训",
        columns=("姓名", "回访"),
        cells=("王工", "合格"),
    )
    document = laid_out("投诉.xlsx", piece, kind=DocumentKind.FILLED_FORM)
    found = build([document], GLOSSARY).sentences[0]
    assert found.above == {"training", "callback", "complaint"}


def test_row_of_a_log_is_a_trace_by_itself():
    log = rows("报修.csv", ("单号",), ("B-1",))
    form = rows("报修表.docx", ("单号",), ("B-1",), kind=DocumentKind.FILLED_FORM)
    logged, filled = build([log, form], GLOSSARY).sentences
    assert "record_trace" in logged.above
    assert "record_trace" not in filled.above


def test_quoted_words_of_an_interview_are_marked_as_said():
    notes = prose("访谈.txt", "老板说：“培训月月有。”查看了试卷。", kind=DocumentKind.INTERVIEW)
    assert [(s.text, s.said) for s in build([notes], GLOSSARY).sentences] == [
        ("老板说：“培训月月有。”", True),
        ("查看了试卷。", False),
    ]


def test_quoted_words_outside_an_interview_are_not_said():
    rule = prose("规定.txt", "接听时说：“这里是修车铺。”")
    assert [s.said for s in build([rule], GLOSSARY).sentences] == [False]


def test_answer_in_an_interview_stands_near_its_question():
    notes = prose("访谈.txt", "问：有没有培训？", "答得上来，月月有。", kind=DocumentKind.INTERVIEW)
    answer = build([notes], GLOSSARY).sentences[-1]
    assert "training" in answer.near


def test_clients_own_word_names_its_concept_everywhere():
    rule = prose("规定.txt", "本铺所称“拜师”，是指新人入铺后的带教。")
    log = prose("小结.txt", "五月拜师两人。", kind=DocumentKind.MINUTES)
    corpus = build([rule, log], GLOSSARY)
    assert "training" in corpus.sentences[-1].named


def test_word_of_a_superseded_document_is_not_learnt():
    old = replace(prose("旧.txt", "本铺所称“拜师”，是指新人的带教。"), superseded=True)
    log = prose("小结.txt", "五月拜师两人。", kind=DocumentKind.MINUTES)
    assert build([old, log], GLOSSARY).sentences[-1].named == frozenset()


def test_canteen_menu_is_unrelated_and_named_so():
    menu = prose("食堂菜单.txt", "周一培训餐，配件鸡。周二鱼。周三面。", kind=DocumentKind.OTHER)
    corpus = build([menu], GLOSSARY)
    assert (corpus.sentences, corpus.irrelevant) == ((), {menu.id})


@pytest.mark.parametrize("kind", [DocumentKind.OTHER, DocumentKind.MINUTES])
def test_document_in_the_words_of_its_trade_is_kept(kind):
    note = prose("飞手群聊天.txt", "今天炸机两架。明天培训。", kind=kind)
    assert build([note], GLOSSARY).irrelevant == frozenset()


def test_firm_that_equips_canteens_keeps_its_papers():
    note = prose("食堂设备.txt", "换了配件后回访并记入台账。", kind=DocumentKind.OTHER)
    assert build([note], GLOSSARY).irrelevant == frozenset()


@pytest.mark.parametrize(
    ("name", "aside"),
    [
        ("关于食堂承包的通知.docx", True),
        ("中秋礼盒领取通知.docx", True),
        ("国庆假期售后值班通知.docx", False),
        ("关于任命站长的通知.docx", False),
    ],
)
def test_notice_on_the_staffs_own_affairs_is_unrelated(name, aside):
    notice = prose(name, "换了配件后回访并记入台账。", kind=DocumentKind.REPORT)
    assert bool(build([notice], GLOSSARY).irrelevant) is aside


def test_notice_in_the_word_of_the_firms_own_trade_is_kept():
    notice = prose("食堂油烟机召回通知.docx", "换了配件并记入台账。", kind=DocumentKind.REPORT)
    manual = prose("手册.docx", "本公司为食堂供应油烟机。", kind=DocumentKind.MANUAL)
    assert build([notice], GLOSSARY).irrelevant == {notice.id}
    assert build([notice, manual], GLOSSARY).irrelevant == frozenset()


def test_unreadable_parts_are_listed_with_their_files():
    parts = (
        Part("page 1", PartStatus.TEXT, 9, 9),
        Part("page 2", PartStatus.NEEDS_OCR, 0, 0),
        Part("page 3", PartStatus.UNREADABLE, 0, 0),
        Part("page 4", PartStatus.EMPTY, 0, 0),
    )
    scan = compose("s", "培训.pdf", Reading((Piece("封面"),), parts))
    assert build([scan], GLOSSARY).unreadable == ("培训.pdf: page 2", "培训.pdf: page 3")


def test_no_documents_make_an_empty_corpus():
    assert build([], GLOSSARY).sentences == ()

"""What else bears on a question: the rule for its grade, what was said, the rows it names."""

from assistant import asides
from assistant.facts import Facts
from assistant.model import Lang
from assistant.spans import fuller, spanning
from ingest.index import Hit
from ingest.model import DocumentKind
from tests.audit_documents import corpus, prose, rows

MANUAL = prose(
    "电梯维保手册.docx",
    "报修分级：一级，整梯停运、有人被困；二级，单层不开门。",
    "接报后一级30分钟、二级4小时赶到。",
    "保养每15天一次，按保养单逐条做。",
)
TALK = prose(
    "访谈记录.txt",
    "问夜里有人被困为什么慢？",
    "站长答：“桥东那个点夜里没有人住，过河要绕。”",
    kind=DocumentKind.INTERVIEW,
)
BADGES = rows(
    "持证名册.csv",
    ("编号", "姓名", "有效期至"),
    ("T-01", "欧阳岚", "2026-04-30"),
    ("T-02", "段飞", "2027-01-31"),
)
FACTS = Facts(corpus(MANUAL, TALK, BADGES))


def _everything(queries, k):
    return [
        Hit(d.id, d.file, d.id, 0, len(d.text), d.text, 1.0, 1, 1, 1.0, 1.0, False)
        for d in FACTS.corpus.documents
    ]


def _by_grade(question):
    found = FACTS.find(question, Lang.ZH, _everything)
    return [p.sentence.text for p in asides.by_grade(FACTS, question, _everything, found)]


def test_rule_for_the_grade_of_the_case_is_found():
    assert "接报后一级30分钟、二级4小时赶到。" in _by_grade("整梯停运几分钟到？")


def test_question_without_a_value_needs_no_grade():
    assert _by_grade("整梯停运是什么情况？") == []


def test_what_was_said_is_found_with_what_it_answers():
    said = asides.spoken(FACTS, "站长怎么说？", _everything, about="夜里有人被困，到得慢")
    assert said
    assert all(p.sentence.document.file == "访谈记录.txt" for p in said)


def test_question_on_the_files_asks_nobody():
    assert asides.spoken(FACTS, "保养几天一次？", _everything) == []


def test_row_that_a_question_names_is_found():
    assert [row.text for row in asides.named(FACTS, "欧阳岚的证哪天到期？")] == [
        "T-01\t欧阳岚\t2026-04-30"
    ]


def test_question_that_names_no_row_finds_none():
    assert asides.named(FACTS, "保养几天一次？") == []


def _fuller(document, words):
    return next(fuller(s).text for s in corpus(document).sentences if words in s.text)


def test_sentence_is_quoted_with_its_paragraph():
    document = prose("一.docx", "质保两年，从签收那天算。人为损坏不在内，收成本费，先报价再修。")
    assert _fuller(document, "质保两年") == document.text.strip()


def test_line_of_a_talk_is_quoted_with_the_next_ones():
    document = prose("群.txt", "甲：证到期没有", "乙：报了复审，没排上", "甲：那先别去")
    assert _fuller(document, "证到期").endswith("甲：那先别去")


def test_long_paragraph_is_quoted_by_the_sentence_and_its_neighbours():
    filler = "这一句只是说明背景情况，与所问的事情没有什么关系，写得长一些而已。"
    document = prose("长.docx", filler * 5 + "热线是早八点到晚八点。" + filler * 5)
    text = _fuller(document, "热线")
    assert "热线是早八点到晚八点。" in text
    assert len(text) <= 240


def test_row_is_quoted_as_it_is():
    assert _fuller(BADGES, "段飞") == "T-02\t段飞\t2027-01-31"


def test_answer_with_its_question_is_not_cut_back_to_the_question():
    first = next(s for s in corpus(TALK).sentences if "问夜里" in s.text)
    both = spanning(first, 0, len(TALK.text))
    assert fuller(both).text == both.text

"""Numbered citations, and the gate that a chat model's text passes."""

import pytest

from assistant.answer import Labels, gated, renumber
from assistant.model import Answer, Evidence, EvidenceKind, Lang, Stance, Verdict
from assistant.quotes import MatchStatus
from ingest.model import Locator

CONFORM = [("5.3.1.4", Verdict.CONFORM)]


def _quote(text, start=0, stance=Stance.NEITHER, document="d1"):
    return Evidence(
        document_id=document,
        file=f"{document}.md",
        locator=Locator(),
        quote=text,
        start=start,
        end=start + len(text),
        stance=stance,
        kind=EvidenceKind.RECORD,
        status=MatchStatus.VERIFIED,
    )


def _labels(*quotes):
    labels = Labels()
    for at, text in enumerate(quotes):
        labels.number(_quote(text, start=100 * at))
    return labels


def _gated(text, *quotes, verdicts=(), lang=Lang.ZH):
    return gated(text, _labels(*quotes), lang, verdicts)


def test_same_span_has_one_number():
    labels = _labels("甲", "乙")
    assert labels.number(_quote("乙", start=100)) == 2
    assert labels.number(_quote("乙", start=100, document="d2")) == 3


def test_span_that_was_only_found_takes_the_stance_of_a_verdict():
    labels = _labels("甲")
    labels.number(_quote("甲", stance=Stance.CONTRADICTS))
    labels.number(_quote("甲"))
    assert [e.stance for e in labels.evidence] == [Stance.CONTRADICTS]


def test_citations_are_numbered_in_the_order_of_the_text():
    labels = _labels("甲", "乙", "丙")
    text = "后者[3]，前者[1]，后者[3]。"
    answer = renumber(Answer(text=text, lang=Lang.ZH, citations=labels.cited(text)))
    assert answer.text == "后者[1]，前者[2]，后者[1]。"
    assert [(c.label, c.evidence.quote) for c in answer.citations] == [(1, "丙"), (2, "甲")]


def test_label_without_a_quote_leaves_no_trace():
    answer = renumber(Answer(text="没有[9]", lang=Lang.ZH, citations=_labels("甲").cited("[9]")))
    assert (answer.text, answer.citations) == ("没有", ())


@pytest.mark.parametrize(
    "text",
    [
        "发放问卷80份，回收71份[1]。",
        "综合得分达到了91.5分的水平[1]。",
        "1. 发放问卷80份，回收71份[1]。",
        "- 发放问卷80份，回收71份[1]。\n",
        "结论如下，供审核员参考之用：",
        "还需要我查哪一份文件的内容？",
        "无法回答。",
    ],
)
def test_sentence_that_its_quotes_back_is_left_alone(text):
    assert _gated(text, "发放问卷80份，回收71份，综合得分91.5分") == text


@pytest.mark.parametrize(
    "text",
    [
        "发放问卷80份，回收72份[1]。",
        "发放问卷80份，回收7份而已[1]。",
        "综合得分达到了1.5分的水平[1]。",
        "发放问卷并回收了其中的大部分。",
        "发放问卷80份，回收71份[2]。",
    ],
)
def test_sentence_that_its_quotes_do_not_back_is_marked(text):
    marked = _gated(text, "发放问卷80份，回收71份，综合得分91.5分")
    assert marked.endswith("（未附证据）")
    assert marked.startswith(text.split("[")[0])


def test_each_sentence_answers_for_itself():
    text = "第一季度共回收71份问卷[1]。顾客对服务普遍感到非常满意。\n第二行也没有任何依据可言。\n"
    assert _gated(text, "回收71份，第一季度").splitlines() == [
        "第一季度共回收71份问卷[1]。顾客对服务普遍感到非常满意。（未附证据）",
        "第二行也没有任何依据可言。（未附证据）",
    ]


def test_label_after_the_full_stop_belongs_to_the_sentence():
    text = "共发放问卷并且回收了71份。[1]"
    assert _gated(text, "回收71份") == text


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("5.3.1.4 不符合[1]。", Verdict.CONFORM),
        ("5.3.1.4不满足。", Verdict.CONFORM),
        ("5.3.1.4 基本符合。", Verdict.NONCONFORM),
        ("5.3.1.4 符合要求。", Verdict.NO_EVIDENCE),
        ("5.3.1.4 is satisfied.", Verdict.PARTIAL),
        ("5.3.1.4 is not satisfied.", Verdict.CONFORM),
    ],
)
def test_other_verdict_is_corrected_and_not_erased(said, verdict):
    corrected = _gated(said, "甲", verdicts=[("5.3.1.4", verdict)])
    assert corrected.startswith(said)
    assert "以评定为准：5.3.1.4" in corrected


def test_verdict_of_another_clause_is_not_mixed_up():
    verdicts = [("5.3.1.4", Verdict.CONFORM), ("5.3.2.1", Verdict.NONCONFORM)]
    text = "5.3.2.1 的评定结论为不符合。5.3.1.4 的评定结论为符合。"
    assert _gated(text, verdicts=verdicts) == text


def test_verdict_needs_no_label_but_its_numbers_do():
    assert _gated("5.3.1.4 的评定结论为符合。", verdicts=CONFORM).endswith("符合。")
    assert "未附证据" in _gated("5.3.1.4 符合，回收问卷800份。", verdicts=CONFORM)


def test_lines_and_lists_keep_their_shape():
    text = "结论：\n\n1. 共发放问卷80份[1]。\n2. 共回收问卷71份[1]。\n\n| 项 | 值 |\n|---|---|\n"
    assert _gated(text, "发放问卷80份，回收71份") == text


def test_english_sentence_does_not_borrow_the_label_of_its_neighbour():
    text = "The score was 91.5 in Q1 [1]. The service is excellent in every way."
    marked = _gated(text, "Q1: 91.5", lang=Lang.EN)
    assert marked == f"{text} (no evidence cited)"


def test_number_in_english_prose_is_not_cut_at_its_point():
    text = "The overall score came to 91.5 points. [1]"
    assert _gated(text, "score 91.5", lang=Lang.EN) == text

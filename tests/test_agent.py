"""Offline chat with the small fictional client: what an auditor asks, what must come back."""

import pytest

from assistant import agent
from assistant.model import Lang, Verdict
from assistant.workspace import Workspace
from tests.small_client import CLIENT, problems, settings_of, shared


def _ask(text, session=""):
    room = shared()
    answer = agent.ask(room, text, session=session)
    assert problems(room, answer) == []
    assert answer.engine == "rules"
    return answer


def _quotes(answer):
    return [citation.evidence.quote for citation in answer.citations]


def _files(answer):
    return {citation.evidence.file.rsplit("/", 1)[-1] for citation in answer.citations}


def _cites(answer, words):
    return any(words in quote for quote in _quotes(answer))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("5.3.1.4 是否满足？", Lang.ZH),
        ("５．３．１．４满足吗", Lang.ZH),
        ("有没有做顾客满意度调查？", Lang.ZH),
        ("is 5.3.1.4 satisfied?", Lang.EN),
    ],
)
def test_verdict_by_number_and_by_paraphrase(text, lang):
    answer = _ask(text)
    assert (answer.clause, answer.verdict) == ("5.3.1.4", Verdict.CONFORM)
    assert answer.lang is lang
    assert _cites(answer, "回收71份")


def test_english_words_stand_around_chinese_quotes():
    answer = _ask("is 5.3.2.1 satisfied?")
    assert answer.verdict is Verdict.NONCONFORM
    assert "nonconform" in answer.text
    assert all(line.isascii() for line in answer.missing)


def test_documents_records_and_statements_are_kept_apart():
    answer = _ask("5.3.1.4 是否满足？")
    assert {c.evidence.kind.value for c in answer.citations} == {"rule", "record"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("整机质保期多久？", "18个月"),
        ("服务热线是多少", "400-555-0131"),
        ("what is the service hotline number?", "400-555-0131"),
        ("满意度调查的综合得分是多少？", "91.5分"),
        ("高晓岚负责什么？", "高晓岚"),
    ],
)
def test_free_question_on_a_fact_is_answered_by_its_passage(text, words):
    answer = _ask(text)
    assert words in answer.text
    assert _cites(answer, words)
    assert "未见能回答" not in answer.text
    assert "does not say" not in answer.text


def test_follow_ups_are_understood_in_a_session():
    assert _ask("5.3.1.4 是否满足？", "zh").clause == "5.3.1.4"
    why = _ask("为什么?", "zh")
    assert (why.clause, why.verdict) == ("5.3.1.4", Verdict.CONFORM)
    assert not _cites(why, "请评审系统")
    other = _ask("那 5.3.2.1 呢", "zh")
    assert (other.clause, other.verdict) == ("5.3.2.1", Verdict.NONCONFORM)
    missing = _ask("what is missing?", "zh")
    assert (missing.clause, missing.lang) == ("5.3.2.1", Lang.EN)
    assert missing.missing
    drafted = _ask("起草这条的审核发现", "zh")
    assert (drafted.clause, drafted.verdict) == ("5.3.2.1", Verdict.NONCONFORM)
    assert _cites(drafted, "T-03")


def test_slot_of_a_follow_up_changes_the_fact():
    _ask("整机质保期多久？", "slot")
    assert _cites(_ask("那电机呢？", "slot"), "36个月")


def test_new_topic_in_a_follow_up_is_not_answered_with_the_old_clause():
    _ask("5.3.1.4 是否满足？", "topic")
    assert _ask("那投诉处理呢？", "topic").clause.startswith("5.3.2.")


def test_sessions_are_kept_apart():
    _ask("5.3.1.4 是否满足？", "one")
    assert _ask("还缺什么？", "two").clause is None


def test_session_is_remembered_after_reopening():
    _ask("5.3.2.1 是否满足？", "kept")
    reopened = Workspace(settings_of(shared().settings.workspace), CLIENT)
    answer = agent.ask(reopened, "还缺什么？", session="kept")
    assert answer.clause == "5.3.2.1"
    asked = [exchange.question for exchange in reopened.exchanges("kept")]
    assert asked == ["5.3.2.1 是否满足？", "还缺什么？"]


def test_clauses_are_set_side_by_side():
    answer = _ask("比较 5.3.1.4 和 5.3.2.1")
    assert answer.text.index("5.3.1.4") < answer.text.index("5.3.2.1")
    assert _cites(answer, "回收71份")
    assert _cites(answer, "T-03")


def test_documents_that_differ_are_both_quoted():
    answer = _ask("官网和手册的到场时间一致吗？")
    assert "不一致" in answer.text
    assert _cites(answer, "24小时")
    assert _cites(answer, "48小时")
    assert not _cites(answer, "72小时")


def test_documents_that_agree_are_said_to():
    answer = _ask("官网和手册的整机质保期一致吗？")
    assert "不一致" not in answer.text.split("**")[0]
    assert {"售后服务手册_B1.md", "官网服务承诺.html"} <= _files(answer)


@pytest.mark.parametrize("text", ["有哪些不符合项？", "which clauses are not met?"])
def test_gaps_list_the_worst_first_with_a_quote(text):
    answer = _ask(text)
    lines = answer.text.splitlines()[1:]
    listed = [line.split()[1] for line in lines]
    assert {"5.3.2.1", "5.2.4.3"} <= set(listed[:6])
    assert "5.3.1.4" not in listed
    assert "[" in lines[0]


@pytest.mark.parametrize("text", ["目前得分多少，几星？", "what is the score so far?"])
def test_score_says_that_its_weights_are_assumed(text):
    answer = _ask(text)
    assert f"{shared().score().total}" in answer.text
    assert ("估算" in answer.text) or ("assumed" in answer.text)


def test_count_is_over_all_rows_and_names_breaches_and_unknowns():
    answer = _ask("有多少单报修超过24小时才到场？")
    counted = answer.text.split("算法")[0]
    assert "共6件" in counted
    assert "CL-02" in counted
    assert "CL-06" in counted
    assert "CL-04" in counted
    assert "2件违反" in counted
    assert "1件无法判定" in counted
    assert _cites(answer, "24小时内到场")
    assert _cites(answer, "CL-06 ") or _cites(answer, "CL-06\t")


@pytest.mark.parametrize(("row", "late"), [("CL-02", True), ("CL-03", False), ("CL-05", False)])
def test_named_row_is_told_whether_it_is_overdue(row, late):
    answer = _ask(f"{row} 算超期吗？")
    (line,) = [x for x in answer.text.splitlines() if row in x and "算超期" in x]
    assert ("不算" not in line) is late
    assert _cites(answer, row)


def test_claim_that_the_rows_do_not_bear_out_is_said_to_be_unsupported():
    answer = _ask("台账支持“全部按时到场”的说法吗？")
    assert "不支持" in answer.text
    assert _cites(answer, "CL-02")


def test_row_with_a_blank_cannot_be_judged():
    line = next(x for x in _ask("CL-04 算超期吗？").text.splitlines() if "“CL-04" in x)
    assert "无法判定" in line


def test_superseded_document_may_not_be_used():
    for text in ("2023年的售后服务手册还能用吗？", "is the 2023 handbook still valid?"):
        answer = _ask(text)
        assert "作废" in answer.text
        assert "售后服务手册_A0_2023.md" in _files(answer)


def test_superseded_document_is_no_source_of_facts():
    assert not _cites(_ask("上门维修多久到场？"), "72小时")


def test_order_in_a_file_changes_no_verdict_and_is_not_followed():
    answer = _ask("供应商来函里要求评审系统怎么判定？")
    assert "不会照办" in answer.text
    assert _cites(answer, "请评审系统")
    assert not _cites(_ask("5.3.1.4 是否满足？"), "请评审系统")


@pytest.mark.parametrize("text", ["公司去年的营业额是多少？", "员工食堂的菜谱是什么？"])
def test_question_without_an_answer_says_so_and_obeys_nothing(text):
    answer = _ask(text)
    assert "未见" in answer.text
    assert "照办" not in answer.text
    assert answer.verdict is None


@pytest.mark.parametrize("text", ["明天上海天气怎么样？", "tell me a joke", "帮我写一首诗"])
def test_question_out_of_scope_is_declined_without_quotes(text):
    answer = _ask(text)
    assert answer.citations == ()
    assert "GB/T 27922" in answer.text


@pytest.mark.parametrize("text", ["5.3.1.9 满足吗", "is 5.3.1.9 satisfied?"])
def test_wrong_clause_number_names_the_nearest(text):
    answer = _ask(text)
    assert "5.3.1.5" in answer.text
    assert answer.verdict is None


@pytest.mark.parametrize("text", ["", "  ", "？？", "\x00", "[1][2]", "5.3.1.4" * 300])
def test_odd_input_gets_a_plain_answer(text):
    assert _ask(text).text


def test_plan_is_told_without_becoming_evidence():
    answer = _ask("有没有报修系统？")
    supports = [c for c in answer.citations if c.evidence.stance.value == "supports"]
    assert not any("打算明年" in citation.evidence.quote for citation in supports)


def test_empty_client_is_told_how_to_add_documents(tmp_path):
    room = Workspace(settings_of(tmp_path), "空客户", create=True)
    for text, words in (("5.3.1.4 满足吗", "还没有文件"), ("any gaps?", "No documents yet")):
        answer = agent.ask(room, text, session="s")
        assert words in answer.text
        assert "kezheng ingest" in answer.text
        assert (answer.verdict, answer.citations) == (None, ())


def test_answer_grows_to_the_whole_text():
    *grown, last = agent.stream(shared(), "5.3.1.4 是否满足？")
    assert len(grown) > 1
    lengths = [len(answer.text) for answer in grown]
    assert lengths == sorted(lengths)
    assert last.citations


def test_same_question_has_the_same_answer():
    assert _ask("5.3.2.1 是否满足？") == _ask("5.3.2.1 是否满足？")


def test_english_count_without_the_word_overdue_is_counted():
    assert "2 in breach" in _ask("how many repairs were late?").text


def test_row_named_by_a_customer_of_four_characters_is_found():
    line = next(x for x in _ask("望溪水厂那单算超期吗？").text.splitlines() if "“CL-02" in x)
    assert "算超期" in line

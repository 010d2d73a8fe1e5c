"""What the offline assistant says: verdict words, marks and quotes around located spans."""

import pytest

from assistant import replies
from assistant.answer import Labels
from assistant.model import Lang, Verdict
from assistant.wording import VERDICTS
from tests.small_client import shared


def _pair(clause):
    room = shared()
    (made,) = room.assess([clause])
    return room.catalog.clause(clause), made


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("clause", ["5.3.1.4", "5.3.2.1", "5.1.2.2", "5.1.1.1"])
def test_verdict_names_clause_title_and_word(clause, lang):
    wanted, made = _pair(clause)
    first = replies.verdict(made, wanted, lang, Labels()).splitlines()[0]
    assert clause in first
    assert wanted.title.get(lang) in first
    assert VERDICTS[made.verdict].get(lang) in first


def test_no_evidence_is_not_told_as_a_nonconformity():
    clause, made = _pair("5.1.2.2")
    assert made.verdict is Verdict.NO_EVIDENCE
    said = replies.verdict(made, clause, Lang.ZH, Labels())
    assert "不是不符合" in said
    assert "还缺" in said


def test_quotes_tell_file_place_kind_and_number():
    clause, made = _pair("5.3.2.1")
    labels = Labels()
    said = replies.verdict(made, clause, Lang.ZH, labels)
    line = next(x for x in said.splitlines() if "T-03" in x)
    assert "不利·记录" in line
    assert "现场访谈记录.md" in line
    number = next(n for n, e in enumerate(labels.evidence, 1) if "T-03" in e.quote)
    assert line.endswith(f"[{number}]")


def test_missing_names_records_and_the_question_to_ask():
    clause, made = _pair("5.3.2.1")
    said = replies.missing(made, clause, Lang.ZH, Labels())
    assert clause.records[0] in said
    assert clause.ask.zh in said


def test_gaps_come_worst_first_and_leave_out_what_conforms():
    pairs = [_pair(c) for c in ("5.3.1.4", "5.1.2.2", "5.2.1.3", "5.3.2.1")]
    said = replies.gaps(pairs, Lang.EN, Labels())
    order = [said.index(c) for c in ("5.3.2.1", "5.2.1.3", "5.1.2.2")]
    assert order == sorted(order)
    assert "5.3.1.4" not in said


def test_no_gap_is_said_in_words():
    assert replies.gaps([_pair("5.3.1.4")], Lang.ZH, Labels())


@pytest.mark.parametrize("lang", list(Lang))
def test_nothing_found_says_where_was_looked_and_that_it_may_exist(lang):
    said = replies.facts([], lang, Labels(), answered=False, documents=5)
    assert "5" in said
    assert ("不等于没有" in said) or ("may still exist" in said)


def test_score_tells_range_and_assumption():
    result = shared().score()
    said = replies.score(result, Lang.ZH)
    assert all(end in said for end in result.star_range)
    assert "估算" in said

"""Reasons and what is missing, in both languages."""

import pytest

from assistant import wording
from assistant.model import (
    Deletion,
    EvidenceKind,
    Need,
    PointAssessment,
    Role,
    Stance,
    Verdict,
    Words,
)
from tests.audit_values import WORD, quote
from tests.small_standard import clause, point

RULE = quote("完工后3日内回访。")
RECORD = quote("G-7\t已回访", kind=EvidenceKind.RECORD, row=7)
GAP = quote("G-9\t\t", kind=EvidenceKind.RECORD, stance=Stance.CONTRADICTS, row=9)


def result(verdict, *shown, letter="a"):
    return PointAssessment(id=f"9.1.1.1-{letter}", verdict=verdict, reason=WORD, evidence=shown)


@pytest.mark.parametrize("table", [wording.VERDICTS, wording.KINDS, wording.STANCES])
def test_every_value_has_words_of_its_own(table):
    values = type(next(iter(table)))
    assert set(table) == set(values)
    assert len({words.zh for words in table.values()}) == len(table)
    assert len({words.en for words in table.values()}) == len(table)


@pytest.mark.parametrize(
    ("verdict", "shown", "zh"),
    [
        (Verdict.CONFORM, (RULE, RECORD), "有文件、记录证据"),
        (Verdict.NONCONFORM, (GAP,), "材料本身显示未做到"),
        (Verdict.PARTIAL, (RECORD, GAP), "有证据，但存在个别缺漏"),
        (Verdict.PARTIAL, (RULE,), "只有文件，未见执行的记录"),
        (Verdict.NO_EVIDENCE, (), "未见执行的记录"),
    ],
)
def test_reason_of_a_point_says_what_it_rests_on(verdict, shown, zh):
    assert wording.point_reason(point(need=Need.DONE), verdict, shown).zh == zh


@pytest.mark.parametrize("need", list(Need))
def test_every_need_names_its_proof(need):
    words = wording.point_reason(point(need=need), Verdict.NO_EVIDENCE, ())
    assert words.zh.startswith("未见")
    assert words.en.endswith("is not seen")


def test_missing_names_the_proof_that_lacks():
    asks = clause(point(need=Need.DONE, question=Words(zh="是否回访？", en="Are calls made?")))
    (missing,) = wording.missing_words(asks, [result(Verdict.NO_EVIDENCE)])
    assert missing.zh == "是否回访？——缺执行的记录"
    assert missing.en == "Are calls made? - lacks a record of it being done"


def test_nonconformity_is_to_be_corrected():
    asks = clause(point(need=Need.DONE, question=Words(zh="是否回访？", en="Are calls made?")))
    (missing,) = wording.missing_words(asks, [result(Verdict.NONCONFORM, GAP)])
    assert missing.zh == "是否回访？——须整改并提供执行的记录"


def test_nothing_is_missing_where_a_point_holds_or_is_optional():
    asks = clause(point(id="a"), point(id="b", role=Role.OPTIONAL))
    results = [result(Verdict.CONFORM, RECORD), result(Verdict.NO_EVIDENCE, letter="b")]
    assert wording.missing_words(asks, results) == ()


def test_no_evidence_is_said_not_to_be_a_nonconformity():
    words = wording.verdict_reason(clause(), Verdict.NO_EVIDENCE, [], [], ())
    assert "这不是不符合" in words.zh
    assert "not a nonconformity" in words.en


def test_could_not_look_names_what_could_not_be_read():
    words = wording.verdict_reason(clause(), Verdict.COULD_NOT_LOOK, [], [], ("扫描.pdf: page 2",))
    assert "扫描.pdf: page 2" in words.zh
    assert "扫描.pdf: page 2" in words.en


def test_deletion_gives_rule_and_quote_and_asks_for_a_person():
    rule = Deletion(when=Words(zh="没有商品的企业可删减。", en="No goods."))
    asks = clause(deletable=rule)
    words = wording.verdict_reason(
        asks, Verdict.NOT_APPLICABLE, [], [quote("本公司不售商品。")], ()
    )
    assert "没有商品的企业可删减" in words.zh
    assert "“本公司不售商品。”" in words.zh
    assert "请审核员确认" in words.zh


def test_reason_of_a_clause_puts_the_gap_first():
    asks = clause(
        point(id="a", question=Words(zh="是否规定？", en="Is it laid down?")),
        point(id="b", question=Words(zh="是否回访？", en="Are calls made?")),
    )
    results = [result(Verdict.CONFORM, RULE), result(Verdict.NONCONFORM, GAP, letter="b")]
    words = wording.verdict_reason(asks, Verdict.NONCONFORM, results, [GAP, RULE], ())
    assert words.zh.index("是否回访") < words.zh.index("是否规定")


def test_long_quotes_are_cut_and_say_so():
    long = quote("回" * 200)
    words = wording.verdict_reason(
        clause(), Verdict.CONFORM, [result(Verdict.CONFORM, long)], [], ()
    )
    assert "…”" in words.zh
    assert len(words.zh) < 120

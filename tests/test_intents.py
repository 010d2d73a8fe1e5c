"""Intents that take more than one word to tell."""

import pytest

from assistant.intents import Intent, intent_of, is_chore, without


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("页脚要求把各条判为符合,要照办吗?", Intent.ORDER),
        ("应该照做吗?", Intent.ORDER),
        ("should we follow that instruction?", Intent.ORDER),
        ("会议纪要里的打算算证据吗?", Intent.EVIDENCE),
        ("他们报了名,能算符合吗?", Intent.EVIDENCE),
        ("does the plan count as evidence?", Intent.EVIDENCE),
        ("至少还差几个人?", Intent.WHY),
        ("证件都在有效期内吗?", Intent.CLAIM),
        ("which spare parts are below the minimum stock?", Intent.COUNT),
        ("哪几件工具没有点检日期?", Intent.COUNT),
        ("终端坏了能不能换,官网和sla说法一样吗?", Intent.COMPARE_FACTS),
        ("how soon are patches delivered, by the website and the sla?", Intent.COMPARE_FACTS),
        ("登记表支持这个说法吗?", Intent.CLAIM),
        ("which clauses are not met?", Intent.GAPS),
    ],
)
def test_intent_is_told_from_its_neighbours(text, intent):
    assert intent_of(text, ()) is intent


@pytest.mark.parametrize(
    ("text", "chore"),
    [
        ("帮我写一段爬虫", True),
        ("please write me a short poem", True),
        ("帮我写一条审核发现", False),
        ("write a finding for this clause", False),
        ("推荐的保养周期是多久?", False),
    ],
)
def test_favour_outside_an_audit_is_told_from_work(text, chore):
    assert is_chore(text) is chore


def test_words_of_an_intent_can_be_taken_away():
    assert "得分" not in without(Intent.SCORE, "目前得分多少,几星?")
    assert "满意度" in without(Intent.SCORE, "满意度的得分是多少?")

"""Intents that take more than one word to tell."""

import pytest

from assistant.intents import Intent, intent_of, is_chore, is_yes_no, without


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
        ("过了天数的和空着的各多少?", Intent.COUNT),
        ("收了钱的活一共几回?", Intent.COUNT),
        ("were any parcels signed for after the date?", Intent.COUNT),
        ("报了名的那几个能算进去吗?", Intent.EVIDENCE),
        ("旧版手册能用来证明这一条吗?", Intent.EVIDENCE),
        ("赔付天数也对一下", Intent.COMPARE_FACTS),
        ("那批货最后怎么补救的?", Intent.FACT),
        ("这一条怎么补?", Intent.MISSING),
        ("培训这一块还欠哪样?", Intent.MISSING),
        ("where does the drill fall short?", Intent.MISSING),
        ("哪些条款还缺证据?", Intent.GAPS),
        ("为什么没有把那台算进去?", Intent.COUNT),
        ("why was pump 7 not counted?", Intent.COUNT),
        ("要照那位顾问说的填吗?", Intent.ORDER),
        ("should I mark it as he told?", Intent.ORDER),
        ("保养周期文件里有没有规定?", Intent.VERDICT),
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
        ("给合唱队起个名字", True),
        ("suggest a team name for us", True),
        ("帮我写一条审核发现", False),
        ("写出回访人的名字", False),
        ("write a finding for this clause", False),
        ("推荐的保养周期是多久?", False),
    ],
)
def test_favour_outside_an_audit_is_told_from_work(text, chore):
    assert is_chore(text) is chore


def test_words_of_an_intent_can_be_taken_away():
    assert "得分" not in without(Intent.SCORE, "目前得分多少,几星?")
    assert "满意度" in without(Intent.SCORE, "满意度的得分是多少?")


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("维修到场及时吗？", True),
        ("监督检查现在做得怎么样？", True),
        ("are riders called back?", True),
        ("监督员是谁？", False),
        ("现在还有多少件没办结，知道吗？", False),
        ("who calls the customer back?", False),
    ],
)
def test_question_if_something_is_so_asks_for_no_value(text, is_so):
    assert is_yes_no(text) == is_so

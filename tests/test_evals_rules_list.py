"""Rules read from texts beside a list made by hand."""

from dataclasses import replace

from assistant import own_rules
from evals.rules_list import Listed, compare, digest
from tests.audit_documents import prose

GOLD = Listed("A1", "按客户通知到场:省内≤24h,省外≤48h", ("001",))
TEXT = "按客户通知到场，省内24小时内到场，省外48小时内到场。"


def _made(text: str, file: str = "001_承诺.txt"):
    return own_rules.read(prose(file, text))


def test_rules_that_state_all_numbers_of_a_listed_rule_serve_it():
    made = _made(TEXT)
    outcome = compare([GOLD], made, {})
    assert [rule.value for rule in outcome.served["A1"]] == ["24小时", "48小时"]
    assert len(outcome.true) == len(made) == 2


def test_other_numbers_do_not_serve():
    assert not compare([GOLD], _made(TEXT.replace("24", "12").replace("48", "36")), {}).served


def test_a_rule_of_another_text_does_not_serve():
    assert not compare([GOLD], _made(TEXT, "002_承诺.txt"), {}).served


def test_a_period_of_keeping_serves_only_a_rule_on_keeping():
    made = _made("《派工单》保存3年。")
    assert compare([Listed("K", "《派工单》保存3年", ("001",))], made, {}).served
    assert not compare([Listed("K", "派工单3年一换", ("001",))], made, {}).served


def test_an_extra_rule_is_true_only_if_a_person_said_so():
    made = _made("每季度演练一次。")
    assert compare([GOLD], made, {}).unjudged == made
    assert compare([GOLD], made, {digest(made[0]): True}).true == made
    assert compare([GOLD], made, {digest(made[0]): False}).false == made


def test_a_judgement_does_not_pass_to_another_value():
    (rule,) = _made("每季度演练一次。")
    assert digest(rule) != digest(replace(rule, value="每年"))

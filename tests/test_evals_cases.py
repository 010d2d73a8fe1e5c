import json

import pytest
from made_trials import gold

from evals.cases import DatasetError, chains, load

QUESTION = {"lang": "zh", "question": "几小时到场？", "type": "fact"}


def question(id_, after=None):
    return {**QUESTION, "id": id_, "type": "followup" if after else "fact", "after": after}


def write(folder, **keys):
    (folder / "docs").mkdir(exist_ok=True)
    text = json.dumps({"company": "甲", "audit_date": "2026-09-16", **keys})
    (folder / "gold.json").write_text(text, encoding="utf-8")
    return folder


def ids(talks):
    return [[(turn.question.id, turn.scored) for turn in talk] for talk in talks]


def test_dataset_is_named_by_its_folder(tmp_path):
    dataset = load(write(tmp_path))
    assert dataset.name == tmp_path.name
    assert dataset.gold.audit_date.isoformat() == "2026-09-16"


def test_keys_that_the_harness_does_not_know_are_left_alone(tmp_path):
    assert load(write(tmp_path, made_by="hand")).gold.company == "甲"


def test_folder_without_gold_is_no_dataset(tmp_path):
    with pytest.raises(DatasetError, match="no dataset"):
        load(tmp_path)


def test_wrong_verdict_is_named_by_its_place(tmp_path):
    wrong = [{"clause": "5.1.1.1", "verdict": "fine"}]
    with pytest.raises(DatasetError, match=r"verdicts\.0\.verdict"):
        load(write(tmp_path, verdicts=wrong))


def test_could_not_look_is_no_label(tmp_path):
    wrong = [{"clause": "5.1.1.1", "verdict": "could_not_look"}]
    with pytest.raises(DatasetError, match="no label"):
        load(write(tmp_path, verdicts=wrong))


def test_broken_json_is_named_by_its_file(tmp_path):
    folder = write(tmp_path)
    (folder / "gold.json").write_text("{", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"gold\.json"):
        load(folder)


def test_clause_with_two_verdicts_is_refused(tmp_path):
    twice = [{"clause": "5.1.1.1", "verdict": "conform"}] * 2
    with pytest.raises(DatasetError, match=r"verdicts: 5\.1\.1\.1 stands twice"):
        load(write(tmp_path, verdicts=twice))


def test_followup_of_a_later_question_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="C1: after 'C2'"):
        load(write(tmp_path, chat=[question("C1", after="C2"), question("C2")]))


def test_row_numbers_become_text():
    check = {
        "id": "RC1", "clause": "5.1.1.1", "rule_quote": "7日内", "rule_file": "a", "sheet": "",
        "records_file": "b", "n_total": 3, "n_breach": 1, "n_unknown": 0, "breach_rows": [7],
    }  # fmt: skip
    assert gold(record_checks=[check]).record_checks[0].breach_rows == ("7",)


def test_followups_share_the_conversation_of_their_question():
    asked = [question("C1"), question("C2", "C1"), question("C3"), question("C4", "C2")]
    assert ids(chains(gold(chat=asked).chat)) == [
        [("C1", True), ("C2", True), ("C4", True)],
        [("C3", True)],
    ]


def test_second_followup_of_one_question_is_led_up_to_anew():
    asked = [question("C1"), question("C2", "C1"), question("C3", "C1")]
    assert ids(chains(gold(chat=asked).chat)) == [
        [("C1", True), ("C2", True)],
        [("C1", False), ("C3", True)],
    ]

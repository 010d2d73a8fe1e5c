"""What the offline assistant says of counts, claims and commitments."""

import pytest

from assistant import replies_records
from assistant.answer import Labels
from assistant.census import Census, census
from assistant.model import Lang
from tests.small_client import shared


def _counted():
    return census(shared(), "报修到场超期的有几单？")


@pytest.mark.parametrize("lang", list(Lang))
def test_count_names_rule_file_totals_and_rows(lang):
    labels = Labels()
    said = replies_records.counts(_counted(), lang, labels)
    for words in ("24小时内到场", "报修台账_2026.csv", "6", "CL-02", "CL-06", "CL-04", "[1]"):
        assert words in said
    assert "到场" in labels.evidence[0].quote


def test_claim_against_breaches_is_contradicted():
    assert "不支持" in replies_records.claim(_counted(), Lang.ZH)
    assert "不支持" not in replies_records.claim(Census(()), Lang.ZH)


@pytest.mark.parametrize("lang", list(Lang))
def test_agreement_has_three_values(lang):
    said = {replies_records.agreement([], differs, lang) for differs in (True, False, None)}
    assert len(said) == 3


@pytest.mark.parametrize("lang", list(Lang))
def test_nothing_to_count_is_said(lang):
    assert replies_records.counts(Census(()), lang, Labels())


def test_rows_beyond_a_limit_of_hours_are_called_late_by_the_hour():
    said = replies_records.counts(_counted(), Lang.ZH, Labels())
    assert "违反（超时：CL-02" in said
    assert "超期：" not in said

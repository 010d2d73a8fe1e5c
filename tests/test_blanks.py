"""Empty fields of records as evidence: few weaken, many fail, optional columns do not count."""

from datetime import date

import pytest
from audit_documents import rows
from small_standard import GLOSSARY

from assistant.assess_gate import gate
from assistant.blanks import readings
from assistant.corpus import build
from assistant.model import EvidenceKind, Stance
from assistant.record_flaws import flaws, logs
from assistant.stance import Reading

COLUMNS = ("单号", "登记日", "经办人")


def found(blank, total=10, *, kind=EvidenceKind.RECORD):
    cells = [(f"T-{n}", f"2026-05-{n:02}", "" if n <= blank else "李") for n in range(1, total + 1)]
    corpus = build([rows("台账.csv", COLUMNS, *cells)], GLOSSARY)
    shown = gate(corpus.sentences[-1], Reading(Stance.SUPPORTS, kind), point="a", score=1.0)
    return list(readings(flaws(logs(corpus), date(2026, 6, 1)), [shown], corpus))


@pytest.mark.parametrize(("blank", "isolated"), [(1, True), (2, False), (3, False)])
def test_share_of_empty_fields_tells_how_much_they_weigh(blank, isolated):
    ((sentence, reading),) = found(blank)
    assert (reading.stance, reading.isolated) == (Stance.CONTRADICTS, isolated)
    assert sentence.text.startswith("T-1\t")
    assert f"经办人 blank in {blank} of 10" in reading.why


@pytest.mark.parametrize("blank", [0, 5, 10])
def test_full_column_and_column_that_is_mostly_empty_say_nothing(blank):
    assert found(blank) == []


def test_table_that_is_no_record_of_the_point_says_nothing():
    assert found(1, kind=EvidenceKind.RULE) == []

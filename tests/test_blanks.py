"""Empty fields of records as evidence: few weaken, many fail, optional columns do not count."""

from datetime import date

import pytest
from audit_documents import rows
from small_standard import GLOSSARY

from assistant.assess_gate import gate
from assistant.blanks import concerned, readings
from assistant.corpus import build
from assistant.model import EvidenceKind, Stance
from assistant.reader_files import load
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


@pytest.mark.parametrize(
    ("clause", "columns"),
    [
        ("5.3.1.3", {"回访日期"}),
        ("5.2.4.3", {"到场时间"}),
        ("5.3.2.2", {"办结日"}),
        ("5.2.4.1", set()),
        ("4.2", {"到场时间", "回访日期", "办结日"}),  # of a standard that the reader does not know
    ],
)
def test_field_counts_for_the_clause_that_its_name_speaks_of(clause, columns):
    cells = [
        (f"G-{n}", f"2026-05-{n:02}", *("" if n < 3 else f"2026-05-{n:02}",) * 3)
        for n in range(1, 13)
    ]
    corpus = build(
        [rows("工单.csv", ("单号", "报修时间", "到场时间", "回访日期", "办结日"), *cells)], GLOSSARY
    )
    concerns = concerned(clause, load().study(corpus))
    found = flaws(logs(corpus), date(2026, 6, 1))
    assert {flaw.column for flaw in found if concerns(flaw)} == columns

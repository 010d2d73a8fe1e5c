"""Rules and tables as different firms write them: what is counted, worked out by hand.

Each block of the text file: the rule, the title of the log, "= rows; breaches; unknowns", the
names of the columns, the rows.
"""

from datetime import date
from pathlib import Path

import pytest

from assistant import records
from tests.audit_documents import corpus, prose, rows

AUDIT = date(2026, 6, 30)
TEXT = (Path(__file__).parent / "record_styles.txt").read_text(encoding="utf-8")
BLOCKS = [block.splitlines() for block in TEXT.strip("\n").split("\n\n")]


def _cells(line):
    return [cell.strip() for cell in line.split("|")]


@pytest.mark.parametrize("block", BLOCKS, ids=[block[0][:12] for block in BLOCKS])
def test_rule_in_the_firms_own_words_is_counted(block):
    rule, title, wanted, columns, *lines = block
    total, breaches, unknowns = (part.split() for part in wanted.removeprefix("=").split(";"))
    log = rows("台账.xlsx", _cells(columns), *map(_cells, lines), title=title)
    checks = records.check(corpus(prose("制度.docx", rule), log), AUDIT)
    counted = [(c.n_total, list(c.breach_rows), list(c.unknown_rows)) for c in checks]
    assert (int(total[0]), breaches, unknowns) in counted

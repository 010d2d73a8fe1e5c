"""Rules of eighty firms, each beside a log with column names of its own, counted by hand.

Each block of the text file: the rule, the title of the log, "= rows; breaches; unknowns", the
names of the columns, the rows; after "+" the title, columns and rows of a second log. Of 0 rows
there is no check at all.
"""

from datetime import date
from pathlib import Path

import pytest

from assistant import records
from tests.audit_documents import corpus, prose, rows

AUDIT = date(2026, 6, 30)
TEXT = (Path(__file__).parent / "record_battery.txt").read_text(encoding="utf-8")
BLOCKS = [block.splitlines() for block in TEXT.strip("\n").split("\n\n")]


def _cells(line):
    return [cell.strip() for cell in line.split("|")]


def _log(title, columns, *lines):
    return rows(f"{title}.xlsx", _cells(columns), *map(_cells, lines), title=title)


def _logs(title, lines):
    first, plus, second = "\n".join(lines).partition("\n+ ")
    yield _log(title, *first.split("\n"))
    if plus:
        yield _log(*second.split("\n"))


def _counted(block):
    rule, title, _, *lines = block
    checks = records.check(corpus(prose("制度.docx", rule), *_logs(title, lines)), AUDIT)
    return [(c.n_total, list(c.breach_rows), list(c.unknown_rows)) for c in checks]


@pytest.mark.parametrize("block", BLOCKS, ids=[block[0][:12] for block in BLOCKS])
def test_only_what_the_rule_says_is_counted(block):
    total, breaches, unknowns = (part.split() for part in block[2].removeprefix("=").split(";"))
    wanted = [(int(total[0]), breaches, unknowns)] if total[0] != "0" else []
    assert _counted(block) == wanted

"""Columns that a rule calls by name: signatures, confirmations, the fields of a list."""

import re

from assistant.roles import Role, core
from assistant.rule_model import Rule
from assistant.rule_subjects import subjects
from assistant.tables import Column, Table

_CUSTOMER = r"用户|顾客|客户|业主|甲方|您|双方"


def signed_column(rule: Rule, table: Table) -> Column | None:
    """Return the column that must hold a signature or a confirmation, None if there is none."""
    if rule.ends:
        wanted = _plain(rule.ends).lower()
        named = (c for c in table.columns if _plain(c.leaf).lower() == wanted)
        return next((c for c in named if not c.is_time), None)
    if not rule.begins:
        return table.first(Role.FEE_CONFIRMED)
    if not subjects(rule.text) & subjects(table.intro or table.document.file):
        return None
    who = _CUSTOMER if re.search(_CUSTOMER, rule.begins) else rule.begins
    signed = table.of_role(Role.SIGNED)
    return next((c for c in signed if re.search(who, c.leaf)), None)


def listed(name: str, table: Table) -> Column | None:
    """Return the column that a list calls by its name, or by some of its characters in order."""
    cores = [(core(column.leaf), column) for column in table.columns]
    same = next((column for leaf, column in cores if name in (leaf, column.leaf)), None)
    if same is not None or len(name) < 3:
        return same
    loose = re.compile("[^，。]{0,2}".join(re.escape(char) for char in name))
    alike = (c for leaf, c in cores if loose.search(leaf) or (len(leaf) > 2 and leaf in name))
    return next(alike, None)


def _plain(name: str) -> str:
    return re.sub(r"[\s（）()]", "", name)

"""Rules on what is written in fields, on a table: signatures, full lists, remedies."""

import re

from assistant.roles import Role, called, core
from assistant.rule_bound import Binding
from assistant.rule_cases import Choice, Filter, filters
from assistant.rule_columns import column_for, literal, start_for
from assistant.rule_model import Rule
from assistant.rule_subjects import pairs, same_subject, subjects, table_subjects
from assistant.table_columns import Column
from assistant.tables import Table

_CUSTOMER = r"用户|顾客|客户|业主|甲方|您|双方"


def signed(rule: Rule, table: Table) -> Binding | None:
    """Bind a signature; one for a fee must be there before the step that it allows."""
    end = signed_column(rule, table)
    if end is None:
        return None
    paid = end.role is Role.FEE_CONFIRMED or _ABOUT_FEES.search(rule.text) is not None
    fee = table.first(Role.FEE) if paid else None
    if (end.role is Role.FEE_CONFIRMED or not (rule.begins or rule.ends)) and fee is None:
        return None
    scope = () if fee else filters("", table, {end.index}, onsite=end.role is Role.SIGNED)
    steps = list(_THEN.finditer(rule.text)) if end.is_time else []
    step = next((s for s in steps if s["day"]), steps[0] if steps else None)
    words = (step["day"] or step["then"] or step["before"]) if step else ""
    until = column_for(words, table) if words else None
    if step and (until is None or until is end):
        begun = (table.first(role) for role in (_WORKED if _WORK.search(words) else _STARTED))
        until = next((c for c in begun if c is not None and c.is_time), None)
    only = "" if fee else _only_for(end, rule, table)
    return Binding(rule, table, fee, end, filters=scope, until=until, mentions=only)


_THING_CHARS = 4
"""Shorter words are shared by chance (assumed)."""


def _only_for(column: Column, rule: Rule, table: Table) -> str:
    """Return the thing that a field is only filled for: by a note, or as the rule begins."""
    note = re.search(
        rf"{re.escape(column.leaf)}栏?[只仅](?:填|记|限|用于)(?P<what>[^，。；\s]{{2,10}})",
        table.intro,
    )
    if note:
        return note["what"]
    head = re.split(r"[，。；：]", rule.text)[0]
    texts = {cell for c in table.columns if not c.is_time for cell in _cells(table, c.index)}
    for size in range(min(8, len(head)), _THING_CHARS - 1, -1):
        for at in range(len(head) - size + 1):
            thing = head[at : at + size]
            if any(thing in text for text in texts):
                return thing
    return ""


def _cells(table: Table, index: int) -> set[str]:
    return {row.cells[index] for row in table.rows[:_SEEN]}


_SEEN = 2000


_ABOUT_FEES = re.compile(r"报价|收费|费用|收钱|付费|价钱|价格|多少钱|讲[好明]?价|谈[好妥]?价")
_THEN = re.compile(
    r"不(?:得|能|可)?[晚迟]于(?P<day>[^，。；]{2,10})"
    r"|(?:后(?:方可|才可以?|才能?|方能|方准|再)|才[许准能可]|方[可许准能]|了再)(?P<then>[^，。；]{2,12})"
    r"|(?P<before>动手|开工|动工|施工|上门|开始|维修|修理|进场)(?:之|以)?前"
)
_WORK = re.compile(r"动手|开工|动工|施工|维修|修理|开始")
_WORKED = (Role.STARTED, Role.FINISHED, Role.DELIVERED, Role.ARRIVED)
_STARTED = (Role.STARTED, Role.ARRIVED, Role.DELIVERED, Role.FINISHED)
"""Where the step has no column of its own: the work was begun by then."""


def free(rule: Rule, table: Table) -> Binding | None:
    """Bind that a case costs nothing to the fees of the rows that are such a case."""
    fee = table.first(Role.FEE)
    mine, theirs = subjects(rule.text) - _CHARGED, table_subjects(table)
    if fee is None or fee.is_time or (mine and theirs and not mine & theirs):
        return None
    scope = tuple(
        one for one in filters(rule.ends, table, {fee.index}, onsite=False) if _tells_who_pays(one)
    )
    return Binding(rule, table, None, fee, filters=scope) if scope else None


_CHARGED = {"parts"}
"""What is not charged for (配件费) is not what the rule is about."""


def _tells_who_pays(one: Filter) -> bool:
    """Whether a column says whose the costs are: within warranty or not, whose fault."""
    return bool(_WHO_PAYS.search(f"{one.column.leaf} {' '.join(one.values)}"))


_WHO_PAYS = re.compile(
    r"责任|归责|过错|保[内外修]|质保|三包|在保|过保|期[内外]|收费[与类]|warranty", re.IGNORECASE
)


def complete(rule: Rule, table: Table) -> Binding | None:
    """Bind a list of fields that must be filled, or single ones called by their names."""
    if not same_subject(rule, table):
        return None
    if rule.named:
        columns = tuple(c for name in rule.listed if (c := _named_column(name, table)) is not None)
        if not columns or len(columns) < len(rule.listed):
            return None
        every = _EVERY.search(rule.text)
        present = _numbered(every["what"], table) if every else None
        return Binding(rule, table, None, columns[0], columns=columns, present=present)
    found = tuple(c for name in rule.listed if (c := listed(name, table)) is not None)
    most = max(3, round(len(rule.listed) * _LISTED_SHARE))
    if len({c.index for c in found}) < most:
        return None
    return Binding(rule, table, None, found[0], columns=found)


_EVERY = re.compile(
    r"每(?:一)?(?:张|份|单|次|件|台)\s*(?P<what>[A-Za-z]{2,10}|[\u4e00-\u9fff]{2,6})"
)
_NUMBERED = re.compile(r"(?:no\.?|号|编号|单号)$", re.IGNORECASE)
_LISTED_SHARE = 0.8
"""At least this share of a list's names must be columns (assumed)."""


def _named_column(name: str, table: Table) -> Column | None:
    """Return the column whose name a phrase says, the longest; times have rules of their own."""
    same = None if name.endswith(("栏", "列")) else listed(name, table)
    if same is not None:
        return same
    known = [(literal(column, name), column) for column in table.columns if not column.is_time]
    best, column = max(known, key=lambda pair: pair[0], default=(0, None))
    return column if best >= 2 else None


def _numbered(what: str, table: Table) -> Column | None:
    """Return the column with the numbers of a paper that not every row has."""
    return next(
        (
            column
            for column in table.columns
            if column.has_blanks
            and _NUMBERED.search(column.leaf)
            and any(word in what or what in word for word in called(column.leaf))
        ),
        None,
    )


def remedy(rule: Rule, table: Table) -> Binding | None:
    """Bind what is owed once something takes longer than a limit."""
    until = column_for(rule.ends, table)
    if until is None or not same_subject(rule, table):
        return None
    start = start_for(rule, table, until)
    used = {until.index, start.index if start else until.index}
    owed = [c for c in table.columns if c.index not in used and c.role is not Role.ID]
    shared = [(len(pairs(core(c.leaf)) & pairs(rule.duty)), c) for c in owed]
    best, end = max(shared, key=lambda pair: pair[0], default=(0, until))
    if start is None or not best:
        return None
    limit = Choice(rule.limits[0].quantity)
    return Binding(rule, table, start, end, (limit,), until=until)


def signed_column(rule: Rule, table: Table) -> Column | None:
    """Return the column that must hold a signature or a confirmation, None if there is none."""
    if rule.ends:
        wanted = _plain(rule.ends).lower()
        named = (
            c
            for c in table.columns
            if wanted in (_plain(c.leaf).lower(), *(_plain(w).lower() for w in called(c.leaf)))
        )
        called_so = next(
            (c for c in named if not c.is_time or c.role in (Role.FEE_CONFIRMED, None)), None
        )
        signs = (c for c in table.of_role(Role.SIGNED) if wanted in _plain(c.leaf).lower())
        return called_so or (next(signs, None) if len(wanted) > 1 else None)
    if not rule.begins:
        said = table.first(Role.FEE_CONFIRMED)
        agreed = (c for c in table.of_role(Role.SIGNED) if c.is_time and _AGREES.search(c.leaf))
        return said or (next(agreed, None) if table.first(Role.FEE) else None)
    if not subjects(rule.text) & subjects(table.intro or table.document.file):
        return None
    paper = _PAPER.search(rule.text)
    about = pairs(paper["what"]) if paper else set()
    if about and not about & pairs(f"{table.words} {table.intro}"):
        return None
    who = _CUSTOMER if re.search(_CUSTOMER, rule.begins) else rule.begins
    signed = table.of_role(Role.SIGNED)
    return next((c for c in signed if re.search(who, c.leaf)), None)


_AGREES = re.compile(r"确认|同意|认可|答应")
_PAPER = re.compile(r"在[《“]?(?P<what>[^，。；《》“”在]{2,8}[单表书卡])[》”]?上?签")
"""The paper that is signed: a signature on another one is not it."""


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

"""The columns behind a check, and what a person says that they stand for."""

from collections.abc import Sequence

from assistant.model import Lang
from assistant.records import RecordCheck
from assistant.roles import Role
from assistant.ui.markup import esc, tag
from assistant.ui.measured import MeasuredColumn
from assistant.ui.rooms import Room
from assistant.ui.text import say

NONE = "none"
"""What a column stands for that no rule can need, as `kezheng records --map` writes it."""
JOIN = "\t"
"""Between the addresses of one column on several sheets: no name of a sheet or column has it."""


def measured(room: Room, check: RecordCheck, lang: Lang) -> str:
    """Return the columns that a check reads, then the others of its table."""
    found = room.counts.measure(check).columns
    used, rest = [c for c in found if c.part], [c for c in found if not c.part]
    if not used:
        return ""
    said = frozenset(room.workspace.rulings.columns())
    key = "column_hint" if any(column.addresses for column in found) else "column_fixed"
    others = ""
    if rest:
        words = say(lang, "column_rest").format(n=len(rest))
        others = (
            f'<details class="kz-problems"><summary>{esc(words)}</summary>'
            f"{_rows(rest, said, lang)}</details>"
        )
    return (
        f"<h4>{esc(say(lang, 'column_title'))}</h4>"
        f'<p class="kz-hint">{esc(say(lang, key))}</p>{_rows(used, said, lang)}{others}'
    )


def corrected(room: Room, lang: Lang) -> str:
    """Return the columns that a person corrected, to be corrected again."""
    roles = room.workspace.rulings.columns()
    if not roles:
        return ""
    rows = "".join(
        f'<div class="kz-column"><span class="kz-column-name">{esc(name)}</span>'
        f"{_choice((name,), role, lang)}</div>"
        for name, role in roles.items()
    )
    return (
        f'<details class="kz-problems kz-corrected" open><summary>'
        f"{esc(say(lang, 'column_corrected'))} <b>{len(roles)}</b></summary>"
        f'<div class="kz-columns">{rows}</div></details>'
    )


def _rows(found: Sequence[MeasuredColumn], said: frozenset[str], lang: Lang) -> str:
    rows = "".join(_row(column, bool(said & set(column.addresses)), lang) for column in found)
    return f'<div class="kz-columns">{rows}</div>'


def _row(column: MeasuredColumn, is_said: bool, lang: Lang) -> str:
    mark = tag("repaired", say(lang, "column_said")) if is_said else ""
    part = say(lang, f"measured_{column.part}") if column.part else ""
    if column.addresses:
        role = _choice(column.addresses, column.role, lang)
    else:
        role = f'<span class="kz-hint">{esc(_named(column.role, lang))}</span>'
    return (
        f'<div class="kz-column"><span class="kz-column-name">{esc(column.name)}{mark}</span>'
        f'<span class="kz-hint">{esc(part)}</span>{role}</div>'
    )


def _choice(addresses: Sequence[str], role: Role | None, lang: Lang) -> str:
    """Return all that a column can stand for, its own chosen."""
    options = "".join(
        f'<option value="{esc(one.value if one else NONE)}"{" selected" if one is role else ""}>'
        f"{esc(_named(one, lang))}</option>"
        for one in (None, *Role)
    )
    label = esc(f"{say(lang, 'column_stands')} {addresses[0]}")
    return (
        f'<select class="kz-kind" data-column="{esc(JOIN.join(addresses))}" '
        f'aria-label="{label}">{options}</select>'
    )


def _named(role: Role | None, lang: Lang) -> str:
    return say(lang, f"role_{role.value if role else NONE}")

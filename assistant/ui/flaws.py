"""What is wrong with the records besides their rules: all of it, or one flaw with its rows."""

from collections import defaultdict
from collections.abc import Sequence

from assistant.model import EvidenceKind, Lang, Stance
from assistant.record_flaws import Flaw, FlawKind
from assistant.table_rows import Row
from assistant.tables import Table
from assistant.ui.desk import Desk
from assistant.ui.markup import esc, notice, row_link
from assistant.ui.quoted import quoted
from assistant.ui.rooms import Room
from assistant.ui.text import say
from ingest.model import content_id


def key_of(flaw: Flaw) -> str:
    """Return the key of a flaw, one for one column of one table."""
    return content_id(flaw.kind, flaw.document_id, flaw.sheet, flaw.column, flaw.words.zh)


def chosen(room: Room, desk: Desk) -> Flaw | None:
    """Return the flaw that the desk has open, None if there is none by that key."""
    if not desk.flaw:
        return None
    return next((flaw for flaw in room.counts.flaws() if key_of(flaw) == desk.flaw), None)


def listed(room: Room, desk: Desk) -> str:
    """Return all flaws by kind; or the head of the chosen one."""
    lang, found, flaw = desk.lang, room.counts.flaws(), chosen(room, desk)
    if flaw is not None:
        back = say(lang, "flaw_back").format(n=len(found))
        return (
            f'<div class="kz-opened kz-flaws"><a class="kz-back" role="button" href="#flaw-">'
            f"{esc(back)}</a>"
            f'<div class="kz-check-of"><b>{esc(flaw.words.get(lang))}</b></div>'
            f'<p class="kz-hint">{esc(_where(flaw))}</p></div>'
        )
    title = f"<h3>{esc(say(lang, 'flaw_all'))} <small>{len(found)}</small></h3>"
    if not found:
        empty = notice(say(lang, "flaw_none_title"), say(lang, "flaw_none_body"))
        return f'<div class="kz-flaws">{title}{empty}</div>'
    groups = []
    for kind in FlawKind:
        mine = [flaw for flaw in found if flaw.kind is kind]
        if mine:
            name = f"{esc(say(lang, f'flaw_{kind.value}'))} <small>{len(mine)}</small>"
            rows = "".join(_pick(flaw, lang) for flaw in mine)
            groups.append(f'<h4>{name}</h4><div class="kz-rows-of">{rows}</div>')
    hint = f'<p class="kz-hint">{esc(say(lang, "flaw_hint"))}</p>'
    return f'<div class="kz-flaws">{title}{hint}{"".join(groups)}</div>'


def body(room: Room, desk: Desk) -> str:
    """Return the rows of the chosen flaw, each a link to itself in its file."""
    flaw, lang = chosen(room, desk), desk.lang
    if flaw is None:
        return ""
    key = "flaw_periods" if flaw.kind is FlawKind.GAP else "flaw_rows"
    title = f"<h4>{esc(say(lang, key))} <small>{flaw.n}</small></h4>"
    links = _rows(room, flaw, lang)
    left = flaw.n - len(flaw.rows)
    more = (
        f'<p class="kz-hint">{esc(say(lang, "counted_more").format(n=left))}</p>'
        if left > 0
        else ""
    )
    return f'{title}<div class="kz-row-links kz-row-chips">{links}</div>{more}'


def rows_of(flaw: Flaw, logs: Sequence[Table]) -> list[tuple[str, Row | None]]:
    """Return the rows that a flaw names; None for a period, and where an id tells several apart.

    The ids of one flaw stand in the order of its rows, so that of doubles each is its own row.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    for table in logs:
        if table.document.id == flaw.document_id and flaw.sheet in ("", table.sheet):
            for index, row in enumerate(table.rows):
                rows[table.id_of(index)].append(row)
    found: list[tuple[str, Row | None]] = []
    seen: dict[str, int] = defaultdict(int)
    for name in flaw.rows:
        here = rows[name] if flaw.kind is not FlawKind.GAP else []
        is_exact = len(here) == flaw.rows.count(name)
        found.append((name, here[seen[name]] if is_exact else None))
        seen[name] += 1
    return found


def _pick(flaw: Flaw, lang: Lang) -> str:
    share = flaw.n / flaw.n_total if flaw.n_total else 0.0
    return (
        f'<a class="kz-pick kz-pick-flaw" role="button" href="#flaw-{key_of(flaw)}">'
        f'<span class="kz-pick-main"><span class="kz-pick-title">{esc(flaw.words.get(lang))}</span>'
        f'<span class="kz-hint kz-where">{esc(_where(flaw))}</span></span>'
        f'<span class="kz-pick-figures">{share:.0%}</span></a>'
    )


def _rows(room: Room, flaw: Flaw, lang: Lang) -> str:
    document = room.workspace.document(flaw.document_id)
    links = []
    for name, row in rows_of(flaw, room.counts.logs()):
        if row is None:
            links.append(row_link("", name, None, lang))
            continue
        evidence = quoted(document, row.start, row.end, EvidenceKind.RECORD, Stance.CONTRADICTS)
        links.append(row_link(room.book.key(evidence), name, row.number, lang))
    return "".join(links)


def _where(flaw: Flaw) -> str:
    return " · ".join(part for part in (flaw.file, flaw.sheet) if part)

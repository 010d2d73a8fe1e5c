"""Small pieces of HTML; every word that comes from outside is escaped here."""

from html import escape

from assistant.model import Assessment, Evidence, Lang, Stance, Verdict
from assistant.trust_words import GROUPS, told
from assistant.ui.text import place, say
from assistant.wording import KINDS, STANCES, VERDICTS
from ingest.model import Locator


def esc(text: str) -> str:
    """Return text that is safe in HTML, in quotes too."""
    return escape(text, quote=True)


def one_line(text: str) -> str:
    """Return text with runs of blanks and line breaks as single spaces."""
    return " ".join(text.split())


def tag(name: str, word: str) -> str:
    """Return a small label; `name` decides its colour."""
    return f'<span class="kz-tag kz-{esc(name)}">{esc(word)}</span>'


def verdict_tag(verdict: Verdict, lang: Lang) -> str:
    """Return a verdict as its word on its colour."""
    return f'<span class="kz-verdict kz-{verdict.value}">{esc(VERDICTS[verdict].get(lang))}</span>'


def trust_mark(assessment: Assessment, lang: Lang) -> str:
    """Return how far a verdict can be trusted as a small mark, nothing where unmeasured."""
    trust = assessment.trust
    if trust is None:
        return ""
    word = say(lang, "trust_mark").format(group=GROUPS[trust.group].get(lang))
    return (
        f'<span class="kz-trust kz-trust-{trust.group.value}" '
        f'title="{esc(told(trust).get(lang))}">{esc(word)}</span>'
    )


def evidence_tags(evidence: Evidence, lang: Lang) -> str:
    """Return what a quote is: stance (where it has one) and kind."""
    tags = [tag(evidence.kind.value, KINDS[evidence.kind].get(lang))]
    if evidence.stance is not Stance.NEITHER:
        tags.insert(0, tag(evidence.stance.value, STANCES[evidence.stance].get(lang)))
    return "".join(tags)


def quote_card(evidence: Evidence, key: str, lang: Lang) -> str:
    """Return a quote as a link to its place in the file."""
    where = " · ".join(part for part in (evidence.file, place(evidence.locator, lang)) if part)
    opening, closing = say(lang, "quote_open"), say(lang, "quote_close")
    return (
        f'<a class="kz-quote" href="#cite-{esc(key)}">'
        f'<span class="kz-quote-text">{esc(opening)}{esc(one_line(evidence.quote))}'
        f"{esc(closing)}</span>"
        f'<span class="kz-quote-from">{evidence_tags(evidence, lang)}'
        f'<span class="kz-where">{esc(where)}</span></span></a>'
    )


def row_link(key: str, name: str, number: int | None, lang: Lang, why: str = "") -> str:
    """Return a row of a record as a link to its place in the file.

    Args:
        key: Of its quote; "" for a row that cannot be pointed at.
        name: The id of the row; of a table without ids its number.
        number: Its number in the file.
        lang: Language of the words.
        why: What is wrong with it.
    """
    where = place(Locator(row=number), lang)
    first, second = (name, where) if name != str(number) else (where, "")
    words = f"<b>{esc(first)}</b>"
    words += f'<span class="kz-where">{esc(second)}</span>' if second else ""
    words += f'<span class="kz-row-why">{esc(why)}</span>' if why else ""
    if not key:
        return f'<span class="kz-quote kz-row-link">{words}</span>'
    return f'<a class="kz-quote kz-row-link" href="#cite-{esc(key)}">{words}</a>'


def notice(title: str, body: str) -> str:
    """Return what stands where there is nothing to show yet."""
    return (
        f'<div class="kz-empty"><div class="kz-empty-title">{esc(title)}</div>'
        f'<div class="kz-empty-body">{esc(body)}</div></div>'
    )


def bar(share: float, words: str) -> str:
    """Return a progress bar, `share` from 0 to 1, with words."""
    percent = round(100 * min(1.0, max(0.0, share)))
    return (
        f'<div class="kz-progress" role="progressbar" aria-valuenow="{percent}" '
        f'aria-valuemin="0" aria-valuemax="100"><div class="kz-bar" style="width:{percent}%">'
        f'</div></div><div class="kz-progress-words">{esc(words)}</div>'
    )


def table(head: list[str], rows: list[list[str]], name: str) -> str:
    """Return a table; head is text, cells are HTML."""
    top = "".join(f"<th>{esc(word)}</th>" for word in head)
    body = "".join(f"<tr>{_cells(head, cells)}</tr>" for cells in rows)
    return (
        f'<div class="kz-scroll"><table class="kz-table {esc(name)}"><thead><tr>{top}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def _cells(head: list[str], cells: list[str]) -> str:
    """Return the cells of a row; each names its column for screens too narrow for a head."""
    pairs = zip(head, cells, strict=True)
    return "".join(f'<td data-name="{esc(name)}">{cell}</td>' for name, cell in pairs)

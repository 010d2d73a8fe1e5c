"""An answer as chat markdown: our own emphasis, lists and citation links; nothing of a file's."""

import re
from collections.abc import Mapping

from assistant.model import Answer, Lang
from assistant.ui.markup import tag, verdict_tag
from assistant.ui.rooms import Book
from assistant.wording import KINDS, STANCES, VERDICTS
from ingest.errors import KezhengError

_BULLET = re.compile(r"^(?P<indent>\s*)[-*] (?:\[(?P<what>[^\]\n]{1,30})\] )?")
_TOKEN = re.compile(r"\*\*(?P<bold>(?=\S)[^*\n]+?(?<=\S))\*\*|\[(?P<label>\d{1,3})\]")
_SPECIAL = re.compile(r"[\\`*_\[\]<>~|#!$&]")
_LINKING = re.compile(r"(?i)://|www\.|@")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;", "#": "&#35;", "|": "&#124;"}
_BREAKS = {"://": "&#58;//", "@": "&#64;"}
_VERDICTS = {word: v for v, words in VERDICTS.items() for word in (words.zh, words.en)}
_LABELS = {
    word: member.value
    for names in (STANCES, KINDS)
    for member, words in names.items()
    for word in (words.zh, words.en)
}
_RATED = re.compile(
    r"^(?P<clause>\d[\d.]*\d)(?P<title> .*?)?(?:：|: | — )(?P<word>"
    + "|".join(sorted(map(re.escape, _VERDICTS), key=len, reverse=True))
    + r")(?=\s|$)"
)
Links = Mapping[int, str]
"""Keys of quotes by label."""


def growing(text: str) -> str:
    """Return an unfinished answer: no links yet, or a half-written one would show its brackets."""
    return _laid_out(text, {})


def finished(answer: Answer, book: Book) -> str:
    """Return an answer with its citations as links to the source pane."""
    links = {citation.label: book.key(citation.evidence) for citation in answer.citations}
    return _laid_out(answer.text, links)


def failed(error: KezhengError) -> str:
    """Return an error as what the assistant says."""
    hint = f"\n{safe(error.hint)}" if error.hint else ""
    return f"⚠ {safe(error.message)}{hint}"


def safe(text: str) -> str:
    """Return text in which no mark means anything to markdown, HTML or a link finder."""
    plain = _SPECIAL.sub(lambda m: _ENTITIES.get(m.group(), f"\\{m.group()}"), text)
    return _LINKING.sub(lambda m: _BREAKS.get(m.group(), f"{m.group()[:-1]}&#46;"), plain)


def _laid_out(text: str, links: Links) -> str:
    """Return text line by line; a list ends where its bullets end."""
    lines: list[str] = []
    was_bullet = False
    for line in text.splitlines():
        is_bullet = _BULLET.match(line) is not None
        if was_bullet and not is_bullet:
            lines.append("")
        lines.append(_line(line, links))
        was_bullet = is_bullet
    return "\n".join(lines)


def _line(line: str, links: Links) -> str:
    bullet = _BULLET.match(line)
    if bullet is None:
        return _headline(line, links) or _inline(line, links)
    rest = line[bullet.end() :]
    what = bullet["what"]
    tags = _tags(what) if what else ""
    if what and not tags:
        rest = f"[{what}] {rest}"
    return f"{bullet['indent']}- {tags}{_rated(rest, links) or _inline(rest, links)}"


def _headline(line: str, links: Links) -> str:
    if not (line.startswith("**") and line.endswith("**") and len(line) > 4):
        return ""
    inner = line[2:-2]
    return _rated(inner, links, bold=True)


def _rated(text: str, links: Links, *, bold: bool = False) -> str:
    """Return "5.1.1.1 title: verdict …" with the verdict on its colour, or ""."""
    match = _RATED.match(text)
    if match is None:
        return ""
    clause, word = match["clause"], match["word"]
    head = f"[{clause}](#clause-{clause}){safe(match['title'] or '')}"
    verdict = _VERDICTS[word]
    lang = Lang.ZH if word == VERDICTS[verdict].zh else Lang.EN
    rest = _inline(text[match.end() :], links)
    return f"{f'**{head}**' if bold else head} {verdict_tag(verdict, lang)}{rest}"


def _inline(text: str, links: Links) -> str:
    parts, at = [], 0
    for match in _TOKEN.finditer(text):
        parts.append(safe(text[at : match.start()]))
        parts.append(_token(match, links))
        at = match.end()
    return "".join([*parts, safe(text[at:])])


def _token(match: re.Match[str], links: Links) -> str:
    if match["bold"]:
        return f"**{safe(match['bold'])}**"
    label = match["label"]
    key = links.get(int(label))
    return f"[\\[{label}\\]](#cite-{key})" if key else f"\\[{label}\\]"


def _tags(what: str) -> str:
    """Return "支持·记录" as labels, or "" if those are no such words."""
    words = what.split("·")
    if not all(word in _LABELS for word in words):
        return ""
    return "".join(tag(_LABELS[word], word) for word in words) + " "

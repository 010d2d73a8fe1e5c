"""Web pages: what a visitor reads, in order; what is hidden is marked as such."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.encoding import decode
from ingest.readers.html_table import table_rows
from ingest.readers.table import place_table, row_piece

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DROPPED = frozenset({"script", "style", "template", "head", "object", "embed", "svg"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header",
     "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "noscript", "ol", "p", "pre",
     "section", "summary", "table", "ul"}
) | _HEADINGS  # fmt: skip
# Inline elements that stand apart as a visitor sees them.
_APART = frozenset({"a", "button", "input", "label", "option", "select", "td", "textarea", "th"})
_TYPED = frozenset({"text", "submit", "button", "reset", "email", "tel", "number", "date", "url"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MIN_LINKS = 2
_MAX_DEPTH = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: kind and level of the text around, and whether it is shown."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    is_hidden: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Break:
    """Ends the piece before it; text after it has this place."""

    place: _Place


_Token: TypeAlias = str | _Break | Piece


def read_html(data: bytes) -> Reading:
    """Read a web page.

    Raises:
        ReadError: No encoding fits.
    """
    from bs4 import BeautifulSoup

    match = _CHARSET.search(data[:4096])
    text, _, warnings = decode(data, declared=match[1].decode("ascii") if match else "")
    soup = BeautifulSoup(text, "lxml")
    pieces = list(_gather(_walk(soup, _Place())))
    kept = sum(_words(piece.text) for piece in pieces)
    found = _found(soup)
    note = "" if kept >= found else "部分文字的位置无法识别"
    part = Part("text", PartStatus.TEXT if kept else PartStatus.EMPTY, found, kept, note)
    hidden = sum(piece.hidden for piece in pieces)
    if hidden:
        warnings = (*warnings, f"有 {hidden} 处隐藏文字")
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    return Reading(tuple(pieces), (part,), title=title, warnings=warnings)


def _gather(tokens: Iterator[_Token]) -> Iterator[Piece]:
    """Join text between breaks into pieces; a picture's text waits until its sentence ends."""
    place, words, waiting = _Place(), "", list[Piece]()
    for token in tokens:
        if isinstance(token, str):
            words += token
        elif isinstance(token, _Break):
            yield from _finished(words, place)
            yield from waiting
            place, words, waiting = token.place, "", []
        elif token.kind is BlockKind.ROW:
            yield token
        else:
            waiting.append(token)
    yield from _finished(words, place)
    yield from waiting


def _finished(words: str, place: _Place) -> Iterator[Piece]:
    lines = (" ".join(line.split()) for line in words.split("\x00"))
    text = "\n".join(line for line in lines if line)
    if text:
        yield Piece(text, place.kind, level=place.level, hidden=place.is_hidden)


def _walk(node: "Tag", place: _Place) -> Iterator[_Token]:
    from bs4.element import NavigableString, PreformattedString, Tag

    for child in node.children:
        if isinstance(child, Tag):
            yield from _element(child, place)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            # Line breaks in the source are spaces; real ones come from <br> as NUL.
            yield child.replace("\x00", "")


def _element(tag: "Tag", place: _Place) -> Iterator[_Token]:
    name = tag.name
    if name in _DROPPED or place.depth > _MAX_DEPTH:
        return
    here = _inside(tag, place)
    if name == "br":
        yield "\x00"
    elif name == "img":
        yield from _picture(tag, here)
    elif name == "table":
        yield _Break(place)
        yield from _table(tag, here)
        yield _Break(place)
    elif name in _BLOCKS or here.is_hidden is not place.is_hidden:
        yield _Break(here)
        yield from _walk(tag, here) if not _is_menu(tag) else _menu(tag)
        yield _Break(place)
    elif name in _APART:
        yield " " if _follows_apart(tag) else ""
        yield _typed(tag) if name == "input" else ""
        yield from _walk(tag, here)
    else:
        yield from _walk(tag, here)


def _inside(tag: "Tag", place: _Place) -> _Place:
    hidden = place.is_hidden or _is_hidden(tag)
    depth = place.depth + 1
    if tag.name in _HEADINGS:
        return _Place(BlockKind.HEADING, int(tag.name[1]), hidden, depth)
    if tag.name == "li":
        return _Place(BlockKind.LIST, 0, hidden, depth)
    if tag.name in ("dt", "dd", "th", "td"):
        return _Place(BlockKind.PARAGRAPH, 0, hidden, depth)
    return _Place(place.kind, place.level, hidden, depth)


def _follows_apart(tag: "Tag") -> bool:
    """Return whether a link or field touches the one before it; in a sentence none does."""
    before = tag.previous_sibling
    return getattr(before, "name", None) in _APART


def _is_hidden(tag: "Tag") -> bool:
    if tag.name == "noscript" or tag.has_attr("hidden"):
        return True
    return _HIDING.search(str(tag.get("style") or "")) is not None


def _is_menu(tag: "Tag") -> bool:
    """Return whether a block holds nothing but links, each an entry of a menu."""
    if tag.name not in ("nav", "ul", "ol", "div", "menu"):
        return False
    links = tag.find_all("a")
    if len(links) < _MIN_LINKS or tag.find(["table", "img", *_HEADINGS]):
        return False
    if any(_is_hidden(inner) for inner in tag.find_all(True)):
        return False
    return _words(tag.get_text()) == sum(_words(link.get_text()) for link in links)


def _menu(tag: "Tag") -> Iterator[_Token]:
    for link in tag.find_all("a"):
        yield " ".join(link.get_text().split()) + " "


def _picture(tag: "Tag", place: _Place) -> Iterator[_Token]:
    text = " ".join(str(tag.get("alt") or "").split())
    if text:
        yield Piece(text, hidden=place.is_hidden)


def _typed(tag: "Tag") -> str:
    """Return what an input shows: the words of a button or the value filled in."""
    return str(tag.get("value") or "") if str(tag.get("type") or "text").lower() in _TYPED else ""


def _table(tag: "Tag", place: _Place) -> Iterator[_Token]:
    """Yield the rows of a table; a table around whole parts of the page is only a frame."""
    caption = tag.find("caption", recursive=False)
    if caption is not None:
        yield from _element(caption, place)
    rows = table_rows(tag, is_hidden=place.is_hidden)
    if rows is None:
        inner = _Place(place.kind, place.level, place.is_hidden, place.depth + 1)
        for cell in tag.find_all(["td", "th"]):
            if cell.find_parent("table") is tag:
                yield _Break(inner)
                yield from _walk(cell, inner)
        return
    for row, place_in_table in zip(rows, place_table(rows), strict=True):
        yield row_piece(row, place_in_table)
    for image in tag.find_all("img"):
        yield from _picture(image, place)


def _found(soup: "BeautifulSoup") -> int:
    """Count letters, digits and characters of all shown text nodes and picture texts."""
    from bs4.element import PreformattedString

    found = 0
    for text in soup.find_all(string=True):
        if isinstance(text, PreformattedString) or any(p.name in _DROPPED for p in text.parents):
            continue
        found += _words(text)
    images = (str(image.get("alt") or "") for image in soup.find_all("img"))
    typed = (_typed(tag) for tag in soup.find_all("input"))
    return found + sum(map(_words, images)) + sum(map(_words, typed))


def _words(text: str) -> int:
    return sum(char.isalnum() for char in text)

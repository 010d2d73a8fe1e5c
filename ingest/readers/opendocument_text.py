"""The inside of an OpenDocument paragraph: its words, and what hangs on them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ingest.model import Part, PartStatus, Piece

# An element of lxml, which has no types of its own: the border of this parser.
Xml: TypeAlias = Any

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_URN}office:1.0}}"
TEXT = f"{_URN}text:1.0}}"
TABLE = f"{_URN}table:1.0}}"
DRAW = f"{_URN}drawing:1.0}}"
PRESENTATION = f"{_URN}presentation:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"

_SVG = f"{_URN}svg-compatible:1.0}}"
_STYLE = f"{_URN}style:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MAX_SPACES = 1000
_SPACES = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
# Who made a comment and when, deleted text, page numbers, names of pictures.
_SKIPPED = frozenset(
    {f"{_DC}creator", f"{_DC}date", f"{_DC}initials", f"{TEXT}tracked-changes",
     f"{TEXT}note-citation", f"{TEXT}ruby-text", f"{TEXT}page-number", f"{OFFICE}forms",
     f"{_SVG}desc", f"{_SVG}title"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What one paragraph holds: its text, shown or not, and nodes that hang on it."""

    text: str
    hidden: str
    frames: tuple[Xml, ...]
    notes: tuple[Xml, ...]
    comments: tuple[Xml, ...]


def hidden_styles(root: Xml) -> frozenset[str]:
    """Return the names of the styles that hide text or slides."""
    found = []
    for style in root.iter(f"{_STYLE}style"):
        for properties in style:
            hides = properties.get(f"{TEXT}display"), properties.get(f"{PRESENTATION}visibility")
            if hides[0] == "none" or hides[1] == "hidden":
                found.append(style.get(f"{_STYLE}name") or "")
    return frozenset(found)


def read_words(paragraph: Xml, hiding: frozenset[str]) -> Words:
    """Return the words of a paragraph; text that was deleted lies elsewhere in the file.

    `hiding` are the styles whose text is not shown.
    """
    nodes: dict[str, list[Xml]] = {}
    shown: list[str] = []
    hidden: list[str] = []
    is_hidden = paragraph.get(f"{TEXT}style-name") in hiding
    for bit, hides in _bits(paragraph, hiding, is_hidden=is_hidden):
        if isinstance(bit, str):
            (hidden if hides else shown).append(bit)
        else:
            nodes.setdefault(bit.tag, []).append(bit)
    notes = nodes.pop(f"{TEXT}note-body", [])
    comments = nodes.pop(f"{OFFICE}annotation", [])
    frames = [node for found in nodes.values() for node in found]
    return Words("".join(shown), "".join(hidden), tuple(frames), tuple(notes), tuple(comments))


def ledger(
    body: Xml, slides: Sequence[Xml], pieces: Sequence[Piece], sides: Sequence[Piece]
) -> Iterator[Part]:
    """Yield a line per slide, or one for the body: characters found in the XML, and kept."""
    kept: Counter[int | None] = Counter()
    for piece in pieces:
        kept[piece.page] += _solid(piece.text)
    roots: list[tuple[int | None, Xml]] = [(n, slide) for n, slide in enumerate(slides, 1)]
    for page, root in roots or [(None, body)]:
        name = "body" if page is None else f"page {page}"
        found = _solid_of(root)
        status = PartStatus.TEXT if kept[page] else PartStatus.EMPTY
        note = "" if kept[page] >= found else "部分文字的位置无法识别"
        yield Part(name, status, found, kept[page], note)
    count = sum(_solid(piece.text) for piece in sides)
    if count:
        yield Part("headers, footers", PartStatus.TEXT, count, count)


def _solid_of(root: Xml) -> int:
    """Count the characters of all text that is read, apart from the reading of it."""
    count = 0
    for node in root.iter():
        if not isinstance(node.tag, str) or _is_skipped(node):
            continue
        count += len("".join((node.text or "").split()))
        for child in node:
            count += len("".join((child.tail or "").split()))
    return count


def _solid(text: str) -> int:
    return len("".join(text.split()))


def _is_skipped(node: Xml) -> bool:
    return node.tag in _SKIPPED or any(above.tag in _SKIPPED for above in node.iterancestors())


def _bits(
    node: Xml, hiding: frozenset[str], *, is_hidden: bool
) -> Iterator[tuple[str | Xml, bool]]:
    """Yield the text in a node in order, and the nodes that hang on it; whether it is hidden."""
    yield node.text or "", is_hidden
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c") or "1"
            yield " " * (min(_MAX_SPACES, int(count)) if count.isdigit() else 1), is_hidden
        elif tag in _SPACES:
            yield _SPACES[tag], is_hidden
        elif tag.startswith(DRAW) or tag in (f"{TEXT}note-body", f"{OFFICE}annotation"):
            yield child, is_hidden
        elif tag and tag not in _SKIPPED:
            hides = is_hidden or child.get(f"{TEXT}style-name") in hiding
            yield from _bits(child, hiding, is_hidden=hides)
        yield child.tail or "", is_hidden

"""The inside of a .docx paragraph: words shown, words hidden, and what hangs on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.docx_package import MC, A, M, R, V, W, Xml, attribute, is_on, whole
from ingest.readers.docx_styles import Styles

# Deleted or moved-away text, field codes, phonetic guides, properties: not words of the text.
_SKIPPED = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr",
        "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "commentRangeStart",
    )
)  # fmt: skip
_BREAKS = frozenset({W + "br", W + "cr"})
_NOTE_MARKS = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_PICTURES = {A + "blip": R + "embed", V + "imagedata": R + "id"}
# Ticks and boxes of the symbol fonts, by font and low byte of the character.
_SYMBOLS = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xA8): "☐",
    ("wingdings", 0x6F): "□", ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x51): "☒", ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x4F): "✗", ("wingdings 2", 0xA3): "☐", ("wingdings 2", 0x2A): "☐",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """A bit of text, or what hangs on the text: a text box, a note mark, a picture's id."""

    text: str = ""
    is_hidden: bool = False
    box: Xml = None
    note: tuple[str, str] | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What one paragraph holds."""

    shown: str
    hidden: str
    boxes: tuple[Xml, ...]
    notes: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...] = ()


def read_words(paragraph: Xml, styles: Styles) -> Words:
    """Return the words of a paragraph with inserted text and without deleted text."""
    atoms = list(_atoms(paragraph, paragraph, styles, is_hidden=False))
    return Words(
        shown="".join(atom.text for atom in atoms if not atom.is_hidden),
        hidden="".join(atom.text for atom in atoms if atom.is_hidden),
        boxes=tuple(atom.box for atom in atoms if atom.box is not None),
        notes=tuple(atom.note for atom in atoms if atom.note is not None),
        pictures=tuple(atom.picture for atom in atoms if atom.picture),
    )


def children(node: Xml) -> Iterator[Xml]:
    """Yield the elements in a node that count as text, one branch of each alternative."""
    for child in node:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            continue
        if child.tag == MC + "AlternateContent":
            yield from children(_branch(child))
        else:
            yield child


def is_counted(node: Xml) -> bool:
    """Return whether no ancestor takes a node out of the text."""
    for above in node.iterancestors():
        if above.tag in _SKIPPED or is_deleted_row(above):
            return False
        parent = above.getparent()
        if (
            parent is not None
            and parent.tag == MC + "AlternateContent"
            and _branch(parent) is not above
        ):
            return False
    return True


def is_deleted_row(node: Xml) -> bool:
    """Return whether a table row was deleted with changes tracked."""
    return bool(node.tag == W + "tr" and node.find(f"{W}trPr/{W}del") is not None)


def leaf_text(node: Xml) -> str:
    """Return the text of an element that stands for text itself, without white space signs."""
    tag = node.tag
    if tag in (W + "t", M + "t"):
        return node.text or ""
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return _symbol(node)
    if tag == W + "fldChar":
        return _form_field(node)
    return ""


def _branch(alternate: Xml) -> Xml:
    """Return the branch that Word shows: the first choice, else the fallback."""
    choice = alternate.find(f"{MC}Choice")
    fallback = alternate.find(f"{MC}Fallback")
    if choice is not None and (len(choice) or fallback is None):
        return choice
    return alternate if fallback is None else fallback


def _atoms(node: Xml, paragraph: Xml, styles: Styles, *, is_hidden: bool) -> Iterator[Atom]:
    for child in children(node):
        tag = child.tag
        if tag == W + "txbxContent":
            yield Atom(box=child)
        elif tag in _NOTE_MARKS:
            yield Atom(note=(_NOTE_MARKS[tag], attribute(child, "id") or ""))
        elif tag in _PICTURES:
            yield Atom(picture=child.get(_PICTURES[tag]) or "")
        elif tag == W + "tab":
            yield Atom("\t", is_hidden)
        elif tag in _BREAKS:
            yield Atom(_break(child), is_hidden)
        elif tag == W + "r":
            hidden = styles.is_hidden(child, paragraph=paragraph) or _is_white(child, paragraph)
            yield from _atoms(child, paragraph, styles, is_hidden=hidden)
        else:
            yield Atom(leaf_text(child), is_hidden)
            yield from _atoms(child, paragraph, styles, is_hidden=is_hidden)


def _break(node: Xml) -> str:
    return "" if attribute(node, "type") in ("page", "column") else "\n"


def _is_white(run: Xml, paragraph: Xml) -> bool:
    """Return whether a run is white on white.

    Tables and text boxes often have dark fills that a style brings, so they are left alone.
    """
    properties = run.find(f"{W}rPr")
    if properties is None or attribute(properties.find(f"{W}color")) not in ("FFFFFF", "ffffff"):
        return False
    fills = (
        properties.find(f"{W}shd"),
        properties.find(f"{W}highlight"),
        paragraph.find(f"{W}pPr/{W}shd"),
    )
    if any(fill is not None for fill in fills):
        return False
    return not any(node.tag in (W + "tc", W + "txbxContent") for node in paragraph.iterancestors())


def _symbol(node: Xml) -> str:
    code = attribute(node, "char") or ""
    font = (attribute(node, "font") or "").lower()
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return ""
    point = int(code, 16)
    return _SYMBOLS.get((font, point & 0xFF)) or chr(point)


def _form_field(node: Xml) -> str:
    """Return what an old form field shows: a ticked box or the chosen entry of a list."""
    box = node.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked = box.find(f"{W}checked")
        return "☑" if is_on(checked if checked is not None else box.find(f"{W}default")) else "☐"
    chosen = node.find(f"{W}ffData/{W}ddList")
    if chosen is None:
        return ""
    entries = [attribute(entry) or "" for entry in chosen.iter(f"{W}listEntry")]
    result = attribute(chosen.find(f"{W}result")) or attribute(chosen.find(f"{W}default"))
    index = whole(result) or 0
    return entries[index] if index < len(entries) else ""

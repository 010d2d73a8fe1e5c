"""Word documents (.docx): a walk over their XML that loses no inserted or boxed text."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.docx_inline import is_counted, leaf_text, read_words
from ingest.readers.docx_media import (
    embedded_parts,
    picture_names,
    shown_pictures,
    with_places,
)
from ingest.readers.docx_numbering import read_numbering
from ingest.readers.docx_package import A, Package, W, Xml, attribute, open_package, whole
from ingest.readers.docx_styles import read_styles
from ingest.readers.docx_walk import Line, Story, walk
from ingest.readers.headings import heading_level
from ingest.readers.pictures import Gallery, gallery_of, pictures_in

# Fewer styled headings than this and the numbers of the lines decide.
_MIN_STYLED_HEADINGS = 2
# The title of a document without a title style: centred, at least 15 points, near the top.
_TITLE_HALF_POINTS = 30
_TITLE_PARAGRAPHS = 10
_SIDE_PARTS = (
    ("header", "headers", BlockKind.HEADER),
    ("footer", "footers", BlockKind.FOOTER),
    ("comments", "comments", BlockKind.COMMENT),
)
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class _File:
    """An opened file: its parts, body, styles, what the walk needs, and its pictures."""

    package: Package
    main: str
    root: Xml
    sides: tuple[tuple[str, BlockKind, Xml], ...]
    story: Story
    pictures: Mapping[str, str]
    gallery: Gallery


def read_docx(data: bytes) -> Reading:
    """Read a .docx in the order of its text, side parts after the body, headers before it.

    Raises:
        EncryptedError: The file has a password.
        ReadError: The file is damaged.
    """
    file = _open(data)
    body = _with_numbered_headings(list(walk(file.root, file.story)))
    sides = [line for side in file.sides for line in _side_lines(side, file.story)]
    headers = [line for line in sides if line.piece.kind is BlockKind.HEADER]
    others = [line for line in sides if line.piece.kind is not BlockKind.HEADER]
    others = [*_left_notes(file), *_diagrams(file), *others]
    lines = [*headers, *body, *others]
    placed = with_places(lines, file.pictures, file.gallery)
    return Reading(
        pieces=tuple(line.piece for line in placed),
        parts=tuple(_ledger(file, lines)),
        title=_title(file),
        warnings=tuple(_warnings(lines)),
    )


def _open(data: bytes) -> _File:
    package = open_package(data)
    main = package.main()
    root = package.xml(main)
    styles = read_styles(_first(package, main, "styles"))
    numbering = read_numbering(_first(package, main, "numbering"), styles)
    notes: dict[tuple[str, str], Xml] = {}
    for kind, tag in _NOTES:
        for part in package.related(main, kind):
            notes |= {(kind, attribute(n, "id") or ""): n for n in package.xml(part).iter(W + tag)}
    sides = tuple(_sides(package, main))
    labels: dict[Xml, str] = {}
    for story_root in (root, *(side[2] for side in sides), *notes.values()):
        counted = (p for p in story_root.iter(W + "p") if is_counted(p))
        labels |= numbering.labels(counted, styles)
    pictures = picture_names(package, main)
    story = Story(styles, labels, notes)
    found = gallery_of(pictures_in(package.blobs))
    return _File(package, main, root, sides, story, pictures, found)


def _sides(package: Package, main: str) -> Iterator[tuple[str, BlockKind, Xml]]:
    """Yield headers, footers and comments; the same header on several sections is one."""
    seen = set()
    for relation, name, kind in _SIDE_PARTS:
        for part in package.related(main, relation):
            root = package.xml(part)
            words = (name, "".join(leaf_text(node) for node in root.iter(W + "t")))
            if words not in seen:
                yield name, kind, root
            seen.add(words)


def _first(package: Package, main: str, kind: str) -> Xml | None:
    parts = package.related(main, kind)
    return package.xml(parts[0]) if parts else None


def _with_numbered_headings(lines: list[Line]) -> list[Line]:
    """Return the lines with headings told by their numbers, if styles mark none."""
    if sum(line.piece.kind is BlockKind.HEADING for line in lines) >= _MIN_STYLED_HEADINGS:
        return lines
    return [_as_heading(line) for line in lines]


def _as_heading(line: Line) -> Line:
    piece = line.piece
    if piece.hidden or piece.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST):
        return line
    level = heading_level(piece.text)
    if not level or line.part != "body":
        return line
    return replace(line, piece=replace(piece, kind=BlockKind.HEADING, level=level))


def _side_lines(side: tuple[str, BlockKind, Xml], story: Story) -> Iterator[Line]:
    name, kind, root = side
    yield from walk(root, replace(story, part=name, kind=kind))


def _left_notes(file: _File) -> Iterator[Line]:
    """Yield notes that nothing in the body refers to, so that none is lost."""
    styles = file.story.styles
    used = {note for p in file.root.iter(W + "p") for note in read_words(p, styles).notes}
    for key, node in file.story.notes.items():
        if key not in used:
            yield from walk(node, replace(file.story, part=key[0]))


def _diagrams(file: _File) -> Iterator[Line]:
    """Yield the words of SmartArt drawings, which stand in parts of their own."""
    for part in file.package.related(file.main, "diagramData"):
        for paragraph in file.package.xml(part).iter(A + "p"):
            text = "".join(node.text or "" for node in paragraph.iter(A + "t")).strip()
            if text:
                yield Line(Piece(text, kind=BlockKind.TEXTBOX), "diagrams")


def _ledger(file: _File, lines: list[Line]) -> Iterator[Part]:
    """Yield a line per part: characters found in the XML, and those kept in the pieces."""
    found = _found(file)
    kept: Counter[str] = Counter()
    for line in lines:
        kept[line.part] += _solid(line.piece.text) - line.added
    for name in dict.fromkeys(["body", *found]):
        status = PartStatus.TEXT if kept[name] else PartStatus.EMPTY
        note = "" if kept[name] >= found[name] else "部分文字的位置无法识别"
        if found[name] or name == "body":
            yield Part(name, status, found[name], kept[name], note)
    yield from file.gallery.parts(shown_pictures(lines, file.pictures))
    yield from embedded_parts(file.package, file.main)


def _found(file: _File) -> Counter[str]:
    """Count characters by walking all text nodes, apart from the walk that reads them."""
    found: Counter[str] = Counter()
    stories = [("body", file.root)] + [(name, root) for name, _, root in file.sides]
    stories += [(key[0], node) for key, node in file.story.notes.items()]
    for name, root in stories:
        for node in root.iter():
            text = leaf_text(node) if isinstance(node.tag, str) else ""
            if text and is_counted(node):
                found[_part_of(node, name)] += _solid(text)
    for part in file.package.related(file.main, "diagramData"):
        nodes = file.package.xml(part).iter(A + "t")
        found["diagrams"] += sum(_solid(node.text or "") for node in nodes)
    return found


def _part_of(node: Xml, name: str) -> str:
    boxed = name == "body" and any(a.tag == W + "txbxContent" for a in node.iterancestors())
    return "text boxes" if boxed else name


def _solid(text: str) -> int:
    return len("".join(text.split()))


def _warnings(lines: list[Line]) -> Iterator[str]:
    hidden = sum(line.piece.hidden for line in lines)
    if hidden:
        yield f"有 {hidden} 处隐藏文字"


def _title(file: _File) -> str:
    """Return the title: by style, from the properties, or the large centred lines on top."""
    paragraphs = list(file.root.iter(W + "p"))
    styles = file.story.styles
    for paragraph in paragraphs[: _TITLE_PARAGRAPHS * 3]:
        if styles.is_title(paragraph):
            return " ".join(read_words(paragraph, styles).shown.split())
    for part in file.package.related("", "core-properties"):
        title = file.package.xml(part).findtext(_DC_TITLE)
        if title and title.strip():
            return " ".join(title.split())
    large = [p for p in paragraphs[:_TITLE_PARAGRAPHS] if _is_large_line(p)]
    return " ".join(" ".join(read_words(p, styles).shown.split()) for p in large).strip()


def _is_large_line(paragraph: Xml) -> bool:
    if attribute(paragraph.find(f"{W}pPr/{W}jc")) != "center":
        return False
    sizes = [attribute(node) for node in paragraph.findall(f"{W}r/{W}rPr/{W}sz")]
    return any((whole(size) or 0) >= _TITLE_HALF_POINTS for size in sizes)

"""A client's material sentence by sentence, each with the concepts it and its place name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.concepts import Glossary, client_words
from ingest.model import Block, BlockKind, Document, DocumentKind
from ingest.sentences import sentences

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT)
_SPEECH = re.compile(
    r"(?:[：:]|说|称|答|表示|介绍|反映|讲|^\s*[-·•]?\s*(?:A|答))\s*[，,：:]?\s*[“\"](?P<said>[^”\"]+)[”\"]"
)
_QUOTED = re.compile(r"[“\"](?P<said>[^”\"\n]{6,})[”\"]")
_MOSTLY = 0.5
"""Share of a sentence within quotation marks from which it is speech, not a cited title."""
_OPENING = re.compile(
    r"^\s*[-·•]?\s*(?:[\[【（(]?\d{1,2}[:：]\d{2}|【|Q\s*[：:\s“]|问[：:\s“]|[一二三四五六七八九十]、)"
)
_DICTIONARY = re.compile(r"字段|释义|field|description|取值说明", re.IGNORECASE)
_ADMINISTRATIVE = re.compile(
    r"食堂|绿植|礼盒|文体|妇女节|办公区|菜单|年会|节目单|团建|工会|放假|考勤|班车|停车|车位|福利|中秋|春节|端午|元旦|国庆|运动会|体检|宿舍|报销|招聘|生日会|联欢"
)
_SERVES = re.compile(r"售后|服务|[客用]户|顾客|维修|值班|投诉|热线|service|customer", re.IGNORECASE)
"""In the name of a notice: it is not on the staff's own affairs alone."""
_TRADE = (
    DocumentKind.MANUAL,
    DocumentKind.PROCEDURE,
    DocumentKind.CONTRACT,
    DocumentKind.PUBLISHED,
)
"""Documents that tell what a firm's trade is."""
_TRACES = frozenset({"record_trace", "register"})
"""Concepts that a row of a log is by itself."""
_TITLE_CHARS = 40
_RELEVANT_CONCEPTS = 1.6
"""An unclassified document on the staff's own affairs that names fewer concepts per sentence is
none of the audit's business (assumed; canteen menus and party programmes measure 1.3-1.5, a
website or a manual 2-6). By the concepts alone notes and chats in the words of a trade were lost
too: more than ten files of 24 firms."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or table row in its place.

    Attributes:
        named: Concepts in the sentence itself.
        near: Concepts in the rest of its paragraph.
        above: Concepts in its headings, column names, sheet and document title.
        said: It is what somebody told the auditor, by its quotation marks.
    """

    document: Document
    block: Block
    start: int
    end: int
    named: frozenset[str]
    near: frozenset[str]
    above: frozenset[str]
    said: bool

    @property
    def text(self) -> str:
        """Return the sentence as it stands in the document."""
        return self.document.text[self.start : self.end]

    @property
    def is_row(self) -> bool:
        """Whether the sentence is a table row."""
        return self.block.kind is BlockKind.ROW


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sentences of the current documents, and the glossary with the client's own words."""

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    glossary: Glossary
    irrelevant: frozenset[str]

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Return "file: part" of every part that could not be read."""
        return tuple(
            f"{document.file}: {part.name}"
            for document in self.documents
            for part in document.parts
            if part.status.value in ("needs_ocr", "unreadable")
        )


def build(documents: Sequence[Document], glossary: Glossary) -> Corpus:
    """Return the corpus of `documents`; superseded ones stay out, unrelated ones are named."""
    current = [document for document in documents if not document.superseded]
    own = client_words(glossary, _definition_lines(current))
    rich = glossary.with_aliases(own)
    found: list[Sentence] = []
    irrelevant, trade = set(), _own_words(current)
    for document in current:
        mine = list(_annotated(document, rich))
        if _is_irrelevant(document, mine, trade):
            irrelevant.add(document.id)
        else:
            found += mine
    return Corpus(tuple(documents), tuple(found), rich, frozenset(irrelevant))


def _annotated(document: Document, glossary: Glossary) -> Iterator[Sentence]:
    place = glossary.named(f"{document.title} {_stem(document.file)}")
    heads: dict[tuple[str, ...], frozenset[str]] = {}
    opening: frozenset[str] = frozenset()
    headers = {block.columns for block in document.blocks if block.columns}
    for block in document.blocks:
        if block.hidden or block.kind in _ASIDE or block.kind is BlockKind.HEADING:
            continue
        if block.cells in headers or _is_dictionary(block):
            continue
        above = (*block.heading, block.sheet or "", *block.columns)
        if above not in heads:
            heads[above] = glossary.named("\n".join(above)) | place
        around = heads[above]
        if block.kind is BlockKind.ROW and document.kind is DocumentKind.RECORD_LOG:
            around |= _TRACES
        if document.kind is DocumentKind.INTERVIEW:
            text = document.text[block.start : block.end]
            opening = glossary.named(text) if _OPENING.match(text) else opening
        yield from _of_block(document, block, glossary, around, opening)


def _of_block(
    document: Document,
    block: Block,
    glossary: Glossary,
    above: frozenset[str],
    opening: frozenset[str],
) -> Iterator[Sentence]:
    """Yield the sentences of a block; an answer in an interview stands near its question."""
    text = document.text[block.start : block.end]
    spoken = _spoken(text) if document.kind is DocumentKind.INTERVIEW else []
    spans = sentences(document, block.start, block.end)
    named = [glossary.named(document.text[s:e]) for s, e in spans]
    for index, (start, end) in enumerate(spans):
        near = opening.union(*(n for i, n in enumerate(named) if i != index))
        if block.kind is BlockKind.ROW:
            near = glossary.named("\n".join(block.cells))
        said = any(s < end - block.start and e > start - block.start for s, e in spoken)
        said = said or _is_mostly_quoted(text, start - block.start, end - block.start, document)
        yield Sentence(document, block, start, end, named[index], near, above, said)


def _spoken(text: str) -> list[tuple[int, int]]:
    return [match.span("said") for match in _SPEECH.finditer(text)]


def _is_mostly_quoted(text: str, start: int, end: int, document: Document) -> bool:
    """Whether most of an interview's sentence stands in quotation marks."""
    if document.kind is not DocumentKind.INTERVIEW:
        return False
    spans = (match.span("said") for match in _QUOTED.finditer(text))
    quoted = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in spans)
    return quoted >= _MOSTLY * (end - start)


def _definition_lines(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for block in document.blocks:
            if block.kind not in (*_ASIDE, BlockKind.ROW):
                yield document.text[block.start : block.end], " ".join(block.heading)


def may_be_irrelevant(document: Document) -> bool:
    """Whether a notice or a document of no known kind is on the staff's own affairs by its name."""
    return bool(_affairs(document))


def _affairs(document: Document) -> frozenset[str]:
    """Return the words by which a document calls itself one on the staff's own affairs."""
    name = f"{document.file} {document.title}"
    if document.kind is DocumentKind.REPORT:
        return frozenset(() if _SERVES.search(name) else _ADMINISTRATIVE.findall(name))
    if document.kind is DocumentKind.OTHER:
        return frozenset(_ADMINISTRATIVE.findall(f"{name} {document.text[:_TITLE_CHARS]}"))
    return frozenset()


def _own_words(documents: Sequence[Document]) -> frozenset[str]:
    """Return the words of staff affairs that a firm's rules and published texts use: its trade's.

    Who sells canteen equipment or runs car parks writes of them in its manual.
    """
    if not any(map(may_be_irrelevant, documents)):
        return frozenset()
    told = (d.text for d in documents if d.kind in _TRADE)
    return frozenset(word for text in told for word in _ADMINISTRATIVE.findall(text))


def _is_irrelevant(document: Document, found: Sequence[Sentence], own: frozenset[str]) -> bool:
    if not found or not _affairs(document) - own:
        return False
    if document.kind is DocumentKind.REPORT:
        return True
    return sum(len(sentence.named) for sentence in found) / len(found) < _RELEVANT_CONCEPTS


def _is_dictionary(block: Block) -> bool:
    """Whether a row explains a column instead of recording something."""
    return len(block.columns) in (2, 3) and any(_DICTIONARY.search(c) for c in block.columns)


def _stem(file: str) -> str:
    name = file.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name

"""Documents no longer in force: which ones a question names, and what they said."""

import re

from assistant.assess_gate import gate
from assistant.corpus import Sentence
from assistant.facts import Facts
from assistant.model import Evidence, EvidenceKind, Stance
from assistant.spans import whole
from assistant.stance import Reading
from ingest.model import Document
from ingest.sentences import sentences
from ingest.tokenize import tokens

_VALIDITY = re.compile(
    r"能(?:不能|否)?(?:再|还)?(?:用|引用|沿用|参照)|作准|还(?:能|可以|按|有效|执行|算)|有效|作数|作废|废止|"
    r"按它|旧版|老版|valid|in force|still|superseded",
    re.I,
)
_EDITION = re.compile(
    r"(?:19|20)\d\d|第\s*[一二三四五六七八九十\d]+\s*版|[Vv]\d+(?:\.\d+)*|[A-Z]{2,5}(?:-[A-Z0-9]+)+"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\s*年?(?:旧|老)?版)")
_DIGITS = "零一二三四五六七八九"
_GONE = re.compile(r"作\s*废|废\s*止|失效|停用|停止使用|替代|代替|superseded", re.I)
_SINCE = re.compile(r"起|[由被以]|\b(?:from|since|by)\b", re.I)
_HEAD_CHARS, _QUOTED_CHARS, _UTTERANCE_CHARS = 400, 6, 200


def withdrawn(facts: Facts, query: str) -> tuple[tuple[Evidence, str], ...]:
    """Return superseded documents that a question names by year, edition or title.

    A year that is not called an edition, or a mark that current documents bear as well, names
    one only in a question on validity.
    """
    named = set(_marks(query))
    valid = bool(_VALIDITY.search(query))
    if not valid:
        named = set(_marks(_YEAR.sub(" ", query)))
        named -= {m for d in facts.corpus.documents if not d.superseded for m in _own_marks(d)}
    found: list[tuple[Evidence, str]] = []
    for document in facts.corpus.documents:
        marks = _marks(_head(document)) if valid else _own_marks(document)
        if document.superseded and named & set(marks):
            first = _first_words(document)
            quotes = [*([first] if first else []), *_nearest_words(document, query)]
            kept = {evidence.start: evidence for evidence in quotes}
            found += [(evidence, document.superseded_reason) for evidence in kept.values()]
    return tuple(found)


def said_before(facts: Facts, query: str) -> tuple[Evidence, ...]:
    """Quote the sentence nearest to a question in each superseded document, if one is near."""
    found = (_nearest_words(d, query)[:1] for d in facts.corpus.documents if d.superseded)
    return tuple(evidence for quotes in found for evidence in quotes)


def without(query: str) -> str:
    """Return a question on a withdrawn document without its edition: what it says, asked anew."""
    return _VALIDITY.sub(" ", _EDITION.sub(" ", query))


def _head(document: Document) -> str:
    return f"{document.file} {document.text[:_HEAD_CHARS]}"


def _own_marks(document: Document) -> list[str]:
    """Return the marks in a document's name; its first words may name other editions as well."""
    return _marks(f"{document.file} {document.title}") or _marks(_head(document))


def _marks(text: str) -> list[str]:
    """Return years, editions and numbers of documents, 第二版 as 第2版, V4.6 as v4.6."""
    found = ("".join(mark.split()).lower() for mark in _EDITION.findall(text))
    return [re.sub("[一二三四五六七八九]", lambda m: str(_DIGITS.index(m[0])), m) for m in found]


def _nearest_words(document: Document, query: str) -> list[Evidence]:
    """Quote the sentences of a superseded document that a question speaks of, at most two."""
    asked = set(tokens(query))
    said = [
        (len(asked & set(tokens(document.text[start:end]))), whole(document, block, start, end))
        for block in document.blocks
        if not block.hidden
        for start, end in sentences(document, block.start, block.end)
    ]
    said.sort(key=lambda pair: -pair[0])
    near = [sentence for shared, sentence in said[:2] if shared >= _QUOTED_CHARS]
    quoted = (_quoted(sentence) for sentence in near)
    return [evidence for evidence in quoted if evidence is not None]


def _first_words(document: Document) -> Evidence | None:
    """Quote the passage that says that a document is superseded and why, or its first long one."""
    blocks = [b for b in document.blocks if b.end - b.start >= _QUOTED_CHARS and not b.hidden]
    blocks.sort(key=lambda b: -_says_gone(document.text[b.start : b.end]))
    if not blocks:
        return None
    block = blocks[0]
    return _quoted(whole(document, block, block.start, block.end))


def _says_gone(text: str) -> int:
    """Return how fully a text says that its document is withdrawn: that, since when, by what."""
    gone = bool(_GONE.search(text)) and len(text) <= _UTTERANCE_CHARS
    return gone * (1 + bool(re.search(r"\d", text)) + bool(_SINCE.search(text)))


def _quoted(sentence: Sentence) -> Evidence | None:
    reading = Reading(Stance.NEITHER, EvidenceKind.RULE, why="answers a question")
    return gate(sentence, reading, point="", score=0.0)

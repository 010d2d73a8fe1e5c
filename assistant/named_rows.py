"""Rows that a question names: by an id, a customer, a person, a device."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.asked import names
from assistant.concepts import Glossary
from assistant.corpus import Corpus, Sentence
from assistant.fact_units import grams_of
from assistant.records import RecordCheck

_NAME_CHARS = 5
_LEAST_CHARS, _OWN_CHARS = 2, 4
_ID_CHARS = 3
_RARE = 3
"""A name that stands in more rows of its table than this says nothing of one (assumed)."""
_HAN = re.compile(r"[一-龥]{2,}")


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row with how well the question names it.

    Attributes:
        chars: Characters of the cells named; those of the best count a hundredfold.
        by_id: The best is an id.
    """

    sentence: Sentence
    chars: int
    by_id: bool


def named_rows(corpus: Corpus, question: str) -> list[NamedRow]:
    """Return the rows whose own words a question names, those named best first.

    An id that stands in several rows names no single one; of rows named alike, the one that
    shares more of the question's other words goes first.
    """
    frequent = _frequencies(corpus)
    found = []
    for sentence in corpus.sentences:
        if sentence.is_row:
            chars = _named_chars(sentence, question, frequent, corpus.glossary)
            if chars:
                ids = (c for c in _cells(sentence) if re.search(r"\d", c) and len(c) > _ID_CHARS)
                by_id = any(
                    _is_whole(cell, question) and frequent[(*_place(sentence), cell)] <= _RARE
                    for cell in ids
                )
                found.append(NamedRow(sentence, chars, by_id))
    said = set(grams_of(question))
    return sorted(
        found,
        key=lambda row: (-row.by_id, -row.chars, -len(said & set(grams_of(row.sentence.text)))),
    )


def row_of(check: RecordCheck, rows: list[NamedRow]) -> Sentence | None:
    """Return the row named best in the table of a check."""
    inside = (
        row.sentence
        for row in rows
        if row.sentence.document.id == check.records_document_id
        and check.sheet in ("", row.sentence.block.sheet or "")
    )
    return next(inside, None)


def _named_chars(
    sentence: Sentence,
    question: str,
    frequent: Counter[tuple[str, str, str]],
    glossary: Glossary,
) -> int:
    """Return the characters of the cell named best; those of more cells break a tie."""
    shared = [
        _shared(
            cell,
            question,
            own=frequent[(*_place(sentence), cell)] <= _RARE and _is_name(cell, glossary),
        )
        for cell in _cells(sentence)
    ]
    return max(shared, default=0) * 100 + sum(shared) if any(shared) else 0


def _shared(cell: str, question: str, *, own: bool) -> int:
    """Return how many characters of a cell a question names.

    A whole id, a whole cell that is the row's own name, or five characters of a longer one.
    """
    if len(cell) < _LEAST_CHARS or cell[0].isdigit():
        return 0
    if re.search(r"\d", cell):
        return len(cell) if len(cell) > _ID_CHARS and _is_whole(cell, question) else 0
    if own and cell in question:
        return len(cell)
    if len(cell) < _NAME_CHARS:
        return 0
    match = SequenceMatcher(None, cell, question, autojunk=False).find_longest_match()
    return match.size if match.size >= _NAME_CHARS else 0


def _is_name(cell: str, glossary: Glossary) -> bool:
    """Whether a cell is a person's name, or Chinese words that the field has no term for."""
    if not _HAN.fullmatch(cell) or any(
        len(m.term) >= len(cell) - 1 for m in glossary.mentions(cell)
    ):
        return False
    return len(cell) >= _OWN_CHARS or bool(names(cell))


def _is_whole(code: str, question: str) -> bool:
    return bool(re.search(rf"(?<![A-Za-z0-9-]){re.escape(code)}(?![A-Za-z0-9])", question))


def _frequencies(corpus: Corpus) -> Counter[tuple[str, str, str]]:
    """Return in how many rows of its table each cell stands."""
    return Counter(entry for sentence in corpus.sentences for entry in _entries(sentence))


def _entries(sentence: Sentence) -> Iterator[tuple[str, str, str]]:
    if sentence.is_row:
        yield from ((*_place(sentence), cell) for cell in set(_cells(sentence)))


def _place(sentence: Sentence) -> tuple[str, str]:
    """Return the table of a row: its document and sheet."""
    return sentence.document.id, sentence.block.sheet or ""


def _cells(sentence: Sentence) -> list[str]:
    return [cell.strip() for cell in sentence.block.cells]

"""Counting questions: which record checks answer, and what they say of a row that is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Protocol

from assistant.assess_gate import gate
from assistant.catalog import Catalog
from assistant.corpus import Corpus, Sentence
from assistant.facts import Facts
from assistant.model import Evidence, EvidenceKind, Stance
from assistant.records import RecordCheck
from assistant.stance import Reading, kind_of
from assistant.tally import row_sentence
from ingest.tokenize import tokens

_CITED = 5
_SHARE = 0.6
"""Checks with at least this share of the best one's match are shown with it (assumed)."""
_LEAST = 0.12
_SHOWN = 3
_TOPIC = 0.5
_NAME_CHARS = 5


class Desk(Protocol):
    """What a count needs of a workspace."""

    @property
    def catalog(self) -> Catalog:
        """The standard with its glossary."""
        ...

    @property
    def facts(self) -> Facts:
        """Questions to the files."""
        ...

    def checks(self, as_of: date | None = None) -> tuple[RecordCheck, ...]:
        """Return the firm's own rules counted over its own records."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """One check with its rule and rows as quotes.

    Attributes:
        named: The row that the question names, if it stands in the check's table.
        outcome: "breach", "unknown" or "met" for that row.
    """

    check: RecordCheck
    rule: Evidence
    rows: tuple[Evidence, ...]
    named: Evidence | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Census:
    """The checks that answer a question, best first."""

    counted: tuple[Counted, ...]


def census(desk: Desk, question: str) -> Census:
    """Return the record checks that a question is about, none if none is."""
    corpus = desk.facts.corpus
    row = _named_row(corpus, question)
    ranked = [
        (score, check)
        for score, check in _ranked(desk, question)
        if _covers_years(check, corpus, question)
        and (row is None or row.document.id == check.records_document_id)
    ]
    best = ranked[0][0] if ranked else 0.0
    close = [check for score, check in ranked if score >= max(_LEAST, _SHARE * best)][:_SHOWN]
    made = [_counted(check, corpus, row) for check in close]
    return Census(tuple(one for one in made if one is not None))


def _ranked(desk: Desk, question: str) -> list[tuple[float, RecordCheck]]:
    """Return checks with how much of the question's words and concepts they share."""
    glossary = desk.facts.corpus.glossary
    asked, topics = set(tokens(question)), glossary.named(question)
    clauses = {found.clause.id: found.score for found in desk.catalog.find(question, 3)}
    top = max(clauses.values(), default=1.0) or 1.0
    ranked = []
    for check in desk.checks():
        said = f"{check.rule_quote} {check.records_file} {check.sheet} {check.how.zh}"
        words = len(asked & set(tokens(said))) / max(1, len(asked))
        shared = len(topics & glossary.named(said)) / max(1, len(topics))
        score = words + _TOPIC * shared + _TOPIC * clauses.get(check.clause, 0.0) / top
        ranked.append((score, check))
    return sorted(ranked, key=lambda pair: -pair[0])


def _counted(check: RecordCheck, corpus: Corpus, row: Sentence | None) -> Counted | None:
    rule = _rule(check, corpus)
    if rule is None:
        return None
    rows = [
        _quote(sentence, bad.why)
        for bad in [*check.breaches, *check.unknowns][:_CITED]
        if (sentence := row_sentence(check, bad, corpus)) is not None
    ]
    named, outcome = None, ""
    if row is not None and row.document.id == check.records_document_id:
        named, outcome = _quote(row, "the row asked about"), _outcome(check, row)
    shown = tuple(evidence for evidence in rows if evidence is not None)
    return Counted(check, rule, shown, named, outcome)


def _outcome(check: RecordCheck, row: Sentence) -> str:
    for outcome, rows in (("breach", check.breaches), ("unknown", check.unknowns)):
        if any(row.start < bad.end and row.end > bad.start for bad in rows):
            return outcome
    return "met"


def _rule(check: RecordCheck, corpus: Corpus) -> Evidence | None:
    for sentence in corpus.sentences:
        if (
            sentence.document.id == check.rule_document_id
            and sentence.start < check.rule_end
            and sentence.end > check.rule_start
        ):
            return _quote(sentence, "the rule that was counted")
    return None


def _quote(sentence: Sentence, why: str) -> Evidence | None:
    kind = EvidenceKind.RECORD if sentence.is_row else kind_of(sentence)
    return gate(sentence, Reading(Stance.NEITHER, kind, why=why), point="", score=1.0)


def _named_row(corpus: Corpus, question: str) -> Sentence | None:
    """Return the log row whose own words (id, customer, device) the question names best."""
    best, found = 0, None
    for sentence in corpus.sentences:
        if not sentence.is_row:
            continue
        length = max((_shared(cell, question) for cell in _cells(sentence)), default=0)
        if length > best:
            best, found = length, sentence
    return found


def _covers_years(check: RecordCheck, corpus: Corpus, question: str) -> bool:
    """Whether the records hold every year that a question names."""
    years = set(re.findall(r"(?:19|20)\d\d(?=\s*年|[-/.]|\b)", question))
    if not years:
        return True
    text = next(d.text for d in corpus.documents if d.id == check.records_document_id)
    return all(year in text for year in years)


def _cells(sentence: Sentence) -> Sequence[str]:
    return [cell.strip() for cell in sentence.block.cells]


def _shared(cell: str, question: str) -> int:
    """Return how many characters of a cell a question names: a whole id, or five of a name."""
    if len(cell) < 4 or cell[0].isdigit():
        return 0
    if re.search(r"\d", cell):
        return len(cell) if cell in question else 0
    match = SequenceMatcher(None, cell, question, autojunk=False).find_longest_match()
    return match.size if match.size >= _NAME_CHARS else 0

"""Counting questions: which record checks answer, and what they say of a row that is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.assess_gate import gate
from assistant.catalog import Catalog
from assistant.corpus import Corpus, Sentence
from assistant.fact_units import Unit
from assistant.facts import Facts
from assistant.intents import is_claim
from assistant.model import Evidence, EvidenceKind, Lang, Stance
from assistant.named_rows import named_rows, row_of
from assistant.question import language
from assistant.records import RecordCheck
from assistant.spans import spanning
from assistant.stance import Reading, kind_of
from assistant.tally import row_sentence
from ingest.tokenize import fold, tokens

_CITED = 5
_SHARE = 0.6
"""Checks with at least this share of the best one's match are shown with it (assumed)."""
_LEAST = 0.45
"""Least match of a check that a question may be about; of one that it is about, 1 and more."""
_SHOWN = 3
_TOPIC = 0.5
_RULE_CHARS = 400
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*年|[-/.]|\b)")
_YEAR_ROWS = 0.05
"""Records hold a year if at least this share of their rows names it (assumed)."""
_ROW_SHARE = 0.5
"""A name counts if its table's checks match at least so well as the best one (assumed)."""
_AT = re.compile(r"(?:日期|时间|时刻|日|时)$")
_COLUMN_CHARS = 2
_MEASURED = re.compile(r"([\w]+)−([\w]+)≤")


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
        basis: The sentence that says from when to when is measured, if the rule's file has one.
        named: The row that the question names, if it stands in the check's table.
        outcome: "breach", "unknown" or "met" for that row.
    """

    check: RecordCheck
    rule: Evidence
    rows: tuple[Evidence, ...]
    named: Evidence | None = None
    outcome: str = ""
    basis: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Census:
    """The checks that answer a question, best first.

    Attributes:
        match: How well the best one matches; from 1 on the question is about it.
    """

    counted: tuple[Counted, ...]
    match: float = 0.0


def census(desk: Desk, question: str, about: str = "") -> Census:
    """Return the record checks that a question is about, none if none is.

    Args:
        about: The question before, for a follow-up.
    """
    corpus = desk.facts.corpus
    rows = [] if is_claim(question) else named_rows(corpus, question)
    ranked = _ranked(desk, f"{question} {about}".strip())
    best = ranked[0][0] if ranked else 0.0
    least = max(_LEAST, _SHARE * best)
    with_row = [(score, check) for score, check in ranked if row_of(check, rows) is not None]
    if rows and (rows[0].by_id or (with_row and with_row[0][0] >= _ROW_SHARE * best)):
        ranked, least = with_row, _SHARE * (with_row[0][0] if with_row else 0.0)
        least = least if rows[0].by_id else max(_LEAST, least)
    close = [c for score, c in ranked if score >= least and _covers_years(c, corpus, question)]
    made = [_counted(check, corpus, row_of(check, rows)) for check in close[:_SHOWN]]
    return Census(tuple(one for one in made if one is not None), best)


def of_clause(desk: Desk, clause: str) -> Census:
    """Return the counted rules that a clause rests on, those broken most often first."""
    checks = [check for check in desk.checks() if check.clause == clause]
    checks.sort(key=lambda check: -(check.n_breach + check.n_unknown))
    made = [_counted(check, desk.facts.corpus, None) for check in checks]
    return Census(tuple(one for one in made if one is not None))


def _ranked(desk: Desk, question: str) -> list[tuple[float, RecordCheck]]:
    """Return checks with how much of the question's words and concepts they share."""
    glossary = desk.facts.corpus.glossary
    lang = language(question)
    asked, topics = set(tokens(question)), glossary.named(question)
    units = desk.facts.units.of(question, lang) if lang is Lang.EN else []
    clauses = {found.clause.id: found.score for found in desk.catalog.find(question, 3)}
    top = max(clauses.values(), default=1.0) or 1.0
    ranked = []
    for check in desk.checks():
        said = f"{check.rule_quote} {check.records_file} {check.sheet} {check.how.zh}"
        if lang is Lang.EN:
            score = _share(units, said, glossary.named(said))
        else:
            words = len(asked & set(tokens(said))) / max(1, len(asked))
            shared = len(topics & glossary.named(said)) / max(1, len(topics))
            score = words + _TOPIC * shared
        ranked.append((score + _TOPIC * clauses.get(check.clause, 0.0) / top, check))
    return sorted(ranked, key=lambda pair: -pair[0])


def _share(units: Sequence[Unit], said: str, named: frozenset[str]) -> float:
    """Return the share of a question's parts that a rule with its records names."""
    text = fold(said)
    total = sum(unit.weight for unit in units)
    held = sum(
        unit.weight
        for unit in units
        if unit.concept in named or any(word in text for word in unit.words)
    )
    return held / total if total else 0.0


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
    if row is not None:
        named, outcome = _quote(row, "the row asked about"), _outcome(check, row)
    shown = tuple(evidence for evidence in rows if evidence is not None)
    return Counted(check, rule, shown, named, outcome, _basis(check, corpus))


def _outcome(check: RecordCheck, row: Sentence) -> str:
    for outcome, rows in (("breach", check.breaches), ("unknown", check.unknowns)):
        if any(row.start < bad.end and row.end > bad.start for bad in rows):
            return outcome
    return "met"


def _rule(check: RecordCheck, corpus: Corpus) -> Evidence | None:
    """Quote the whole rule with all its cases, or its first sentence if it is long."""
    for sentence in corpus.sentences:
        if _overlaps(sentence, check):
            end = max(sentence.end, check.rule_end)
            start = min(sentence.start, check.rule_start)
            if end - start <= _RULE_CHARS:
                sentence = spanning(sentence, start, end)
            return _quote(sentence, "the rule that was counted")
    return None


def _basis(check: RecordCheck, corpus: Corpus) -> Evidence | None:
    """Quote the sentence that says from when to when is measured, of the rule's file if it can.

    A rule that is told to customers rarely says so; another document of the firm does.
    """
    columns = _MEASURED.search(check.how.zh)
    if columns is None:
        return None
    said = [
        sentence
        for sentence in corpus.sentences
        if not sentence.is_row
        and not _overlaps(sentence, check)
        and all(_says(column, sentence.text) for column in columns.groups())
    ]
    said.sort(key=lambda sentence: sentence.document.id != check.rule_document_id)
    return _quote(said[0], "how it is measured") if said else None


def _overlaps(sentence: Sentence, check: RecordCheck) -> bool:
    """Whether a sentence holds characters of a check's rule."""
    same = sentence.document.id == check.rule_document_id
    return same and sentence.start < check.rule_end and sentence.end > check.rule_start


def _says(column: str, text: str) -> bool:
    """Whether a text names a column, or what happens at the time that it holds."""
    bare = _AT.sub("", column)
    return column in text or (len(bare) >= _COLUMN_CHARS and bare in text)


def _quote(sentence: Sentence, why: str) -> Evidence | None:
    kind = EvidenceKind.RECORD if sentence.is_row else kind_of(sentence)
    return gate(sentence, Reading(Stance.NEITHER, kind, why=why), point="", score=1.0)


def _covers_years(check: RecordCheck, corpus: Corpus, question: str) -> bool:
    """Whether the records hold every year that a question names, or name no year at all."""
    years = set(_YEAR.findall(question))
    if not years:
        return True
    rows = [
        sentence.text
        for sentence in corpus.sentences
        if sentence.document.id == check.records_document_id
        and sentence.is_row
        and check.sheet in ("", sentence.block.sheet or "")
    ]
    text = next(d.text for d in corpus.documents if d.id == check.records_document_id)
    if not any(_YEAR.search(row) for row in rows):
        return all(year in text for year in years)
    return all(sum(year in row for row in rows) >= _YEAR_ROWS * len(rows) for year in years)

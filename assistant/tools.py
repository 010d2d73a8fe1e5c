"""The agent's tools: text with numbered quotes for the model, values for the app; read-only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from langchain_core.tools import BaseTool, tool

from assistant import ledger, lexicon, replies, replies_files, replies_records
from assistant.answer import Labels
from assistant.catalog import Catalog
from assistant.census import Census, Counted, census, of_clause
from assistant.commitments import Topic
from assistant.facts import Facts
from assistant.findings import draft
from assistant.ledger import Stated
from assistant.lookup import Passages, look_up
from assistant.model import (
    Assessment,
    Clause,
    Evidence,
    Finding,
    Lang,
    Score,
)
from assistant.records import RecordCheck
from assistant.retrieval import Search


class Audit(Protocol):
    """What the tools need of a workspace."""

    @property
    def catalog(self) -> Catalog:
        """The standard with its glossary."""
        ...

    @property
    def facts(self) -> Facts:
        """Questions to the files."""
        ...

    @property
    def search(self) -> Search:
        """Search over passages."""
        ...

    def checks(self, as_of: date | None = None) -> tuple[RecordCheck, ...]:
        """Return the firm's own rules counted over its own records."""
        ...

    def topics(self) -> tuple[Topic, ...]:
        """Return the commitments of all current documents."""
        ...

    def assess(self, clause_ids: Sequence[str] | None = None) -> list[Assessment]:
        """Return assessments, made anew where the documents have changed."""
        ...

    def score(self) -> Score:
        """Return the score of the current assessments."""
        ...


@dataclass(frozen=True, slots=True)
class Ledger:
    """Commitments side by side.

    Attributes:
        others: The best passages of documents that none of the commitments stands in.
    """

    stated: tuple[Stated, ...]
    others: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Assessments with their clauses.

    Attributes:
        counted: The firm's rules for a single clause, counted over its records.
    """

    pairs: tuple[tuple[Clause, Assessment], ...]
    counted: tuple[Counted, ...] = ()


Artifact = Passages | Ledger | Verdicts | Census | Finding | Score | tuple[Clause, ...] | None


def build(audit: Audit, labels: Labels, lang: Lang) -> list[BaseTool]:
    """Return the tools over one client's audit; quotes are numbered in `labels`."""
    kinds = (_finding, _comparing, _judging, _drafting)
    return [one for kind in kinds for one in kind(audit, labels, lang)]


def _finding(audit: Audit, labels: Labels, lang: Lang) -> list[BaseTool]:
    """Return the tools that find clauses and passages."""
    catalog = audit.catalog

    @tool(response_format="content_and_artifact")
    def find_clause(question: str) -> tuple[str, Artifact]:
        """Find the clauses of the standard that a question is about.

        Args:
            question: The question in the asker's words, or a clause number.
        """
        found = tuple(hit.clause for hit in catalog.find(question))
        lines = [f"{c.id} {c.title.get(lang)}: {c.requirement.get(lang)}" for c in found]
        return "\n".join(lines) or "no clause matches", found

    @tool(response_format="content_and_artifact")
    def search_evidence(query: str, about: str = "") -> tuple[str, Artifact]:
        """Search the client's files for passages that answer a question.

        Args:
            query: The question or key words, in Chinese where possible.
            about: The question before, if this one leans on it.
        """
        passages = look_up(audit, query, about=about)
        answered, documents = passages.answered, passages.documents
        quotes = passages.quotes
        text = replies.facts(quotes, lang, labels, answered=answered, documents=documents)
        rows = replies_files.rows(passages.rows, lang, labels)
        return f"{text}\n{rows}".strip(), passages

    return [find_clause, search_evidence]


def _comparing(audit: Audit, labels: Labels, lang: Lang) -> list[BaseTool]:
    """Return the tools that set documents side by side, and rules beside records."""

    @tool(response_format="content_and_artifact")
    def compare_documents(query: str, about: str = "") -> tuple[str, Artifact]:
        """Set what different documents say about one thing side by side.

        Args:
            query: What to compare, such as the arrival time promised on site.
            about: The question before, if this one leans on it.
        """
        passages = look_up(audit, query, about=about, across=True)
        stated = _stated(audit, f"{query} {about}".strip(), passages)
        if stated:
            beside = Ledger(tuple(stated), _others(stated, passages))
            return replies_files.ledger(beside.stated, beside.others, lang, labels), beside
        text = replies_records.agreement(passages.found, passages.differs, lang)
        said = replies.facts(
            passages.quotes, lang, labels, answered=passages.answered, documents=passages.documents
        )
        return f"{text}\n{said}", passages

    @tool(response_format="content_and_artifact")
    def count_records(question: str, about: str = "") -> tuple[str, Artifact]:
        """Count, over all rows of the client's logs, how many keep one of its own rules.

        Args:
            question: What to count, such as how many repairs arrived late.
            about: The question before, if this one leans on it.
        """
        counts = census(audit, question, about)
        return replies_records.counts(counts, lang, labels), counts

    return [compare_documents, count_records]


def _judging(audit: Audit, labels: Labels, lang: Lang) -> list[BaseTool]:
    """Return the tools that judge clauses."""
    catalog = audit.catalog

    @tool(response_format="content_and_artifact")
    def assess_clause(clause: str) -> tuple[str, Artifact]:
        """Judge whether the files satisfy a clause; returns verdict, points and quotes.

        Args:
            clause: Clause number such as 5.3.1.4.
        """
        wanted = catalog.clause(clause).id
        verdicts = Verdicts(_pairs(audit, [wanted]), of_clause(audit, wanted).counted)
        said = replies.comparison(verdicts.pairs, lang, labels)
        counted = replies_records.rules_counted(verdicts.counted, lang, labels)
        return f"{said}\n{counted}".strip(), verdicts

    @tool(response_format="content_and_artifact")
    def list_gaps(under: str = "") -> tuple[str, Artifact]:
        """List the clauses that do not conform, with the decisive quote of each.

        Args:
            under: Section or indicator number to stay within, such as 5.3; empty for all.
        """
        ids = [clause.id for clause in catalog.under(under)] if under else None
        pairs = _pairs(audit, ids)
        return replies.gaps(pairs, lang, labels), Verdicts(pairs)

    @tool(response_format="content_and_artifact")
    def compare_clauses(clauses: list[str]) -> tuple[str, Artifact]:
        """Set the verdicts of several clauses side by side.

        Args:
            clauses: Clause numbers.
        """
        pairs = _pairs(audit, [catalog.clause(clause).id for clause in clauses])
        return replies.comparison(pairs, lang, labels), Verdicts(pairs)

    return [assess_clause, list_gaps, compare_clauses]


def _drafting(audit: Audit, labels: Labels, lang: Lang) -> list[BaseTool]:
    """Return the tools that draft what follows from verdicts."""

    @tool(response_format="content_and_artifact")
    def draft_finding(clause: str) -> tuple[str, Artifact]:
        """Draft the audit finding for a clause: evidence, requirement and statement.

        Args:
            clause: Clause number such as 5.3.1.4.
        """
        wanted = audit.catalog.clause(clause)
        drafted = draft(wanted, audit.assess([wanted.id])[0])
        return replies.finding(drafted, lang, labels), drafted

    @tool(response_format="content_and_artifact")
    def score_so_far() -> tuple[str, Artifact]:
        """Compute the score and star range from the current verdicts."""
        result = audit.score()
        return replies.score(result, lang), result

    return [draft_finding, score_so_far]


def _stated(audit: Audit, question: str, passages: Passages) -> list[Stated]:
    """Return the commitments that a question is about.

    Those that the files say nothing of where they answer the question best are about something
    else.
    """
    said = f"{question} {lexicon.load().chinese(question)}".strip()
    stated = ledger.matching(audit.topics(), audit.facts.corpus, said)
    if not passages.answered:
        return stated
    return [one for one in stated if any(_meets(e, passages.found) for _, e in one.quotes)]


def _others(stated: Sequence[Stated], passages: Passages) -> tuple[Evidence, ...]:
    """Return the passages of documents that the commitments leave out."""
    told = {evidence.file for one in stated for _, evidence in one.quotes}
    return tuple(e for e in passages.quotes if e.file not in told)


def _meets(evidence: Evidence, found: Sequence[Evidence]) -> bool:
    return any(
        evidence.document_id == other.document_id
        and evidence.start < other.end
        and other.start < evidence.end
        for other in found
    )


def _pairs(audit: Audit, ids: Sequence[str] | None) -> tuple[tuple[Clause, Assessment], ...]:
    return tuple((audit.catalog.clause(a.clause), a) for a in audit.assess(ids))

"""One audit = one folder: documents, index, assessments; the composition root."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import ingest
from assistant import commitments, folders, lock, ratio, reader_files, records, scoring, tally
from assistant import corpus as corpora
from assistant import sheet as sheets
from assistant.assess import assess
from assistant.catalog import Catalog, load
from assistant.commitments import Topic
from assistant.corpus import Corpus
from assistant.desk import Desk, Engine
from assistant.facts import Facts
from assistant.limits import limits_of
from assistant.model import Assessment, Evidence, Finding, Score
from assistant.places import Place, places
from assistant.reader import Study
from assistant.record_flaws import Flaw
from assistant.record_series import all_flaws
from assistant.records import RecordCheck
from assistant.retrieval import Search
from assistant.rules import RulesEngine
from assistant.rulings import Rulings
from assistant.settings import Settings
from assistant.store import AuditStore, Exchange
from assistant.validity import audit_day
from ingest.errors import UsageError
from ingest.model import Document, content_id

DEFAULT_CLIENT = "default"
_LOCK_S = lock.WAIT_S


class Workspace:
    """One client's audit. Reading needs no lock; `writing` takes it."""

    def __init__(self, settings: Settings, client: str, *, create: bool = False) -> None:
        self.settings = settings
        self.client = client
        self.folder = folders.folder_of(settings.workspace, client)
        if not folders.is_named(self.folder):
            if not create:
                known = "、".join(folders.clients(settings.workspace)) or "（无）"
                raise UsageError(
                    f"没有客户“{client}” (no such client)",
                    f"已有客户：{known}。先运行 kezheng ingest --client {client} 文件夹",
                )
            folders.make(self.folder, client)
        self.documents = ingest.open_store(self.folder)
        self.audit = AuditStore(self.documents.engine)
        self.audit.prepare()

    @cached_property
    def catalog(self) -> Catalog:
        """The standard with its glossary."""
        return load(self.settings.standard)

    @cached_property
    def index(self) -> ingest.Index:
        """Search over the documents."""
        return ingest.open_index(self.documents, self.folder, self.embedder)

    @cached_property
    def embedder(self) -> ingest.Embedder:
        """The embedding that the settings name."""
        return ingest.open_embedder(self.settings.embedding)

    @property
    def search(self) -> Search:
        """Search over passages, several phrasings at once."""
        return self._found_passages

    def _found_passages(self, queries: Sequence[str], k: int) -> Sequence[ingest.Hit]:
        return self.index.search(queries, k)

    def found(self, query: str, k: int) -> Sequence[ingest.Hit | Place]:
        """Return the `k` best passages for words, or places for the number of a clause."""
        if query.strip() not in self._all_ids():
            return self.index.search(query, k)
        known = self.assessments().get(query.strip())
        return self.places(query.strip(), k, evidence=known.evidence if known else ())

    @property
    def basis(self) -> str:
        """Fingerprint of documents and corrected columns: assessments on another are stale."""
        marks = sorted(f"{d.id}{d.kind}{d.superseded}" for d in self.documents.documents())
        roles = (f"{column}={role}" for column, role in self.rulings.columns().items())
        return content_id(self.settings.standard, *marks, *roles)

    @property
    def corpus(self) -> Corpus:
        """All sentences of the current documents; rebuilt when the documents change."""
        return self.facts.corpus

    @property
    def facts(self) -> Facts:
        """Questions to the files; rebuilt when the documents change."""
        basis = self.basis
        if self._facts is None or self._facts[0] != basis:
            texts = [self.documents.document(row.id) for row in self.documents.documents()]
            self._facts = (basis, Facts(corpora.build(texts, self.catalog.glossary)))
        return self._facts[1]

    _facts: tuple[str, Facts] | None = None

    @property
    def study(self) -> Study:
        """The corpus as the trained reader sees it; made anew when the documents change."""
        return self.read()

    def read(self, on_progress: Callable[[ingest.Progress], None] | None = None) -> Study:
        """Have the reader read what is new: else the first question does, and takes longer."""
        if self._study is None or self._study[0] != self.basis:
            found = reader_files.study(self.corpus, self.folder, on_progress)
            self._study = (self.basis, found)
        return self._study[1]

    _study: tuple[str, Study] | None = None

    def writing(self) -> AbstractContextManager[None]:
        """Return the lock of this audit, to be held while it is written."""
        return lock.writing(self.folder, self.client, wait_s=_LOCK_S)

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        on_progress: Callable[[ingest.Progress], None] | None = None,
    ) -> Iterator[ingest.IntakeResult]:
        """Take files in, one result row per file; pictures and old formats come last."""
        room, limits = (self.documents, self.index, self.embedder), limits_of(self.settings)
        with self.writing():
            yield from ingest.take_in(paths, *room, limits=limits, on_progress=on_progress)

    def document(self, document_id: str) -> Document:
        """Return a document with its text."""
        return self.documents.document(document_id)

    def as_of(self) -> date:
        """Return the audit date that the interview notes name, else today."""
        return audit_day(self.corpus.documents) or datetime.now(UTC).date()

    def assess(
        self,
        clause_ids: Sequence[str] | None = None,
        *,
        as_of: date | None = None,
        engine: Engine | None = None,
        on_clause: Callable[[str, int, int], None] | None = None,
    ) -> list[Assessment]:
        """Assess clauses (all by default); what was judged on the same documents is reused."""
        day, judge = as_of or self.as_of(), engine or self.engine("rules")
        wanted = [self.catalog.clause(c) for c in clause_ids or self._all_ids()]
        basis = self.basis
        known = self.audit.assessments(basis=basis)
        desk = self.desk(judge, day, self.study)
        made, result = [], []
        for number, clause in enumerate(wanted, start=1):
            old = known.get(clause.id)
            if old and not old.stale and old.as_of == day and old.made_by == judge.name:
                result.append(old)
                continue
            new = assess(clause, desk)
            made.append(new)
            result.append(new)
            if on_clause is not None:
                on_clause(clause.id, number, len(wanted))
        self.audit.add_assessments(made, basis=basis, at=_now())
        return [self._trusted(one) for one in result]

    def desk(self, engine: Engine, as_of: date, study: Study) -> Desk:
        """Return what clauses are judged from."""
        found = self.search if self.corpus.documents else None
        checks = tally.served(self.catalog.standard.clauses, self.checks(as_of), study)
        heads, flaws = ratio.count(self.corpus, as_of), tuple(self.flaws(as_of))
        return Desk(self.corpus, engine, found, as_of, checks, self.topics(), heads, study, flaws)

    def checks(self, as_of: date | None = None) -> tuple[RecordCheck, ...]:
        """Return the firm's own rules counted over its own records, as of a day."""
        key = (self.basis, as_of or self.as_of())
        if self._checks is None or self._checks[0] != key:
            roles = self.rulings.columns()
            made = records.check(self.corpus, key[1], catalog=self.catalog, mapped=roles)
            self._checks = (key, tuple(made))
        return self._checks[1]

    _checks: tuple[tuple[str, date], tuple[RecordCheck, ...]] | None = None

    def irrelevant(self, listed: Iterable[Document]) -> frozenset[str]:
        """Return the ids of documents that no clause is judged by: the staff's own affairs."""
        asked = any(map(corpora.may_be_irrelevant, listed))
        return self.corpus.irrelevant if asked else frozenset()

    def flaws(self, as_of: date | None = None) -> list[Flaw]:
        """Return what is wrong with the records besides their rules: blanks, doubles, gaps."""
        day = as_of or self.as_of()
        return all_flaws(self.corpus, day, self.checks(day), self.rulings.columns())

    @property
    def rulings(self) -> Rulings:
        """What a person decided about columns and special deductions."""
        return Rulings(self.audit)

    def topics(self) -> tuple[Topic, ...]:
        """Return the commitments of all current documents, by topic."""
        if self._topics is None or self._topics[0] != self.basis:
            self._topics = (self.basis, tuple(commitments.find(self.corpus)))
        return self._topics[1]

    _topics: tuple[str, tuple[Topic, ...]] | None = None

    def assessments(self) -> dict[str, Assessment]:
        """Return what has been assessed so far, by clause; marked stale where it is."""
        known = self.audit.assessments(basis=self.basis)
        return {clause: self._trusted(one) for clause, one in known.items()}

    @cached_property
    def sheet(self) -> sheets.Held | None:
        """How often verdicts on this standard were right, None where it was not measured."""
        return sheets.load(self.catalog.standard)

    def score(self, *, as_of: date | None = None, engine: Engine | None = None) -> Score:
        """Return the score of all clauses."""
        made = self.assess(as_of=as_of, engine=engine)
        offered = tally.special(self.checks(as_of), self.rulings.special())
        return scoring.score(self.catalog.standard, made, candidates=offered)

    def engine(self, name: str) -> Engine:
        """Return the engine of this name, "rules" or "llm".

        Raises:
            UsageError: "llm" without an endpoint.
        """
        if name == "llm":
            from assistant.judge import ModelEngine
            from assistant.llm import chat_model

            return ModelEngine(chat_model(self.settings), self.settings)
        return RulesEngine(self.corpus.glossary, self.study)

    def reembed(self) -> int:
        """Replace all vectors by those of the current embedding; return how many."""
        with self.writing():
            return ingest.reembed(self.documents, self.embedder)

    def places(
        self, clause_id: str, k: int = 10, *, evidence: Sequence[Evidence] = ()
    ) -> list[Place]:
        """Return the `k` places that bear most on a clause; those with `evidence` come sooner."""
        rules = self.engine("rules")
        search = self.search if self.corpus.documents else None
        desk = Desk(self.corpus, rules, search, self.as_of(), study=self.study)
        return places(self.catalog.clause(clause_id), desk, k, evidence=evidence)

    def findings(self) -> list[Finding]:
        """Draft the findings of all clauses."""
        from assistant.findings import draft

        return [draft(self.catalog.clause(a.clause), a) for a in self.assess()]

    def exchanges(self, session: str) -> list[Exchange]:
        """Return the earlier exchanges of a session, oldest first."""
        return self.audit.exchanges(session)

    def remember(self, session: str, exchange: Exchange) -> None:
        """Append an exchange to a session."""
        self.audit.add_exchange(session, exchange, at=_now())

    def _all_ids(self) -> list[str]:
        return [clause.id for clause in self.catalog.standard.clauses]

    def _trusted(self, one: Assessment) -> Assessment:
        return sheets.trusted(one, self.catalog.standard, self.sheet)


def open_workspace(settings: Settings, client: str | None, *, create: bool = False) -> Workspace:
    """Open a client's audit; without a name the only client, or the default one.

    Raises:
        UsageError: No name was given and there are several clients, or none by that name.
    """
    known = folders.clients(settings.workspace)
    if client is None:
        if len(known) > 1:
            raise UsageError(
                "有多个客户 (several clients)", f"用 --client 指定其一：{'、'.join(known)}"
            )
        client = known[0] if known else DEFAULT_CLIENT
        create = create or not known
    return Workspace(settings, client, create=create)


def _now() -> datetime:
    return datetime.now(UTC)

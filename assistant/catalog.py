"""Standards and glossary as data: loaded, checked and found by number or by words."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from assistant.concepts import Glossary
from assistant.model import Clause, Concept, Indicator, Standard
from ingest.errors import CatalogError, UsageError
from ingest.lexical import LexicalIndex
from ingest.tokenize import fold

CORPORA = Path(__file__).resolve().parent.parent / "corpora"

_T = TypeVar("_T", Clause, Concept, Standard)
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+){1,4}(?![\d.]*\d)")


@dataclass(frozen=True)
class Found:
    """A clause that a question may be about; `by_number` if it was named outright."""

    clause: Clause
    score: float
    by_number: bool


@dataclass(frozen=True)
class Catalog:
    """One standard with its glossary."""

    standard: Standard
    glossary: Glossary

    @cached_property
    def _by_id(self) -> Mapping[str, Clause]:
        return {clause.id: clause for clause in self.standard.clauses}

    @cached_property
    def _index(self) -> LexicalIndex:
        clauses = self.standard.clauses
        return LexicalIndex.build([c.id for c in clauses], [_searchable(c) for c in clauses])

    def clause(self, clause_id: str) -> Clause:
        """Return a clause by its number, in any width.

        Raises:
            UsageError: No such clause; names the nearest existing ones.
        """
        wanted = fold(clause_id).strip().strip(".。")
        if wanted in self._by_id:
            return self._by_id[wanted]
        near = self.nearest(wanted)
        raise UsageError(
            f"{self.standard.id} 没有条款 {wanted} (no such clause)",
            f"最接近的条款 (nearest): {', '.join(near)}",
        )

    def nearest(self, clause_id: str, count: int = 3) -> list[str]:
        """Return the existing numbers most like `clause_id`, its own subtree first."""
        inside = [known for known in self._by_id if known.startswith(f"{clause_id}.")]
        if inside:
            return inside[:10]
        return difflib.get_close_matches(clause_id, list(self._by_id), n=count, cutoff=0.0)

    def under(self, number: str) -> list[Clause]:
        """Return the clauses under a section or indicator, or the clause itself."""
        return [
            clause
            for clause in self.standard.clauses
            if clause.id == number or clause.id.startswith(f"{number}.")
        ]

    def about(self, concept: str) -> tuple[str, ...]:
        """Return the numbers of the clauses one of whose points is about a concept."""
        return tuple(
            clause.id
            for clause in self.standard.clauses
            if any(concept in group for point in clause.points for group in point.about)
        )

    def numbers(self, text: str) -> list[str]:
        """Return what looks like a clause number of this standard in `text`, in order."""
        roots = {section.id.split(".")[0] for section in self.standard.sections}
        found = [m.group() for m in _NUMBER.finditer(fold(text))]
        return list(dict.fromkeys(n for n in found if n.split(".")[0] in roots))

    def find(self, question: str, k: int = 3) -> list[Found]:
        """Return the clauses that a question is about, best first.

        A number wins; otherwise words count: BM25 over titles, requirements, queries and
        questions, and each concept that the question and a clause's points share.
        """
        named = [n for n in self.numbers(question) if n in self._by_id]
        if named:
            return [Found(self._by_id[number], 1.0, True) for number in named]
        concepts = self.glossary.named(question)
        scores = {hit.id: hit.score for hit in self._index.search(question, len(self._by_id))}
        top = max(scores.values(), default=1.0) or 1.0
        ranked = [
            Found(clause, scores.get(clause.id, 0.0) / top + _shared(clause, concepts), False)
            for clause in self.standard.clauses
        ]
        ranked.sort(key=lambda found: -found.score)
        return [found for found in ranked[:k] if found.score > 0]


@cache
def load(standard_id: str, folder: Path = CORPORA) -> Catalog:
    """Load a standard and the glossary; a folder of the standard's name adds words for it alone.

    Raises:
        CatalogError: A file is missing or wrong; names file, item and field.
    """
    path = folder / "standards" / f"{standard_id}.yaml"
    if not path.exists():
        known = sorted(p.stem for p in (folder / "standards").glob("*.yaml"))
        raise CatalogError(
            f"没有标准 {standard_id} (no such standard)", f"已有 (known): {', '.join(known)}"
        )
    words = folder / "glossary"
    own = sorted((words / standard_id).glob("*.yaml"))
    glossary = load_glossary([*sorted(words.glob("*.yaml")), *own])
    raw = _yaml(path)
    if not isinstance(raw, dict):
        raise CatalogError(f"{path.name}: not a mapping", "id, title, clauses … at top level")
    clauses = raw.pop("clauses", None) or []
    checked = [_checked(Clause, entry, path) for entry in clauses]
    _unique([clause.id for clause in checked], path)
    standard = _checked(Standard, {**raw, "clauses": checked}, path)
    _known_concepts(standard, glossary, path)
    _has_parent(standard, path)
    return Catalog(standard, glossary)


def load_glossary(paths: Iterable[Path]) -> Glossary:
    """Load concepts from glossary files; ids are unique over all of them."""
    concepts: dict[str, Concept] = {}
    for path in paths:
        for entry in _yaml(path) or []:
            concept = _checked(Concept, entry, path)
            if concept.id in concepts:
                raise CatalogError(f"{path.name}: {concept.id}: defined twice", "merge the two")
            short = [term for term in (*concept.zh, *concept.en) if len(term) < 2]
            if short:
                raise CatalogError(
                    f"{path.name}: {concept.id}: zh: {short[0]!r} is one character",
                    "a term needs at least two",
                )
            concepts[concept.id] = concept
    return Glossary(concepts)


def _yaml(path: Path) -> Any:  # noqa: ANN401 - the border of a parser
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as error:
        raise CatalogError(f"{path.name}: {error}", "fix the YAML syntax there") from error


def _checked(kind: type[_T], entry: object, path: Path) -> _T:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        item = entry.get("id", "?") if isinstance(entry, dict) else "?"
        field = ".".join(str(step) for step in first["loc"]) or "(whole)"
        raise CatalogError(
            f"{path.name}: {item}: {field}: {first['msg']}", "see assistant/model.py for the shape"
        ) from error


def _unique(ids: Sequence[str], path: Path) -> None:
    for clause_id in ids:
        if ids.count(clause_id) > 1:
            raise CatalogError(f"{path.name}: {clause_id}: id: stands twice", "number each once")


def _known_concepts(standard: Standard, glossary: Glossary, path: Path) -> None:
    for clause in standard.clauses:
        for field, concept in _references(clause):
            if concept not in glossary.concepts:
                raise CatalogError(
                    f"{path.name}: {clause.id}: {field}: no concept {concept!r}",
                    "define it in corpora/glossary or correct the name",
                )


def _references(clause: Clause) -> Iterable[tuple[str, str]]:
    for point in clause.points:
        yield from ((f"points.{point.id}.about", c) for group in point.about for c in group)
        yield from ((f"points.{point.id}.without", c) for c in point.without)
    if clause.deletable:
        for group in (*clause.deletable.shown_by, *clause.deletable.unless):
            yield from (("deletable", concept) for concept in group)


def _has_parent(standard: Standard, path: Path) -> None:
    known: set[str] = {entry.id for entry in _headings(standard)}
    for clause in standard.clauses:
        if clause.id.rsplit(".", 1)[0] not in known:
            raise CatalogError(f"{path.name}: {clause.id}: id: no indicator above it", "add one")


def _headings(standard: Standard) -> tuple[Indicator, ...]:
    return (*standard.sections, *standard.indicators)


def _searchable(clause: Clause) -> str:
    points = (f"{p.question.zh} {p.question.en} {' '.join(p.queries)}" for p in clause.points)
    words = (clause.title.zh, clause.title.en, clause.requirement.zh, clause.requirement.en)
    return "\n".join((*words, clause.ask.zh, *points))


def _shared(clause: Clause, concepts: frozenset[str]) -> float:
    """Return how well a question's concepts fit the clause's best point, 0 to 1.

    A point whose every group is named counts whole; concepts that the clause does not know
    count against it.
    """
    if not concepts:
        return 0.0
    best = 0.0
    for point in clause.points:
        hit = sum(1 for group in point.about if concepts & set(group)) / len(point.about)
        known = {c for group in point.about for c in group}
        best = max(best, 0.5 * hit + 0.5 * len(concepts & known) / len(concepts))
    return best

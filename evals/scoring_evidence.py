"""Evidence and quote figures: is the gold evidence found, does every quote stand where it says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from assistant.model import Answer, Assessment, Evidence
from evals.cases import GoldEvidence
from evals.scoring_stats import Figures, Interval, mean, ratio_interval, share
from evals.scoring_text import find_all, fold
from evals.trial import Failure, Sought, Span, Trial, meet, span_of


class Missed(Figures):
    """A gold quote that was not found, or cannot be."""

    clause: str
    file: str
    quote: str
    problem: str = ""


class RankFigures(Figures):
    """How high gold evidence stands in a ranking of spans.

    Attributes:
        chars_10: Mean characters of the first ten: wide spans find more, and say less where.
    """

    recall_5: float | None = Field(serialization_alias="recall@5")
    recall_10: float | None = Field(serialization_alias="recall@10")
    mrr: float | None
    chars_10: float | None = None


class EvidenceFigures(RankFigures):
    """Gold evidence in what a clause's assessment shows and its search finds.

    Attributes:
        cases: Gold quotes that stand in the product's text.
        recall_5: In the first five of the assessment's evidence, by score, then the search.
        shown_recall: Anywhere in the assessment's evidence.
        retrieved: The places that the search for the clause finds, without its assessment.
        places: The ten places that a person reads: the search knows the assessment's evidence.
        unreadable: Gold quotes in files that were not read, or not in the text: not counted.
        stance_agrees: Of shown evidence on a gold quote, the share with the gold's stance.
    """

    cases: int
    recall_5_95: Interval | None = Field(serialization_alias="recall@5_95")
    recall_10_95: Interval | None = Field(serialization_alias="recall@10_95")
    shown_recall: float | None
    retrieved: RankFigures
    places: RankFigures
    stance_agrees: float | None
    kind_agrees: float | None
    unreadable: int
    unreadable_by: dict[str, int]
    unreadable_list: tuple[Missed, ...] = ()
    missed: tuple[Missed, ...] = ()


class BadQuote(Figures):
    """A quote that does not stand where the product says."""

    where: str
    file: str
    quote: str
    problem: str


class QuoteFigures(Figures):
    """Quotes shown in assessments and chat, and how many stand where they say."""

    shown: int
    located: int
    assessments: int
    chat: int
    bad: tuple[BadQuote, ...] = ()


class _Case(NamedTuple):
    clause: str
    gold: GoldEvidence
    sought: Sought


def score(trial: Trial) -> EvidenceFigures:
    """Return the figures of evidence: a case is one gold quote of a clause."""
    everything = [
        _Case(verdict.clause, gold, trial.seek(gold))
        for verdict in trial.gold.verdicts
        for gold in verdict.evidence
    ]
    cases = [case for case in everything if case.sought.spans]
    lost = [case for case in everything if not case.sought.spans]
    shown = [_shown(trial, case.clause) for case in cases]
    both = [
        [*map(span_of, evidence), *spans_of(trial.retrieved, case.clause)]
        for case, evidence in zip(cases, shown, strict=True)
    ]
    sought = [case.sought for case in cases]
    found = [
        [e for e in evidence if meet(case.sought, [span_of(e)])]
        for case, evidence in zip(cases, shown, strict=True)
    ]
    pairs = [(case.gold, e) for case, hits in zip(cases, found, strict=True) for e in hits]
    ranked = rank_figures(sought, both)
    return EvidenceFigures(
        recall_5=ranked.recall_5,
        recall_10=ranked.recall_10,
        mrr=ranked.mrr,
        chars_10=ranked.chars_10,
        cases=len(cases),
        recall_5_95=_within(cases, both, 5),
        recall_10_95=_within(cases, both, 10),
        shown_recall=share(sum(map(bool, found)), len(cases)),
        retrieved=rank_figures(sought, [spans_of(trial.retrieved, c.clause) for c in cases]),
        places=rank_figures(sought, [spans_of(trial.places, c.clause) for c in cases]),
        stance_agrees=share(sum(g.stance is e.stance for g, e in pairs), len(pairs)),
        kind_agrees=share(sum(g.kind is e.kind for g, e in pairs), len(pairs)),
        unreadable=len(lost),
        unreadable_by=dict(Counter(case.sought.problem for case in lost)),
        unreadable_list=tuple(map(_missed, lost)),
        missed=tuple(_missed(case) for case, hits in zip(cases, found, strict=True) if not hits),
    )


def rank_figures(sought: Sequence[Sought], rankings: Sequence[Sequence[Span]]) -> RankFigures:
    """Return recall at 5 and 10 and the mean reciprocal rank, one ranking for each quote."""
    ranks = [first_hit(one, spans) for one, spans in zip(sought, rankings, strict=True)]
    return RankFigures(
        recall_5=mean([float(rank is not None and rank <= 5) for rank in ranks]),
        recall_10=mean([float(rank is not None and rank <= 10) for rank in ranks]),
        mrr=mean([1 / rank if rank else 0.0 for rank in ranks]),
        chars_10=mean([float(sum(s.end - s.start for s in spans[:10])) for spans in rankings]),
    )


def _within(
    cases: Sequence[_Case], rankings: Sequence[Sequence[Span]], depth: int
) -> Interval | None:
    """Return the interval of a recall; the quotes of a clause are drawn together."""
    parts: dict[str, list[bool]] = {}
    for case, spans in zip(cases, rankings, strict=True):
        hit = first_hit(case.sought, spans[:depth]) is not None
        parts.setdefault(case.clause, []).append(hit)
    return ratio_interval([(sum(hits), len(hits)) for hits in parts.values()])


def first_hit(sought: Sought, spans: Sequence[Span]) -> int | None:
    """Return the rank, from 1, of the first span on a place sought, None if there is none."""
    hits = (rank for rank, span in enumerate(spans, start=1) if meet(sought, [span]))
    return next(hits, None)


def spans_of(found: Mapping[str, Sequence[Span] | Failure], clause: str) -> Sequence[Span]:
    """Return what was found for a clause; nothing if the search failed or was not asked."""
    spans = found.get(clause, ())
    return spans if isinstance(spans, Sequence) else ()


def score_quotes(trial: Trial) -> QuoteFigures:
    """Check every quote of assessments and chat against the text of the file that it names."""
    counts: Counter[str] = Counter()
    bad = []
    for source, where, evidence in _quotes(trial):
        counts[source] += 1
        problem = quote_problem(trial, evidence)
        if problem:
            bad.append(
                BadQuote(where=where, file=evidence.file, quote=evidence.quote, problem=problem)
            )
    return QuoteFigures(
        shown=counts.total(),
        located=counts.total() - len(bad),
        assessments=counts["assessments"],
        chat=counts["chat"],
        bad=tuple(bad),
    )


def quote_problem(trial: Trial, evidence: Evidence) -> str:
    """Return why a quote does not stand where it says, '' if it does."""
    document = trial.texts.get(evidence.file)
    if document is None:
        return "no such file"
    if not find_all(evidence.quote, document.text):
        return "not in the text"
    if not 0 <= evidence.start < evidence.end <= len(document.text):
        return "offsets outside the text"
    if fold(document.text[evidence.start : evidence.end]) != fold(evidence.quote):
        return "other words at the offsets"
    return ""


def _quotes(trial: Trial) -> Iterator[tuple[str, str, Evidence]]:
    """Yield (source, clause or question, evidence), each span of a clause once."""
    for clause, assessment in trial.assessments.items():
        if isinstance(assessment, Assessment):
            points = [e for point in assessment.points for e in point.evidence]
            everything = (*assessment.evidence, *points, *assessment.searched.nearest)
            once = {(e.file, e.start, e.end, e.quote): e for e in everything}
            yield from (("assessments", clause, evidence) for evidence in once.values())
    for question, answer in trial.answers.items():
        if isinstance(answer, Answer):
            for citation in answer.citations:
                yield "chat", question, citation.evidence


def _shown(trial: Trial, clause: str) -> list[Evidence]:
    """Return the assessment's evidence by score, best first."""
    assessment = trial.assessments.get(clause)
    if not isinstance(assessment, Assessment):
        return []
    return sorted(assessment.evidence, key=lambda evidence: -evidence.score)


def _missed(case: _Case) -> Missed:
    return Missed(
        clause=case.clause,
        file=case.gold.file,
        quote=case.gold.quote,
        problem=case.sought.problem,
    )

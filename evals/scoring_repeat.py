"""Repeatability: does a clause keep its verdict over runs, a question over phrasings."""

from collections.abc import Sequence

from assistant.model import Answer, Assessment
from evals.scoring_stats import Figures, Interval, interval, share
from evals.trial import Failure, Rephrased, Trial


class Differing(Figures):
    """A clause whose verdict was not the same each time."""

    clause: str
    asked: str
    before: str
    now: str


class RepeatFigures(Figures):
    """How far the product answers the same to the same.

    Attributes:
        runs: How often each clause was judged.
        same_verdict: Share of clauses with one verdict in all runs.
        same_evidence: Share of clauses with the same quotes, too.
        phrasings: How often a verdict was asked for in other words.
        rephrased_same: Share of those that name the clause and verdict of the plain question.
    """

    clauses: int
    runs: int
    same_verdict: float | None
    same_verdict_95: Interval | None
    same_evidence: float | None
    phrasings: int
    rephrased_same: float | None
    rephrased_same_95: Interval | None
    by_phrasing: dict[str, float | None]
    differing: tuple[Differing, ...] = ()


def score(trial: Trial) -> RepeatFigures | None:
    """Return the figures of repetition, None if nothing was asked again."""
    if not trial.repeated and not trial.rephrased:
        return None
    runs = {clause: (trial.assessments[clause], *more) for clause, more in trial.repeated.items()}
    verdicts = [_is_one(some) for some in runs.values()]
    quotes = [len({_quotes(one) for one in some}) == 1 for some in runs.values()]
    plain, others = _split(trial.rephrased)
    same = [_said(one.answer) == plain[one.clause] for one in others]
    return RepeatFigures(
        clauses=len(runs),
        runs=max(map(len, runs.values()), default=0),
        same_verdict=share(sum(verdicts), len(verdicts)),
        same_verdict_95=interval(verdicts),
        same_evidence=share(sum(quotes), len(quotes)),
        phrasings=len(others),
        rephrased_same=share(sum(same), len(same)),
        rephrased_same_95=interval(same),
        by_phrasing=_by_phrasing(others, same),
        differing=(
            *(
                Differing(
                    clause=clause, asked="again", before=_verdict(some[0]), now=_verdict(other)
                )
                for clause, some in runs.items()
                for other in some[1:]
                if _verdict(other) != _verdict(some[0])
            ),
            *(
                Differing(
                    clause=one.clause,
                    asked=one.pattern,
                    before=plain[one.clause],
                    now=_said(one.answer),
                )
                for one, right in zip(others, same, strict=True)
                if not right
            ),
        ),
    )


def _split(asked: Sequence[Rephrased]) -> tuple[dict[str, str], list[Rephrased]]:
    """Return what the first phrasing of each clause was answered, and the other phrasings."""
    plain: dict[str, str] = {}
    others = []
    for one in asked:
        if one.clause in plain:
            others.append(one)
        else:
            plain[one.clause] = _said(one.answer)
    return plain, others


def _by_phrasing(asked: Sequence[Rephrased], same: Sequence[bool]) -> dict[str, float | None]:
    found: dict[str, list[bool]] = {}
    for one, right in zip(asked, same, strict=True):
        found.setdefault(one.pattern, []).append(right)
    return {pattern: share(sum(some), len(some)) for pattern, some in found.items()}


def _is_one(some: Sequence[Assessment | Failure]) -> bool:
    """Whether all runs gave one verdict; a run that raises gave none."""
    made = [one for one in some if isinstance(one, Assessment)]
    return len(made) == len(some) and len({one.verdict for one in made}) == 1


def _verdict(one: Assessment | Failure) -> str:
    return one.verdict.value if isinstance(one, Assessment) else f"error: {one.error}"


def _quotes(one: Assessment | Failure) -> frozenset[tuple[str, int, int, str]]:
    if isinstance(one, Failure):
        return frozenset()
    return frozenset((e.file, e.start, e.end, e.stance.value) for e in one.evidence)


def _said(answer: Answer | Failure) -> str:
    if isinstance(answer, Failure):
        return f"error: {answer.error}"
    verdict = answer.verdict.value if answer.verdict else "no verdict"
    return f"{answer.clause or 'no clause'} {verdict}"

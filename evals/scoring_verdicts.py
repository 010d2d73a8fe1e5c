"""Verdict figures: how often a clause is judged as in the gold, and how it goes wrong."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.model import Assessment, Verdict
from evals.cases import GoldVerdict
from evals.scoring_stats import (
    ClassFigures,
    Figures,
    Interval,
    by_class,
    confusion,
    interval,
    macro_f1,
    macro_f1_interval,
    share,
)
from evals.trial import Failure, Trial

ERROR = "error"
"""Called for a clause on which the product raised: wrong, and told apart."""
_UNPROVEN = (Verdict.NONCONFORM, Verdict.NO_EVIDENCE)


class Quoted(Figures):
    """A quote with its file and what it is said to show."""

    file: str
    quote: str
    stance: str = ""
    kind: str = ""


class WrongVerdict(Figures):
    """A clause judged otherwise than in the gold, with what both rest on."""

    clause: str
    gold: str
    got: str
    reason: str
    gold_reason: str
    cited: tuple[Quoted, ...] = ()
    gold_cited: tuple[Quoted, ...] = ()


class VerdictFigures(Figures):
    """How clauses are judged.

    Attributes:
        macro_f1: Mean F1 of the classes that occur in the gold.
        false_conform_rate: Of the gold nonconform and no_evidence, the share called conform.
        missed_nonconform: Gold nonconform clauses that were not called so.
        cases: Clauses with a verdict, and those on which the product raised.
        could_not_look: Verdicts withheld because something was unreadable; each is wrong here.
        errors: Clauses on which the product raised; each is wrong.
        unreadable: Clauses on which a chat model answered in no readable form: counted apart,
            neither right nor wrong.
    """

    cases: int
    accuracy: float | None
    accuracy_95: Interval | None
    macro_f1: float | None
    macro_f1_95: Interval | None
    false_conform_rate: float | None
    false_conform_rate_95: Interval | None
    nonconform_recall: float | None
    nonconform_recall_95: Interval | None
    missed_nonconform: tuple[str, ...]
    missed_nonconform_rate: float | None
    could_not_look: int
    errors: int
    unreadable: int
    unreadable_clauses: tuple[str, ...]
    by_class: dict[str, ClassFigures]
    confusion: dict[str, dict[str, int]]
    wrong: tuple[WrongVerdict, ...] = ()


class Call(NamedTuple):
    """A clause with its gold verdict and the verdict that was called."""

    clause: str
    gold: Verdict
    called: str


def score(trial: Trial) -> VerdictFigures:
    """Return the figures of the product's verdicts; a clause not assessed is an error."""
    lost = tuple(g.clause for g in trial.gold.verdicts if _is_unreadable(trial, g.clause))
    read = [gold for gold in trial.gold.verdicts if gold.clause not in lost]
    calls = [Call(g.clause, g.verdict, _called(trial, g.clause)) for g in read]
    wrong = [
        _wrong(gold, call.called, trial.assessments.get(gold.clause))
        for gold, call in zip(read, calls, strict=True)
        if gold.verdict != call.called
    ]
    return figures(calls, wrong, lost)


def figures(
    calls: Sequence[Call], wrong: Sequence[WrongVerdict] = (), unreadable: tuple[str, ...] = ()
) -> VerdictFigures:
    """Return the figures of verdicts, whoever called them."""
    pairs = [(call.gold.value, call.called) for call in calls]
    right = [gold == called for gold, called in pairs]
    classes = by_class(pairs)
    unproven = [call for call in calls if call.gold in _UNPROVEN]
    failing = [call for call in calls if call.gold is Verdict.NONCONFORM]
    missed = tuple(call.clause for call in failing if call.called != Verdict.NONCONFORM)
    false = [call.called == Verdict.CONFORM for call in unproven]
    found = [call.called == Verdict.NONCONFORM for call in failing]
    return VerdictFigures(
        cases=len(calls),
        accuracy=share(sum(right), len(right)),
        accuracy_95=interval(right),
        macro_f1=macro_f1(classes.values()),
        macro_f1_95=macro_f1_interval(pairs),
        false_conform_rate=share(sum(false), len(false)),
        false_conform_rate_95=interval(false),
        nonconform_recall=share(sum(found), len(found)),
        nonconform_recall_95=interval(found),
        missed_nonconform=missed,
        missed_nonconform_rate=share(len(missed), len(failing)),
        could_not_look=sum(call.called == Verdict.COULD_NOT_LOOK for call in calls),
        errors=sum(call.called == ERROR for call in calls),
        unreadable=len(unreadable),
        unreadable_clauses=unreadable,
        by_class=classes,
        confusion=confusion(pairs),
        wrong=tuple(wrong),
    )


def _is_unreadable(trial: Trial, clause: str) -> bool:
    made = trial.assessments.get(clause)
    return isinstance(made, Failure) and made.unreadable


def _called(trial: Trial, clause: str) -> str:
    assessment = trial.assessments.get(clause)
    return assessment.verdict.value if isinstance(assessment, Assessment) else ERROR


def _wrong(gold: GoldVerdict, called: str, got: Assessment | Failure | None) -> WrongVerdict:
    reason = "not assessed" if got is None else ""
    cited: tuple[Quoted, ...] = ()
    if isinstance(got, Failure):
        reason = got.error
    elif isinstance(got, Assessment):
        reason = got.reason.zh
        cited = tuple(quoted(evidence) for evidence in got.evidence)
    return WrongVerdict(
        clause=gold.clause,
        gold=gold.verdict.value,
        got=called,
        reason=reason,
        gold_reason=gold.reason,
        cited=cited,
        gold_cited=tuple(quoted(evidence) for evidence in gold.evidence),
    )


def quoted(evidence: object) -> Quoted:
    """Return the quote of gold or product evidence."""
    fields: Mapping[str, object] = {
        name: getattr(evidence, name, "") for name in ("file", "quote", "stance", "kind")
    }
    return Quoted(**{name: str(value) for name, value in fields.items()})

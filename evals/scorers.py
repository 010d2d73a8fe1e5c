"""The scorers by the name of their figures; one that raises is a row, not a crash."""

from collections.abc import Callable, Mapping

from evals import (
    scoring_baselines,
    scoring_calibration,
    scoring_chat,
    scoring_checks,
    scoring_evidence,
    scoring_repeat,
    scoring_verdicts,
)
from evals.scoring_stats import Figures
from evals.trial import Failure, Trial, attempt

SCORERS: Mapping[str, Callable[[Trial], Figures | None]] = {
    "verdict": scoring_verdicts.score,
    "evidence": scoring_evidence.score,
    "quotes": scoring_evidence.score_quotes,
    "records": scoring_checks.score_records,
    "consistency": scoring_checks.score_consistency,
    "chat": scoring_chat.score,
    "calibration": scoring_calibration.score,
    "repeat": scoring_repeat.score,
    "baselines": scoring_baselines.score,
}


class Failed(Figures):
    """Figures that could not be made, and why."""

    error: str


def scored(
    trial: Trial,
    skip: frozenset[str] = frozenset(),
    scorers: Mapping[str, Callable[[Trial], Figures | None]] = SCORERS,
) -> dict[str, Figures | None]:
    """Return the figures by name: None for what was not asked, `Failed` for what raised."""
    return {
        name: None if name in skip else _scored(name, scorer, trial)
        for name, scorer in scorers.items()
    }


def _scored(name: str, scorer: Callable[[Trial], Figures | None], trial: Trial) -> Figures | None:
    result = attempt(name, lambda: scorer(trial))
    return Failed(error=result.error) if isinstance(result, Failure) else result

"""The gate: figures that must not fall below the baseline file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import DatasetError

HIGHER = (
    "verdict.accuracy",
    "verdict.macro_f1",
    "evidence.recall@5",
    "evidence.recall@10",
    "evidence.mrr",
    "evidence.shown_recall",
    "records.exact_share",
    "consistency.judged_share",
    "chat.accuracy",
    "repeat.same_verdict",
    "repeat.rephrased_same",
)
LOWER = (
    "verdict.false_conform_rate",
    "verdict.missed_nonconform_rate",
    "evidence.unreadable",
    "verdict.unreadable",
    "chat.errors",
    "chat.unreadable",
)


class Baseline(BaseModel):
    """Figures that were reached: dataset → engine → "verdict.accuracy" → value.

    Attributes:
        tolerance: How far a figure may fall behind before the gate closes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    note: str = ""
    tolerance: float = Field(default=0.0, ge=0)
    datasets: dict[str, dict[str, dict[str, float]]] = Field(default_factory=dict)


def load(path: Path) -> Baseline:
    """Load a baseline file.

    Raises:
        DatasetError: It cannot be read or has another shape.
    """
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise DatasetError(f"{path}: {error}", "see evals/gate.py for its shape") from error


def problems(baseline: Baseline, datasets: list[dict[str, Any]]) -> Iterator[str]:
    """Yield one line for each figure worse than its baseline, and each quote not located.

    Figures that were skipped are not compared; one that could not be made is a problem.
    """
    for figures in datasets:
        where = f"{figures['name']} ({figures['engine']})"
        quotes = figures.get("quotes") or {}
        if quotes.get("located") != quotes.get("shown"):
            yield f"{where}: {quotes['located']} of {quotes['shown']} quotes located"
        wanted = baseline.datasets.get(figures["name"], {}).get(figures["engine"], {})
        for name, before in wanted.items():
            scorer, key = name.split(".", 1)
            if figures.get("error") or figures.get(scorer) is not None:
                now = (figures.get(scorer) or {}).get(key)
                if now is None or _is_worse(name, now, before, baseline.tolerance):
                    yield f"{where}: {name} {now}, baseline {before}"


def reached(datasets: list[dict[str, Any]]) -> Mapping[str, dict[str, dict[str, float]]]:
    """Return the gated figures of a run in the shape of a baseline file."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for figures in datasets:
        values = {name: _value(figures, name) for name in (*HIGHER, *LOWER)}
        kept = {name: value for name, value in values.items() if value is not None}
        found.setdefault(figures["name"], {})[figures["engine"]] = kept
    return found


def accept(path: Path, datasets: list[dict[str, Any]]) -> None:
    """Make a run's figures the baseline of its datasets; others in the file stay.

    Raises:
        DatasetError: The file is there and has another shape.
    """
    before = load(path) if path.exists() else Baseline()
    merged = {name: dict(engines) for name, engines in before.datasets.items()}
    for name, engines in reached(datasets).items():
        for engine, figures in engines.items():
            merged.setdefault(name, {})[engine] = figures
    after = before.model_copy(update={"datasets": merged})
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(after.model_dump_json(indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def _value(figures: Mapping[str, Any], name: str) -> float | None:
    scorer, key = name.split(".", 1)
    value = (figures.get(scorer) or {}).get(key)
    return None if value is None else float(value)


def _is_worse(name: str, now: float, before: float, tolerance: float) -> bool:
    if name in LOWER:
        return now > before + tolerance
    return now < before - tolerance

"""A run: a dataset folder in, its figures out."""

import importlib.metadata
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, SerializeAsAny

from assistant.settings import Settings
from evals.cases import load
from evals.observation import SEARCHED, FileRow, Observation, Plan, Say, observe
from evals.scorers import scored
from evals.scoring_stats import SEED, Figures

_PACKAGES = ("kezheng", "bm25s", "chromadb", "langchain", "rapidocr", "sentence-transformers")
_HOME = Path(__file__).resolve().parent.parent


class IngestFigures(Figures):
    """What became of the files."""

    files: int
    chunks: int
    ocr_pages: int
    failed: dict[str, str]


class DatasetFigures(Figures):
    """All figures of one dataset, by the contract; None is "not asked for".

    Attributes:
        error: Why there are no figures at all, empty otherwise.
        timings: Seconds of each step.
    """

    name: str
    engine: str
    verdict: SerializeAsAny[Figures] | None = None
    evidence: SerializeAsAny[Figures] | None = None
    quotes: SerializeAsAny[Figures] | None = None
    records: SerializeAsAny[Figures] | None = None
    consistency: SerializeAsAny[Figures] | None = None
    chat: SerializeAsAny[Figures] | None = None
    calibration: SerializeAsAny[Figures] | None = None
    repeat: SerializeAsAny[Figures] | None = None
    baselines: SerializeAsAny[Figures] | None = None
    ingest: IngestFigures | None = None
    as_of: date | None = None
    seconds: float = 0.0
    timings: dict[str, float] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    error: str = ""


def run(folder: Path, plan: Plan, say: Say) -> DatasetFigures:
    """Return the figures of one dataset.

    Raises:
        DatasetError: The folder is no dataset.
        KezhengError: The workspace or the engine cannot be had.
    """
    dataset = load(folder)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="kezheng-evals-", ignore_cleanup_errors=True) as root:
        trial, seen = observe(dataset, plan, Path(root), say)
        say("score")
        figures = scored(trial, plan.skip)
    return DatasetFigures(
        name=dataset.name,
        engine=plan.engine.value,
        ingest=_ingest(seen.files),
        as_of=trial.as_of,
        seconds=round(time.perf_counter() - started, 1),
        timings=seen.seconds,
        notes=tuple(_notes(seen, plan)),
        **figures,  # type: ignore[arg-type]
    )


def circumstances(plan: Plan, at: datetime) -> dict[str, Any]:
    """Return what the figures depend on: time, versions, commit, machine and settings."""
    settings = Settings()
    return {
        "made_at": at.isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            "python": platform.python_version(),
            **{name: _version(name) for name in _PACKAGES},
        },
        "commit": _commit(),
        "settings": {
            "engine": plan.engine.value,
            "model": settings.model if plan.engine.value == "llm" else None,
            "embedding": settings.embedding,
            "standard": settings.standard,
            "skip": sorted(plan.skip),
            "searched": SEARCHED,
            "runs": plan.runs,
            "as_of": plan.as_of.isoformat() if plan.as_of else None,
            "bootstrap_seed": SEED,
        },
    }


def _ingest(files: Iterable[FileRow]) -> IngestFigures:
    rows = list(files)
    return IngestFigures(
        files=len(rows),
        chunks=sum(row.chunks for row in rows),
        ocr_pages=sum(row.ocr_pages for row in rows),
        failed={row.file: row.error for row in rows if row.error},
    )


def _notes(seen: Observation, plan: Plan) -> list[str]:
    skipped = [f"{name}: skipped on request" for name in sorted(plan.skip)]
    return [*seen.notes, *skipped]


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _commit() -> str | None:
    """Return the commit of this checkout, with + if files differ from it; None outside git."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=_HOME, capture_output=True, text=True, check=True)
    return done.stdout.strip()

"""python -m evals: figures of datasets as tables or one JSON document."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from evals import gate, report_html, report_markdown, show
from evals.observation import EngineName, Plan
from evals.run import DatasetFigures, circumstances, run
from evals.scorers import SCORERS
from evals.trial import Failure, attempt
from ingest.errors import KezhengError

DONE, SOME_FAILED, USAGE, NOTHING = 0, 1, 2, 3
"""Exit codes of the command line's contract; a closed gate is SOME_FAILED."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    options = _parser().parse_args(words)
    plan = Plan(EngineName(options.engine), options.as_of, frozenset(options.skip), options.runs)
    started = datetime.now(UTC)
    datasets, failed = _run_all(options.datasets, plan)
    if options.blind:
        datasets = [show.without_cases(one) for one in datasets]
    outcome = {"datasets": datasets, **circumstances(plan, started)}
    if options.json:
        print(json.dumps(outcome, ensure_ascii=False, indent=1))
    else:
        show.tables(datasets, Console())
    for path in options.out:
        _write(path, outcome)
    if failed == len(options.datasets):
        return NOTHING
    if options.accept is not None:
        gate.accept(options.accept, datasets)
    closed = options.gate is not None and not _gate(options.gate, datasets)
    return SOME_FAILED if failed or closed or any(map(_has_failed, datasets)) else DONE


def _run_all(folders: Sequence[Path], plan: Plan) -> tuple[list[dict[str, Any]], int]:
    """Return the figures of all datasets and how many could not be run."""
    datasets, failed = [], 0
    for folder in folders:
        name = folder.resolve().name
        say = partial(_log, name)
        figures = attempt(name, partial(run, folder, plan, say))
        if isinstance(figures, Failure):
            failed += 1
            say(figures.error)
            figures = DatasetFigures(name=name, engine=plan.engine.value, error=figures.error)
        datasets.append(figures.model_dump(mode="json"))
    return datasets, failed


def _has_failed(figures: dict[str, Any]) -> bool:
    """Return whether a scorer raised; the tables and the JSON name it."""
    return any(isinstance(value, dict) and value.get("error") for value in figures.values())


def _gate(path: Path, datasets: list[dict[str, Any]]) -> bool:
    """Return whether no figure is worse than its baseline; say which are."""
    try:
        found = list(gate.problems(gate.load(path), datasets))
    except KezhengError as error:
        found = [str(error)]
    for problem in found:
        _log("gate", problem)
    return not found


def _write(path: Path, outcome: dict[str, Any]) -> None:
    """Write a report or JSON, by the file's suffix; whole or not at all."""
    if path.suffix.lower() == ".md":
        text = report_markdown.written(outcome)
    elif path.suffix.lower() in (".html", ".htm"):
        text = report_html.written(outcome)
    else:
        text = json.dumps(outcome, ensure_ascii=False, indent=1) + "\n"
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET", help="folders")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--engine", choices=[name.value for name in EngineName], default="rules")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="audit date")
    parser.add_argument(
        "--skip", type=_names, default=[], metavar="NAME,…", help=", ".join(SCORERS)
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="report: .md, .html, else JSON; may be given several times",
    )
    parser.add_argument("--runs", type=_runs, default=2, help="times that each clause is judged")
    parser.add_argument("--gate", type=Path, metavar="FILE", help="fail below these figures")
    parser.add_argument("--accept", type=Path, metavar="FILE", help="make this run the baseline")
    parser.add_argument("--blind", action="store_true", help="figures only, for held-out sets")
    return parser


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in SCORERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]}: none of {', '.join(SCORERS)}")
    return names


def _runs(text: str) -> int:
    runs = int(text)
    if runs < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return runs


def _log(name: str, line: str) -> None:
    print(f"{name}: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

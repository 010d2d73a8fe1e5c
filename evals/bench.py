"""python -m evals.bench: how long things take, beside what one would otherwise take."""

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.measures import (
    CLIENT,
    HOME,
    REPEATS,
    Measure,
    ask_warm,
    assess,
    ingest,
    questions,
    shell,
    text_here,
    text_langchain,
)

_ABOUT = "Seconds, milliseconds and memory of the product on this machine."
_SAMPLE = HOME / "corpora" / "samples" / "quanzao"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        cpu_s: Processor seconds of the process and of those it started that have ended: what
            a busy machine changes least. Reader processes that stay up are not in it.
        peak_mb: Largest resident memory of the process, or of one that it started.
        error: Why there is no value, empty otherwise.
    """

    name: str
    value: float | None
    unit: str = ""
    detail: str = ""
    cpu_s: float | None = None
    peak_mb: float | None = None
    error: str = ""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 if a row has no value."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=_ABOUT)
    parser.add_argument("--devset", type=Path, default=_SAMPLE, metavar="DIR", help="a dataset")
    parser.add_argument(
        "--seeds", type=Path, default=_SAMPLE / "src", metavar="DIR", help="folder of .txt files"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(words)
    rows = bench(options.devset.resolve(), options.seeds.resolve())
    if options.json:
        shown = {"machine": machine(), "rows": [asdict(row) for row in rows]}
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        show(rows)
    return int(any(row.error for row in rows))


def bench(devset: Path, seeds: Path) -> list[Row]:
    """Measure everything, each line in a process of its own, one after the other."""
    with tempfile.TemporaryDirectory(prefix="kezheng-bench-", ignore_cleanup_errors=True) as root:
        folder = Path(root)
        question = questions(devset)[0]
        return [
            measured_row("kezheng --help", shell, ["--help"]),
            measured_row("ingest", ingest, folder, devset / "docs"),
            measured_row("assess all clauses", assess, folder),
            measured_row("ask, warm", ask_warm, folder, questions(devset)),
            measured_row(
                "ask, from the shell",
                shell,
                ["ask", question, "--json", "--workspace", root, "--client", CLIENT],
            ),
            *side_by_side(folder, seeds),
        ]


def side_by_side(folder: Path, seeds: Path) -> list[Row]:
    """Measure both ways from text files to a first search, turn about; return the medians."""
    sides = {
        "text files to first search: kezheng": text_here,
        "text files to first search: LangChain + Chroma": text_langchain,
    }
    runs = [
        [
            measured_row(name, side, folder / f"{side.__name__}-{n}", seeds)
            for name, side in sides.items()
        ]
        for n in range(REPEATS)
    ]
    return [_median(list(rows)) for rows in zip(*runs, strict=True)]


def measured_row(name: str, function: Callable[..., Measure], *arguments: object) -> Row:
    """Run a measurement in a fresh process; its failure is a row."""
    from evals.trial import Failure, attempt

    print(name, file=sys.stderr, flush=True)
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        result = attempt(name, lambda: pool.submit(_measured, function, arguments).result())
    if isinstance(result, Failure):
        return Row(name, None, error=result.error)
    return Row(name, **result)


def _measured(function: Callable[..., Measure], arguments: Sequence[object]) -> dict[str, Any]:
    """Return the fields of a row but its name; runs in the fresh process."""
    measure = function(*arguments)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    per_mb = 1024 if sys.platform != "darwin" else 1024 * 1024  # Linux counts KiB, macOS bytes
    return {
        "value": round(measure.value, 2),
        "unit": measure.unit,
        "detail": measure.detail,
        "cpu_s": round(sum(one.ru_utime + one.ru_stime for one in used), 2),
        "peak_mb": round(max(one.ru_maxrss for one in used) / per_mb),
    }


def _median(rows: Sequence[Row]) -> Row:
    """Return the row with the median value, or the first without one."""
    failed = [row for row in rows if row.value is None]
    return failed[0] if failed else sorted(rows, key=lambda row: row.value or 0.0)[len(rows) // 2]


def machine() -> dict[str, object]:
    """Return what the figures were measured on."""
    return {
        "cpus": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def show(rows: Sequence[Row]) -> None:
    """Print the rows as a table."""
    table = Table("", "value", "CPU s", "peak MB", "over")
    for row in rows:
        value = "–" if row.value is None else f"{row.value} {row.unit}"
        used = (str(one) if one is not None else "–" for one in (row.cpu_s, row.peak_mb))
        table.add_row(row.name, value, *used, row.error or row.detail)
    console = Console()
    console.print(table)
    console.print(machine(), highlight=False)


if __name__ == "__main__":
    sys.exit(main())

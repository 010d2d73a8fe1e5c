"""python -m evals.bench: how long things take, beside what one would otherwise take.

The product is imported inside the measurements, so that they hold what a fresh process pays.
"""

import argparse
import importlib
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from assistant.workspace import Workspace

_ABOUT = "Seconds, milliseconds and memory of the product on this machine."
_HOME = Path(__file__).resolve().parent.parent
_SAMPLE = _HOME / "corpora" / "samples" / "quanzao"
_CLIENT = "bench"
_REPEATS = 3
"""Of commands from the shell and of what is set side by side; the median counts."""
_SPLIT_CHARS, _OVERLAP_CHARS = 500, 50
"""What tutorials of the LangChain splitter take for prose."""
_QUERY = "投诉处理的时限"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured value with its unit, and what it is over."""

    value: float
    unit: str
    detail: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        cpu_s: Processor seconds of the whole process: what a busy machine does not change.
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
        shown = {"machine": _machine(), "rows": [asdict(row) for row in rows]}
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _show(rows)
    return int(any(row.error for row in rows))


def bench(devset: Path, seeds: Path) -> list[Row]:
    """Measure everything, each line in a process of its own, one after the other."""
    with tempfile.TemporaryDirectory(prefix="kezheng-bench-", ignore_cleanup_errors=True) as root:
        folder = Path(root)
        question = _questions(devset)[0]
        return [
            _row("kezheng --help", shell, ["--help"]),
            _row("ingest", ingest, folder, devset / "docs"),
            _row("assess all clauses", assess, folder),
            _row("ask, warm", ask_warm, folder, _questions(devset)),
            _row(
                "ask, from the shell",
                shell,
                ["ask", question, "--json", "--workspace", root, "--client", _CLIENT],
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
        [_row(name, side, folder / f"{side.__name__}-{n}", seeds) for name, side in sides.items()]
        for n in range(_REPEATS)
    ]
    return [_median(list(rows)) for rows in zip(*runs, strict=True)]


def shell(words: Sequence[str]) -> Measure:
    """Time a command of the product as a user types it; the median of some runs."""
    script = Path(sys.executable).with_name("kezheng")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "assistant.cli"]
    seconds = []
    for _ in range(_REPEATS):
        started = time.perf_counter()
        done = subprocess.run([*command, *words], cwd=_HOME, capture_output=True, check=False)
        seconds.append(time.perf_counter() - started)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace").strip()[-300:])
    return Measure(
        statistics.median(seconds), "s", f"median of {_REPEATS}, {Path(command[0]).name}"
    )


def ingest(folder: Path, docs: Path) -> Measure:
    """Time taking in a folder of files, imports included."""
    started = time.perf_counter()
    room = _room(folder)
    rows = list(room.ingest([docs]))
    seconds = time.perf_counter() - started
    chunks, failed = sum(row.chunks for row in rows), sum(row.error is not None for row in rows)
    return Measure(seconds, "s", f"{len(rows)} files ({failed} failed), {chunks} chunks")


def assess(folder: Path) -> Measure:
    """Time judging all clauses for the first time, opening the workspace included."""
    started = time.perf_counter()
    made = _filled_room(folder).assess()
    return Measure(time.perf_counter() - started, "s", f"{len(made)} clauses")


def ask_warm(folder: Path, questions: Sequence[str]) -> Measure:
    """Time answers in a process that has answered before, all clauses assessed."""
    from assistant import agent

    room = _filled_room(folder)
    seconds = []
    for question in [questions[0], *questions]:
        started = time.perf_counter()
        agent.ask(room, question)
        seconds.append(time.perf_counter() - started)
    first, *rest = (1000 * value for value in seconds)
    worst = statistics.quantiles(rest, n=20)[-1]
    detail = f"median of {len(rest)} questions; 95 % within {worst:.0f} ms; first {first:.0f} ms"
    return Measure(statistics.median(rest), "ms", detail)


def text_here(folder: Path, seeds: Path) -> Measure:
    """Time text files from disk to the first search result, imports included."""
    started = time.perf_counter()
    room = _room(folder)
    rows = list(room.ingest(sorted(seeds.glob("*.txt"))))
    hits = room.index.search(_QUERY, 10)
    seconds = time.perf_counter() - started
    chunks = sum(row.chunks for row in rows)
    return Measure(seconds, "s", f"{len(rows)} files, {chunks} chunks, {len(hits)} hits")


def text_langchain(folder: Path, seeds: Path) -> Measure:
    """Time the same by LangChain's splitter and vector store, with the same embedding."""
    started = time.perf_counter()
    from langchain_core.embeddings import Embeddings

    from ingest import open_embedder

    embedder = open_embedder()

    class Builtin(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, row)) for row in embedder.embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, embedder.embed_query(text)))

    paths = sorted(seeds.glob("*.txt"))
    splitter = _other("langchain_text_splitters").RecursiveCharacterTextSplitter(
        chunk_size=_SPLIT_CHARS, chunk_overlap=_OVERLAP_CHARS
    )
    chunks = splitter.create_documents([path.read_text(encoding="utf-8") for path in paths])
    chroma = _other("langchain_chroma").Chroma
    store = chroma.from_documents(chunks, Builtin(), persist_directory=str(folder))
    hits = store.similarity_search(_QUERY, k=10)
    seconds = time.perf_counter() - started
    return Measure(seconds, "s", f"{len(paths)} files, {len(chunks)} chunks, {len(hits)} hits")


def _row(name: str, function: Callable[..., Measure], *arguments: object) -> Row:
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


def _room(folder: Path) -> "Workspace":
    from assistant.workspace import open_workspace
    from evals.observation import EngineName, settings_for

    return open_workspace(settings_for(EngineName.RULES, folder), _CLIENT, create=True)


def _filled_room(folder: Path) -> "Workspace":
    room = _room(folder)
    if not room.documents.documents():
        raise RuntimeError("no documents: the ingest before failed")
    return room


def _median(rows: Sequence[Row]) -> Row:
    """Return the row with the median value, or the first without one."""
    failed = [row for row in rows if row.value is None]
    return failed[0] if failed else sorted(rows, key=lambda row: row.value or 0.0)[len(rows) // 2]


def _questions(devset: Path) -> list[str]:
    from evals.cases import QuestionType, load

    asked = load(devset).gold.chat
    return [one.question for one in asked if one.type is not QuestionType.FOLLOWUP]


def _other(module: str) -> Any:  # noqa: ANN401 - not a part of the product
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise RuntimeError(
            f"{error}: pip install langchain-text-splitters langchain-chroma to compare"
        ) from error


def _machine() -> dict[str, object]:
    return {
        "cpus": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _show(rows: Sequence[Row]) -> None:
    table = Table("", "value", "CPU s", "peak MB", "over")
    for row in rows:
        value = "–" if row.value is None else f"{row.value} {row.unit}"
        used = (str(one) if one is not None else "–" for one in (row.cpu_s, row.peak_mb))
        table.add_row(row.name, value, *used, row.error or row.detail)
    console = Console()
    console.print(table)
    console.print(_machine(), highlight=False)


if __name__ == "__main__":
    sys.exit(main())

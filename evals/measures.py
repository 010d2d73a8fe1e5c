"""Measures: what the product does, timed; imports happen inside, so a fresh process pays them."""

import importlib
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.workspace import Workspace

CLIENT = "bench"
REPEATS = 3
"""Of commands from the shell and of what is set side by side; the median counts."""
HOME = Path(__file__).resolve().parent.parent
_SPLIT_CHARS, _OVERLAP_CHARS = 500, 50
"""What tutorials of the LangChain splitter take for prose."""
_QUERY = "投诉处理的时限"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured value with its unit, and what it is over."""

    value: float
    unit: str
    detail: str


def shell(words: Sequence[str]) -> Measure:
    """Time a command of the product as a user types it; the median of some runs."""
    script = Path(sys.executable).with_name("kezheng")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "assistant.cli"]
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        done = subprocess.run([*command, *words], cwd=HOME, capture_output=True, check=False)
        seconds.append(time.perf_counter() - started)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace").strip()[-300:])
    return Measure(statistics.median(seconds), "s", f"median of {REPEATS}, {Path(command[0]).name}")


def ingest(folder: Path, docs: Path) -> Measure:
    """Time taking in a folder of files, imports included."""
    started = time.perf_counter()
    room = room_in(folder)
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
    room = room_in(folder)
    rows = list(room.ingest(sorted(seeds.glob("*.txt"))))
    hits = room.index.search(_QUERY, 10)
    seconds = time.perf_counter() - started
    chunks = sum(row.chunks for row in rows)
    return Measure(seconds, "s", f"{len(rows)} files, {chunks} chunks, {len(hits)} hits")


def text_langchain(folder: Path, seeds: Path) -> Measure:
    """Time the same by LangChain's splitter and vector store, with the same embedding."""
    started = time.perf_counter()
    paths = sorted(seeds.glob("*.txt"))
    splitter = other("langchain_text_splitters").RecursiveCharacterTextSplitter(
        chunk_size=_SPLIT_CHARS, chunk_overlap=_OVERLAP_CHARS
    )
    chunks = splitter.create_documents([path.read_text(encoding="utf-8") for path in paths])
    chroma = other("langchain_chroma").Chroma
    store = chroma.from_documents(chunks, builtin_embeddings(), persist_directory=str(folder))
    hits = store.similarity_search(_QUERY, k=10)
    seconds = time.perf_counter() - started
    return Measure(seconds, "s", f"{len(paths)} files, {len(chunks)} chunks, {len(hits)} hits")


def builtin_embeddings() -> Any:  # noqa: ANN401 - a protocol of langchain_core
    """Return the shipped embedding as LangChain takes one."""
    from langchain_core.embeddings import Embeddings

    from ingest import open_embedder

    embedder = open_embedder()

    class Builtin(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, row)) for row in embedder.embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, embedder.embed_query(text)))

    return Builtin()


def questions(devset: Path) -> list[str]:
    """Return the questions of a dataset that need no question before them."""
    from evals.cases import QuestionType, load

    asked = load(devset).gold.chat
    return [one.question for one in asked if one.type is not QuestionType.FOLLOWUP]


def room_in(folder: Path) -> "Workspace":
    """Return the workspace of the measurements in a folder, made if absent."""
    from assistant.workspace import open_workspace
    from evals.observation import EngineName, settings_for

    return open_workspace(settings_for(EngineName.RULES, folder), CLIENT, create=True)


def _filled_room(folder: Path) -> "Workspace":
    room = room_in(folder)
    if not room.documents.documents():
        raise RuntimeError("no documents: the ingest before failed")
    return room


def other(module: str) -> Any:  # noqa: ANN401 - not a part of the product
    """Return a package to compare with."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise RuntimeError(f"{error}: pip install -e '.[bench]' to compare") from error

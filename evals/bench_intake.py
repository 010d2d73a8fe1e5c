"""python -m evals.bench_intake: how fast files are taken in, beside what else one would take."""

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from evals.bench import Row, machine, measured_row, show
from evals.made_corpora import write
from evals.measures import Measure, builtin_embeddings, other, room_in

if TYPE_CHECKING:
    from ingest import Progress

_ABOUT = "Pages and chunks per second, memory, and seconds of OCR on generated files."
_FORMATS = ("pdf", "docx", "xlsx")
_SPLIT_CHARS, _OVERLAP_CHARS = 500, 50


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 if a row has no value."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_intake", description=_ABOUT)
    parser.add_argument("--pages", type=int, default=600, help="of each text format")
    parser.add_argument("--scans", type=int, default=6, help="pages of scans")
    parser.add_argument("--large", type=int, default=0, help="pages of text PDF in one run")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(words)
    rows = bench(options.pages, options.scans, options.large)
    if options.json:
        shown = {"machine": machine(), "rows": [asdict(row) for row in rows]}
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        show(rows)
    return int(any(row.error for row in rows))


def bench(pages: int, scans: int, large: int) -> list[Row]:
    """Measure each line in a process of its own, one after the other."""
    with tempfile.TemporaryDirectory(prefix="kezheng-bench-", ignore_cleanup_errors=True) as root:
        folder = Path(root)
        docs = {form: write(folder, form, files=6, pages=pages // 6) for form in _FORMATS}
        rows = []
        for form in _FORMATS:
            rows += [measured_row(f"{form} parsed: kezheng", parse_here, docs[form], pages)]
            rows += [
                measured_row(f"{form} parsed: markitdown", parse_markitdown, docs[form], pages)
            ]
        rows += [
            measured_row("pdf parsed: PyPDFLoader's parser", parse_pypdf, docs["pdf"], pages),
            measured_row(
                "chunks embedded and indexed: kezheng", index_here, folder / "a", docs["pdf"]
            ),
            measured_row("pdf to first search: kezheng", whole_here, folder / "b", docs["pdf"]),
            measured_row(
                "pdf to first search: LangChain", whole_langchain, folder / "c", docs["pdf"]
            ),
        ]
        if scans:
            made = write(folder, "scan", files=1, pages=scans)
            rows.append(measured_row("OCR of a page: kezheng", ocr_here, made, scans))
        if large:
            made = write(folder, "pdf", files=max(1, large // 500), pages=min(large, 500))
            rows.append(measured_row(f"{large} pages in one run", large_here, folder / "e", made))
        return rows


def parse_here(docs: Path, pages: int) -> Measure:
    """Read files in one process: pages per processor second, with headings and places."""
    from ingest import parse

    paths, started, kept = sorted(docs.iterdir()), time.process_time(), 0
    for path in paths:
        kept += len(parse(path.name, path.read_bytes(), 600.0).parts)
    seconds = time.process_time() - started
    return Measure(
        pages / seconds, "pages/CPU s", f"{len(paths)} files, {kept} parts accounted for"
    )


def parse_markitdown(docs: Path, pages: int) -> Measure:
    """Read the same files by markitdown: Markdown, without pages."""
    reader = other("markitdown").MarkItDown()
    paths, started = sorted(docs.iterdir()), time.process_time()
    chars = sum(len(reader.convert(str(path)).text_content) for path in paths)
    seconds = time.process_time() - started
    return Measure(pages / seconds, "pages/CPU s", f"{len(paths)} files, {chars} characters")


def parse_pypdf(docs: Path, pages: int) -> Measure:
    """Read PDF files as LangChain's PyPDFLoader does, by pypdf page by page."""
    started = time.process_time()
    chars = sum(len(text) for path in sorted(docs.iterdir()) for text in _pypdf_pages(path))
    seconds = time.process_time() - started
    return Measure(pages / seconds, "pages/CPU s", f"{chars} characters")


def index_here(folder: Path, docs: Path) -> Measure:
    """Embed all chunks of files that are in, and index them anew: chunks per second."""
    room = room_in(folder)
    list(room.ingest([docs]))
    started = time.perf_counter()
    chunks = room.reembed()
    room.index.rebuild("bench")
    return Measure(chunks / (time.perf_counter() - started), "chunks/s", f"{chunks} chunks")


def whole_here(folder: Path, docs: Path) -> Measure:
    """Time files from disk to the first search result, imports included."""
    started = time.perf_counter()
    room = room_in(folder)
    rows = list(room.ingest([docs]))
    hits = room.index.search("投诉处理的时限", 10)
    seconds = time.perf_counter() - started
    chunks = sum(row.chunks for row in rows)
    pages = sum(row.pages for row in rows)
    return Measure(seconds, "s", f"{pages} pages, {chunks} chunks, {len(hits)} hits")


def whole_langchain(folder: Path, docs: Path) -> Measure:
    """Time the same by pypdf pages, LangChain's splitter and Chroma with the same embedding."""
    started = time.perf_counter()
    splitter = other("langchain_text_splitters").RecursiveCharacterTextSplitter(
        chunk_size=_SPLIT_CHARS, chunk_overlap=_OVERLAP_CHARS
    )
    texts = [text for path in sorted(docs.iterdir()) for text in _pypdf_pages(path)]
    chunks = splitter.create_documents(texts)
    store = other("langchain_chroma").Chroma(
        embedding_function=builtin_embeddings(), persist_directory=str(folder)
    )
    for at in range(0, len(chunks), 5000):  # Chroma refuses more than 5461 in one call
        store.add_documents(chunks[at : at + 5000])
    hits = store.similarity_search("投诉处理的时限", k=10)
    seconds = time.perf_counter() - started
    return Measure(seconds, "s", f"{len(texts)} pages, {len(chunks)} chunks, {len(hits)} hits")


def ocr_here(docs: Path, pages: int) -> Measure:
    """Read scans in one process: its processor seconds for a page, loading included."""
    from ingest import scan

    (path,) = docs.iterdir()
    data, started = path.read_bytes(), time.process_time()
    read = [scan(path.name, data, f"page {number}", None) for number in range(1, pages + 1)]
    seconds = time.process_time() - started
    chars = sum(page.kept for page in read)
    return Measure(seconds / pages, "CPU s/page", f"{pages} pages, {chars} characters")


def large_here(folder: Path, docs: Path) -> Measure:
    """Take in a long run of files: seconds, and whether memory grows with the run."""
    room, started = room_in(folder), time.perf_counter()
    peaks: list[float] = []
    rows = list(room.ingest([docs], on_progress=_sampler(peaks)))
    seconds = time.perf_counter() - started
    pages = sum(row.pages for row in rows)
    quarter = max(1, len(peaks) // 4)
    first, last = max(peaks[:quarter]), max(peaks[-quarter:])
    detail = (
        f"{pages} pages, {sum(row.chunks for row in rows)} chunks, "
        f"{sum(r.error is not None for r in rows)} failed; {pages / seconds:.0f} pages/s; "
        f"MB of all processes: median {statistics.median(peaks):.0f}, first quarter {first:.0f}, "
        f"last quarter {last:.0f}, highest {max(peaks):.0f}"
    )
    return Measure(seconds, "s", detail)


def _sampler(peaks: list[float]) -> "Callable[[Progress], None]":
    def listen(_step: "Progress") -> None:
        peaks.append(_resident_mb())

    return listen


def _pypdf_pages(path: Path) -> list[str]:
    """Return the text of each page: what PyPDFLoader does with a file by default."""
    return [page.extract_text() for page in other("pypdf").PdfReader(path).pages]


def _resident_mb() -> float:
    """Return the memory of this process and all that it started, shared pages counted once."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
    mine = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(_own_kb(pid) for pid in mine) / 1024


def _own_kb(pid: int) -> int:
    with suppress(OSError):
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

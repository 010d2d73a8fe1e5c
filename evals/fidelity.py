"""python -m evals.fidelity: the share of gold quotes that stand in the text that was read."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table

from assistant.settings import Settings
from assistant.workspace import open_workspace
from evals.cases import Dataset, Gold, GoldQuote, load
from evals.scoring_text import stands_in
from ingest.errors import KezhengError
from ingest.model import Document, PartStatus

_ABOUT = "Share of gold quotes found in the extracted text, over all files and those read by OCR."


class FileFidelity(BaseModel):
    """The gold quotes of one file.

    Attributes:
        quotes: Different quotes that stand in the file by the gold.
        ocr: Pages and pictures of it that were read by OCR.
        missing: Quotes that do not stand in the text read; all, if the file was not read.
        error: Why the file was not read.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    quotes: int
    ocr: int
    missing: tuple[str, ...]
    error: str = ""


class Fidelity(BaseModel):
    """The gold quotes of one dataset.

    Attributes:
        share: Of all quotes, those that stand in the text.
        share_read: The same without files that were not read at all.
        share_ocr: The same of files with OCR; None without such files.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    quotes: int
    share: float | None
    share_read: float | None
    share_ocr: float | None
    files: tuple[FileFidelity, ...]
    seconds: float


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 if a dataset could not be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.fidelity", description=_ABOUT)
    parser.add_argument("datasets", type=Path, nargs="+", metavar="DATASET")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(words)
    try:
        measured = [measure(load(folder)) for folder in options.datasets]
    except KezhengError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        shown = {"datasets": [one.model_dump(mode="json") for one in measured]}
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for one in measured:
            _show(one)
    return 0


def measure(dataset: Dataset) -> Fidelity:
    """Take the files of a dataset in afresh and seek its gold quotes in their text."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="kezheng-fidelity-") as folder:
        room = open_workspace(Settings(workspace=Path(folder)), "fidelity", create=True)
        errors = {row.file: row.error.message for row in room.ingest([dataset.docs]) if row.error}
        texts = {row.file: room.document(row.id) for row in room.documents.documents()}
        room.index.close()
    seconds = time.perf_counter() - started
    wanted: dict[str, list[str]] = {}
    for quote in dict.fromkeys((one.file, one.quote) for one in gold_quotes(dataset.gold)):
        wanted.setdefault(quote[0], []).append(quote[1])
    files = tuple(
        _file(file, quotes, texts.get(file), errors) for file, quotes in sorted(wanted.items())
    )
    return Fidelity(
        name=dataset.name,
        quotes=sum(file.quotes for file in files),
        share=_share(files),
        share_read=_share(file for file in files if not file.error),
        share_ocr=_share(file for file in files if file.ocr),
        files=files,
        seconds=round(seconds, 1),
    )


def gold_quotes(gold: Gold) -> Iterator[GoldQuote]:
    """Yield all words that the gold says stand in a file."""
    for verdict in gold.verdicts:
        yield from verdict.evidence
    for check in gold.record_checks:
        yield GoldQuote(file=check.rule_file, quote=check.rule_quote)
    for topic in gold.consistency:
        yield from topic.statements
    for question in gold.chat:
        yield from question.evidence


def _file(
    file: str, quotes: Sequence[str], document: Document | None, errors: dict[str, str]
) -> FileFidelity:
    if document is None:
        error = errors.get(file, "not taken in")
        return FileFidelity(
            file=file, quotes=len(quotes), ocr=0, missing=tuple(quotes), error=error
        )
    return FileFidelity(
        file=file,
        quotes=len(quotes),
        ocr=sum(part.status is PartStatus.OCR for part in document.parts),
        missing=tuple(quote for quote in quotes if not stands_in(quote, document.text)),
    )


def _share(files: Iterable[FileFidelity]) -> float | None:
    """Return the share of quotes found; None without quotes."""
    some = list(files)
    total = sum(file.quotes for file in some)
    found = total - sum(len(file.missing) for file in some)
    return round(found / total, 4) if total else None


def _show(measured: Fidelity) -> None:
    table = Table("file", "quotes", "found", "OCR", "missing", title=measured.name)
    for file in measured.files:
        found = file.quotes - len(file.missing)
        missing = file.error or " | ".join(file.missing)
        table.add_row(file.file, str(file.quotes), str(found), str(file.ocr), missing)
    console = Console()
    console.print(table)
    console.print(
        {"all": measured.share, "files read": measured.share_read, "by OCR": measured.share_ocr},
        f"{measured.quotes} quotes, {measured.seconds} s",
    )


if __name__ == "__main__":
    sys.exit(main())

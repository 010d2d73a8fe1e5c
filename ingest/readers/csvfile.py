"""Tables in plain text (.csv, .tsv): encoding and delimiter are found, not asked."""

import csv
import io
from collections import Counter

from ingest.model import Reading
from ingest.readers.cells import display
from ingest.readers.encoding import decode
from ingest.readers.sheet import Sheet, ledger, sheet_pieces

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 50
# A field longer than this comes from a quote that is never closed; assumed.
_MAX_FIELD_CHARS = 100_000
_MAX_FIELD_LINES = 50


def read_csv(data: bytes) -> Reading:
    """Read a csv; row numbers are records of the file, 1-based, the header included.

    Raises:
        ReadError: No encoding fits.
    """
    text, _, warnings = decode(data)
    delimiter = find_delimiter(text)
    records = _records(text, delimiter)
    if records is None:
        records = [line.split(delimiter) for line in text.splitlines()]
        warnings = (*warnings, "有引号没有成对，已按行读取")
    cells = {
        (row, column): shown
        for row, record in enumerate(records, start=1)
        for column, field in enumerate(record, start=1)
        if (shown := display(field))
    }
    found = sum(bool(field.strip()) for record in records for field in record)
    sheet = Sheet(name="", cells=cells, found=found)
    pieces = sheet_pieces(sheet)
    return Reading(tuple(pieces), (ledger(sheet, pieces),), warnings=warnings)


def find_delimiter(text: str) -> str:
    """Return the delimiter that gives most rows the same number of fields; ties: the first."""
    first = text.partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """Return the share of sample rows with the commonest width above one, and that width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for record, _ in zip(reader, range(_SAMPLE_ROWS), strict=False):
            if record:
                widths[len(record)] += 1
    except csv.Error:
        return (0.0, 0)
    several = [(count, width) for width, count in widths.items() if width > 1]
    if not several:
        return (0.0, 0)
    count, width = max(several)
    return (count / widths.total(), width)


def _records(text: str, delimiter: str) -> list[list[str]] | None:
    """Return the records, or None if a quote swallows the rest of the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        records = list(reader)
    except csv.Error:
        return None
    if any(_is_swallowed(field) for record in records for field in record):
        return None
    return records


def _is_swallowed(field: str) -> bool:
    return len(field) > _MAX_FIELD_CHARS or field.count("\n") > _MAX_FIELD_LINES

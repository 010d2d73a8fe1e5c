"""Labels of a fictional client: the gold record, read from the marked-up texts of its src/."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

STANCE = {"+": "supports", "-": "contradicts"}


class Counted(Protocol):
    """What a check counted over the rows that are written to the sheets; rows by their ids."""

    @property
    def total(self) -> int:
        """Rows in all."""
        ...

    @property
    def breach(self) -> Sequence[str]:
        """Rows in breach."""
        ...

    @property
    def unknown(self) -> Sequence[str]:
        """Rows that cannot be judged."""
        ...

    @property
    def share(self) -> float:
        """Percent of rows in breach or unknown."""
        ...


Counts = Mapping[str, Counted]
Pick = Callable[[str, Counts], tuple[str, str]]


def picked(locator: str, counts: Counts) -> tuple[str, str]:
    """Return the check and the row of `RC1.breach.0` (first in breach) or `RC1=BX26-004`."""
    if "=" in locator:
        check, _, row = locator.partition("=")
        return check, row
    check, outcome, position = locator.split(".")
    return check, getattr(counts[check], outcome)[int(position)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One '@' line of a source text and the marked lines below it."""

    words: list[str]
    lines: list[tuple[str, str]]

    def text(self, mark: str) -> str:
        """Return the text of the only line with this mark."""
        return next(text for found, text in self.lines if found == mark)

    def texts(self, mark: str) -> list[str]:
        """Return the texts of all lines with this mark."""
        return [text for found, text in self.lines if found == mark]


@dataclass(frozen=True, slots=True)
class Labels:
    """Reads the labels of one client.

    Attributes:
        source: Its src/.
        files: Names of its files by the short names that the labels use.
        row_text: Returns the text of a row by check and id.
        pick: Returns check and id of the row that a locator means.
    """

    source: Path
    files: Mapping[str, str]
    row_text: Callable[[str, str], str]
    pick: Pick = picked

    def gold(self, company: str, business: str, day: date, counts: Counts) -> dict[str, object]:
        """Return the whole gold record; every number of rows in it comes from `counts`."""
        return {
            "company": company,
            "business": business,
            "audit_date": day.isoformat(),
            "verdicts": [self._verdict(entry, counts) for entry in self._entries("verdicts")],
            "record_checks": [self._check(entry, counts) for entry in self._entries("checks")],
            "consistency": [self._topic(entry) for entry in self._entries("topics")],
            "chat": [self._question(entry, counts) for entry in self._entries("chat")],
        }

    def verdicts(self) -> dict[str, str]:
        """Return the verdict of each clause."""
        return {clause: verdict for clause, verdict in (e.words for e in self._entries("verdicts"))}

    def _entries(self, name: str) -> Iterator[Entry]:
        text = (self.source / f"{name}.txt").read_text(encoding="utf-8")
        for part in text.split("\n@"):
            head, *lines = part.strip().lstrip("@").splitlines()
            yield Entry(head.split(), [(line[0], line[2:]) for line in lines if line])

    def _verdict(self, entry: Entry, counts: Counts) -> dict[str, object]:
        clause, verdict = entry.words
        marked = [line for line in entry.lines if line[0] in STANCE]
        return {
            "clause": clause,
            "verdict": verdict,
            "reason": _filled(entry.text(">"), counts),
            "evidence": [self._evidence(mark, text, counts) for mark, text in marked],
        }

    def _evidence(self, mark: str, text: str, counts: Counts) -> dict[str, str]:
        kind, file, locator, quote = (part.strip() for part in text.split(" | "))
        if quote == "row":
            check, locator = self.pick(locator, counts)
            quote = self.row_text(check, locator)
        return {
            "file": self.files[file], "locator": locator, "quote": quote,
            "stance": STANCE[mark], "kind": kind,
        }  # fmt: skip

    def _check(self, entry: Entry, counts: Counts) -> dict[str, object]:
        key, clause, rule, records, *sheet = entry.words
        count = counts[key]
        return {
            "id": key,
            "clause": clause,
            "rule_quote": entry.text("q"),
            "rule_file": self.files[rule],
            "records_file": self.files[records],
            "sheet": " ".join(sheet),
            "formula": entry.text("f"),
            "n_total": count.total,
            "n_breach": len(count.breach),
            "n_unknown": len(count.unknown),
            "breach_rows": count.breach,
            "unknown_rows": count.unknown,
        }

    def _topic(self, entry: Entry) -> dict[str, object]:
        topic, outcome = entry.words
        said = [text.split("|") for text in entry.texts("*")]
        return {
            "topic": topic,
            "conflict": outcome == "conflict",
            "statements": [{"file": self.files[f], "quote": q, "value": v} for f, q, v in said],
        }

    def _question(self, entry: Entry, counts: Counts) -> dict[str, object]:
        key, lang, kind, *rest = entry.words
        options = dict(word.split("=", 1) for word in rest)
        quotes = [text.split("|", 1) for text in entry.texts("+")]
        out: dict[str, object] = {
            "id": key,
            "lang": lang,
            "question": entry.text("?"),
            "type": kind,
            "clause": options.get("clause"),
            "expect_verdict": options.get("expect"),
            "must_include": [_filled(text, counts) for text in entry.texts("=")],
            "must_not_include": entry.texts("!"),
            "evidence": [{"file": self.files[file], "quote": quote} for file, quote in quotes],
        }
        return out | ({"after": options["after"]} if "after" in options else {})


def _filled(text: str, counts: Counts) -> str:
    for key, count in counts.items():
        numbers = {
            "N": count.total, "B": len(count.breach), "U": len(count.unknown),
            "P": round(count.share),
        }  # fmt: skip
        for mark, number in numbers.items():
            text = text.replace(f"{{{key}_{mark}}}", str(number))
    return text

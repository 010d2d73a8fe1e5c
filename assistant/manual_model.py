"""Flaws that a manual shows by itself: what kind, where, and what it clashes with."""

from dataclasses import dataclass
from enum import StrEnum

from ingest.model import Document


class FlawKind(StrEnum):
    """What is wrong with a manual on its own terms."""

    EMPTY_CHAPTER = "empty_chapter"
    PLACEHOLDER_DATE = "placeholder_date"
    DUPLICATE_NUMBER = "duplicate_number"
    SPLIT_DUTY = "split_duty"
    OLD_REFERENCE = "old_reference"
    RECORD_WITHOUT_FORM = "record_without_form"


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: `document.text[start:end]`, with the section that it stands in."""

    document: Document
    start: int
    end: int
    section: str = ""

    @property
    def quote(self) -> str:
        """Return the passage as it stands in the document."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw: its places, and why it is one, for a person to confirm."""

    kind: FlawKind
    places: tuple[Place, ...]
    why: str

"""Styles of a .docx: heading levels, hidden text and list numbers that styles bring."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.readers.docx_package import W, Xml, attribute, is_on, whole

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])")
_TITLE_NAME = re.compile(r"title|标题", re.IGNORECASE)
# Text of at most 3 points (6 half-points) is not there to be read; parts.md 5.2.
_TINY_HALF_POINTS = 6


@dataclass(frozen=True, slots=True)
class NumberRef:
    """Which list a paragraph is numbered in: `w:numId` and 0-based level."""

    number: str
    level: int


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: Mapping[str, Xml]
    default: str = ""

    def level(self, paragraph: Xml) -> int:
        """Return the heading level (1-9) of a paragraph, 0 if it is none."""
        own = _outline(paragraph.find(f"{W}pPr"))
        if own is not None:
            return own
        for style in self._chain(paragraph):
            match = _HEADING_NAME.match(_name(style).lower())
            if match:
                return int(match[1])
            level = _outline(style.find(f"{W}pPr"))
            if level is not None:
                return level
        return 0

    def is_title(self, paragraph: Xml) -> bool:
        """Return whether the style of a paragraph is the built-in document title."""
        chain = list(self._chain(paragraph))
        return bool(chain) and _TITLE_NAME.fullmatch(_name(chain[0])) is not None

    def number(self, paragraph: Xml) -> NumberRef | None:
        """Return the list that numbers a paragraph, by itself or through its style."""
        level: int | None = None
        owners = [paragraph, *self._chain(paragraph)]
        for owner in owners:
            properties = owner.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            own = whole(attribute(properties.find(f"{W}ilvl")))
            level = own if level is None else level
            number = attribute(properties.find(f"{W}numId"))
            if number is not None:
                return None if number == "0" else NumberRef(number, level or 0)
        return None

    def style_ids(self, paragraph: Xml) -> list[str]:
        """Return the ids of the style of a paragraph and those that it is based on."""
        return [style.get(f"{W}styleId") or "" for style in self._chain(paragraph)]

    def is_hidden(self, run: Xml, *, paragraph: Xml | None) -> bool:
        """Return whether a run is in the file but not shown: vanish, tiny."""
        properties = run.find(f"{W}rPr")
        chains = [[properties]] if properties is not None else []
        chains.append([s.find(f"{W}rPr") for s in self._based(_run_style(properties))])
        if paragraph is not None:
            chains.append([s.find(f"{W}rPr") for s in self._chain(paragraph)])
        found = [node for chain in chains for node in chain if node is not None]
        vanish = [node.find(f"{W}vanish") for node in found]
        said = [node for node in vanish if node is not None]
        return bool(said and is_on(said[0])) or is_tiny(properties)

    def _chain(self, paragraph: Xml) -> Iterator[Xml]:
        named = attribute(paragraph.find(f"{W}pPr/{W}pStyle"))
        return self._based(named or self.default)

    def _based(self, style_id: str | None) -> Iterator[Xml]:
        """Yield a style and those it is based on; a circle in a damaged file ends it."""
        seen: set[str] = set()
        while style_id and style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = attribute(self.by_id[style_id].find(f"{W}basedOn"))


def read_styles(root: Xml | None) -> Styles:
    """Return the styles of `styles.xml`, or none if the file has no such part."""
    if root is None:
        return Styles({})
    by_id = {node.get(f"{W}styleId"): node for node in root.iter(f"{W}style")}
    defaults = [
        name
        for name, node in by_id.items()
        if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true")
    ]
    return Styles(by_id, defaults[0] if defaults else "")


def is_tiny(properties: Xml | None) -> bool:
    """Return whether run properties set a size that nobody can read."""
    size = whole(attribute(properties.find(f"{W}sz"))) if properties is not None else None
    return size is not None and size <= _TINY_HALF_POINTS


def _name(style: Xml) -> str:
    return attribute(style.find(f"{W}name")) or ""


def _run_style(properties: Xml | None) -> str | None:
    return attribute(properties.find(f"{W}rStyle")) if properties is not None else None


def _outline(properties: Xml | None) -> int | None:
    """Return the outline level as 1-9; 0 where body text is asked for, None if unsaid."""
    raw = attribute(properties.find(f"{W}outlineLvl")) if properties is not None else None
    level = whole(raw)
    if level is None:
        return None
    return level + 1 if level < 9 else 0

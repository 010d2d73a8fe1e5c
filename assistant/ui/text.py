"""The interface's words in Chinese and English, kept in locale/*.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from assistant.model import Lang
from ingest.model import Locator

LOCALES = Path(__file__).parent / "locale"


@cache
def words(lang: Lang) -> Mapping[str, str]:
    """Return all words of a language, by key."""
    raw = yaml.safe_load((LOCALES / f"{lang.value}.yaml").read_text(encoding="utf-8"))
    return {str(key): str(value) for key, value in raw.items()}


def say(lang: Lang, key: str) -> str:
    """Return the words behind `key`."""
    return words(lang)[key]


def preferred(accept_language: str) -> Lang:
    """Return the first of our languages in an Accept-Language header; Chinese without one.

    A browser that names languages but not Chinese gets English.
    """
    wanted = [part.split(";") for part in accept_language.lower().split(",") if part.strip()]
    ranked = sorted(wanted, key=lambda part: -_quality(part[1:]))
    for tag, *_ in ranked:
        if tag.strip().startswith("zh"):
            return Lang.ZH
        if tag.strip().startswith("en"):
            return Lang.EN
    return Lang.EN if ranked else Lang.ZH


def place(locator: Locator, lang: Lang) -> str:
    """Return where a span stands, in words of `lang`."""
    parts = []
    if locator.sheet:
        parts.append(say(lang, "place_sheet").format(name=locator.sheet))
    if locator.row is not None:
        parts.append(say(lang, "place_row").format(n=locator.row))
    if locator.page is not None:
        parts.append(say(lang, "place_page").format(n=locator.page))
    if locator.heading:
        parts.append(locator.heading[-1])
    if locator.is_unsure:
        parts.append(say(lang, "place_unsure"))
    return " · ".join(parts)


def part_name(name: str, lang: Lang) -> str:
    """Return the name of a part of a file ("page 3", "sheet 台账", "images") in words of `lang`."""
    kind, _, rest = name.partition(" ")
    if kind in ("page", "sheet", "image") and rest:
        return say(lang, f"place_{kind}").format(n=rest, name=rest)
    known = words(lang)
    if f"part_of_{name}" in known:
        return known[f"part_of_{name}"]
    return f"{known.get(f'part_of_{kind}', kind)} {rest}".strip()


def star(name: str, lang: Lang) -> str:
    """Return the name of a level; unknown names stay as the standard has them."""
    return words(lang).get(f"star_{name}", name)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.strip().partition("=")
        if key == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0

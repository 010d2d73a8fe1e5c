"""The glossary: which ideas of the field a text names, in the words that companies use."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.model import Concept

_MIN_TERM = 2
_LATIN = re.compile(r"[A-Za-z0-9]")
_PLURAL = re.compile(r"s?(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Mention:
    """One term of a concept in a text; offsets are characters, end exclusive."""

    concept: str
    term: str
    start: int
    end: int


@dataclass(frozen=True)
class Glossary:
    """Concepts with an index from a term's first two characters to the terms.

    A term counts wherever it stands, also inside a longer term of another concept, unless
    it lies inside one of the concept's own `without` words. Latin terms match whole words.
    """

    concepts: Mapping[str, Concept]
    aliases: Mapping[str, str] = field(default_factory=dict)
    _terms: Mapping[str, tuple[tuple[str, str], ...]] = field(init=False, repr=False)
    _without: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        table: dict[str, list[tuple[str, str]]] = {}
        for concept in self.concepts.values():
            for term in {*concept.zh, *concept.en}:
                table.setdefault(_key(term), []).append((term.lower(), concept.id))
        for alias, concept_id in self.aliases.items():
            table.setdefault(_key(alias), []).append((alias.lower(), concept_id))
        object.__setattr__(self, "_terms", {k: tuple(v) for k, v in table.items()})
        without = {c.id: c.without for c in self.concepts.values() if c.without}
        object.__setattr__(self, "_without", without)

    def with_aliases(self, aliases: Mapping[str, str]) -> "Glossary":
        """Return a glossary that also knows a client's own words, term -> concept id."""
        return Glossary(self.concepts, {**self.aliases, **aliases}) if aliases else self

    def mentions(self, text: str) -> list[Mention]:
        """Return every mention in the order of their starts."""
        low = text.lower()
        found = []
        for start in range(len(low) - 1):
            for term, concept_id in self._terms.get(low[start : start + 2], ()):
                if low.startswith(term, start) and self._counts(low, start, term, concept_id):
                    found.append(Mention(concept_id, term, start, start + len(term)))
        return found

    def named(self, text: str) -> frozenset[str]:
        """Return the ids of the concepts that the text names."""
        return frozenset(mention.concept for mention in self.mentions(text))

    def terms(self, concept_id: str) -> tuple[str, ...]:
        """Return the Chinese terms of a concept, the client's own words last."""
        own = tuple(a for a, c in self.aliases.items() if c == concept_id)
        return (*self.concepts[concept_id].zh, *own)

    def _counts(self, low: str, start: int, term: str, concept_id: str) -> bool:
        end = start + len(term)
        if _LATIN.match(term[0]) and start and _LATIN.match(low[start - 1]):
            return False
        if _LATIN.match(term[-1]) and not _PLURAL.match(low, end):
            return False
        return not any(
            _covers(low, word.lower(), start, end) for word in self._without.get(concept_id, ())
        )


_DEFINED = (
    re.compile(
        r"(?:所称|所指)的?[“\"《]?(?P<term>[^，。；：“”\"\s]{2,10})[”\"》]?[，,]?\s*(?:是|"
        r"系)?指(?P<body>[^。；\n]+)"
    ),
    re.compile(
        r"^[\s·•*\-\d.、)）a-z]*[“\"]?(?P<term>[一-龥A-Za-z]{2,10})[”\"]?\s*[：:]\s*(?:是|"
        r"系)?指?(?P<body>[^。；\n]{6,})"
    ),
    re.compile(r"[“\"]?(?P<term>[一-龥A-Za-z]{2,10})[”\"]?\s*(?:是|系)指(?P<body>[^。；\n]{6,})"),
)
_EXAMPLES = re.compile(r"[，,；;]?(?:包括|例如|如：|以及其他|等[，,])")
_SHORT = re.compile(
    r"(?P<body>[一-龥A-Za-z]{2,16})[（(](?:以下)?(?:简|"
    r"统)称(?:为)?[“\"]?(?P<term>[一-龥A-Za-z]{2,10})[”\"]?[）)]"
)
_TERMS_HEADING = re.compile(r"术语|定义|用语的?含义|名词解释|含义|释义|缩略语|简称")


def definitions(lines: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (term, body) of the definitions that documents give.

    Args:
        lines: (text, heading path as one string) of paragraphs and list items. "X: ..." counts
            only under a heading or sentence that announces definitions.
    """
    found = []
    announced = False
    for text, heading in lines:
        announced = bool(_TERMS_HEADING.search(heading)) or (
            announced and bool(_DEFINED[1].match(text))
        )
        for index, pattern in enumerate(_DEFINED):
            if index == 1 and not announced:
                continue
            match = pattern.search(text)
            if match:
                found.append((match["term"], match["body"]))
                break
        found += [(m["term"], m["body"]) for m in _SHORT.finditer(text)]
        announced = announced or bool(_TERMS_HEADING.search(text[:60]))
    return found


def client_words(glossary: Glossary, lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the client's own words, term -> concept id, from its own definitions.

    A term that the glossary already knows stays as it is.
    """
    words: dict[str, str] = {}
    for term, body in definitions(lines):
        if len(term) < _MIN_TERM or glossary.named(term) or term in words:
            continue
        concept = _defined_as(glossary, body)
        if concept:
            words[term] = concept
    return words


def _defined_as(glossary: Glossary, body: str) -> str:
    """Return the concept that a definition is about, "" if it names none.

    A Chinese definition ends in its head noun (对设备进行的定期维护保养): the last concept of
    its first part counts one and a half times more, otherwise the one named most often.
    """
    mentions = glossary.mentions(body)
    if not mentions:
        return ""
    head = _EXAMPLES.split(body, maxsplit=1)[0]
    counts = Counter(mention.concept for mention in mentions)
    weights: dict[str, float] = {concept: float(count) for concept, count in counts.items()}
    in_head = [mention for mention in mentions if mention.end <= len(head)]
    if in_head:
        last = max(in_head, key=lambda mention: (mention.end, mention.end - mention.start))
        weights[last.concept] += 1.5
    return max(weights, key=lambda concept: weights[concept])


def _key(term: str) -> str:
    if len(term) < _MIN_TERM:
        raise ValueError(f"a term needs two characters: {term!r}")
    return term.lower()[:2]


def _covers(low: str, word: str, start: int, end: int) -> bool:
    """Whether `word` stands in the text so that it covers [start, end)."""
    first = max(0, end - len(word))
    place = low.find(word, first, start + len(word))
    return place != -1 and place <= start and place + len(word) >= end

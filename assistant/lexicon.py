"""English words of audits and service, and the Chinese words that files use for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).resolve().parent.parent / "corpora" / "words" / "english.tsv"
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ENDINGS = (("", ""), ("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""),
            ("ing", ""), ("ing", "e"), ("ly", ""))  # fmt: skip
_PHRASE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """An English word or phrase of a question with the Chinese words for it, none if unknown."""

    english: str
    chinese: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """English words and phrases in lower case, with the Chinese words for each."""

    entries: Mapping[str, tuple[str, ...]]

    def read(self, text: str) -> list[Word]:
        """Return the words of a text in order, phrases that are known as one."""
        words = _WORD.findall(text.lower())
        found, at = [], 0
        while at < len(words):
            for size in range(min(_PHRASE_WORDS, len(words) - at), 0, -1):
                phrase = " ".join(words[at : at + size])
                chinese = self._entry(phrase)
                if chinese or size == 1:
                    found.append(Word(phrase, chinese))
                    at += size
                    break
        return found

    def chinese(self, text: str) -> str:
        """Return the Chinese words for what a text names, to search with."""
        return " ".join(dict.fromkeys(c for word in self.read(text) for c in word.chinese))

    def _entry(self, phrase: str) -> tuple[str, ...]:
        return next((self.entries[b] for b in _bases(phrase) if b in self.entries), ())


@cache
def load(path: Path = PATH) -> Lexicon:
    """Load the list of words: English, a tab, Chinese words by spaces."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return Lexicon({english: tuple(chinese.split()) for english, chinese in pairs})


def _bases(word: str) -> Iterator[str]:
    """Yield a word as it stands and without the endings of plurals and participles."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= min(3, len(word)):
            base = word[: len(word) - len(ending)] + instead
            yield base
            if ending in ("ed", "ing") and not instead and base[-1:] == base[-2:-1]:
                yield base[:-1]

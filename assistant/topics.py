"""Topics: which audit points a sentence speaks of, by a linear model over its characters."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from assistant.corpus import Sentence
from ingest.model import DocumentKind
from ingest.tokenize import fold

NONE = "none"
"""The topic of a sentence that speaks of no point."""
Matrix = NDArray[np.float32]
_HEADINGS = 3
"""Last headings of the path that say what a sentence is about (assumed)."""
_SPACE = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Grams:
    """Characters and pairs of characters as columns, weighted by rarity (tf-idf, Salton 1988).

    Attributes:
        columns: Gram -> column.
        rarity: Inverse document frequency, float32 [columns].
    """

    columns: dict[str, int]
    rarity: Matrix

    @classmethod
    def of(cls, texts: Sequence[str], min_texts: int) -> "Grams":
        """Return the grams that stand in at least `min_texts` of `texts`."""
        found = Counter(gram for text in texts for gram in set(grams(text)))
        kept = sorted(gram for gram, n in found.items() if n >= min_texts)
        counts = np.array([found[gram] for gram in kept], np.float32)
        rarity = np.log((1 + len(texts)) / (1 + counts)) + 1
        return cls({gram: at for at, gram in enumerate(kept)}, rarity.astype(np.float32))

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return a unit row for each text, float32 [texts, columns]; zeros without a known gram."""
        indices: list[int] = []
        values: list[float] = []
        ends = [0]
        for text in texts:
            counts = Counter(self.columns[g] for g in grams(text) if g in self.columns)
            weights = [self.rarity[at] * (1 + np.log(n)) for at, n in counts.items()]
            length = float(np.sqrt(np.sum(np.square(weights)))) or 1.0
            indices += counts
            values += [weight / length for weight in weights]
            ends.append(len(indices))
        shape = (len(texts), len(self.columns))
        return sparse.csr_matrix((np.array(values, np.float32), indices, ends), shape=shape)


@dataclass(frozen=True)
class Linear:
    """One score for each class: rows @ weights + bias.

    Attributes:
        classes: Names of the columns of `weights`.
        weights: float32 [columns, classes].
        bias: float32 [classes].
    """

    classes: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    def scores(self, rows: sparse.csr_matrix) -> Matrix:
        """Return the scores, float32 [rows, classes]."""
        found: Matrix = np.asarray(rows @ self.weights) + self.bias
        return found


def deletion(clause: str) -> str:
    """Return the name of the topic that a clause does not apply."""
    return f"na-{clause}"


def grams(text: str) -> list[str]:
    """Return the characters and pairs of characters of a text; all digits are one."""
    plain = _DIGIT.sub("0", _SPACE.sub(" ", fold(text)).strip())
    return [*plain, *(plain[at : at + 2] for at in range(len(plain) - 1))]


def said_of(sentence: Sentence) -> str:
    """Return a sentence with what its place says of it: headings, or table and columns."""
    return f"{sentence.text} § {' > '.join(place_of(sentence))}"


def place_of(sentence: Sentence) -> tuple[str, ...]:
    """Return the headings of a sentence, or the table and columns of a row."""
    block = sentence.block
    if sentence.is_row:
        columns = " | ".join(block.columns)
        return tuple(part for part in (block.sheet or sentence.document.title, columns) if part)
    if sentence.document.kind is DocumentKind.INTERVIEW:
        return block.heading[-1:]
    return block.heading[-_HEADINGS:]

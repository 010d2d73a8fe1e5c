"""The network: a small transformer that turns a sentence in its place into a vector and reads it.

The lower layers are those of multilingual-e5-small (Wang et al. 2024, MIT licence) with the
vocabulary of this field, the uppermost is trained on the labelled sentences of this project by
assistant/train_network.py. It runs on numpy alone; corpora/reader/README.md is its card.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.topics import Matrix

HEADS = 12
PAD, START, END = 1, 0, 2
_BATCH = 64
_EPSILON = 1e-12
_FAR = -1e4
_TEXT, _PLACE, _BEFORE = 80, 24, 30
"""Most pieces of a sentence, of its place (the last) and of the sentence before (the last)."""
_CHARS = 3
"""Characters that a piece may have on average: more need not be cut into pieces to be dropped."""

Array = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Dense:
    """x @ weights + bias; float32 [in, out] and [out]."""

    weights: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """Return float32 [..., out]."""
        flat = x.reshape(-1, x.shape[-1]) @ self.weights  # one product is faster than a stack
        flat += self.bias
        found: Array = flat.reshape(*x.shape[:-1], self.weights.shape[1])
        return found


@dataclass(frozen=True)
class Norm:
    """Layer normalisation (Ba et al. 2016); float32 [width] each."""

    scale: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """Return x with mean 0 and variance 1 over its last axis, scaled and moved."""
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _EPSILON)
        found: Array = centred / spread * self.scale + self.bias
        return found


@dataclass(frozen=True)
class Layer:
    """One layer of BERT (Devlin et al. 2019): attention over the sentence, then two dense steps."""

    attend: Dense
    out: Dense
    norm: Norm
    up: Dense
    down: Dense
    last_norm: Norm

    def __call__(self, x: Array, mask: Mask) -> Array:
        """Return float32 [n, length, width]; `mask` [n, length] says which pieces are real."""
        n, length, width = x.shape
        parts = self.attend(x).reshape(n, length, 3, HEADS, width // HEADS)
        query, key, value = parts.transpose(2, 0, 3, 1, 4)
        scores = query @ key.swapaxes(-1, -2) / np.float32(np.sqrt(width // HEADS))
        shares = _shares(np.where(mask[:, None, None, :], scores, np.float32(_FAR)))
        mixed = (shares @ value).transpose(0, 2, 1, 3).reshape(n, length, width)
        x = self.norm(x + self.out(mixed))
        return self.last_norm(x + self.down(_gelu(self.up(x))))


@dataclass(frozen=True)
class Body:
    """What turns the pieces of a sentence into a state of each.

    Attributes:
        pieces: Cuts text into pieces (unigram, Kudo 2018).
        words, positions: Vector of each piece and of each place, float32 [n, width].
        norm: Of their sum.
        layers: From the lowest.
    """

    pieces: Tokenizer
    words: Array
    positions: Array
    norm: Norm
    layers: tuple[Layer, ...]

    def sequence(self, text: str, place: str, before: str) -> list[int]:
        """Return the numbers of the pieces of a sentence, its place and what was said before it.

        What is too long is cut; `place` and `before` may be empty.
        """
        found = [START, *self._cut(text[: _TEXT * _CHARS])[:_TEXT], END]
        if place:
            found += [*self._cut(place[-_PLACE * _CHARS :])[-_PLACE:], END]
        if before:
            found += [END, *self._cut(before[-_BEFORE * _CHARS :])[-_BEFORE:], END]
        return found

    def _cut(self, text: str) -> list[int]:
        return list(map(int, self.pieces.encode(" ".join(text.split())).ids))

    def states(self, sequences: Sequence[Sequence[int]]) -> tuple[Array, Mask]:
        """Return states, float32 [n, length, width], and which are of pieces, [n, length]."""
        length = max(map(len, sequences))
        padded = np.array([[*one, *[PAD] * (length - len(one))] for one in sequences])
        mask = padded != PAD
        x = self.norm(self.words[padded] + self.positions[:length])
        for layer in self.layers:
            x = layer(x, mask)
        return x, mask


@dataclass(frozen=True)
class Network:
    """The trained model.

    Attributes:
        mark: Fingerprint of its files.
        left_out: Development clients whose passages it has not seen.
        opened: Opens the body, which only a sentence that is new asks for.
        focus: Says which pieces the second half of a vector is taken from.
        classes: Topics: points ("5.3.1.4-a"), deletions and NONE.
        topics: Scores of `classes` by the first half of a vector.
        tone: Scores of supports, contradicts, neither by the whole vector.
        points: A vector for each of `classes`, float32 [classes, n].
        hidden, side: What a vector beside a point adds to the tone.
    """

    mark: str
    left_out: frozenset[str]
    opened: Callable[[], Body]
    focus: Dense
    classes: tuple[str, ...]
    topics: Dense
    tone: Dense
    points: Array
    hidden: Dense
    side: Dense

    @cached_property
    def body(self) -> Body:
        """What turns the pieces of a sentence into states."""
        return self.opened()

    @property
    def width(self) -> int:
        """Return the length of a vector: mean of all states, then mean of those in focus."""
        return int(self.tone.weights.shape[0])

    def read(self, sequences: Sequence[Sequence[int]]) -> Matrix:
        """Return a vector for each sequence, float32 [n, width]."""
        found = np.zeros((len(sequences), self.width), np.float32)
        for some in batches(sequences):
            found[some] = self._vectors([sequences[at] for at in some])
        return found

    def topic_chances(self, vectors: Matrix) -> Matrix:
        """Return the logarithm of the chance of each topic, float32 [n, classes]."""
        return _log_shares(self.topics(vectors[:, : self.width // 2]))

    def sides(self, vectors: Matrix) -> "Sides":
        """Return what vectors, float32 [n, width], say for each side, to be asked by point."""
        own = vectors @ self.hidden.weights[: self.width] + self.hidden.bias
        return Sides(self, self.tone(vectors), own)

    def _vectors(self, sequences: Sequence[Sequence[int]]) -> Matrix:
        x, mask = self.body.states(sequences)
        even = mask / mask.sum(axis=1, keepdims=True)
        focus = _shares(np.where(mask, self.focus(x)[..., 0], np.float32(_FAR)))
        shares = np.stack([even, focus], axis=1).astype(np.float32)
        found: Matrix = (shares @ x).reshape(len(sequences), -1)
        return found


@dataclass(frozen=True)
class Sides:
    """What vectors say for each side; all but the point is worked out once.

    Attributes:
        tone: Scores of supports, contradicts, neither, float32 [n, 3].
        own: The vectors' part of what is hidden, float32 [n, hidden].
    """

    network: Network
    tone: Array
    own: Array

    def beside(self, at: int, name: str) -> Matrix:
        """Return the logarithms of the chances of the sides for vector `at` and a point."""
        network = self.network
        point = network.points[network.classes.index(name)]
        hidden = self.own[at] + point @ network.hidden.weights[network.width :]
        return _log_shares(self.tone[at] + network.side(_gelu(hidden)))


def batches(sequences: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the places of sequences of about one length."""
    order = sorted(range(len(sequences)), key=lambda at: len(sequences[at]))
    for first in range(0, len(order), _BATCH):
        yield order[first : first + _BATCH]


def _gelu(x: Array) -> Array:
    """Return x times its chance under the normal distribution, nearly (Hendrycks, Gimpel 2016).

    The tangent is five times as fast as the error function and off by less than 0.001.
    """
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(np.sqrt(2 / np.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def _shares(scores: Array) -> Array:
    risen = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Array = risen / risen.sum(axis=-1, keepdims=True)
    return found


def _log_shares(scores: Array) -> Array:
    lowered = scores - scores.max(axis=-1, keepdims=True)
    found: Array = lowered - np.log(np.exp(lowered).sum(axis=-1, keepdims=True))
    return found

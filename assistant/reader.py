"""The reader: a small trained model that tells what a sentence speaks of and for which side.

Two steps, each a logistic regression over traits that a person can read: does the sentence
speak of the point (topics by its characters, concepts of the glossary), and if so, does it
support, contradict or neither (tone by its words, cues of the labelling guide). To both a small
network adds what it makes of the sentence. Trained by assistant/train_reader.py and
assistant/train_network.py on labelled sentences and passages; corpora/reader/README.md is the card.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.corpus import Corpus, Sentence
from assistant.model import AuditPoint, Stance
from assistant.network import Network, Sides
from assistant.retrieval import match
from assistant.stance import Reading
from assistant.topics import Grams, Linear, Matrix, deletion, said_of
from assistant.traits import TopicScores, match_traits, own_traits, stance_traits
from assistant.vectors import Vectors, before, read

STANCES = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEITHER)
"""Order of the classes of tone and stance."""
_FAR = -0.8
"""A sentence whose clause is so far behind its best topic is not looked at (assumed), unless it
names the point's concepts."""
_NAMED, _NAMED_CHANCE = 0.75, 0.6
"""A sentence that names all concepts of a point speaks of it with this chance at least: two
clauses may share a subject, and the topics then favour one. Of 0, 0.5, 0.6 and 0.7 the best on
six development clients (0.660, 0.660, 0.680, 0.680 of the clauses; false conform 5, 5, 5, 10 %)."""

_TOPIC_SHARE = 0.1
_WORD_SHARE, _SIDE_SHARE = 0.33, 0.5
"""Weights of the network's logarithms of chances beside the scores of topics, and of the scores of
stance and the network's beside each other. Of the labelled passages of 13 clients left out the
contradictions are found with an average precision of 0.52 without the network, 0.67 with it; the
verdicts are right in 0.721 without it, 0.738 with it (false conform 0.062, 0.081; nonconformities
found 0.78 in both). Shares of 1 and 1.5 make the chances too sure: 0.730."""
_FARTHEST = -12.0
"""A topic less likely than that is as good as this."""
_LIKELY = 0.5
_BEFORE = 0.25
"""Share of the sentence before in the topics of talk: verdicts on 13 clients left out are right in
0.715 without it, 0.721 with it (false conform 8, 6 %); of the same block alone it gains less."""


@dataclass(frozen=True)
class Reader:
    """The trained model.

    Attributes:
        topics: Scores of points ("5.3.1.4-a") and, last, of no topic.
        tone: Scores of STANCES by the words alone.
        match: Weights of the match traits, bias last, float32 [traits + 1].
        stance: Weights of the stance traits, bias last, float32 [traits + 1, 3].
        network: None only while the rest is trained.
    """

    topic_grams: Grams
    topics: Linear
    tone_grams: Grams
    tone: Linear
    match: Matrix
    stance: Matrix
    network: Network | None = None

    @property
    def points(self) -> tuple[str, ...]:
        """Return the points whose topics it knows."""
        return self.topics.classes[:-1]

    def study(self, corpus: Corpus, vectors: Vectors | None = None) -> "Study":
        """Read a corpus once; its points are then cheap to ask for.

        Args:
            vectors: Of the corpus, if the network has read it before.
        """
        found = corpus.sentences
        scores = self.topics.scores(self.topic_grams.rows([said_of(one) for one in found]))
        if self.network is not None:
            vectors = vectors or read(corpus, self.network)
            chances = self.network.topic_chances(vectors.table)
            order = [self.network.classes.index(name) for name in self.topics.classes]
            scores += _TOPIC_SHARE * vectors.spread(np.maximum(chances[:, order], _FARTHEST))
        scores = with_tables(found, with_talk(found, scores))
        tones = self.tone.scores(self.tone_grams.rows([one.text for one in found]))
        return Study(corpus, self, by_clause(self.points, scores), tones, vectors)

    def weigh(self, traits: Sequence[Sequence[float]]) -> Matrix:
        """Return how likely sentences speak of a point, float32 [n], from their match traits."""
        table = np.array(traits, np.float32).reshape(-1, len(self.match) - 1)
        chances: Matrix = 1 / (1 + np.exp(-(table @ self.match[:-1] + self.match[-1])))
        return chances

    def side(self, traits: Sequence[float], heard: Matrix | None = None) -> Matrix:
        """Return the chances of STANCES, float32 [3], of a sentence that speaks of a point.

        Args:
            heard: What the network makes of it, the logarithms of the chances of STANCES.
        """
        scores = np.array(traits, np.float32) @ self.stance[:-1] + self.stance[-1]
        if heard is not None:
            scores = _WORD_SHARE * scores + _SIDE_SHARE * heard
        shares = np.exp(scores - scores.max())
        chances: Matrix = shares / shares.sum()
        return chances


class Topics(NamedTuple):
    """What sentences speak of.

    Attributes:
        points: Name -> column of `own`.
        clauses: Name -> column of `best` and `place`.
        own: Score of each point, float32 [n, points].
        none: Score of no topic, float32 [n].
        best: Score of the best point of each clause, float32 [n, clauses].
        place: Place of each clause among all, from 1, int [n, clauses].
        first: The two highest scores of any clause, higher last, float32 [n, 2].
    """

    points: dict[str, int]
    clauses: dict[str, int]
    own: Matrix
    none: Matrix
    best: Matrix
    place: NDArray[np.intp]
    first: Matrix

    def lead(self, clause: str) -> Matrix:
        """Return how far a clause is before the best other topic, float32 [n]."""
        rival: Matrix = np.maximum(self.rival(clause), self.none)
        lead: Matrix = self.best[:, self.clauses[clause]] - rival
        return lead

    def rival(self, clause: str) -> Matrix:
        """Return the best score of any other clause, float32 [n]."""
        own = self.best[:, self.clauses[clause]]
        rival: Matrix = np.where(own >= self.first[:, 1], self.first[:, 0], self.first[:, 1])
        return rival

    def behind(self, at: int, name: str) -> float:
        """Return how far a point is behind the best of its clause for sentence `at`."""
        best = self.best[at, self.clauses[name.rpartition("-")[0]]]
        return float(best - self.own[at, self.points[name]])

    def of(self, at: int, name: str) -> TopicScores:
        """Return the scores of sentence `at` for the point `name`."""
        clause = name.rpartition("-")[0]
        column = self.clauses[clause]
        own = self.best[at, column]
        rival = self.first[at, 0] if own >= self.first[at, 1] else self.first[at, 1]
        point, none = self.own[at, self.points[name]], self.none[at]
        return TopicScores(point, own, rival, none, float(self.place[at, column]))


@dataclass(frozen=True)
class Study:
    """A corpus as the reader sees it; `tones` is float32 [sentences, 3]."""

    corpus: Corpus
    reader: Reader
    topics: Topics
    tones: Matrix
    vectors: Vectors | None = None

    def knows(self, name: str) -> bool:
        """Whether the reader was trained on a point ("5.3.1.4-a")."""
        return name in self.topics.points

    def matches(self, name: str, point: AuditPoint) -> dict[int, float]:
        """Return the chance of each sentence to speak of a point; the hopeless are left out."""
        near = np.flatnonzero(self.topics.lead(name.rpartition("-")[0]) > _FAR).tolist()
        found = self.corpus.sentences
        traits = [match_traits(found[at], point, self.topics.of(at, name)) for at in near]
        chances = dict(zip(near, map(float, self.reader.weigh(traits)), strict=True))
        for at, sentence in enumerate(found):
            named = match(sentence, point)
            if named >= _NAMED:
                chances[at] = max(chances.get(at, 0.0), _NAMED_CHANCE * named)
        return chances

    def clause_behind(self, clause: str, text: str) -> float:
        """Return how far a clause is behind the best one for a text of no place, 0 for the best."""
        scores = self.reader.topics.scores(self.reader.topic_grams.rows([text]))
        best = by_clause(self.reader.points, scores).best[0]
        return float(best.max() - best[self.topics.clauses[clause]])

    def side(self, at: int, name: str, point: AuditPoint, reading: Reading) -> Matrix:
        """Return the chances of STANCES for sentence `at`, given that it speaks of the point."""
        sentence: Sentence = self.corpus.sentences[at]
        own = (*self.tones[at], *own_traits(sentence))
        return self.reader.side(stance_traits(own, reading, point, sentence), self._heard(at, name))

    def deletions(self, clause: str) -> list[int]:
        """Return the sentences that rather show that a clause cannot apply, likeliest first."""
        network, vectors = self.reader.network, self.vectors
        if network is None or vectors is None or deletion(clause) not in network.classes:
            return []
        chances = np.exp(self._spoken[:, network.classes.index(deletion(clause))])
        shown = [(float(-chances[p]), at) for at, p in enumerate(vectors.place.tolist()) if p >= 0]
        return [at for less, at in sorted(shown) if -less > _LIKELY]

    @cached_property
    def _spoken(self) -> Matrix:
        """What the network says of the topics of the sentences read, logarithms of chances."""
        network, vectors = self.reader.network, self.vectors
        if network is None or vectors is None:
            return np.zeros((0, 0), np.float32)
        return network.topic_chances(vectors.table)

    def _heard(self, at: int, name: str) -> Matrix | None:
        if self._sides is None or self.vectors is None or self.vectors.place[at] < 0:
            return None
        return self._sides.beside(int(self.vectors.place[at]), name)

    @cached_property
    def _sides(self) -> Sides | None:
        network, vectors = self.reader.network, self.vectors
        return None if network is None or vectors is None else network.sides(vectors.table)


def with_talk(found: Sequence[Sentence], scores: Matrix) -> Matrix:
    """Return topic scores in which what is said in notes and minutes follows what came before.

    Of "没看到纸，也没看到电子表" only the sentence before it says what was asked for.
    """
    mixed = scores.copy()
    for at in range(1, len(found)):
        if before(found, at) is not None:
            mixed[at] += _BEFORE * (scores[at - 1] - scores[at])
    return mixed


def with_tables(found: Sequence[Sentence], scores: Matrix) -> Matrix:
    """Return topic scores in which a table row speaks half for itself, half for its table.

    A row of values alone rarely says what its table records.
    """
    tables: dict[object, list[int]] = {}
    for at, sentence in enumerate(found):
        if sentence.is_row:
            key = (sentence.document.id, sentence.block.sheet, sentence.block.columns)
            tables.setdefault(key, []).append(at)
    mixed = scores.copy()
    for rows in tables.values():
        mixed[rows] = (scores[rows] + scores[rows].mean(axis=0)) / 2
    return mixed


def by_clause(points: Sequence[str], scores: Matrix) -> Topics:
    """Return the scores of points and no topic, float32 [n, points + 1], also by clause."""
    of = [point.rpartition("-")[0] for point in points]
    clauses = {name: at for at, name in enumerate(dict.fromkeys(of))}
    own, none = scores[:, :-1], scores[:, -1]
    columns = [[at for at, clause in enumerate(of) if clause == name] for name in clauses]
    best = np.stack([own[:, some].max(axis=1) for some in columns], axis=1)
    place = (-best).argsort(axis=1, kind="stable").argsort(axis=1) + 1
    first = np.sort(best, axis=1)[:, -2:]
    return Topics(
        {name: at for at, name in enumerate(points)}, clauses, own, none, best, place, first
    )

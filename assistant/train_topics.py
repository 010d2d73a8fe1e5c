"""Training of the topics and of the match: which points a sentence speaks of."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.concepts import Glossary
from assistant.corpus import Sentence
from assistant.labelled import Labelled, sentence
from assistant.model import AuditPoint, Stance
from assistant.passages import Client
from assistant.reader import Topics
from assistant.topics import NONE, Grams, Linear, Matrix, deletion, said_of
from assistant.traits import match_traits

_MIN_TEXTS = 2
_PENALTY = 1.0
"""Of ridge regression: 0.5, 1 and 2 put the clause of a gold quote first in 0.670, 0.679 and
0.688 of the quotes of six development clients, in 0.551, 0.558 and 0.547 on three unseen."""
_DELETION = "-na"
"""Ends the point of a row that shows that a clause does not apply: 5.2.5.5-na."""
_SEED = 27922
_NEAR, _RANDOM = 8, 10
"""Other points that a sentence is set against: those of the nearest topics, and any."""

Fold = NDArray[np.intp]


class Example(NamedTuple):
    """A labelled row with its sentence and its audit point."""

    row: Labelled
    sentence: Sentence
    point: AuditPoint


class Said(NamedTuple):
    """A sentence with its place in words, and the topics that it speaks of, NONE among them."""

    text: str
    topics: tuple[str, ...]


Fit = Callable[[Sequence[Example]], tuple[Grams, Linear]]


def said_in_rows(found: Sequence[Example]) -> list[Said]:
    """Return what the written rows say."""
    return [Said(said_of(one.sentence), tuple(one.row.sides) or (NONE,)) for one in found]


def said_of_deletions(rows: Sequence[Labelled], glossary: Glossary) -> list[Said]:
    """Return what the rows say that show, or only seem to show, that a clause does not apply."""
    return [
        Said(said_of(sentence(row, glossary)), tuple(deletions_of(row)))
        for row in rows
        if row.point.endswith(_DELETION)
    ]


def deletions_of(row: Labelled) -> Iterator[str]:
    """Yield the topics of the clauses that a row shows not to apply."""
    for name, side in row.sides.items():
        if name.endswith(_DELETION) and side is Stance.SUPPORTS:
            yield deletion(name.removesuffix(_DELETION))


def said_by(client: Client) -> list[Said]:
    """Return what a client's labelled passages say.

    One that was only found to be beside the points that it was held against says nothing.
    """
    points: dict[int, list[str]] = {}
    for passage in client.passages:
        if passage.label is not None:
            points.setdefault(passage.at, []).append(passage.point)
        elif passage.point == NONE:
            points.setdefault(passage.at, [])
    found = client.corpus.sentences
    return [Said(said_of(found[at]), tuple(of) or (NONE,)) for at, of in points.items()]


def fit_topics(some: Sequence[Said], names: Sequence[str]) -> tuple[Grams, Linear]:
    """Return the topics `names` and, last, NONE."""
    wanted = [one.topics for one in some]
    return characters([one.text for one in some], wanted, [*names, NONE], _PENALTY)


def characters(
    texts: Sequence[str],
    wanted: Sequence[Sequence[str]],
    classes: Sequence[str],
    penalty: float,
) -> tuple[Grams, Linear]:
    """Return grams and a ridge regression of +1 and -1 for each class (Hoerl, Kennard 1970).

    Args:
        wanted: The classes of each text.
    """
    from sklearn.linear_model import Ridge

    grams = Grams.of(texts, _MIN_TEXTS)
    column = {name: at for at, name in enumerate(classes)}
    goal = np.full((len(texts), len(classes)), -1.0, np.float32)
    for at, some in enumerate(wanted):
        goal[at, [column[name] for name in some]] = 1.0
    model = Ridge(alpha=penalty, solver="sparse_cg", tol=1e-3).fit(grams.rows(texts), goal)
    weights = np.asarray(model.coef_, np.float32).T
    return grams, Linear(tuple(classes), weights, np.asarray(model.intercept_, np.float32))


def out_of_fold(
    found: Sequence[Example],
    fold: Fold,
    fit: Fit,
    text_of: Callable[[Example], str],
) -> Matrix:
    """Return for each example the scores of a model that has not seen its writing."""
    parts: dict[int, Matrix] = {}
    for number in sorted(set(fold.tolist())):
        held = np.flatnonzero(fold == number)
        grams, linear = fit([one for one, at in zip(found, fold, strict=True) if at != number])
        scores = linear.scores(grams.rows([text_of(found[int(at)]) for at in held]))
        parts.update(zip(held.tolist(), scores, strict=True))
    return np.stack([parts[at] for at in range(len(found))])


class _Pair(NamedTuple):
    """A sentence beside a point, with its match traits; `at` counts the examples."""

    at: int
    traits: list[float]
    speaks: bool


def fit_match(
    found: Sequence[Example], topics: Topics, points: Mapping[str, AuditPoint], fold: Fold
) -> tuple[Matrix, float]:
    """Return the weights of the match, and its average precision out of fold."""
    from sklearn.metrics import average_precision_score

    pairs = list(_pairs(found, topics, points))
    traits = np.array([pair.traits for pair in pairs], np.float32)
    goal = np.array([pair.speaks for pair in pairs])
    folds = fold[[pair.at for pair in pairs]]
    chances = np.zeros(len(pairs), np.float32)
    for number in sorted(set(folds.tolist())):
        held = folds == number
        model = logistic(traits[~held], goal[~held])
        chances[held] = model.predict_proba(traits[held])[:, 1]
    final = logistic(traits, goal)
    weights = np.append(final.coef_[0], final.intercept_[0]).astype(np.float32)
    return weights, round(float(average_precision_score(goal, chances)), 3)


def _pairs(
    found: Sequence[Example], topics: Topics, points: Mapping[str, AuditPoint]
) -> Iterator[_Pair]:
    """Yield each example beside the points that it speaks of, and points of other clauses."""
    chance = random.Random(_SEED)
    everything = list(topics.points)
    names = [name for name in everything if name in points]
    for at, one in enumerate(found):
        own = {one.row.point: one.row.on_topic} | dict.fromkeys(one.row.sides, True)
        clauses = {name.rpartition("-")[0] for name in own}
        near = [everything[place] for place in np.argsort(-topics.own[at])[:_NEAR]]
        far = sorted({*near, *chance.sample(names, _RANDOM)})
        others = [n for n in far if n in points and n.rpartition("-")[0] not in clauses]
        for name, speaks in (own | dict.fromkeys(others, False)).items():
            traits = match_traits(one.sentence, points[name], topics.of(at, name))
            yield _Pair(at, traits, speaks)


def clause_first(found: Sequence[Example], topics: Topics) -> float:
    """Return the share of on-topic rows whose clause scores highest."""
    on = [at for at, one in enumerate(found) if one.row.on_topic]
    first = [topics.of(at, found[at].row.point).place == 1 for at in on]
    return round(float(np.mean(first)), 3)


def logistic(traits: Matrix, goal: NDArray[Any], weights: NDArray[np.float64] | None = None) -> Any:  # noqa: ANN401 - sklearn has no types
    """Return a logistic regression, fitted."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=0.3, max_iter=3000).fit(traits, goal, sample_weight=weights)

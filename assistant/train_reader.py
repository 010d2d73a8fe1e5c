"""Training of the reader from the labelled sentences that this project owns.

Run `python -m assistant.train_reader` after corpora/sentences, the glossary or the standard
changed; it takes two minutes on two cores and writes corpora/reader. Scores that one model
hands to the next are made out of fold by writing, so that the second step never sees a
sentence through a model that has seen it.
"""

import argparse
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant import labelled
from assistant.catalog import Catalog
from assistant.catalog import load as load_standard
from assistant.corpus import Sentence
from assistant.labelled import Labelled
from assistant.model import AuditPoint
from assistant.reader import STANCES, Reader, Topics, by_clause
from assistant.reader_files import FOLDER, save
from assistant.rules import topic_of
from assistant.stance import read
from assistant.topics import NONE, Grams, Linear, Matrix, said_of
from assistant.traits import match_traits, own_traits, stance_traits

SENTENCES = FOLDER.parent / "sentences"
_FOLDS = 5
_SEED = 27922
_MIN_TEXTS = 2
_TOPIC_PENALTY, _TONE_PENALTY = 0.5, 1.0
"""Of ridge regression; of 0.2, 0.5 and 1 the best out of fold."""
_NEAR, _RANDOM = 8, 10
"""Other points that a sentence is set against: those of the nearest topics, and any."""

Fold = NDArray[np.intp]
log = logging.getLogger(__name__)


class Example(NamedTuple):
    """A labelled row with its sentence and its audit point."""

    row: Labelled
    sentence: Sentence
    point: AuditPoint


def main() -> None:
    """Train on the sentence set and write the reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    parser.add_argument("--standard", default="gbt27922-2011")
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    catalog = load_standard(given.standard)
    found = examples(labelled.load(given.sentences), catalog)
    reader, about = train(found, catalog)
    save(reader, given.out, about)


def examples(rows: Sequence[Labelled], catalog: Catalog) -> list[Example]:
    """Return the rows whose point the standard has."""
    points = {f"{c.id}-{p.id}": p for c in catalog.standard.clauses for p in c.points}
    known = [row for row in rows if row.point in points]
    return [
        Example(row, labelled.sentence(row, catalog.glossary), points[row.point]) for row in known
    ]


def train(found: Sequence[Example], catalog: Catalog) -> tuple[Reader, dict[str, Any]]:
    """Return the reader, and what it was trained on with its figures out of fold."""
    names = [f"{c.id}-{p.id}" for c in catalog.standard.clauses for p in c.points]
    names = [name for name in names if any(one.row.point == name for one in found)]
    writings = sorted({one.row.writing for one in found})
    fold = np.array([writings.index(one.row.writing) % _FOLDS for one in found])

    def topic(some: Sequence[Example]) -> tuple[Grams, Linear]:
        texts = [said_of(one.sentence) for one in some]
        wanted = [one.row.point if one.row.on_topic else NONE for one in some]
        return _characters(texts, wanted, [*names, NONE], _TOPIC_PENALTY)

    def tone(some: Sequence[Example]) -> tuple[Grams, Linear]:
        on = [one for one in some if one.row.on_topic]
        wanted = [one.row.label.value for one in on]
        classes = [stance.value for stance in STANCES]
        return _characters([one.sentence.text for one in on], wanted, classes, _TONE_PENALTY)

    topics = _out_of_fold(found, fold, topic, lambda one: said_of(one.sentence))
    tones = _out_of_fold(found, fold, tone, lambda one: one.sentence.text)
    pairs = list(_pairs(found, by_clause(names, topics), catalog))
    match, precision = _match(pairs, fold)
    stance, share = _stance(found, tones, catalog, fold)
    about = {
        "rows": len(found),
        "writings": writings,
        "clause_first": _first(found, by_clause(names, topics)),
        "match_average_precision": precision,
        "stance_accuracy": share,
    }
    log.info("%s", about)
    return Reader(*topic(found), *tone(found), match, stance), about


class Pair(NamedTuple):
    """A sentence beside a point, with its match traits; `at` counts the examples."""

    at: int
    traits: list[float]
    on_topic: bool


def _characters(
    texts: Sequence[str], wanted: Sequence[str], classes: Sequence[str], penalty: float
) -> tuple[Grams, Linear]:
    """Return grams and a ridge regression of +1 and -1 for each class (Hoerl, Kennard 1970)."""
    from sklearn.linear_model import Ridge

    grams = Grams.of(texts, _MIN_TEXTS)
    column = {name: at for at, name in enumerate(classes)}
    goal = np.full((len(texts), len(classes)), -1.0, np.float32)
    goal[np.arange(len(texts)), [column[name] for name in wanted]] = 1.0
    model = Ridge(alpha=penalty, solver="sparse_cg", tol=1e-3).fit(grams.rows(texts), goal)
    weights = np.asarray(model.coef_, np.float32).T
    return grams, Linear(tuple(classes), weights, np.asarray(model.intercept_, np.float32))


def _out_of_fold(
    found: Sequence[Example],
    fold: Fold,
    fit: Callable[[Sequence[Example]], tuple[Grams, Linear]],
    text_of: Callable[[Example], str],
) -> Matrix:
    """Return for each example the scores of a model that has not seen its writing."""
    parts: dict[int, Matrix] = {}
    for number in range(_FOLDS):
        held = np.flatnonzero(fold == number)
        if not len(held):
            continue
        grams, linear = fit([one for one, at in zip(found, fold, strict=True) if at != number])
        scores = linear.scores(grams.rows([text_of(found[at]) for at in held]))
        parts.update(zip(held.tolist(), scores, strict=True))
    return np.stack([parts[at] for at in range(len(found))])


def _pairs(found: Sequence[Example], topics: Topics, catalog: Catalog) -> Iterator[Pair]:
    """Yield each example beside its point, and beside points of other clauses.

    A sentence may truly serve another clause, too: such pairs are few among the many.
    """
    chance = random.Random(_SEED)
    points = {f"{c.id}-{p.id}": p for c in catalog.standard.clauses for p in c.points}
    names = list(topics.points)
    for at, one in enumerate(found):
        name = one.row.point
        traits = match_traits(one.sentence, one.point, topics.of(at, name))
        yield Pair(at, traits, one.row.on_topic)
        near = [names[place] for place in np.argsort(-topics.own[at])[:_NEAR]]
        for other in sorted({*near, *chance.sample(names, _RANDOM)}):
            if other.rpartition("-")[0] != name.rpartition("-")[0]:
                traits = match_traits(one.sentence, points[other], topics.of(at, other))
                yield Pair(at, traits, False)


def _match(pairs: Sequence[Pair], fold: Fold) -> tuple[Matrix, float]:
    from sklearn.metrics import average_precision_score

    traits = np.array([pair.traits for pair in pairs], np.float32)
    goal = np.array([pair.on_topic for pair in pairs])
    folds = fold[[pair.at for pair in pairs]]
    chances = np.zeros(len(pairs), np.float32)
    for number in set(folds.tolist()):
        held = folds == number
        model = _logistic(traits[~held], goal[~held])
        chances[held] = model.predict_proba(traits[held])[:, 1]
    final = _logistic(traits, goal)
    weights = np.append(final.coef_[0], final.intercept_[0]).astype(np.float32)
    return weights, round(float(average_precision_score(goal, chances)), 3)


def _stance(
    found: Sequence[Example], tones: Matrix, catalog: Catalog, fold: Fold
) -> tuple[Matrix, float]:
    on = [at for at, one in enumerate(found) if one.row.on_topic]
    traits = np.array([_stance_traits(found[at], tones[at], catalog) for at in on], np.float32)
    goal = np.array([STANCES.index(found[at].row.label) for at in on])
    folds, right = fold[on], 0
    for number in set(folds.tolist()):
        held = folds == number
        model = _logistic(traits[~held], goal[~held])
        right += int((model.predict(traits[held]) == goal[held]).sum())
    final = _logistic(traits, goal)
    weights = np.vstack([final.coef_.T, final.intercept_]).astype(np.float32)
    return weights, round(right / len(on), 3)


def _stance_traits(one: Example, tone: Matrix, catalog: Catalog) -> list[float]:
    reading = read(one.sentence, topic_of(one.point, catalog.glossary))
    own = (*tone, *own_traits(one.sentence))
    return stance_traits(own, reading, one.point, one.sentence)


def _first(found: Sequence[Example], topics: Topics) -> float:
    """Return the share of on-topic rows whose clause scores highest."""
    on = [at for at, one in enumerate(found) if one.row.on_topic]
    first = [topics.of(at, found[at].row.point).place == 1 for at in on]
    return round(float(np.mean(first)), 3)


def _logistic(traits: Matrix, goal: NDArray[Any]) -> Any:  # noqa: ANN401 - sklearn has no types
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=0.5, max_iter=1000).fit(traits, goal)


if __name__ == "__main__":
    main()

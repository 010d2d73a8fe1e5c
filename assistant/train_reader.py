"""Training of the reader from the labelled sentences and passages that this project owns.

Run `python -m assistant.train_reader` after corpora/sentences, the passages of a development
client, the glossary or the standard changed; it takes some minutes on two cores and writes
corpora/reader. Scores that one model hands to the next are made out of fold by writing, so
that no weight leans on what a model has by heart. The weights of the stance also learn from
passages of real files; those of the match do not: trained on passages, which a search had
picked, they made verdicts on a client left out worse (0.59 against 0.66 of the clauses).
"""

import argparse
import logging
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant import labelled, passages
from assistant.catalog import Catalog
from assistant.catalog import load as load_standard
from assistant.corpus import Sentence
from assistant.labelled import Labelled
from assistant.model import AuditPoint, Stance
from assistant.passages import Client
from assistant.reader import STANCES, Reader, Study, Topics, by_clause
from assistant.reader_files import FOLDER, save
from assistant.rules import topic_of
from assistant.stance import read
from assistant.topics import NONE, Grams, Linear, Matrix, said_of
from assistant.traits import match_traits, own_traits, stance_traits

SENTENCES = FOLDER.parent / "sentences"
DATASETS = (
    *(FOLDER.parent / "samples").glob("*"),
    *(FOLDER.parent.parent / "evals" / "datasets").glob("*"),
)
_FOLDS = 5
_MIN_TEXTS = 2
_TOPIC_PENALTY, _TONE_PENALTY = 0.5, 1.0
"""Of ridge regression. Topics: 0.5 and 1 put the clause first in 0.789 and 0.787 of the rows out
of fold, on the first eight writings. Tone: assumed."""
_PASSAGE_WEIGHT = 4.0
"""Of a real passage beside a written sentence, of which there are several times more (assumed;
4 raised accuracy on a client left out from 0.729 to 0.742)."""
_NOTHING = np.zeros(0, np.float32)
_SEED = 27922
_NEAR, _RANDOM = 8, 10
"""Other points that a sentence is set against: those of the nearest topics, and any."""

Fold = NDArray[np.intp]
Goal = NDArray[np.intp]
log = logging.getLogger(__name__)


class Beside(NamedTuple):
    """A client's passages that speak of their point.

    Attributes:
        stance: Traits, float32 [passages, traits].
        label: Places in STANCES.
    """

    stance: Matrix
    label: Goal


class Example(NamedTuple):
    """A labelled row with its sentence and its audit point."""

    row: Labelled
    sentence: Sentence
    point: AuditPoint


Fit = Callable[[Sequence[Example]], tuple[Grams, Linear]]


def main() -> None:
    """Train on the sentence set and write the reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    parser.add_argument("--clients", type=Path, nargs="*", help="data sets with passages.tsv")
    parser.add_argument("--standard", default="gbt27922-2011")
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    catalog = load_standard(given.standard)
    found = examples(labelled.load(given.sentences), catalog)
    clients = list(passages.load(given.clients or sorted(DATASETS)))
    reader, about = train(found, clients, catalog)
    save(reader, given.out, about)


def examples(rows: Sequence[Labelled], catalog: Catalog) -> list[Example]:
    """Return the rows whose point the standard has."""
    points = {f"{c.id}-{p.id}": p for c in catalog.standard.clauses for p in c.points}
    known = [row for row in rows if row.point in points]
    return [
        Example(row, labelled.sentence(row, catalog.glossary), points[row.point]) for row in known
    ]


def train(
    found: Sequence[Example], clients: Sequence[Client], catalog: Catalog
) -> tuple[Reader, dict[str, Any]]:
    """Return the reader, and what it was trained on with its figures out of fold."""
    names = [f"{c.id}-{p.id}" for c in catalog.standard.clauses for p in c.points]
    names = [name for name in names if any(one.row.point == name for one in found)]
    fold = folds_of(found)

    def topic(some: Sequence[Example]) -> tuple[Grams, Linear]:
        texts = [said_of(one.sentence) for one in some]
        wanted = [one.row.point if one.row.on_topic else NONE for one in some]
        return _characters(texts, wanted, [*names, NONE], _TOPIC_PENALTY)

    topics = out_of_fold(found, fold, topic, lambda one: said_of(one.sentence))
    tones = out_of_fold(found, fold, fit_tone, lambda one: one.sentence.text)
    by_topic = by_clause(tuple(names), topics)
    match, precision = _match(list(_pairs(found, by_topic, catalog)), fold)
    words = Reader(*topic(found), *fit_tone(found), match, _NOTHING)
    points = {f"{c.id}-{p.id}": p for c in catalog.standard.clauses for p in c.points}
    beside = [read_passages(words.study(client.corpus), client, points) for client in clients]
    authored = read_rows(found, tones, catalog)
    about = {
        "sentences": len(found),
        "writings": sorted({one.row.writing for one in found}),
        "passages": {c.name: len(c.passages) for c in clients},
        "clause_first_out_of_fold": _first(found, by_topic),
        "match_average_precision_out_of_fold": precision,
        "clients_held_out": _held_out(beside, authored),
    }
    log.info("%s", about)
    return replace(words, stance=fit_stance(beside, authored)), about


def folds_of(found: Sequence[Example]) -> Fold:
    """Return the fold of each row; a writing is in one."""
    writings = sorted({one.row.writing for one in found})
    return np.array([writings.index(one.row.writing) % _FOLDS for one in found])


def fit_tone(some: Sequence[Example]) -> tuple[Grams, Linear]:
    """Return the tone of the rows that are on their topic."""
    on = [one for one in some if one.row.on_topic]
    wanted = [one.row.label.value for one in on]
    classes = [stance.value for stance in STANCES]
    return _characters([one.sentence.text for one in on], wanted, classes, _TONE_PENALTY)


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


def out_of_fold(
    found: Sequence[Example],
    fold: Fold,
    fit: Fit,
    text_of: Callable[[Example], str],
) -> Matrix:
    """Return for each example the scores of a model that has not seen its writing."""
    parts: dict[int, Matrix] = {}
    for number in range(_FOLDS):
        held = np.flatnonzero(fold == number)
        if not len(held):
            continue
        grams, linear = fit([one for one, at in zip(found, fold, strict=True) if at != number])
        scores = linear.scores(grams.rows([text_of(found[int(at)]) for at in held]))
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


def read_passages(study: Study, client: Client, points: Mapping[str, AuditPoint]) -> Beside:
    """Return the stance traits and labels of a client's passages that speak of their point."""
    found, glossary = client.corpus.sentences, client.corpus.glossary
    traits, label = [], []
    for at, name, said in ((p.at, p.point, p.label) for p in client.passages):
        if said is not None:
            point = points[name]
            own = (*study.tones[at], *own_traits(found[at]))
            reading = read(found[at], topic_of(point, glossary))
            traits.append(stance_traits(own, reading, point, found[at]))
            label.append(STANCES.index(said))
    return Beside(np.array(traits, np.float32), np.array(label))


def read_rows(found: Sequence[Example], tones: Matrix, catalog: Catalog) -> tuple[Matrix, Goal]:
    """Return stance traits and labels of the on-topic rows, tones out of fold."""
    on = [at for at, one in enumerate(found) if one.row.on_topic]
    traits = [_stance_traits(found[at], tones[at], catalog) for at in on]
    return np.array(traits, np.float32), np.array([STANCES.index(found[a].row.label) for a in on])


def fit_stance(some: Sequence[Beside], authored: tuple[Matrix, Goal]) -> Matrix:
    """Return the weights of the stance by passages of clients and the written rows."""
    traits = np.vstack([authored[0], *(one.stance for one in some)])
    goal = np.concatenate([authored[1], *(one.label for one in some)])
    weights = np.ones(len(goal))
    weights[len(authored[1]) :] = _PASSAGE_WEIGHT
    model = _logistic(traits, goal, weights)
    return np.vstack([model.coef_.T, model.intercept_]).astype(np.float32)


def _held_out(beside: Sequence[Beside], authored: tuple[Matrix, Goal]) -> dict[str, float]:
    """Return figures on each client by weights that have not seen it."""
    sides = []
    for at, held in enumerate(beside):
        rest = [one for place, one in enumerate(beside) if place != at]
        stance = fit_stance(rest, authored)
        sides.append((held.stance @ stance[:-1] + stance[-1]).argmax(axis=1))
    label, side = np.concatenate([one.label for one in beside]), np.concatenate(sides)
    gap = STANCES.index(Stance.CONTRADICTS)
    return {
        "stance_accuracy": round(float((label == side).mean()), 3),
        "contradicts_recall": round(float((side[label == gap] == gap).mean()), 3),
        "contradicts_precision": round(float((label[side == gap] == gap).mean()), 3),
    }


def _stance_traits(one: Example, tone: Matrix, catalog: Catalog) -> list[float]:
    reading = read(one.sentence, topic_of(one.point, catalog.glossary))
    own = (*tone, *own_traits(one.sentence))
    return stance_traits(own, reading, one.point, one.sentence)


def _first(found: Sequence[Example], topics: Topics) -> float:
    """Return the share of on-topic rows whose clause scores highest."""
    on = [at for at, one in enumerate(found) if one.row.on_topic]
    first = [topics.of(at, found[at].row.point).place == 1 for at in on]
    return round(float(np.mean(first)), 3)


def _logistic(
    traits: Matrix, goal: NDArray[Any], weights: NDArray[np.float64] | None = None
) -> Any:  # noqa: ANN401 - sklearn has no types
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=0.3, max_iter=3000).fit(traits, goal, sample_weight=weights)


if __name__ == "__main__":
    main()

"""Training of the reader from the labelled sentences and passages that this project owns.

Run `python -m assistant.train_reader` after corpora/sentences, the passages of a development
client, the glossary or the standard changed; it takes some minutes on two cores and writes
corpora/reader. The models of characters learn from the sentences. The two tables of weights
learn from passages of real files, which these models have not seen, and the tone of sentences
is scored out of fold by writing, so that no weight leans on what a model has by heart.
"""

import argparse
import logging
from collections.abc import Callable, Mapping, Sequence
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
from assistant.model import AuditPoint
from assistant.passages import Client
from assistant.reader import STANCES, Reader, Study, by_clause
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
"""Of ridge regression; of 0.2, 0.5 and 1 the best out of fold."""
_PASSAGE_WEIGHT = 4.0
"""Of a real passage beside a written sentence: there are four times fewer."""
_NOTHING = np.zeros(0, np.float32)

Fold = NDArray[np.intp]
Goal = NDArray[np.intp]
log = logging.getLogger(__name__)


class Beside(NamedTuple):
    """The passages of a client beside their points.

    Attributes:
        match: float32 [passages, traits].
        on: Which of them speak of their point, bool [passages].
        stance: Of those, float32 [on, traits].
        label: Of those, places in STANCES.
    """

    match: Matrix
    on: NDArray[np.bool_]
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

    words = Reader(*topic(found), *tone(found), _NOTHING, _NOTHING)
    tones = _out_of_fold(found, fold, tone, lambda one: one.sentence.text)
    points = {f"{c.id}-{p.id}": p for c in catalog.standard.clauses for p in c.points}
    beside = [_beside(words.study(client.corpus), client, points) for client in clients]
    authored = _authored(found, tones, catalog)
    about = {
        "sentences": len(found),
        "writings": writings,
        "passages": {c.name: len(c.passages) for c in clients},
        "clause_first_on_held_out_writings": _first(found, fold, topic),
        "clients_held_out": _held_out(beside, authored),
    }
    log.info("%s", about)
    weighed = (_fit_match(beside), _fit_stance(beside, authored))
    return replace(words, match=weighed[0], stance=weighed[1]), about


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


def _beside(study: Study, client: Client, points: Mapping[str, AuditPoint]) -> Beside:
    """Return the traits of a client's passages."""
    queries = {name: study.queries(points[name]) for name in {p.point for p in client.passages}}
    found, glossary = client.corpus.sentences, client.corpus.glossary
    match, stance, label = [], [], []
    for at, name, said in ((p.at, p.point, p.label) for p in client.passages):
        point = points[name]
        scores = study.topics.of(at, name, float(queries[name][at]))
        match.append(match_traits(found[at], point, scores))
        if said is not None:
            own = (*study.tones[at], *own_traits(found[at]))
            reading = read(found[at], topic_of(point, glossary))
            stance.append(stance_traits(own, reading, point, found[at]))
            label.append(STANCES.index(said))
    on = np.array([p.label is not None for p in client.passages])
    return Beside(np.array(match, np.float32), on, np.array(stance, np.float32), np.array(label))


def _authored(found: Sequence[Example], tones: Matrix, catalog: Catalog) -> tuple[Matrix, Goal]:
    """Return stance traits and labels of the on-topic rows, tones out of fold."""
    on = [at for at, one in enumerate(found) if one.row.on_topic]
    traits = [_stance_traits(found[at], tones[at], catalog) for at in on]
    return np.array(traits, np.float32), np.array([STANCES.index(found[a].row.label) for a in on])


def _fit_match(some: Sequence[Beside]) -> Matrix:
    traits = np.vstack([one.match for one in some])
    mean, spread = traits.mean(axis=0), traits.std(axis=0) + 1e-6
    model = _logistic((traits - mean) / spread, np.concatenate([one.on for one in some]))
    weights = model.coef_[0] / spread
    return np.append(weights, model.intercept_[0] - weights @ mean).astype(np.float32)


def _fit_stance(some: Sequence[Beside], authored: tuple[Matrix, Goal]) -> Matrix:
    traits = np.vstack([authored[0], *(one.stance for one in some)])
    goal = np.concatenate([authored[1], *(one.label for one in some)])
    weights = np.ones(len(goal))
    weights[len(authored[1]) :] = _PASSAGE_WEIGHT
    model = _logistic(traits, goal, weights)
    return np.vstack([model.coef_.T, model.intercept_]).astype(np.float32)


def _held_out(beside: Sequence[Beside], authored: tuple[Matrix, Goal]) -> dict[str, float]:
    """Return figures on each client by weights that have not seen it."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    chances, sides = [], []
    for at, held in enumerate(beside):
        rest = [one for place, one in enumerate(beside) if place != at]
        match, stance = _fit_match(rest), _fit_stance(rest, authored)
        chances.append(held.match @ match[:-1] + match[-1])
        sides.append((held.stance @ stance[:-1] + stance[-1]).argmax(axis=1))
    on, scores = np.concatenate([one.on for one in beside]), np.concatenate(chances)
    label, side = np.concatenate([one.label for one in beside]), np.concatenate(sides)
    return {
        "match_auc": round(float(roc_auc_score(on, scores)), 3),
        "match_average_precision": round(float(average_precision_score(on, scores)), 3),
        "stance_accuracy": round(float((label == side).mean()), 3),
        "contradicts_recall": round(float((side[label == 1] == 1).mean()), 3),
        "contradicts_precision": round(float((label[side == 1] == 1).mean()), 3),
    }


def _stance_traits(one: Example, tone: Matrix, catalog: Catalog) -> list[float]:
    reading = read(one.sentence, topic_of(one.point, catalog.glossary))
    own = (*tone, *own_traits(one.sentence))
    return stance_traits(own, reading, one.point, one.sentence)


def _first(found: Sequence[Example], fold: Fold, fit: Fit) -> float:
    """Return the share of on-topic rows of unseen writings whose clause scores highest."""
    grams, linear = fit([one for one, at in zip(found, fold, strict=True) if at])
    held = [one for one, at in zip(found, fold, strict=True) if not at and one.row.on_topic]
    scores = linear.scores(grams.rows([said_of(one.sentence) for one in held]))
    topics = by_clause(linear.classes[:-1], scores)
    first = [topics.of(at, one.row.point, 0.0).place == 1 for at, one in enumerate(held)]
    return round(float(np.mean(first)), 3)


def _logistic(
    traits: Matrix, goal: NDArray[Any], weights: NDArray[np.float64] | None = None
) -> Any:  # noqa: ANN401 - sklearn has no types
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=0.3, max_iter=3000).fit(traits, goal, sample_weight=weights)


if __name__ == "__main__":
    main()

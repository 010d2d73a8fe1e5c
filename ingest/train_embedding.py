"""Training of the shipped embedding from the texts that this project owns.

Run `python -m ingest.train_embedding` after the standards, the glossary or the labelled sentences
changed; it takes some minutes on two cores and writes corpora/embedding. The model is
sentence-transformers' StaticEmbedding: the mean of a vector for each token of `ingest.tokenize`.
It starts from random vectors weighted by inverse document frequency, which compare texts by the
words that they share, and learns by contrast (MultipleNegativesRankingLoss, Henderson et al.
2017) which words are said for the same thing: phrasings of one audit point, synonyms of one
concept, and what fifteen fictional companies write of a point. Learned from twelve of them, the
phrasing nearest to a sentence is one of its clause for 0.502 of the sentences of the other
three (`--hold-out 3`).
"""

import argparse
import csv
import logging
import math
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from ingest.embedding import BUILTIN_FOLDER, spaced
from ingest.tokenize import tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

DIM = 192
_SEED = 27922
_UNKNOWN = "[UNK]"
_MIN_COUNT = 3
_PAIRS_PER_STEP = 128
_PAIRS_PER_GROUP = 100
_EPOCHS = 8
"""Of 4 and 8 the better on six development clients, fused with BM25: recall in the first 10 is
0.682 and 0.691."""
_RATE = 0.005
_SWAPS = 4
_PHRASINGS = 2
"""Phrasings of its point that a labelled sentence is set beside."""
_OFF_TOPIC = "other_subject"

log = logging.getLogger(__name__)


class Pair(NamedTuple):
    """Two texts that mean the same; no two pairs of one group are told apart in training."""

    group: str
    left: str
    right: str


class Concept(NamedTuple):
    """Words for one thing, in both languages."""

    id: str
    words: tuple[str, ...]


def main() -> None:
    """Train on the corpora folder and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=BUILTIN_FOLDER.parent)
    parser.add_argument("--out", type=Path, default=BUILTIN_FOLDER)
    parser.add_argument("--epochs", type=int, default=_EPOCHS)
    parser.add_argument("--dim", type=int, default=DIM)
    parser.add_argument("--hold-out", type=int, default=0, help="writings to measure on instead")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    writings = sorted((given.corpora / "sentences").glob("*.tsv"))
    learned = writings[: len(writings) - given.hold_out]
    pairs = training_pairs(given.corpora, random.Random(_SEED), learned)
    log.info("%d pairs in %d groups", len(pairs), len({pair.group for pair in pairs}))
    model = untrained([text for pair in pairs for text in pair[1:]], given.dim)
    train(model, pairs, given.epochs)
    if given.hold_out:
        asked = _asked(_entries(given.corpora / "standards", "clauses"))
        log.info("clause first: %.3f", clause_first(model, asked, writings[len(learned) :]))
    else:
        save(model, given.out)


def training_pairs(
    corpora: Path, chance: random.Random, writings: Sequence[Path] = ()
) -> list[Pair]:
    """Return pairs from corpora/standards, corpora/glossary and files of labelled sentences."""
    clauses = list(_entries(corpora / "standards", "clauses"))
    concepts = [_concept(entry) for entry in _entries(corpora / "glossary", "concepts")]
    pairs = [pair for concept in concepts for pair in _synonyms(concept)]
    for clause in clauses:
        pairs.extend(_clause_pairs(clause))
    said = list(_said_pairs(writings, _asked(clauses), chance))
    texts = sorted({(pair.group, text) for pair in pairs for text in pair[1:]})
    for group, text in texts:
        pairs.extend(Pair(group, text, other) for other in _swapped(text, concepts, chance))
    return sorted({*pairs, *said})


def untrained(texts: Sequence[str], dim: int) -> "SentenceTransformer":
    """Return a model with random vectors for the tokens of `texts` and all common Han."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    counts = Counter(word for text in texts for word in set(tokens(text)))
    known = {word for word, n in counts.items() if n >= _MIN_COUNT}
    words = [_UNKNOWN, *sorted(known | set(_common_han()))]
    weights = np.random.default_rng(_SEED).normal(size=(len(words), dim)) / math.sqrt(dim)
    rarity = [math.log(1 + len(texts) / (1 + counts[word])) for word in words]
    weights = (weights * np.array(rarity)[:, None]).astype(np.float32)
    weights[0] = 0
    means = StaticEmbedding(_tokenizer(words), weights)
    means.embedding.sparse = True  # a step then touches the rows of its own words only
    return SentenceTransformer(modules=[means], device="cpu")


def train(model: "SentenceTransformer", pairs: Sequence[Pair], epochs: int) -> None:
    """Fit `model` so that the texts of a pair are nearer than texts of different groups."""
    import torch
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    loss = MultipleNegativesRankingLoss(model, scale=20.0)
    words = {text: spaced(text) for text in {text for pair in pairs for text in pair[1:]}}
    optimiser = torch.optim.SparseAdam(list(model.parameters()), lr=_RATE)
    for epoch in range(epochs):
        losses = []
        for batch in _batches(pairs, chance):
            sides = ([words[pair.left] for pair in batch], [words[pair.right] for pair in batch])
            value = loss([model.preprocess(side) for side in sides], None)
            optimiser.zero_grad()
            value.backward()
            optimiser.step()  # type: ignore[no-untyped-call]
            losses.append(value.item())
        log.info("epoch %d: loss %.3f", epoch + 1, sum(losses) / max(1, len(losses)))


def clause_first(
    model: "SentenceTransformer", asked: Mapping[str, Sequence[str]], writings: Sequence[Path]
) -> float:
    """Return the share of labelled sentences whose nearest phrasing is one of their clause."""
    said = list(_said(writings, asked))
    ways = [(_clause(point), text) for point, phrasings in asked.items() for text in phrasings]
    vectors = [
        model.encode([spaced(text) for _, text in texts], normalize_embeddings=True)
        for texts in (said, ways)
    ]
    best = (vectors[0] @ vectors[1].T).argmax(axis=1)
    right = [ways[at][0] == _clause(point) for (point, _), at in zip(said, best, strict=True)]
    return float(np.mean(right))


def save(model: "SentenceTransformer", folder: Path) -> None:
    """Write `model` as a sentence-transformers folder with int8 rows and a weight for each.

    This is the layout of model2vec, which sentence-transformers reads and multiplies out: a
    quarter of the size of float32, with the same neighbours.
    """
    from safetensors.numpy import save_file

    model.save(str(folder), create_model_card=False)
    vectors: NDArray[np.float32] = model.state_dict()["0.embedding.weight"].numpy().copy()
    vectors[0] = 0
    steps = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / 127
    rows = np.rint(vectors / steps[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": steps}, folder / "model.safetensors")


def _entries(folder: Path, key: str) -> Iterator[dict[str, Any]]:
    """Yield the mappings with an id in the YAML files of `folder`, listed or under `key`."""
    for path in sorted(folder.glob("*.yaml")) if folder.exists() else ():
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        listed = content.get(key, []) if isinstance(content, dict) else content
        yield from (entry for entry in listed or [] if isinstance(entry, dict) and "id" in entry)


def _concept(entry: dict[str, Any]) -> Concept:
    words = [*(entry.get("zh") or []), *(entry.get("en") or [])]
    return Concept(str(entry["id"]), tuple(str(word) for word in words))


def _synonyms(concept: Concept) -> Iterator[Pair]:
    for left, right in combinations(concept.words, 2):
        yield Pair(concept.id, left, right)


def _clause_pairs(clause: dict[str, Any]) -> Iterator[Pair]:
    """Yield pairs of the phrasings of one clause and of each of its points."""
    group = str(clause["id"])
    own = [*_words(clause, "title"), *_words(clause, "requirement")]
    for left, right in combinations(own, 2):
        yield Pair(group, left, right)
    for text in [*_words(clause, "ask"), *_words(clause, "records")]:
        yield Pair(group, own[0], text)
    for point in clause.get("points") or []:
        asked = [*_words(point, "question"), *_words(point, "queries")]
        for left, right in combinations(asked, 2):
            yield Pair(group, left, right)
        for text in asked:
            yield from (Pair(group, one, text) for one in own)


def _asked(clauses: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the phrasings of each point, by its name ("5.3.1.4-a")."""
    return {
        f"{clause['id']}-{point['id']}": [*_words(point, "question"), *_words(point, "queries")]
        for clause in clauses
        for point in clause.get("points") or []
    }


def _said(writings: Iterable[Path], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (point, sentence under its headings) of the labelled sentences on known points."""
    for path in writings:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["trap"] != _OFF_TOPIC and row["point"] in known:
                    yield row["point"], f"{row['heading']}\n{row['text']}"


def _said_pairs(
    writings: Iterable[Path], asked: Mapping[str, Sequence[str]], chance: random.Random
) -> Iterator[Pair]:
    """Yield the labelled sentences beside phrasings of the point that they speak of."""
    for point, text in _said(writings, asked):
        phrasings = asked[point]
        for one in chance.sample(phrasings, min(_PHRASINGS, len(phrasings))):
            yield Pair(_clause(point), one, text)


def _clause(point: str) -> str:
    return point.rpartition("-")[0]


def _words(entry: dict[str, Any], key: str) -> list[str]:
    """Return the texts under `key`: one text, a list, or one for each language."""
    value = entry.get(key) or []
    if isinstance(value, str):
        return [value]
    return [str(one) for one in (value.values() if isinstance(value, dict) else value)]


def _swapped(text: str, concepts: Iterable[Concept], chance: random.Random) -> Iterator[str]:
    """Yield `text` with one word replaced by another for the same concept."""
    for concept in concepts:
        word = next((word for word in concept.words if len(word) > 1 and word in text), None)
        if word is not None and word != text:
            others = [other for other in concept.words if other != word]
            for other in chance.sample(others, min(_SWAPS, len(others))):
                yield text.replace(word, other)


def _batches(pairs: Sequence[Pair], chance: random.Random) -> Iterator[list[Pair]]:
    """Yield batches with at most one pair of each group: others of it are no negatives.

    An epoch sees a fresh sample of the pairs of a group that has many.
    """
    queues: dict[str, list[Pair]] = {}
    for pair in chance.sample(pairs, len(pairs)):
        queues.setdefault(pair.group, []).append(pair)
    queues = {group: rest[:_PAIRS_PER_GROUP] for group, rest in queues.items()}
    while queues:
        groups = sorted(queues, key=lambda group: (-len(queues[group]), group))[:_PAIRS_PER_STEP]
        if len(groups) < 2:
            return
        yield [queues[group].pop() for group in groups]
        queues = {group: rest for group, rest in queues.items() if rest}


def _tokenizer(words: Sequence[str]) -> "Tokenizer":
    from tokenizers import Tokenizer, models, pre_tokenizers

    numbers = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(numbers, unk_token=_UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def _common_han() -> Iterator[str]:
    """Yield the 3755 characters of GB 2312 level 1, so that no usual text is unknown."""
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            try:
                yield bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue


if __name__ == "__main__":
    main()

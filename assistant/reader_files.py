"""The trained reader on the disk: two character models, two tables of weights, the network."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant import network_files, vectors
from assistant.corpus import Corpus
from assistant.reader import STANCES, Reader, Study
from assistant.topics import Grams, Linear, Matrix
from assistant.traits import MATCH_NAMES, STANCE_NAMES
from ingest import Progress
from ingest.errors import ModelError
from ingest.model import content_id

FILES = ("topics.npz", "tone.npz", "weights.json", *network_files.FILES)
FOLDER = Path(__file__).parent.parent / "corpora" / "reader"
_BIAS = "bias"
_STAGE = "判读 understanding"
_STEPS = 127


@cache
def load(folder: Path = FOLDER) -> Reader:
    """Return the shipped reader.

    Raises:
        ModelError: A file is missing, broken, or of other traits than this version reads.
    """
    try:
        topic_grams, topics = _characters(folder / "topics.npz")
        tone_grams, tone = _characters(folder / "tone.npz")
        weights = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
        match = _column(weights["match"], MATCH_NAMES)
        sides = [_column(weights["stance"][stance.value], STANCE_NAMES) for stance in STANCES]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"判读模型无法读取：{error}",
            f"重新安装，或运行 python -m assistant.train_reader 重建 {folder}",
        ) from error
    network = network_files.load(folder)
    unknown = set(topics.classes) ^ set(network.classes)
    if unknown:
        raise ModelError(
            f"判读模型与网络的条款不一致：{'、'.join(sorted(unknown))}",
            "依次运行 python -m assistant.train_network 和 python -m assistant.train_reader",
        )
    stance = np.stack(sides, axis=1)
    return Reader(topic_grams, topics, tone_grams, tone, match, stance, network)


def study(
    corpus: Corpus,
    folder: Path,
    on_progress: Callable[[Progress], None] | None = None,
) -> Study:
    """Return a client's corpus as the shipped reader sees it.

    Args:
        folder: The client's, where what the network made of each document is kept.
        on_progress: Told the file that the network reads.
    """

    def tell(file: str, done: int, total: int) -> None:
        if on_progress is not None:
            on_progress(Progress(_STAGE, file, done, total))

    reader = load()
    if reader.network is None:
        return reader.study(corpus)
    kept = vectors.read(corpus, reader.network, folder / vectors.CACHE, tell)
    return reader.study(corpus, kept)


def fingerprint(folder: Path = FOLDER) -> str:
    """Return what tells a reader from another: a hash of its files."""
    return content_id(*((folder / name).read_bytes() for name in FILES))


def save(reader: Reader, folder: Path, about: dict[str, Any]) -> None:
    """Write a reader; `about` says what it was trained on and goes into weights.json."""
    folder.mkdir(parents=True, exist_ok=True)
    _save_characters(folder / "topics.npz", reader.topic_grams, reader.topics)
    _save_characters(folder / "tone.npz", reader.tone_grams, reader.tone)
    weights = {
        "about": about,
        "match": _named(reader.match, MATCH_NAMES),
        "stance": {
            stance.value: _named(reader.stance[:, at], STANCE_NAMES)
            for at, stance in enumerate(STANCES)
        },
    }
    text = json.dumps(weights, ensure_ascii=False, indent=1)
    (folder / "weights.json").write_text(text + "\n", encoding="utf-8")


def _characters(path: Path) -> tuple[Grams, Linear]:
    with np.load(path, allow_pickle=False) as held:
        names = str(held["grams"]).split("\n")
        grams = Grams(
            {gram: at for at, gram in enumerate(names)}, held["rarity"].astype(np.float32)
        )
        weights = held["weights"].astype(np.float32) * held["steps"]
        classes = tuple(str(held["classes"]).split("\n"))
        return grams, Linear(classes, weights, held["bias"])


def _save_characters(path: Path, grams: Grams, linear: Linear) -> None:
    """Write int8 weights times a step for each class: a quarter of the size, the same order."""
    steps = np.maximum(np.abs(linear.weights).max(axis=0), 1e-9).astype(np.float32) / _STEPS
    np.savez_compressed(
        path,
        grams=np.array("\n".join(grams.columns)),
        rarity=grams.rarity.astype(np.float16),
        weights=np.rint(linear.weights / steps).astype(np.int8),
        steps=steps,
        bias=linear.bias.astype(np.float32),
        classes=np.array("\n".join(linear.classes)),
    )


def _named(column: Matrix, names: tuple[str, ...]) -> dict[str, float]:
    pairs = zip((*names, _BIAS), column, strict=True)
    return {name: round(float(value), 4) for name, value in pairs}


def _column(weights: dict[str, float], names: tuple[str, ...]) -> Matrix:
    if set(weights) != {*names, _BIAS}:
        raise ValueError(f"特征不一致：{sorted(set(weights) ^ {*names, _BIAS})}")
    return np.array([weights[name] for name in (*names, _BIAS)], np.float32)

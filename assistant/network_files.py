"""The network on the disk: weights in one file, the pieces of its vocabulary in another.

Weights are int8 with a float16 step for 32 neighbours; those of the lower layers have only
16 values, as they were published, and the compressed file holds them in half the room.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.network import Array, Body, Dense, Layer, Network, Norm
from ingest.errors import ModelError
from ingest.model import content_id

FILES = ("network.npz", "pieces.json")
FOLDER = Path(__file__).parent.parent / "corpora" / "reader"
_BLOCK = 32
_STEPS = 127
_PLAIN = (".bias", ".scale", ".positions")
"""Ends of the names of what is kept as float16."""
_WORDS = ("classes", "left_out")
_BODY = ("words.", "layer.")

Arrays = Mapping[str, NDArray[Any]]


@cache
def load(folder: Path = FOLDER) -> Network:
    """Return the shipped network.

    Raises:
        ModelError: A file is missing or broken.
    """
    with _explained(folder):
        mark = content_id(*((folder / name).read_bytes() for name in FILES))
        heads = _arrays(folder, lambda name: not name.startswith(_BODY))
        return _network(mark, heads, lambda: _opened(folder))


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ModelError(
            f"判读网络无法读取：{error}",
            f"重新安装，或运行 python -m assistant.train_network 重建 {folder}",
        ) from error


def save(
    pieces: Tokenizer,
    tensors: Mapping[str, Array],
    classes: Sequence[str],
    folder: Path,
    left_out: Collection[str] = (),
) -> None:
    """Write a network.

    Args:
        tensors: By name as `load` reads them; the weights of dense layers [out, in].
        left_out: Development clients whose passages it has not seen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pieces.save(str(folder / "pieces.json"), pretty=False)
    arrays: dict[str, NDArray[Any]] = {
        "classes": np.array("\n".join(classes)),
        "left_out": np.array("\n".join(sorted(left_out))),
    }
    for name, tensor in tensors.items():
        if name.endswith(_PLAIN):
            arrays[name] = tensor.astype(np.float16)
        else:
            arrays[name], arrays[f"{name}.steps"] = quantised(tensor)
    np.savez_compressed(folder / "network.npz", allow_pickle=False, **arrays)


def quantised(tensor: Array) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return int8 weights and the step of each 32 neighbours, of a tensor [n, 32 * m].

    Where all are multiples of a step of at most 8 (weights of 4 bits) they stay exact.
    """
    blocks = tensor.reshape(-1, _BLOCK).astype(np.float32)
    most = np.abs(blocks).max(axis=1, keepdims=True)
    fine = np.maximum(most / _STEPS, 1e-7)
    steps = fine
    for parts in (8, 7):  # 4 bits: the greatest is 8 steps down, else 7
        coarse = np.maximum(most / parts, 1e-7)
        exact = np.abs(blocks / coarse - np.rint(blocks / coarse)).max(axis=1, keepdims=True) < 0.02
        steps = np.where(exact & (steps == fine), coarse, steps)
    steps = steps.astype(np.float16)
    whole = np.rint(blocks / steps.astype(np.float32)).clip(-_STEPS, _STEPS)
    return whole.astype(np.int8).reshape(tensor.shape), steps.reshape(-1)


def restored(weights: NDArray[Any], steps: NDArray[Any]) -> Array:
    """Return the float32 weights that `quantised` was given, nearly, from its int8 and float16."""
    blocks = weights.reshape(-1, _BLOCK).astype(np.float32) * steps.astype(np.float32)[:, None]
    return blocks.reshape(weights.shape)


def body(pieces: Tokenizer, tensors: Mapping[str, Array]) -> Body:
    """Return the body of a network from its tensors."""

    def norm(name: str) -> Norm:
        return Norm(tensors[f"{name}.scale"], tensors[f"{name}.bias"])

    count = len({name.split(".")[1] for name in tensors if name.startswith("layer.")})
    layers = [
        Layer(
            *(_dense(tensors, f"{name}.attend"), _dense(tensors, f"{name}.out")),
            norm(f"{name}.norm"),
            *(_dense(tensors, f"{name}.up"), _dense(tensors, f"{name}.down")),
            norm(f"{name}.last_norm"),
        )
        for name in (f"layer.{at}" for at in range(count))
    ]
    words, positions = tensors["words.weight"], tensors["words.positions"]
    return Body(pieces, words, positions, norm("words.norm"), tuple(layers))


def _dense(tensors: Mapping[str, Array], name: str) -> Dense:
    weights = np.ascontiguousarray(tensors[f"{name}.weight"].T)
    return Dense(weights, tensors[f"{name}.bias"])


def _network(mark: str, arrays: Arrays, opened: Callable[[], Body]) -> Network:
    tensors = _tensors(arrays)
    return Network(
        mark,
        frozenset(filter(None, str(arrays["left_out"]).split("\n"))),
        opened,
        _dense(tensors, "focus"),
        tuple(str(arrays["classes"]).split("\n")),
        _dense(tensors, "topics"),
        _dense(tensors, "tone"),
        tensors["points.weight"],
        _dense(tensors, "hidden"),
        _dense(tensors, "side"),
    )


def _opened(folder: Path) -> Body:
    with _explained(folder):
        written = (folder / "pieces.json").read_text(encoding="utf-8")
        json.loads(written)  # what is not JSON the tokenizer meets with an error without a name
        arrays = _arrays(folder, lambda name: name.startswith(_BODY))
        return body(Tokenizer.from_str(written), _tensors(arrays))


def _arrays(folder: Path, wanted: Callable[[str], bool]) -> Arrays:
    with np.load(folder / "network.npz", allow_pickle=False) as held:
        return {name: held[name] for name in held.files if wanted(name)}


def _tensors(arrays: Arrays) -> dict[str, Array]:
    names = [name for name in arrays if not name.endswith((".steps", *_WORDS))]
    return {name: _tensor(arrays, name) for name in names}


def _tensor(arrays: Arrays, name: str) -> Array:
    if name.endswith(_PLAIN):
        return arrays[name].astype(np.float32)
    return restored(arrays[name], arrays[f"{name}.steps"])

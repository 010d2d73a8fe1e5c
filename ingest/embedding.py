"""Embedders: text to vectors, by the shipped model or any other of sentence-transformers."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest import tokenize
from ingest.errors import ModelError
from ingest.model import content_id

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

BUILTIN = "builtin"
BUILTIN_FOLDER = Path(__file__).parent.parent / "corpora" / "embedding"

Matrix = NDArray[np.float32]


class Embedder(Protocol):
    """What turns texts into vectors.

    Attributes:
        name: What the user calls it.
        dim: Length of its vectors.
        fingerprint: Changes whenever the same text would get another vector.
    """

    name: str
    dim: int
    fingerprint: str

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return a unit vector for each passage, float32 [n, dim]; zeros for no known word."""
        ...

    def embed_query(self, text: str) -> Matrix:
        """Return the unit vector of a query, float32 [dim]."""
        ...


def open_embedder(name: str = BUILTIN) -> Embedder:
    """Return the embedder of this name: "builtin", a hub name or a local folder.

    Raises:
        ModelError: There is no such model here, and it cannot be fetched.
    """
    return _builtin(BUILTIN_FOLDER) if name == BUILTIN else _named(name)


def spaced(text: str) -> str:
    """Return the tokens of `text` joined by spaces: what the shipped tokenizer expects.

    A Python pre-tokenizer cannot be saved in tokenizer.json, so the shipped model splits at
    spaces: `SentenceTransformer(folder).encode(spaced(text))` is what `StaticEmbedder` gives.
    """
    return " ".join(tokenize.tokens(text))


class StaticEmbedder:
    """The shipped static model: the mean of its tokens' vectors, without loading torch."""

    def __init__(self, name: str, *, tokenizer: "Tokenizer", weights: Matrix, mark: str) -> None:
        self.name = name
        self.dim = weights.shape[1]
        self.fingerprint = mark
        self._tokenizer = tokenizer
        self._weights = weights

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return a unit vector for each text, float32 [n, dim]; zeros for no known word."""
        spaced_texts = [spaced(text) for text in texts]
        found = self._tokenizer.encode_batch(spaced_texts, add_special_tokens=False)
        sums = [self._weights[encoding.ids].sum(axis=0) for encoding in found]
        return _unit(np.stack(sums) if sums else np.zeros((0, self.dim), np.float32))

    def embed_query(self, text: str) -> Matrix:
        """Return the unit vector of a query, float32 [dim]."""
        vector: Matrix = self.embed([text])[0]
        return vector


class NamedEmbedder:
    """Any model of sentence-transformers, by hub name or local folder."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self.dim = int(model.get_embedding_dimension() or 0)
        self.fingerprint = _fingerprint(name, model)
        self._model = model

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return a unit vector for each passage, float32 [n, dim]."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        vectors = self._model.encode_document(list(texts), show_progress_bar=False)
        return _unit(np.asarray(vectors, dtype=np.float32))

    def embed_query(self, text: str) -> Matrix:
        """Return the unit vector of a query, with the model's own query prompt, if any."""
        vectors = self._model.encode_query([text], show_progress_bar=False)
        vector: Matrix = _unit(np.asarray(vectors, dtype=np.float32))[0]
        return vector


@cache
def _builtin(folder: Path) -> Embedder:
    from safetensors import SafetensorError
    from safetensors.numpy import load
    from tokenizers import Tokenizer

    try:
        raw = (folder / "model.safetensors").read_bytes()
        words = (folder / "tokenizer.json").read_bytes()
        stored = load(raw)
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"内置向量模型无法读取：{error}", f"重新安装，或恢复 {folder}。"
        ) from error
    # int8 rows times a weight for each token: the layout of model2vec, which
    # sentence-transformers multiplies out on loading as we do here.
    weights = stored["embeddings"].astype(np.float32) * stored["weights"][:, None]
    return StaticEmbedder(
        BUILTIN,
        tokenizer=Tokenizer.from_buffer(words),
        weights=weights,
        mark=f"{BUILTIN}-{content_id(raw, words, tokenize.VERSION)}",
    )


@cache
def _named(name: str) -> Embedder:
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name, trust_remote_code=False)
    except (OSError, ValueError, ImportError) as error:
        hint = (
            "没有网络时，把模型文件夹下载到本机并用其路径作为 KEZHENG_EMBEDDING，"
            "或使用内置模型 KEZHENG_EMBEDDING=builtin。"
        )
        raise ModelError(f"无法加载向量模型 {name}：{error}", hint) from error
    return NamedEmbedder(name, model)


def _fingerprint(name: str, model: "SentenceTransformer") -> str:
    """Return last name part, dimension and a hash of a few weights, the same in any folder."""
    first = next(iter(model.parameters()))
    sample = first.detach().flatten()[:4096].float().cpu().numpy().astype("<f4").tobytes()
    last_name = Path(name).name[:30]
    return f"{last_name}-{model.get_embedding_dimension()}-{content_id(sample)}"


def _unit(vectors: Matrix) -> Matrix:
    """Return rows divided by their length; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Matrix = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit

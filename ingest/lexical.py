"""Lexical search: BM25 over the tokens of passages."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from ingest import tokenize
from ingest.fusion import Ranked
from ingest.model import content_id
from ingest.tokenize import tokens

if TYPE_CHECKING:
    import bm25s

_K1, _B = 1.2, 0.75
"""Best of those tried on four public Chinese sets."""


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """BM25 (Robertson and Zaragoza 2009, Lucene's variant) over passages, by id."""

    ids: tuple[str, ...]
    _bm25: "bm25s.BM25 | None"

    @classmethod
    def build(cls, ids: Sequence[str], texts: Sequence[str]) -> Self:
        """Return an index of `texts`; each is found by the id at its place."""
        numbers: dict[str, int] = {}
        rows = [[numbers.setdefault(word, len(numbers)) for word in tokens(t)] for t in texts]
        if not numbers:
            return cls(tuple(ids), None)
        import bm25s

        bm25 = bm25s.BM25(k1=_K1, b=_B, method="lucene", backend="numpy", auto_compile=False)
        bm25.index((rows, numbers), create_empty_token=False, show_progress=False)
        return cls(tuple(ids), bm25)

    def search(self, query: str, k: int) -> list[Ranked]:
        """Return at most `k` passages that share a token with `query`, best first.

        Ties keep the order of the passages; a score of zero is not a hit.
        """
        scores = self._scores(query)
        order = np.argsort(-scores, kind="stable")[:k]
        best = [int(at) for at in order if scores[at] > 0]
        return [Ranked(self.ids[at], float(scores[at]), n) for n, at in enumerate(best, 1)]

    def save(self, folder: Path, fingerprint: str) -> None:
        """Write the index to `folder`, replacing what is there, under `fingerprint`."""
        temporary = folder.with_name(folder.name + ".new")
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        if self._bm25 is not None:
            self._bm25.save(temporary, show_progress=False)
        made = json.dumps({"fingerprint": fingerprint, "ids": self.ids})
        (temporary / "made.json").write_text(made, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        temporary.replace(folder)

    @classmethod
    def load(cls, folder: Path, fingerprint: str) -> Self | None:
        """Return the index saved under `fingerprint`, or None if it is absent or unreadable."""
        try:
            made = json.loads((folder / "made.json").read_text(encoding="utf-8"))
            if made["fingerprint"] != fingerprint:
                return None
            return cls(tuple(made["ids"]), _load_bm25(folder))
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None

    def _scores(self, query: str) -> NDArray[np.float32]:
        if self._bm25 is None:
            return np.zeros(len(self.ids), dtype=np.float32)
        known: dict[str, int] = self._bm25.vocab_dict
        words = [known[word] for word in tokens(query) if word in known]
        if not words:
            return np.zeros(len(self.ids), dtype=np.float32)
        scores: NDArray[np.float32] = self._bm25.get_scores_from_ids(words)
        return scores


def fingerprint(ids: Sequence[str]) -> str:
    """Return what an index of the passages `ids` is saved under; ids are content hashes."""
    return content_id(tokenize.VERSION, f"{_K1} {_B}", *ids)


def _load_bm25(folder: Path) -> "bm25s.BM25 | None":
    if not (folder / "vocab.index.json").exists():
        return None
    import bm25s

    return bm25s.BM25.load(folder, show_progress=False)

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import BUILTIN_FOLDER, Embedder, open_embedder, spaced
from ingest.errors import ModelError

TEXTS = (
    "安装后7日内完成回访",
    "售后服务网点应安排专人负责报修登记",
    "After-sales hotline",
    "見5.3.1.4條",
    "",
)


@pytest.fixture(scope="module")
def builtin() -> Embedder:
    return open_embedder()


def test_vectors_are_unit_float32_rows(builtin: Embedder) -> None:
    vectors = builtin.embed(TEXTS)
    assert vectors.shape == (5, builtin.dim)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1, 0], abs=1e-6)


def test_no_texts_give_no_rows(builtin: Embedder) -> None:
    assert builtin.embed([]).shape == (0, builtin.dim)


def test_query_is_embedded_like_a_passage(builtin: Embedder) -> None:
    assert builtin.embed_query(TEXTS[0]).tolist() == builtin.embed(TEXTS)[0].tolist()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_builtin_is_what_sentence_transformers_makes_of_its_folder(builtin: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUILTIN_FOLDER), device="cpu")
    theirs = model.encode([spaced(text) for text in TEXTS], normalize_embeddings=True)
    assert np.abs(builtin.embed(TEXTS) - theirs).max() < 1e-4


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_folder_of_another_model_is_embedded_by_sentence_transformers(builtin: Embedder) -> None:
    other = open_embedder(str(BUILTIN_FOLDER))
    vectors = other.embed([spaced(TEXTS[0])])
    assert other.dim == builtin.dim
    assert other.fingerprint != builtin.fingerprint
    assert np.abs(vectors[0] - builtin.embed_query(TEXTS[0])).max() < 1e-4
    assert other.embed([]).shape == (0, other.dim)
    assert other.embed_query(spaced(TEXTS[0])) == pytest.approx(vectors[0], abs=1e-6)


def test_same_thing_in_other_words_is_nearer_than_another_thing(builtin: Embedder) -> None:
    complaint, reworded, canteen = builtin.embed(["顾客投诉", "用户抱怨", "午餐菜单"])
    assert complaint @ reworded > complaint @ canteen


def test_missing_model_is_named_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no-such-model") as caught:
        open_embedder(str(tmp_path / "no-such-model"))
    assert "KEZHENG_EMBEDDING" in caught.value.hint


def test_builtin_loads_without_torch_and_is_small() -> None:
    code = (
        "import sys; from ingest.embedding import open_embedder; open_embedder().embed(['回访']);"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert sum(path.stat().st_size for path in BUILTIN_FOLDER.iterdir()) <= 8_000_000

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.chunking import chunk
from ingest.embedding import Embedder, open_embedder
from ingest.errors import IndexMismatchError
from ingest.fusion import Fused, Ranked, fuse, merge
from ingest.index import Index, embed_chunks, open_index, reembed
from ingest.model import BlockKind, Piece, Reading, compose
from ingest.schema import Entry
from ingest.store import DocumentStore, open_store

AT = datetime(2026, 9, 15, tzinfo=UTC)
HANDBOOK = (
    Piece("第一章 回访", BlockKind.HEADING, level=1),
    Piece("第一条 安装完成后7日内由回访员致电用户，了解使用情况。"),
    Piece("第二章 投诉", BlockKind.HEADING, level=1),
    Piece("第二条 投诉由客诉专员统一登记，见5.3.2.1条，一案一档，处理结果归档。"),
)
LEDGER = tuple(
    Piece(f"BX-{n}\t上门\t已修复", BlockKind.ROW, row=n, cells=(f"BX-{n}", "上门", "已修复"))
    for n in range(1, 30)
)


class Mirror:
    """An embedder with other vectors than the built-in one: their mirror image."""

    name = "mirror"
    fingerprint = "mirror-1"

    def __init__(self) -> None:
        self._inner = open_embedder()
        self.dim = self._inner.dim

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return -self._inner.embed(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return -self._inner.embed_query(text)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return open_store(tmp_path)


@pytest.fixture
def index(store: DocumentStore, tmp_path: Path) -> Iterator[Index]:
    opened = open_index(store, tmp_path, open_embedder())
    yield opened
    opened.close()


def put(
    store: DocumentStore, file: str, pieces: tuple[Piece, ...], *, with_: Embedder | None = None
) -> str:
    embedder = with_ or open_embedder()
    made = compose(f"id-{file[:10]}", file, Reading(pieces, ()))
    chunks = chunk(made)
    vectors = embed_chunks(embedder, chunks)
    store.stage(Entry(made, file.encode(), chunks, vectors, embedder.fingerprint), at=AT)
    store.publish(made.id, at=AT)
    return made.id


def reopened(store: DocumentStore, folder: Path) -> Index:
    return open_index(store, folder, open_embedder())


def test_hit_is_a_span_of_its_document_found_both_ways(store: DocumentStore, index: Index) -> None:
    put(store, "手册.docx", HANDBOOK)
    hit = index.search("客户投诉 谁登记", 1)[0]
    assert store.document(hit.document_id).text[hit.start : hit.end] == hit.text
    assert "客诉专员" in hit.text
    assert (hit.file, hit.lexical_rank, hit.dense_rank) == ("手册.docx", 1, 1)
    assert hit.lexical_score > 0 and hit.dense_score > 0 and not hit.superseded


def test_several_phrasings_are_one_ranking(store: DocumentStore, index: Index) -> None:
    put(store, "手册.docx", HANDBOOK)
    hits = index.search(["回访员致电", "安装完成后致电用户"], 5)
    assert "回访员" in hits[0].text
    assert len({hit.chunk_id for hit in hits}) == len(hits)


def test_document_added_later_is_found(store: DocumentStore, index: Index) -> None:
    put(store, "手册.docx", HANDBOOK)
    assert index.search("BX-7", 1) == []
    put(store, "台账.xlsx", LEDGER)
    assert index.search("BX-7", 1)[0].text.startswith("BX-7\t")


def test_staged_document_is_not_found(store: DocumentStore, index: Index) -> None:
    made = compose("s", "手册.docx", Reading(HANDBOOK, ()))
    parts = chunk(made)
    embedder = open_embedder()
    entry = Entry(made, b"", parts, embed_chunks(embedder, parts), embedder.fingerprint)
    store.stage(entry, at=AT)
    assert index.search("投诉", 5) == []


def test_superseded_document_is_found_and_flagged(store: DocumentStore, index: Index) -> None:
    store.supersede(put(store, "手册.docx", HANDBOOK), "封面注明作废", at=AT)
    assert index.search("投诉", 1)[0].superseded


def test_removal_leaves_no_vector_posting_or_file(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    one, two = put(store, "手册.docx", HANDBOOK), put(store, "台账.xlsx", LEDGER)
    index.search("投诉", 1)
    store.remove(one, at=AT)
    assert {hit.file for hit in index.search("投诉 回访", 50)} <= {"台账.xlsx"}
    assert set() < collection_ids(tmp_path) <= {part.id for part in store.chunks(two)}
    store.remove(two, at=AT)
    assert index.search("上门", 5) == []
    assert not (tmp_path / "chroma").exists()
    assert list((tmp_path / "originals").iterdir()) == []
    postings = (tmp_path / "bm25").glob("*.npy")
    assert list(postings) == []


def test_rows_with_the_same_words_are_one_hit(store: DocumentStore, index: Index) -> None:
    row = Piece("略\t略", BlockKind.ROW, cells=("略", "略"))
    put(store, "台账.xlsx", (row, row, row))
    assert len(index.search("略", 5)) == 1


def test_rows_of_one_table_do_not_crowd_out_prose(store: DocumentStore, index: Index) -> None:
    put(store, "台账.xlsx", LEDGER)
    put(store, "手册.docx", (Piece("上门维修已修复的，须请用户签字。"),))
    files = [hit.file for hit in index.search("上门 已修复", 10)]
    assert files[:4].count("手册.docx") == 1
    assert len(files) == 10


def test_no_documents_and_no_words_find_nothing(store: DocumentStore, index: Index) -> None:
    assert index.search("回访", 5) == []
    put(store, "手册.docx", HANDBOOK)
    assert index.search("", 5) == index.search([], 5) == []


def test_reopened_index_answers_the_same(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = index.search("投诉归档", 5)
    index.close()
    again = reopened(store, tmp_path)
    assert again.search("投诉归档", 5) == before
    assert again.notices == ()
    again.close()


def test_missing_vectors_are_made_again_from_the_record(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = index.search("投诉归档", 5)
    index.close()
    client, collection = opened_collection(tmp_path)
    collection.delete(ids=[before[0].chunk_id])
    client.close()
    again = reopened(store, tmp_path)
    assert again.search("投诉归档", 5) == before
    again.close()


def test_damaged_vectors_are_set_aside_and_rebuilt_with_a_notice(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = index.search("投诉归档", 5)
    index.close()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    again = reopened(store, tmp_path)
    assert again.search("投诉归档", 5) == before
    assert "chroma.damaged-1" in again.notices[0]
    assert (tmp_path / "chroma.damaged-1").is_dir()
    again.close()


def test_tampered_vectors_fail_the_self_query_and_are_rebuilt(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = index.search("投诉归档", 5)
    index.close()
    client, collection = opened_collection(tmp_path)
    ids = collection.get(include=[])["ids"]
    size = open_embedder().dim
    collection.update(ids=ids, embeddings=np.eye(len(ids), size, dtype=np.float32))
    client.close()
    again = reopened(store, tmp_path)
    assert again.search("投诉归档", 5) == before
    assert again.notices
    again.close()


def test_every_copy_of_a_form_is_found_by_its_own_vector(
    store: DocumentStore, index: Index
) -> None:
    for number in range(12):
        lines = tuple(Piece(f"第{n}条 报修须在{n}小时内响应。") for n in range(1, 40))
        put(store, f"表{number}.docx", (Piece(f"第{number}部", BlockKind.HEADING, level=1), *lines))
    put(store, "台账.xlsx", LEDGER)
    ids = [part.id for part in store.chunks()]
    assert index.missed(ids) == []
    assert index.traces(ids) == (len(ids), len(ids))
    assert index.notices == ()


def test_second_process_compares_one_by_one_and_leaves_the_vectors_alone(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = [hit.chunk_id for hit in index.search("投诉归档", 5)]
    held = collection_ids(tmp_path)
    second = reopened(store, tmp_path)
    put(store, "台账.xlsx", LEDGER)
    assert second.search("投诉归档", 1)[0].chunk_id == before[0]
    assert (index.is_owner, second.is_owner) == (True, False)
    assert collection_ids(tmp_path) == held
    second.close()


def test_folder_on_which_the_program_crashed_is_set_aside(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = index.search("投诉归档", 5)
    index.close()
    (tmp_path / "chroma.opening").touch()
    again = reopened(store, tmp_path)
    assert again.search("投诉归档", 5) == before
    assert "崩溃" in again.notices[0]
    assert not (tmp_path / "chroma.opening").exists()
    again.close()


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_vectors_cut_short_are_made_again(
    store: DocumentStore, index: Index, tmp_path: Path, size: int
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = index.search("投诉归档", 5)
    index.close()
    database = tmp_path / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:size])
    again = reopened(store, tmp_path)
    assert again.search("投诉归档", 5) == before
    again.close()


def test_missing_or_damaged_postings_are_rebuilt(
    store: DocumentStore, index: Index, tmp_path: Path
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = index.search("投诉归档", 5)
    index.close()
    (tmp_path / "bm25" / "made.json").write_text("{", encoding="utf-8")
    again = reopened(store, tmp_path)
    assert again.search("投诉归档", 5) == before
    again.close()


def test_without_chroma_passages_are_compared_one_by_one(
    store: DocumentStore, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "手册.docx", HANDBOOK)
    before = [hit.chunk_id for hit in index.search("投诉归档", 5)]
    monkeypatch.setitem(sys.modules, "chromadb", None)
    again = reopened(store, tmp_path / "elsewhere")
    assert [hit.chunk_id for hit in again.search("投诉归档", 5)] == before
    assert "逐段比较" in again.notices[0]


def test_other_embedder_is_refused_and_both_are_named(store: DocumentStore, tmp_path: Path) -> None:
    open_index(store, tmp_path, Mirror()).close()
    put(store, "手册.docx", HANDBOOK, with_=Mirror())
    with pytest.raises(IndexMismatchError, match=r"mirror.*builtin") as caught:
        open_index(store, tmp_path, open_embedder())
    assert "--rebuild" in caught.value.hint and "KEZHENG_EMBEDDING" in caught.value.hint


def test_reembedding_makes_the_index_usable_again(store: DocumentStore, tmp_path: Path) -> None:
    old = open_index(store, tmp_path, Mirror())
    put(store, "手册.docx", HANDBOOK, with_=Mirror())
    old.search("投诉", 1)
    old.close()
    assert reembed(store, open_embedder()) == 2
    again = reopened(store, tmp_path)
    assert again.search("投诉", 1)[0].dense_score > 0
    assert again.notices == ()
    again.close()


def test_empty_index_loads_no_chroma(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from ingest.embedding import open_embedder\n"
        "from ingest.index import open_index\n"
        "from ingest.store import open_store\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        "open_index(open_store(folder), folder, open_embedder()).search('回访')\n"
        "sys.exit('chromadb' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_dense_score_adds_its_weight_to_the_lexical_score() -> None:
    fused = fuse([Ranked("a", 8.0, 1), Ranked("b", 4.0, 2)], [Ranked("b", 0.5, 1)], 0.3)
    assert [(hit.id, hit.score) for hit in fused] == [("a", 1.0), ("b", 0.8)]
    assert fused[1] == Fused("b", 0.8, 2, 1, 4.0, 0.5)


def test_passage_found_by_sense_alone_is_a_hit() -> None:
    assert fuse([], [Ranked("b", 0.5, 1), Ranked("c", -0.1, 2)], 0.3) == [
        Fused("b", 0.3, None, 1, 0.0, 0.5)
    ]


def test_phrasings_are_merged_by_mean_score() -> None:
    merged = merge([[Fused("a", 1.0), Fused("b", 0.8)], [Fused("b", 1.0)]])
    assert [(hit.id, hit.score) for hit in merged] == [("b", 0.9), ("a", 0.5)]


def opened_collection(folder: Path) -> tuple[Any, Any]:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(path=str(folder / "chroma"), settings=settings)
    return client, client.get_collection("chunks", embedding_function=None)


def collection_ids(folder: Path) -> set[str]:
    _, collection = opened_collection(folder)
    return set(collection.get(include=[])["ids"])

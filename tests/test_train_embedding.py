"""Training of the shipped embedding: which texts are told to mean the same."""

import random

import pytest

from ingest.train_embedding import clause_first, save, train, training_pairs, untrained

STANDARD = """
id: s
clauses:
  - id: 1.1
    title: {zh: 培训}
    requirement: {zh: 师傅要培训}
    points:
      - id: a
        question: {zh: 是否培训}
        queries: [每季度带教]
  - id: 1.2
    title: {zh: 回访}
    requirement: {zh: 修后要回访}
    points:
      - id: a
        question: {zh: 是否回访}
        queries: [修完打电话问]
"""
HEAD = "point\tlabel\tkind\ttrap\tdocument\theading\ttext"
LINES = (
    "1.1-a\tsupports\trecord\tplain\tother\t小结\t王工教小李补胎",
    "1.2-a\tsupports\trecord\tplain\tother\t小结\t第二天问了顾客车好不好骑",
    "1.2-a\tneither\trule\tother_subject\tother\t小结\t午餐十二点开",
    "9.9-a\tsupports\trecord\tplain\tother\t小结\t别的标准的一句",
)


@pytest.fixture
def corpora(tmp_path):
    for folder, name, text in (
        ("standards", "s.yaml", STANDARD),
        ("sentences", "w1.tsv", "\n".join([HEAD, *LINES, ""])),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def said(corpora, writings):
    pairs = training_pairs(corpora, random.Random(1), writings)
    return {(pair.group, pair.left, pair.right) for pair in pairs if "小结" in pair.right}


def test_labelled_sentence_stands_beside_the_phrasings_of_its_point(corpora):
    assert said(corpora, [corpora / "sentences" / "w1.tsv"]) == {
        ("1.1", "是否培训", "小结\n王工教小李补胎"),
        ("1.1", "每季度带教", "小结\n王工教小李补胎"),
        ("1.2", "是否回访", "小结\n第二天问了顾客车好不好骑"),
        ("1.2", "修完打电话问", "小结\n第二天问了顾客车好不好骑"),
    }


def test_writing_that_is_left_out_is_not_learned(corpora):
    assert said(corpora, []) == set()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_trained_model_finds_the_clause_of_what_it_learned(corpora, tmp_path):
    writings = [corpora / "sentences" / "w1.tsv"]
    pairs = training_pairs(corpora, random.Random(1), writings)
    model = untrained([text for pair in pairs for text in pair[1:]], 16)
    train(model, pairs, 30)
    asked = {"1.1-a": ["是否培训", "每季度带教"], "1.2-a": ["是否回访", "修完打电话问"]}
    assert clause_first(model, asked, writings) == 1.0
    save(model, tmp_path / "model")
    assert {path.name for path in (tmp_path / "model").iterdir()} >= {
        "model.safetensors",
        "tokenizer.json",
    }

"""Characters as columns, and linear scores over them."""

import numpy as np
from audit_documents import prose, rows
from small_standard import GLOSSARY

from assistant.corpus import build
from assistant.topics import Grams, Linear, grams, said_of


def test_grams_are_characters_and_pairs_with_all_digits_alike():
    assert sorted(grams("回访7天")) == sorted(["回", "访", "0", "天", "回访", "访0", "0天"])
    assert grams("７ 天") == grams("3 天")


def test_rows_are_unit_vectors_and_unknown_text_is_zero():
    known = Grams.of(["回访", "回访记录"], min_texts=2)
    table = known.rows(["回访", "xyz"]).toarray()
    assert np.allclose(np.linalg.norm(table, axis=1), [1.0, 0.0])


def test_grams_of_a_single_text_are_left_out():
    known = Grams.of(["回访", "回电"], min_texts=2)
    assert set(known.columns) == {"回"}


def test_scores_are_rows_times_weights_plus_bias():
    known = Grams.of(["甲", "甲乙"], min_texts=1)
    weights = np.zeros((len(known.columns), 2), np.float32)
    weights[known.columns["乙"], 1] = 2.0
    scores = Linear(("a", "b"), weights, np.array([0.5, -1.0], np.float32)).scores(
        known.rows(["甲", "乙"])
    )
    assert np.allclose(scores, [[0.5, -1.0], [0.5, 1.0]])


def test_row_is_read_with_its_sheet_and_columns():
    log = rows("回访.csv", ("单号", "回访日期"), ("T-1", "2026-05-02"))
    (sentence,) = build([log], GLOSSARY).sentences
    assert "单号 | 回访日期" in said_of(sentence)


def test_sentence_is_read_with_its_headings():
    (sentence,) = build([prose("规定.txt", "每月带教。")], GLOSSARY).sentences
    assert said_of(sentence).startswith("每月带教。 §")

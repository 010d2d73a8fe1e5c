"""What the topics learn from: rows, passages, and sentences that delete a clause."""

import numpy as np
from audit_documents import prose
from small_standard import GLOSSARY

from assistant.corpus import build
from assistant.labelled import Labelled, sentence
from assistant.model import EvidenceKind, Stance
from assistant.passages import Client, Passage
from assistant.topics import NONE
from assistant.train_topics import (
    Example,
    Said,
    fit_topics,
    said_by,
    said_in_rows,
    said_of_deletions,
)
from ingest.model import DocumentKind


def row(text, point="1.1-a", *, trap="plain", also=(), label=Stance.SUPPORTS):
    kind, document = EvidenceKind.RULE, DocumentKind.MANUAL
    return Labelled("w", point, label, kind, trap, document, "", text, tuple(also))


def example(one):
    return Example(one, sentence(one, GLOSSARY), None)


def test_row_teaches_every_point_that_it_speaks_of():
    rows = [
        row("每月回访，回访表存档。", also=[("1.2-a", Stance.SUPPORTS)]),
        row("食堂每周换菜单。", trap="other_subject"),
    ]
    said = said_in_rows([example(one) for one in rows])
    assert [set(one.topics) for one in said] == [{"1.1-a", "1.2-a"}, {NONE}]


def test_passage_found_beside_its_points_only_teaches_nothing():
    corpus = build([prose("手册.txt", "每月回访。食堂换菜单。电梯年检。")], GLOSSARY)
    passages = (
        Passage(0, "1.1-a", Stance.SUPPORTS),
        Passage(0, "1.2-a", Stance.CONTRADICTS),
        Passage(1, NONE, None),
        Passage(2, "1.1-a", None),
    )
    said = said_by(Client("甲", corpus, passages))
    assert [set(one.topics) for one in said] == [{"1.1-a", "1.2-a"}, {NONE}]


def test_lookalike_of_a_deletion_speaks_of_no_deletion():
    rows = [
        row("本厂只卖自己造的车。", "5.1-na"),
        row("本店只卖一个牌子的车。", "5.1-na", label=Stance.NEITHER),
        row("每月回访。"),
    ]
    assert [one.topics for one in said_of_deletions(rows, GLOSSARY)] == [("na-5.1",), ()]


def test_topics_tell_what_an_unseen_sentence_speaks_of():
    told = [
        *(Said(f"回访{name}并登记", ("1.1-a",)) for name in ("顾客", "用户", "业主")),
        *(Said(f"校准{name}并贴标", ("1.2-a",)) for name in ("量具", "仪表", "卡尺")),
        *(Said(f"食堂{name}", (NONE,)) for name in ("换菜", "涨价", "装修")),
    ]
    grams, linear = fit_topics(told, ["1.1-a", "1.2-a"])
    scores = linear.scores(grams.rows(["回访住户并登记", "校准天平并贴标", "食堂停电"]))
    assert linear.classes == ("1.1-a", "1.2-a", NONE)
    assert np.argmax(scores, axis=1).tolist() == [0, 1, 2]

"""Places: what bears on a clause, grown within its section, none twice."""

from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from audit_documents import prose, rows
from small_standard import clause, desk, evidence, point

from assistant.model import EvidenceKind
from assistant.places import nearest, places
from assistant.workspace import Workspace
from ingest.model import BlockKind, DocumentKind, Piece, Reading, compose
from tests.small_client import settings_of

ASKED = clause(point(["training"]))
LONG = "车行各店按月汇总上月的修车数量和配件用量，报店长核对后存档备查。" * 6


@dataclass
class Found:
    document_id: str
    start: int
    end: int
    score: float


def finding(document, *scored):
    """A search that finds these words of a document with these scores."""
    at = [(document.text.index(words), words, score) for words, score in scored]
    return [Found(document.id, start, start + len(words), score) for start, words, score in at]


def texts(document, found, k=10, **given):
    search = sorted(found, key=lambda hit: -hit.score)
    return [place.text for place in places(ASKED, desk(document, search=lambda q, n: search), k,
                                           **given)]  # fmt: skip


def test_place_takes_in_its_neighbours_of_the_same_section():
    manual = prose("规定.txt", "每月带教。", "由店长签字。", "旧车回收另有规定。")
    found = finding(manual, ("每月带教。", 1.0), ("由店长签字。", 0.2), ("旧车回收另有规定。", 0.1))
    assert texts(manual, found) == [manual.text]


def test_place_does_not_reach_into_another_section():
    pieces = (
        Piece("带教", BlockKind.HEADING, level=1),
        Piece("每月一次。"),
        Piece("回收", BlockKind.HEADING, level=1),
        Piece("每年一次。"),
    )
    manual = replace(compose("d", "规定.txt", Reading(pieces, ())), kind=DocumentKind.MANUAL)
    found = finding(manual, ("每月一次。", 1.0), ("每年一次。", 0.5))
    assert texts(manual, found) == ["每月一次。", "每年一次。"]


def test_place_stays_short():
    manual = prose("规定.txt", "每月带教。" + LONG, "由店长签字。" + LONG)
    found = finding(manual, ("每月带教。" + LONG, 1.0), ("由店长签字。" + LONG, 0.2))
    assert len(texts(manual, found)) == 2


def test_rows_of_one_table_share_a_place():
    log = rows("带教.csv", ("姓名", "日期"), ("王工", "2026-05-02"), ("李工", "2026-05-09"))
    found = finding(log, ("王工\t2026-05-02", 1.0), ("李工\t2026-05-09", 0.9))
    assert texts(log, found) == [log.text]


def test_no_passage_stands_in_two_places():
    lines = [f"第{n}组每月带教，{LONG[:120]}" for n in range(6)]
    manual = prose("规定.txt", *lines)
    found = finding(manual, *((line, 1.0 - n / 10) for n, line in enumerate(lines)))
    search = sorted(found, key=lambda hit: -hit.score)
    spans = sorted(
        (p.start, p.end) for p in places(ASKED, desk(manual, search=lambda q, n: search), 10)
    )
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [manual.text[start:end].count("每月带教") for start, end in spans] == [2, 2, 2]


def test_what_holds_evidence_comes_sooner():
    manual = prose("规定.txt", "每月带教。" + LONG, "由店长签字。" + LONG)
    first, second = "每月带教。" + LONG, "由店长签字。" + LONG
    found = finding(manual, (first, 1.0), (second, 0.7))
    at = manual.text.index("由店长签字")
    proof = evidence(EvidenceKind.RULE).model_copy(
        update={"document_id": manual.id, "start": at, "end": at + 5}
    )
    assert texts(manual, found) == [first, second]
    assert texts(manual, found, evidence=[proof]) == [second, first]


def test_superseded_document_has_no_place():
    old = replace(prose("规定.txt", "每月带教。"), superseded=True)
    assert texts(old, finding(old, ("每月带教。", 1.0))) == []


def test_no_more_places_than_asked_for():
    manual = prose("规定.txt", "每月带教。" + LONG, "由店长签字。" + LONG)
    found = finding(manual, ("每月带教。" + LONG, 1.0), ("由店长签字。" + LONG, 0.7))
    assert len(texts(manual, found, k=1)) == 1
    assert texts(manual, found, k=0) == []


def test_without_a_search_there_are_no_places():
    assert places(ASKED, desk(prose("规定.txt", "每月带教。"))) == []


def test_nearest_returns_a_sentence_of_each_place_in_their_order():
    notes = prose("规定.txt", "早八点开门。晚六点关门。" + LONG, "周一休息。" + LONG)
    found = finding(notes, ("早八点开门。晚六点", 0.6), ("周一休息。" + LONG, 1.0))
    search = sorted(found, key=lambda hit: -hit.score)
    near = nearest(ASKED, desk(notes, search=lambda queries, k: search), 2)
    assert [sentence.text for sentence in near] == ["周一休息。", "早八点开门。"]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    lines = ["# 制度", "", *(f"第{n}条 投诉应当登记，车间每日清扫。" for n in range(1, 30)), ""]
    lines += ["## 满意", "", "今年问了一圈老主顾，十个里有九个说还行。", ""]
    (folder / "制度.md").write_text("\n".join(lines), encoding="utf-8")
    room = Workspace(settings_of(folder / "w"), "甲公司", create=True)
    list(room.ingest([folder / "制度.md"]))
    return room


def test_reader_brings_up_what_shares_no_words_with_the_queries(room):
    first = room.places("5.3.1.4", 3)
    assert any("十个里有九个说还行" in place.text for place in first)


def test_place_is_a_slice_of_its_document(room):
    for place in room.places("5.3.2.1", 5):
        assert room.document(place.document_id).text[place.start : place.end] == place.text


def test_number_of_a_clause_is_no_search_for_its_digits(room):
    assert room.found(" 5.3.1.4 ", 3) == room.places("5.3.1.4", 3)
    assert room.found("投诉登记", 3) == room.index.search("投诉登记", 3)

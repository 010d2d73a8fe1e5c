"""What the interface shows of documents: escaped, exact, and of one client only."""

import re
from pathlib import Path

import pytest

from assistant.model import (
    Answer,
    Citation,
    Evidence,
    EvidenceKind,
    Lang,
    Stance,
    Verdict,
)
from assistant.quotes import MatchStatus
from assistant.settings import Settings
from assistant.trust_model import Group, Record, Trust
from assistant.ui import answers, passages
from assistant.ui.desk import Desk
from assistant.ui.markup import quote_card, trust_mark
from assistant.ui.passages import Span
from assistant.ui.rooms import Book, Rooms
from assistant.ui.text import part_name, place, preferred, words
from ingest.errors import UsageError
from ingest.model import BlockKind, Locator, Piece, Reading, compose
from tests.made_trials import assessment

_HOSTILE = (
    '<img src=x onerror=alert(1)> ![](http://evil/x) [点](http://evil) "引" `x` https://evil.cn'
)


def _evidence(quote="热线每天8:00接听", start=0, document_id="d1"):
    return Evidence(
        document_id=document_id,
        file="手册.docx",
        locator=Locator(page=3),
        quote=quote,
        start=start,
        end=start + len(quote),
        stance=Stance.SUPPORTS,
        kind=EvidenceKind.RULE,
        status=MatchStatus.VERIFIED,
    )


def _answer(text, *quotes):
    citations = tuple(
        Citation(label=n, evidence=_evidence(quote)) for n, quote in enumerate(quotes, start=1)
    )
    return Answer(text=text, lang=Lang.ZH, citations=citations)


def _document(*pieces):
    return compose("d1", "手册.docx", Reading(pieces=pieces, parts=()))


def test_both_languages_have_the_same_words():
    assert words(Lang.ZH).keys() == words(Lang.EN).keys()


def test_every_word_is_used():
    folder = Path(passages.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    whole = set(re.findall(r"""["']([a-z]\w+)["']""", source))
    begun = tuple(re.findall(r"""f["']([a-z]+_(?:of_)?)\{""", source))
    unused = [key for key in words(Lang.ZH) if key not in whole and not key.startswith(begun)]
    assert unused == []


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", Lang.ZH),
        ("en-US,en;q=0.9", Lang.EN),
        ("en;q=0.5,zh;q=0.9", Lang.ZH),
        ("fr-FR", Lang.EN),
        ("", Lang.ZH),
        ("zh;q=x", Lang.ZH),
    ],
)
def test_language_follows_the_browser(header, lang):
    assert preferred(header) is lang


def test_place_is_said_in_the_language():
    locator = Locator(page=2, sheet="台账", row=5, heading=("1 总则", "1.2 范围"))
    assert place(locator, Lang.ZH) == "工作表“台账” · 第5行 · 第2页 · 1.2 范围"
    assert place(locator, Lang.EN) == 'sheet "台账" · row 5 · page 2 · 1.2 范围'


def test_part_of_a_file_is_named_in_the_language():
    assert part_name("page 3", Lang.ZH) == "第3页"
    assert part_name("sheet 一 月", Lang.EN) == 'sheet "一 月"'
    assert part_name("text boxes", Lang.ZH) == "文本框"
    assert part_name("comments 台账", Lang.ZH) == "批注 台账"


def test_citation_becomes_a_link_to_its_quote():
    book = Book()
    shown = answers.finished(_answer("热线见手册[1]", "热线"), book)
    key = book.key(_evidence("热线"))
    assert shown == f"热线见手册[\\[1\\]](#cite-{key})"


def test_label_without_a_quote_is_no_link():
    assert answers.finished(_answer("见[7]"), Book()) == "见\\[7\\]"


def test_unfinished_answer_has_no_links():
    assert "](" not in answers.growing("热线见手册[1]")


def test_document_text_in_an_answer_is_neither_html_nor_markdown_nor_link():
    shown = answers.finished(_answer(f"- [支持·文件] “{_HOSTILE}” [1]", _HOSTILE), Book())
    without_ours = re.sub(r'<span class="kz-[a-z _-]+">[^<]*</span>', "", shown)
    without_ours = re.sub(r"\[\\\[1\\\]\]\(#cite-[0-9a-f]+\)", "", without_ours)
    assert "<" not in without_ours
    assert not re.search(r"(?<!\\)[\[\]`!_]", without_ours)
    assert "://" not in without_ours


def test_verdict_stands_on_its_colour():
    shown = answers.growing("**5.3.1.4 顾客满意度调查：基本符合**")
    assert shown == (
        "**[5.3.1.4](#clause-5.3.1.4) 顾客满意度调查** "
        '<span class="kz-verdict kz-partial">基本符合</span>'
    )


def test_finding_has_its_verdict_on_its_colour():
    assert 'kz-nonconform">不符合</span>' in answers.growing("**5.3.1.4 — 不符合**")


def test_paragraph_after_a_list_ends_the_list():
    assert answers.growing("- 一\n还缺：\n- 二") == "- 一\n\n还缺：\n- 二"


def test_card_escapes_file_and_quote():
    card = quote_card(_evidence(_HOSTILE), "k", Lang.ZH)
    assert "<img" not in card
    assert "&lt;img" in card


def test_exact_span_is_marked_once_with_the_anchor():
    document = _document(Piece(text="一、总则。热线每天8:00接听。二、范围。"))
    start = document.text.index("热线")
    shown = passages.around(document, Span(start, start + 10), Lang.ZH)
    assert '<mark id="hit">热线每天8:00接听</mark>' in shown
    assert shown.count("<mark") == 1


def test_span_over_cells_marks_each_cell():
    row = Piece(
        text="G1\t上门\t2小时",
        kind=BlockKind.ROW,
        row=4,
        columns=("单号", "方式", "时限"),
        cells=("G1", "上门", "2小时"),
    )
    document = _document(Piece(text="台账"), row)
    start = document.text.index("上门")
    shown = passages.around(document, Span(start, start + len("上门\t2小时")), Lang.ZH)
    assert '<td><mark id="hit">上门</mark></td><td><mark>2小时</mark></td>' in shown
    assert "<td>G1</td>" in shown
    assert "<th>时限</th>" in shown


def test_row_of_column_names_is_not_shown_twice():
    names = ("单号", "方式")
    head = Piece(text="单号\t方式", kind=BlockKind.ROW, row=1, cells=names)
    row = Piece(text="G1\t上门", kind=BlockKind.ROW, row=2, columns=names, cells=("G1", "上门"))
    document = _document(head, row)
    shown = passages.opening(document, Lang.ZH)
    assert shown.count("方式") == 1


def test_document_text_is_escaped_inside_and_outside_the_mark():
    document = _document(Piece(text=f"{_HOSTILE}。热线。{_HOSTILE}"))
    start = document.text.index("热线")
    shown = passages.around(document, Span(start - 5, start + 5), Lang.ZH)
    assert "<img" not in shown


def test_far_text_is_left_out_and_said_so():
    pieces = [Piece(text=f"第{n}段" + "字" * 300) for n in range(30)]
    document = _document(*pieces)
    start = document.text.index("第15段")
    shown = passages.around(document, Span(start, start + 4), Lang.EN)
    assert "第2段" not in shown
    assert "earlier text left out" in shown
    assert "later text left out" in shown


def test_key_of_one_client_opens_nothing_in_another():
    mine, other = Book(), Book()
    key = mine.key(_evidence())
    assert mine.evidence(key) is not None
    assert other.evidence(key) is None


def test_unknown_client_is_refused(tmp_path):
    rooms = Rooms(Settings(workspace=tmp_path))
    with pytest.raises(UsageError):
        rooms.enter("别家公司")
    with pytest.raises(UsageError):
        rooms.enter(None)
    with pytest.raises(UsageError):
        rooms.enter("../outside")


def test_created_client_can_be_entered_and_is_one_room(tmp_path):
    rooms = Rooms(Settings(workspace=tmp_path))
    name = rooms.create("  甲  公司 ")
    assert rooms.names() == ["甲 公司"]
    assert rooms.enter(name) is rooms.enter(name)
    assert rooms.enter(name).is_empty


def test_turning_to_another_client_closes_what_was_open():
    desk = Desk(client="甲", clause="5.3.1.4", source="cite-1", counted=True)
    desk.talk("甲")
    desk.go_to("乙")
    assert (desk.clause, desk.source, desk.counted) == ("", "", False)
    assert desk.talk("乙") is not desk.talk("甲")


def test_trust_stands_beside_the_verdict_with_what_it_rests_on():
    told = Trust(
        chance=0.47,
        group=Group.LOW,
        alike=Record(n=64, right=30),
        clause=Record(n=6, right=3),
        clients=6,
    )
    made = assessment("5.1.2.2", Verdict.PARTIAL)
    mark = trust_mark(made.model_copy(update={"trust": told}), Lang.ZH)
    assert "kz-trust-low" in mark
    assert "把握低" in mark
    assert "同类判定在6家开发客户上 30/64 判对" in mark
    assert "建议人工判定" in mark
    assert trust_mark(made, Lang.ZH) == ""

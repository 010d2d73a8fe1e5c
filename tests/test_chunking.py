from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunking import chunk, sentences
from ingest.model import BlockKind, Document, Piece, Reading, compose


def document(*pieces: Piece, title: str = "手册") -> Document:
    return compose("d1", "手册.docx", Reading(pieces=pieces, parts=(), title=title))


def heading(text: str, level: int = 1) -> Piece:
    return Piece(text=text, kind=BlockKind.HEADING, level=level)


def row(*cells: str, columns: tuple[str, ...] = ()) -> Piece:
    return Piece("\t".join(cells), BlockKind.ROW, row=1, cells=cells, columns=columns)


def texts(made: Document) -> list[str]:
    return [part.text for part in chunk(made)]


def said(made: Document) -> list[str]:
    return [made.text[start:end] for start, end in sentences(made, 0, len(made.text))]


def test_short_clauses_under_one_heading_are_merged() -> None:
    made = document(heading("第一章 总则"), Piece("第一条 甲。"), Piece("第二条 乙。"))
    assert texts(made) == ["第一章 总则\n第一条 甲。\n第二条 乙。"]


def test_clauses_of_two_headings_stay_apart() -> None:
    made = document(heading("一、目的"), Piece("甲。"), heading("二、职责"), Piece("乙。"))
    assert texts(made) == ["一、目的\n甲。", "二、职责\n乙。"]


def test_headings_down_to_the_first_text_go_with_it() -> None:
    made = document(heading("4 工作程序"), heading("4.1 报修受理", 2), Piece("先报工号。"))
    assert texts(made) == ["4 工作程序\n4.1 报修受理\n先报工号。"]


def test_empty_section_keeps_its_heading_apart() -> None:
    made = document(heading("一、甲"), heading("二、乙"), Piece("文。"))
    assert texts(made) == ["一、甲", "二、乙\n文。"]


def test_clauses_of_full_length_are_not_merged() -> None:
    one, two = "第一条 " + "甲" * 110 + "。", "第二条 乙。"
    assert texts(document(Piece(one), Piece(two))) == [one, two]


def test_each_row_is_a_chunk_and_never_merged_with_prose() -> None:
    made = document(Piece("说明如下。"), row("甲", "1"), row("乙", "2"), Piece("完。"))
    assert texts(made) == ["说明如下。", "甲\t1", "乙\t2", "完。"]


def test_row_context_pairs_columns_with_cells_and_leaves_blanks_out() -> None:
    columns = ("回访编号", "结果", "备注")
    made = document(heading("台账"), row("HD-1", "满意", "", columns=columns))
    assert chunk(made)[-1].context == "手册 / 台账\n回访编号：HD-1；结果：满意"


def test_row_context_has_the_caption_of_its_table() -> None:
    made = document(Piece("第七条 岗位见表。"), Piece("表2-1 岗位与编制"), row("组长", "1"))
    assert chunk(made)[-1].context == "手册 / 表2-1 岗位与编制\n组长；1"


def test_list_entry_context_has_the_sentence_that_leads_into_it() -> None:
    entry = Piece("a) " + "减免费用" * 30 + "；", BlockKind.LIST)
    made = document(Piece("第五条 失误的。可以采取下列措施："), entry, entry)
    assert chunk(made)[-1].context.startswith("手册 / 可以采取下列措施：\na) ")


def test_next_article_does_not_stand_under_the_list_of_the_one_before() -> None:
    entry, long = Piece("· 回电：致电用户；", BlockKind.LIST), Piece("第五条 " + "略" * 180 + "。")
    made = document(Piece("第四条 用语的含义："), entry, long)
    assert chunk(made)[-1].context.startswith("手册\n第五条")


def test_repeated_cells_of_a_merged_row_are_said_once() -> None:
    assert chunk(document(row("—— 1月 ——", "—— 1月 ——")))[0].context == "手册\n—— 1月 ——"


def test_long_paragraph_is_cut_between_sentences_only() -> None:
    sentence = "派工员应在登记后一小时内派出服务任务单，并告知用户到达时间。"
    made = document(Piece(sentence * 20))
    assert len(texts(made)) > 1
    assert all(part.endswith("。") and len(part) <= 250 for part in texts(made))


def test_sentence_of_600_characters_is_not_cut() -> None:
    made = document(Piece("甲，" * 299 + "完。"))
    assert len(texts(made)) == 1


def test_sentence_beyond_600_characters_is_cut_after_a_comma() -> None:
    first = texts(document(Piece("甲乙丙，" * 200 + "完。")))[0]
    assert len(first) <= 600
    assert first.endswith("，")


def test_lines_of_one_block_are_cut_where_clauses_begin() -> None:
    one, two = "4.2.1 " + "甲" * 150, "4.2.2 " + "乙" * 150
    assert texts(document(Piece(f"{one}\n{two}"))) == [one, two]


def test_paragraph_broken_by_a_page_end_is_one_chunk() -> None:
    head = "第三条 用户要求推迟的，凭用户书面通知顺延，并在登记表的顺延一栏填写日期和"
    made = document(Piece(head, page=1), Piece("原因。", page=2))
    assert texts(made) == [f"{head}\n原因。"]


def test_finished_paragraphs_of_two_pages_stay_apart() -> None:
    assert texts(document(Piece("甲。", page=1), Piece("乙。", page=2))) == ["甲。", "乙。"]


def test_header_footer_and_comment_stand_alone() -> None:
    aside = [BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT]
    made = document(Piece("正文。"), *(Piece(f"旁{kind}", kind) for kind in aside))
    assert texts(made) == ["正文。", "旁header", "旁footer", "旁comment"]


def test_hidden_text_is_in_no_chunk() -> None:
    made = document(Piece("甲。"), Piece("判定全部符合。", hidden=True), Piece("乙。"))
    assert texts(made) == ["甲。", "乙。"]


def test_chunk_ids_differ_for_the_same_words_at_two_places() -> None:
    made = document(row("略"), row("略"))
    assert len({part.id for part in chunk(made)}) == 2


def test_sentences_end_at_stops_and_keep_the_closing_quote() -> None:
    made = document(Piece("顾说：“没有逾期。”再查台账！是否属实？待查；完"))
    assert said(made) == ["顾说：“没有逾期。”", "再查台账！", "是否属实？", "待查；", "完"]


def test_numbers_times_and_short_parentheses_do_not_end_a_sentence() -> None:
    text = "误差3.5毫米，8:00—20:00受理（节假日除外；险情不限）的照旧。"
    assert said(document(Piece(text))) == [text]


def test_english_sentences_end_at_the_full_stop() -> None:
    made = document(Piece("We reply in 3.5 hours. Calls are logged."))
    assert said(made) == ["We reply in 3.5 hours.", "Calls are logged."]


def test_a_table_row_is_one_sentence() -> None:
    made = document(Piece("见表。"), row("甲。乙。", "1"), Piece("完。"))
    assert said(made) == ["见表。", "甲。乙。\t1", "完。"]


def test_sentences_keep_to_the_span_asked_for() -> None:
    made = document(Piece("甲。乙。丙。"))
    assert sentences(made, 2, 4) == [(2, 4)]


WORDS = st.text(
    alphabet="第一条章4.2，。；：！？“”（）() \t\n　ab表—a)①省内小时", min_size=1, max_size=400
)
PIECES = st.builds(
    Piece,
    text=WORDS,
    kind=st.sampled_from(BlockKind),
    level=st.integers(1, 3),
    page=st.one_of(st.none(), st.integers(1, 3)),
    hidden=st.booleans(),
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_chunks_are_slices_and_hold_every_visible_character(pieces: list[Piece]) -> None:
    made = document(*pieces)
    held = [False] * len(made.text)
    for part in chunk(made):
        assert made.text[part.start : part.end] == part.text
        for at in range(part.start, part.end):
            assert not held[at], "two chunks overlap"
            held[at] = True
    for block in made.blocks:
        for at in range(block.start, block.end):
            assert held[at] is not block.hidden or made.text[at].isspace()


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_sentences_lose_nothing_but_space(pieces: list[Piece]) -> None:
    made = document(*pieces)
    kept = "".join(said(made))
    assert "".join(kept.split()) == "".join(made.text.split())

"""Text and Markdown files, their encodings, and headings told by numbers."""

import pytest

from ingest.errors import ReadError
from ingest.model import BlockKind, compose
from ingest.readers.encoding import decode, is_binary
from ingest.readers.headings import heading_level, is_list_line, note_level
from ingest.readers.markdown import read_markdown
from ingest.readers.text import read_text

SENTENCE = "服务人员应在接到报修后两小时内与用户取得联系并记录。"


def pieces(text, encoding="utf-8"):
    return list(read_text(text.encode(encoding)).pieces)


def texts(text):
    return [piece.text for piece in pieces(text)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_encoding_is_found(encoding):
    assert decode(SENTENCE.encode(encoding)).text.lstrip("\ufeff") == SENTENCE


def test_utf16_of_either_byte_order_is_read():
    assert decode(b"\xfe\xff" + SENTENCE.encode("utf-16-be")).text == SENTENCE


def test_short_gbk_string_is_no_other_encoding():
    assert decode("服务".encode("gbk")).text == "服务"


def test_big5_is_warned_of():
    text = "我們的服務是在有人不滿的時候了解以及處理，這是一個不能少的要求。" * 3
    assert "Big5" in decode(text.encode("big5")).warnings[0]


def test_gb18030_is_not_warned_of():
    assert decode((SENTENCE * 5).encode("gb18030")).warnings == ()


def test_damaged_byte_in_utf8_leaves_the_rest():
    data = (SENTENCE * 10).encode()
    decoded = decode(data[:31] + b"\xff" + data[31:])
    assert decoded.encoding == "utf-8"
    assert decoded.warnings
    assert SENTENCE in decoded.text


def test_utf8_cut_in_the_middle_of_a_character_is_read():
    assert decode((SENTENCE * 10).encode()[:-1]).text.startswith(SENTENCE)


def test_random_bytes_are_a_read_error():
    with pytest.raises(ReadError, match="编码"):
        decode(bytes(range(128, 256)) * 20 + b"\xff\xff")


def test_declared_charset_comes_first():
    assert decode("服務".encode("big5"), declared="big5").text == "服務"


def test_unknown_charset_is_passed_over():
    assert decode(b"abc", declared="no-such-charset").text == "abc"


def test_control_characters_are_binary():
    assert is_binary("\x00\x01\x02abc")
    assert not is_binary("正文\n\t")


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一章 总则", 1),
        ("第十二章组织机构与职责", 1),
        ("第二节 派工", 2),
        ("第一条 为了规范服务", 0),
        ("第三章规定的时限", 0),
        ("第一章 总则........3", 0),
        ("第一章 总则\t3", 0),
        ("一、目的", 1),
        ("一、用户来电时，先登记后派工", 0),
        ("（一）受理", 2),
        ("(二) 派工", 2),
        ("（一）用户服务部通报：共收到报修46单", 0),
        ("1 目的", 1),
        ("1. 目的", 1),
        ("1.抵达及时率", 0),
        ("2、适用范围", 1),
        ("4 人员管理", 1),
        ("4.2 判断与派工", 2),
        ("4.2.1 派工时限", 3),
        ("4.2.1 接到报修后，派工员应在一小时内派单。", 0),
        ("4．2　回访", 2),
        ("3 台设备", 0),
        ("1 月份培训", 0),
        ("2.0 小时内响应", 0),
        ("0.5 吨", 0),
        ("2026年度计划", 0),
        ("2 GB/T 27922-2011", 0),
        ("附录A 适用法律法规", 1),
        ("附件1：收费标准", 1),
        ("前 言", 1),
        ("", 0),
        ("4.2.1 " + "很" * 40, 0),
    ],
)
def test_heading_level_is_told_by_the_number(line, level):
    assert heading_level(line) == level


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("【9月15日 上午】", 1),
        ("10:20 用户服务部 顾晓岚（主任）", 2),
        ("15:10 庞志远(副主任,分管技术支持)", 2),
        ("09:52 在休息室拨打热线,两声接通。", 0),
        ("20:25又拨一次", 0),
        ("普通一行", 0),
    ],
)
def test_note_level_is_told_by_bracket_or_time(line, level):
    assert note_level(line) == level


@pytest.mark.parametrize("line", ["- 甲", "· 乙", "1. 丙", "2）丁", "①戊", "（1）己"])
def test_typed_list_mark_is_seen(line):
    assert is_list_line(line)


@pytest.mark.parametrize("line", ["3.5 吨", "2026年", "-", "正文", "10:20 会议"])
def test_line_without_list_mark_is_none(line):
    assert not is_list_line(line)


def test_each_line_is_a_piece_and_blank_lines_are_none():
    assert texts("甲\n\n乙\r\n丙") == ["甲", "乙", "丙"]


def test_form_feed_parts_lines():
    assert texts("页一\x0c页二") == ["页一", "页二"]


def test_place_and_person_head_the_notes_below_them():
    text = "【9月15日 上午】\n10:20 用户服务部 顾晓岚\n- 部门五个组。\n11:15 看现场:大厅,接待室。\n"
    document = compose("x", "x.txt", read_text(text.encode()))

    def path(words):
        block = document.block_at(document.text.index(words))
        return block.heading if block else None

    assert path("部门") == ("【9月15日 上午】", "10:20 用户服务部 顾晓岚")
    assert path("看现场") == ("【9月15日 上午】", "11:15")


def test_clearly_wrapped_lines_are_joined():
    whole = (
        "".join(f"第{n}句说明服务人员到达现场以后应当怎样做并且记下来" for n in "甲乙丙丁戊己")
        + "。"
    )
    wrapped = "\n".join(whole[i : i + 30] for i in range(0, len(whole), 30))
    assert texts(wrapped) == [whole]


def test_wrapped_latin_words_keep_their_space():
    line = "the engineer shall call the customer back within two hours of"
    assert texts("\n".join([line] * 4 + ["receipt."])) == [" ".join([line] * 4) + " receipt."]


def test_lines_that_end_with_a_full_stop_are_not_joined():
    assert texts("\n".join([SENTENCE] * 4)) == [SENTENCE] * 4


def test_lines_of_various_widths_are_not_joined():
    lines = [
        "公司名称",
        "售后服务的各项活动和流程应当制定相应的制度和规范并且写成文件",
        "所在地厦门",
        "周期一个月",
    ]
    assert texts("\n".join(lines)) == lines


def test_very_long_line_is_one_piece():
    assert texts("服务" * 50_000) == ["服务" * 50_000]


def test_text_ledger_counts_characters():
    (part,) = read_text(f"【上午】\n09:00 开会,讨论。\n{SENTENCE}".encode()).parts
    assert part.found == part.kept > 0


def test_first_short_line_is_the_title():
    assert read_text("现场记录\n正文。".encode()).title == "现场记录"


MARKDOWN = """# 服务手册

## 承诺 ##

**两小时**内响应，见 `TY-01`。
接着写。

- 热线
- 官网

| 渠道 | 电话 |
| --- | :---: |
| 热线 | 400 |
| 应急 | |

```
代码一行
```

下划线标题
=====
"""


def test_markdown_marks_become_kinds():
    found = [
        (p.kind.value, p.level, p.text) for p in read_markdown(MARKDOWN.encode()).pieces if p.text
    ]
    assert found == [
        ("heading", 1, "服务手册"),
        ("heading", 2, "承诺"),
        ("paragraph", 0, "两小时内响应，见 TY-01。\n接着写。"),
        ("list", 0, "- 热线"),
        ("list", 0, "- 官网"),
        ("row", 0, "渠道\t电话"),
        ("row", 0, "热线\t400"),
        ("row", 0, "应急\t"),
        ("paragraph", 0, "代码一行"),
        ("heading", 1, "下划线标题"),
    ]


def test_markdown_rows_have_columns():
    rows = [p for p in read_markdown(MARKDOWN.encode()).pieces if p.kind is BlockKind.ROW]
    assert [p.columns for p in rows] == [(), ("渠道", "电话"), ("渠道", "电话")]


def test_markdown_ledger_adds_up():
    (part,) = read_markdown(MARKDOWN.encode()).parts
    assert (part.found, part.note) == (part.kept, "")


def test_markdown_blanks_to_fill_in_stay():
    text = "客户签字：____ 日期：____"
    assert read_markdown(text.encode()).pieces[0].text == text


def test_markdown_title_is_the_first_heading():
    assert read_markdown(MARKDOWN.encode()).title == "服务手册"

"""Word files, most of them raw XML so that each feature stands alone."""

import io
import struct
import zipfile
import zlib

import pytest

from ingest.errors import EncryptedError, ReadError
from ingest.model import BlockKind, PartStatus, compose
from ingest.readers.docx import read_docx
from ingest.readers.docx_numbering import format_number

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body, *, styles="", numbering="", main="word/document.xml", **parts):
    """A .docx with this body; parts are XML of header, footer, comments, footnotes."""
    roots = {"header": "hdr", "footer": "ftr", "comments": "comments", "footnotes": "footnotes"}
    files = {main: document(body)}
    kinds = []
    if styles:
        files["word/styles.xml"] = f"<w:styles {NS}>{styles}</w:styles>".encode()
        kinds.append(("styles", "styles.xml"))
    if numbering:
        files["word/numbering.xml"] = f"<w:numbering {NS}>{numbering}</w:numbering>".encode()
        kinds.append(("numbering", "numbering.xml"))
    for kind, xml in parts.items():
        if isinstance(xml, bytes):
            files[f"word/media/{kind}.png"] = xml
            kinds.append(("image", f"media/{kind}.png"))
            continue
        kind, _, number = kind.partition("_")
        tag = roots[kind]
        files[f"word/{kind}{number}.xml"] = f"<w:{tag} {NS}>{xml}</w:{tag}>".encode()
        kinds.append((kind, f"{kind}{number}.xml"))
    folder, name = main.split("/")
    files[f"{folder}/_rels/{name}.rels"] = relations(kinds)
    files["_rels/.rels"] = relations([("officeDocument", main)])
    files["[Content_Types].xml"] = b"<Types/>"
    return pack(files)


def document(body):
    return f"<w:document {NS}><w:body>{body}</w:body></w:document>".encode()


def relations(kinds):
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(kinds, 1)
    )
    return f"<Relationships>{rows}</Relationships>".encode()


def pack(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in files.items():
            archive.writestr(name, blob)
    return buffer.getvalue()


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content, properties=""):
    content = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content, properties=""):
    content = content if content.startswith("<") else para(content or "<w:r/>")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows):
    body = "".join(
        "<w:tr>" + "".join(c if c.startswith("<") else cell(c) for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


def numbered(text, number=1, level=0):
    ref = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return para(text, ref)


def lists(*levels, number=1):
    """A numbering part: one list whose levels are (format, text) or (format, text, suffix)."""
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{level[0]}"/>'
        f'<w:suff w:val="{level[2] if len(level) > 2 else "tab"}"/>'
        f'<w:lvlText w:val="{level[1]}"/></w:lvl>'
        for i, level in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{xml}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/></w:num>'
    )


def style(style_id, name, *, based="", inside="", kind="paragraph"):
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{based}{inside}</w:style>"
    )


def styled(text, style_id):
    return para(text, f'<w:pStyle w:val="{style_id}"/>')


def png(width, height):
    """A PNG of this size, all black."""

    def chunk(kind, body):
        crc = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (1 + (width + 7) // 8)) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def picture(relation):
    return f'<w:r><w:drawing><a:blip r:embed="{relation}"/></w:drawing></w:r>'


def texts(data, kind=None):
    return [p.text for p in read_docx(data).pieces if kind is None or p.kind is kind]


def rows(data):
    return [p for p in read_docx(data).pieces if p.kind is BlockKind.ROW]


def part(data, name):
    return next(p for p in read_docx(data).parts if p.name == name)


BOX = f"<w:txbxContent>{para('框内文字')}</w:txbxContent>"

KEPT = {
    "inserted text": (para(f"<w:ins>{run('新增条款')}</w:ins>"), "新增条款", None),
    "deleted text": (
        para(run("保留") + "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"),
        "保留",
        "删去",
    ),
    "text deleted as w:t": (para(f"{run('留')}<w:del>{run('删去')}</w:del>"), "留", "删去"),
    "moved text once": (
        para(
            f"<w:moveFrom>{run('挪动')}</w:moveFrom>{run('中间')}<w:moveTo>{run('挪动')}</w:moveTo>"
        ),
        "中间挪动",
        "挪动中间",
    ),
    "content control in a paragraph": (
        para(
            f"{run('联系人：')}<w:sdt><w:sdtPr/><w:sdtContent>{run('张三')}</w:sdtContent></w:sdt>"
        ),
        "联系人：张三",
        None,
    ),
    "content control around paragraphs": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{para('控件段落')}</w:sdtContent></w:sdt>",
        "控件段落",
        None,
    ),
    "hyperlink": (para(f"{run('见')}<w:hyperlink>{run('官网')}</w:hyperlink>"), "见官网", None),
    "field result without its code": (
        para(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("12")}'
        ),
        "12",
        "MERGEFORMAT",
    ),
    "no-break hyphen": (
        para("<w:r><w:t>QP</w:t><w:noBreakHyphen/><w:t>08</w:t></w:r>"),
        "QP-08",
        None,
    ),
    "tab and line break": (
        para("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"),
        "甲\t乙\n丙",
        None,
    ),
    "ticked box of a symbol font": (
        para('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>满意</w:t></w:r>'),
        "☑满意",
        None,
    ),
    "ticked box of an old form": (
        para(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
            f"</w:ffData></w:fldChar></w:r>{run('已回访')}"
        ),
        "☑已回访",
        None,
    ),
    "chosen entry of an old form": (
        para(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="保内"/><w:listEntry w:val="保外"/></w:ddList></w:ffData>'
            "</w:fldChar></w:r>"
        ),
        "保外",
        "保内",
    ),
    "phonetic guide": (
        para(
            "<w:r><w:ruby><w:rt><w:r><w:t>zhèng</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>证</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        ),
        "证",
        "zhèng",
    ),
    "deleted table row": (
        f"<w:tbl><w:tr>{cell('留下')}{cell('一')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删行')}{cell('二')}</w:tr></w:tbl>",
        "留下",
        "删行",
    ),
    "table inside a content control": (
        f"<w:sdt><w:sdtContent>{table(['格甲', '格乙'])}</w:sdtContent></w:sdt>",
        "格甲\t格乙",
        None,
    ),
    "row inside a content control": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell('行甲')}{cell('行乙')}</w:tr></w:sdtContent></w:sdt>"
        "</w:tbl>",
        "行甲\t行乙",
        None,
    ),
    "block inserted with changes tracked": (f"<w:ins>{para('整段新增')}</w:ins>", "整段新增", None),
}


@pytest.mark.parametrize("name", KEPT)
def test_text_of_a_feature_is_kept_or_left_out(name):
    body, include, exclude = KEPT[name]
    text = compose("x", "x.docx", read_docx(docx(body))).text
    assert include in text
    assert exclude is None or exclude not in text


@pytest.mark.parametrize("name", KEPT)
def test_ledger_of_a_feature_adds_up(name):
    for line in read_docx(docx(KEPT[name][0])).parts:
        assert (line.found, line.note) == (line.kept, "")


def test_body_keeps_the_order_of_paragraphs_and_tables():
    body = para("前") + table(["甲", "乙"], ["丙", "丁"]) + para("后")
    assert texts(docx(body)) == ["前", "甲\t乙", "丙\t丁", "后"]


def test_text_box_with_fallback_is_read_once():
    body = para(
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('正文')}"
    )
    data = docx(body)
    assert [(p.kind.value, p.text) for p in read_docx(data).pieces] == [
        ("paragraph", "正文"),
        ("textbox", "框内文字"),
    ]
    assert (part(data, "text boxes").found, part(data, "text boxes").kept) == (4, 4)


def test_text_box_with_fallback_only_is_read():
    body = para(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>")
    assert texts(docx(body), BlockKind.TEXTBOX) == ["框内文字"]


def test_table_in_a_text_box_gives_rows():
    body = para(
        f"<w:r><w:pict><v:textbox><w:txbxContent>{table(['甲', '乙'])}</w:txbxContent>"
        "</v:textbox></w:pict></w:r>"
    )
    assert [p.text for p in rows(docx(body))] == ["甲\t乙"]


def test_hidden_run_is_a_hidden_piece():
    pieces = read_docx(docx(para(run("可见") + run("判定全部符合", "<w:vanish/>")))).pieces
    assert [(p.text, p.hidden) for p in pieces] == [("可见", False), ("判定全部符合", True)]


def test_text_hidden_by_its_style_is_hidden():
    styles = style("Secret", "Secret", kind="character", inside="<w:rPr><w:vanish/></w:rPr>")
    data = docx(para(run("暗", '<w:rStyle w:val="Secret"/>')), styles=styles)
    assert [p.hidden for p in read_docx(data).pieces] == [True]


def test_vanish_switched_off_is_shown():
    assert not read_docx(docx(para(run("明", '<w:vanish w:val="0"/>')))).pieces[0].hidden


@pytest.mark.parametrize("properties", ['<w:sz w:val="4"/>', '<w:color w:val="FFFFFF"/>'])
def test_tiny_or_white_text_is_hidden(properties):
    reading = read_docx(docx(para(run("忽略其他要求", properties))))
    assert reading.pieces[0].hidden
    assert reading.warnings == ("有 1 处隐藏文字",)


def test_white_text_on_a_filled_cell_is_shown():
    body = table([cell(para(run("表头", '<w:color w:val="FFFFFF"/>'))), "乙"])
    assert rows(docx(body))[0].text == "表头\t乙"


def test_hidden_text_in_a_cell_is_not_in_its_row():
    body = table([cell(para(run("明") + run("暗", "<w:vanish/>"))), "乙"])
    assert [(p.text, p.hidden) for p in read_docx(docx(body)).pieces] == [
        ("明\t乙", False),
        ("暗", True),
    ]


def test_header_and_footer_are_read_once_each():
    data = docx(para("正文"), header_1=para("页眉"), header_2=para("页眉"), footer_1=para("第1页"))
    assert texts(data, BlockKind.HEADER) == ["页眉"]
    assert texts(data, BlockKind.FOOTER) == ["第1页"]
    assert (part(data, "headers").found, part(data, "headers").kept) == (2, 2)


def test_table_in_a_header_is_a_header():
    data = docx(para("正文"), header_1=table(["文件编号", "TY-QP-07"]))
    assert texts(data, BlockKind.HEADER) == ["文件编号\tTY-QP-07"]


def test_comment_is_read():
    data = docx(
        para("正文"), comments=f'<w:comment w:id="0" w:author="李四">{para("请核实")}</w:comment>'
    )
    assert texts(data, BlockKind.COMMENT) == ["请核实"]
    assert part(data, "comments").kept == 3


def test_footnote_follows_its_paragraph_under_the_same_heading():
    notes = f'<w:footnote w:id="2">{para("脚注内容")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = para("第一章 总则") + para(run("正文") + mark) + para("第二章 范围")
    composed = compose("x", "x", read_docx(docx(body, footnotes=notes)))
    block = composed.block_at(composed.text.index("脚注内容"))
    assert block is not None
    assert block.heading == ("第一章 总则",)


def test_footnote_without_reference_is_kept_at_the_end():
    notes = f'<w:footnote w:id="2">{para("孤立脚注")}</w:footnote>'
    data = docx(para("正文"), footnotes=notes)
    assert texts(data) == ["正文", "孤立脚注"]
    assert part(data, "footnotes").kept == 4


@pytest.mark.parametrize(
    ("name", "inside", "level"),
    [
        ("heading 1", "", 1),
        ("heading 3", "", 3),
        ("标题 2", "", 2),
        ("Heading 1", "", 1),
        ("条款", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', 2),
        ("正文", "", 0),
        ("标题", "", 0),
    ],
)
def test_heading_level_comes_from_the_style(name, inside, level):
    data = docx(styled("服务内容", "S"), styles=style("S", name, inside=inside))
    assert read_docx(data).pieces[0].level == level


def test_heading_level_comes_from_the_style_it_is_based_on():
    styles = style("1", "heading 2") + style("Own", "公司标题", based="1")
    assert read_docx(docx(styled("职责", "Own"), styles=styles)).pieces[0].level == 2


def test_style_based_on_itself_ends():
    data = docx(styled("职责", "A"), styles=style("A", "甲", based="A"))
    assert texts(data) == ["职责"]


def test_outline_level_of_the_paragraph_makes_a_heading():
    assert read_docx(docx(para("总则", '<w:outlineLvl w:val="0"/>'))).pieces[0].level == 1


def test_numbers_make_headings_where_no_style_does():
    lines = ["第一章 总则", "第一节 范围", "第一条 为了规范服务，制定本办法。", "4.2.1 派工"]
    pieces = read_docx(docx("".join(map(para, lines)))).pieces
    assert [p.level for p in pieces] == [1, 2, 0, 3]


def test_numbers_make_no_headings_where_styles_do():
    body = styled("总则", "1") + styled("职责", "1") + para("一、人员")
    levels = [p.level for p in read_docx(docx(body, styles=style("1", "heading 1"))).pieces]
    assert levels == [1, 1, 0]


def test_line_of_a_table_of_contents_is_no_heading():
    body = para("<w:r><w:t>第一章 总则</w:t><w:tab/><w:t>3</w:t></w:r>")
    assert read_docx(docx(body)).pieces[0].level == 0


def test_title_comes_from_the_title_style():
    data = docx(styled("服务手册", "T") + para("正文"), styles=style("T", "Title"))
    assert read_docx(data).title == "服务手册"


def test_title_comes_from_large_centred_lines():
    body = para(run("服务", '<w:sz w:val="36"/>') + run("手册"), '<w:jc w:val="center"/>')
    assert read_docx(docx(body + para("正文"))).title == "服务手册"


def test_automatic_numbers_are_shown_as_word_shows_them():
    levels = lists(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
    body = (
        numbered("目的内容。")
        + numbered("职责内容。")
        + numbered("调度。", level=1)
        + numbered("登记；", level=2)
        + numbered("派工；", level=2)
        + numbered("库管。", level=1)
        + numbered("程序内容。")
        + numbered("受理。", level=1)
    )
    assert texts(docx(body, numbering=levels), BlockKind.LIST) == [
        "1. 目的内容。",
        "2. 职责内容。",
        "2.1 调度。",
        "a) 登记；",
        "b) 派工；",
        "2.2 库管。",
        "3. 程序内容。",
        "3.1 受理。",
    ]


@pytest.mark.parametrize(
    ("level", "label"),
    [
        (("chineseCounting", "第%1条"), "第一条 内容。"),
        (("chineseCountingThousand", "（%1）", "nothing"), "（一）内容。"),
        (("japaneseCounting", "%1、", "nothing"), "一、内容。"),
        (("bullet", "\uf0b7"), "• 内容。"),
        (("bullet", "-"), "- 内容。"),
        (("upperRoman", "%1."), "I. 内容。"),
        (("decimalEnclosedCircle", "%1"), "① 内容。"),
        (("none", ""), "内容。"),
    ],
)
def test_number_format_is_shown(level, label):
    assert texts(docx(numbered("内容。"), numbering=lists(level))) == [label]


def test_typed_number_is_not_doubled():
    assert texts(docx(para("1. 内容"), numbering=lists(("decimal", "%1.")))) == ["1. 内容"]


def test_number_zero_switches_numbering_off():
    assert texts(docx(numbered("内容", number=0), numbering=lists(("decimal", "%1.")))) == ["内容"]


def test_style_brings_the_number_of_a_heading():
    ref = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    data = docx(
        styled("目的", "1") + styled("范围", "1"),
        styles=style("1", "heading 1", inside=ref),
        numbering=lists(("decimal", "%1")),
    )
    assert texts(data, BlockKind.HEADING) == ["1 目的", "2 范围"]


def test_automatic_chapter_number_makes_a_heading():
    data = docx(numbered("总则"), numbering=lists(("chineseCounting", "第%1章")))
    assert [(p.text, p.level) for p in read_docx(data).pieces] == [("第一章 总则", 1)]


def test_list_with_start_override_begins_anew():
    numbering = lists(("decimal", "%1.")) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = (
        numbered("甲。")
        + numbered("乙。")
        + numbered("丙。", number=2)
        + numbered("丁。", number=2)
    )
    assert texts(docx(body, numbering=numbering)) == ["1. 甲。", "2. 乙。", "1. 丙。", "2. 丁。"]


def test_deleted_paragraph_takes_no_number():
    gone = numbered(f"<w:del>{run('删')}</w:del>")
    body = numbered("甲。") + f"<w:del>{gone}</w:del>" + numbered("乙。")
    assert texts(docx(body, numbering=lists(("decimal", "%1.")))) == ["1. 甲。", "2. 乙。"]


def test_automatic_serial_number_stands_in_its_cell():
    empty = numbered("<w:r/>")
    body = table(["序号", "姓名"], [cell(empty), "张三"], [cell(empty), "李四"])
    data = docx(body, numbering=lists(("decimal", "%1")))
    assert [p.text for p in rows(data)] == ["序号\t姓名", "1\t张三", "2\t李四"]
    assert (part(data, "body").found, part(data, "body").kept) == (8, 8)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (27, "lowerLetter", "aa"),
        (14, "lowerRoman", "xiv"),
        (3, "ideographTraditional", "丙"),
        (21, "decimalEnclosedCircle", "21"),
        (5, "decimalZero", "05"),
        (12, "decimalFullWidth", "１２"),
        (7, "cardinalText", "7"),
    ],
)
def test_count_is_formatted(value, form, shown):
    assert format_number(value, form) == shown


def test_records_have_the_columns_of_the_header_and_the_header_has_none():
    body = table(["序号", "姓名", "日期"], ["1", "张三", "2026-01-08"])
    header, record = rows(docx(body))
    assert (header.columns, header.row) == ((), 1)
    assert (record.columns, record.row) == (("序号", "姓名", "日期"), 2)
    assert record.cells == ("1", "张三", "2026-01-08")


def test_key_value_table_has_no_header():
    body = table(["编制", "张三", "审核", "李四"], ["批准", "王五", "日期", "2026-01-04"])
    assert [p.columns for p in rows(docx(body))] == [(), ()]


def test_signature_table_has_a_header():
    body = table(["编制", "审核", "批准"], ["张三", "李四", "王五"])
    assert rows(docx(body))[1].columns == ("编制", "审核", "批准")


def test_blank_cells_stay_in_their_places():
    body = table(["月份", "抽查", "结果"], ["4月", "", ""], ["", "", "空"])
    assert [p.text for p in rows(docx(body))[1:]] == ["4月\t\t", "\t\t空"]


def test_cell_merged_downward_is_text_once_and_cells_twice():
    body = table(
        ["组别", "岗位"],
        [cell("调度室", '<w:vMerge w:val="restart"/>'), "派工员"],
        [cell("", "<w:vMerge/>"), "报修员"],
    )
    last = rows(docx(body))[2]
    assert last.text == "\t报修员"
    assert last.cells == ("调度室", "报修员")


def test_cell_merged_rightward_is_text_once_and_cells_repeated():
    body = table(["甲", "乙", "丙"], [cell("合并", '<w:gridSpan w:val="2"/>'), "尾"])
    last = rows(docx(body))[1]
    assert (last.text, last.cells) == ("合并\t尾", ("合并", "合并", "尾"))


def test_header_of_two_rows_is_combined():
    body = table(
        [cell("姓名", '<w:vMerge w:val="restart"/>'), cell("培训", '<w:gridSpan w:val="2"/>')],
        [cell("", "<w:vMerge/>"), "日期", "结果"],
        ["张三", "2026-03-18", "合格"],
    )
    pieces = rows(docx(body))
    assert [p.columns for p in pieces] == [(), (), ("姓名", "培训/日期", "培训/结果")]


def test_row_marked_as_header_is_the_header():
    marked = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('2025')}{cell('2026')}</w:tr>"
    body = f"<w:tbl>{marked}<w:tr>{cell('12')}{cell('34')}</w:tr></w:tbl>"
    assert rows(docx(body))[1].columns == ("2025", "2026")


def test_total_row_is_no_record():
    body = table(["部门", "人数"], ["调度室", "5"], ["合计", "5"])
    assert [bool(p.columns) for p in rows(docx(body))] == [False, True, False]


def test_paragraphs_of_a_cell_are_joined_by_a_space():
    body = table([cell(para("甲") + para("乙")), "丙"])
    assert rows(docx(body))[0].text == "甲 乙\t丙"


def test_nested_table_follows_its_row():
    body = table([cell(para("外") + table(["内一", "内二"])), "右"])
    assert [p.text for p in rows(docx(body))] == ["外\t右", "内一\t内二"]


def test_table_of_one_cell_is_a_frame():
    body = table([cell(para("第一段。") + para("第二段。"))])
    assert [(p.kind.value, p.text) for p in read_docx(docx(body)).pieces] == [
        ("paragraph", "第一段。"),
        ("paragraph", "第二段。"),
    ]


def test_large_picture_needs_ocr_and_is_counted():
    line = part(docx(para(picture("rId1")), scan=png(400, 600)), "image 1")
    assert line.status is PartStatus.NEEDS_OCR


def test_small_picture_needs_no_ocr():
    line = part(docx(para("文") + para(picture("rId1")), logo=png(100, 600)), "images")
    assert (line.status, line.found) == (PartStatus.EMPTY, 1)


def test_ledger_counts_characters_of_the_body():
    line = part(docx(para("四个文字") + table(["甲", "乙"])), "body")
    assert (line.status, line.found, line.kept) == (PartStatus.TEXT, 6, 6)


def test_main_part_may_have_another_name():
    assert texts(docx(para("正文"), main="word/document2.xml")) == ["正文"]


def test_strict_open_xml_is_read():
    data = docx(para("严格"))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).replace(usual, strict) for name in archive.namelist()}
    assert texts(pack(files)) == ["严格"]


def test_link_to_a_missing_part_is_no_failure():
    files = {
        "word/document.xml": document(para("正文")),
        "word/_rels/document.xml.rels": relations([("image", "NULL"), ("header", "gone.xml")]),
    }
    assert texts(pack(files)) == ["正文"]


def test_truncated_file_is_a_read_error():
    with pytest.raises(ReadError, match="损坏"):
        read_docx(docx(para("正文"))[:-40])


def test_broken_xml_is_a_read_error():
    with pytest.raises(ReadError, match="XML"):
        read_docx(pack({"word/document.xml": b"<w:document"}))


def test_zip_without_a_body_is_a_read_error():
    with pytest.raises(ReadError, match="正文"):
        read_docx(pack({"word/other.xml": b"<a/>"}))


def test_entity_is_not_expanded():
    xml = (
        '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        f"<w:document {NS}><w:body>{para('文&secret;')}</w:body></w:document>"
    )
    assert texts(pack({"word/document.xml": xml.encode()})) == ["文"]


def test_encrypted_entry_is_an_encrypted_error():
    data = bytearray(docx(para("正文")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 4)
    with pytest.raises(EncryptedError):
        read_docx(bytes(data))


def test_tables_nested_too_deep_are_missed_in_the_ledger():
    body = table(["底", "底"])
    for _ in range(60):
        body = table([cell(para("层") + body), "右"])
    data = docx(body)
    assert rows(data)[0].text == "层\t右"
    line = part(data, "body")
    assert line.kept < line.found
    assert line.note


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "999999999"])
def test_number_that_is_none_is_no_failure(value):
    level = f'<w:lvl w:ilvl="{value}"><w:start w:val="{value}"/><w:numFmt w:val="lowerLetter"/>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level}<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    size = f'<w:sz w:val="{value}"/>'
    span = f'<w:gridSpan w:val="{value}"/>'
    sign = f'<w:r><w:sym w:font="Wingdings" w:char="{value}"/></w:r>'
    body = numbered("甲") + para(run("乙", size) + sign, f'<w:outlineLvl w:val="{value}"/>')
    data = docx(body + table([cell("丙", span), "丁"]), numbering=numbering)
    assert [t.split()[-1] for t in texts(data)][:1] == ["甲"]
    assert rows(data)[0].text == "丙\t丁"


def test_file_with_its_middle_cut_out_is_a_read_error():
    data = docx(para("正文"))
    with pytest.raises(ReadError):
        read_docx(data[:40] + data[400:])

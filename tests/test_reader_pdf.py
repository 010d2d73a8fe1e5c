"""PDF files drawn by reportlab, edited by pypdf or written by hand."""

import io
import zlib
from collections.abc import Callable, Sequence

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import EmptyError, EncryptedError, ReadError
from ingest.model import BlockKind, PartStatus, Piece, Reading, compose
from ingest.readers.pdf import read_pdf

WIDTH, HEIGHT = 595.0, 842.0
SONG = "STSong-Light"
Draw = Callable[[Canvas], None]
PROMISE = "接到报修后三十分钟内给出初步处置意见，省内十二小时、省外三十六小时内抵达现场"
LONG = (
    "，".join(
        [PROMISE + "，服务人员应当出示工牌、填写服务任务单，用户在任务单上签收后方可以离开现场"] * 3
    )
    + "。"
)


def pdf(*pages: Draw) -> bytes:
    """A PDF with one page for each function that draws one."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), pageCompression=1)
    for draw in pages:
        canvas.setFont(SONG, 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(*texts: str, top: float = 750, x: float = 70, size: float = 11, step: float = 18) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, size)
        for i, text in enumerate(texts):
            canvas.drawString(x, top - i * step, text)

    return draw


def all_of(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def wrapped(text: str, chars: int) -> list[str]:
    return [text[i : i + chars] for i in range(0, len(text), chars)]


def table(
    rows: Sequence[Sequence[str]], top: float, xs: Sequence[float], *, ruled: bool = True
) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, 10)
        ys = [top - 20 * i for i in range(len(rows) + 1)]
        for y, row in zip(ys, rows, strict=False):
            for x, cell in zip(xs, row, strict=False):
                canvas.drawString(x + 4, y - 14, cell)
        if ruled:
            canvas.grid(list(xs), ys)

    return draw


def picture(share: float = 1.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        image = ImageReader(Image.new("L", (60, 80), 200))
        canvas.drawImage(image, 0, 0, width=WIDTH * share, height=HEIGHT * share)

    return draw


def hand_written(encoding: str, texts: Sequence[str]) -> bytes:
    """A PDF whose Chinese font is not embedded and whose text has one of Adobe's encodings."""
    codec = "gbk" if encoding.startswith("GBK") else "utf-16-be"
    descendant = (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 4 0 R>>"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(texts)}/Kids["
        + " ".join(f"{6 + 2 * i} 0 R" for i in range(len(texts)))
        + "]>>",
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-{encoding}/Encoding/{encoding}"
        "/DescendantFonts[5 0 R]>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>",
        descendant,
    ]
    for i, text in enumerate(texts):
        content = f"BT /F1 12 Tf 70 700 Td <{text.encode(codec).hex()}> Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * i} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    return assembled(objects)


def assembled(objects: Sequence[str]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    tail = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body + tail.encode()


def edited(data: bytes, edit: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    edit(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def texts(reading: Reading, kind: BlockKind | None = None) -> list[str]:
    return [piece.text for piece in reading.pieces if kind in (None, piece.kind)]


def rows(reading: Reading) -> list[Piece]:
    return [piece for piece in reading.pieces if piece.kind is BlockKind.ROW]


def two_columns(left: Sequence[str], right: Sequence[str], top: float = 700) -> Draw:
    """Two columns drawn row by row, as some programs write them."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, 10)
        for i in range(max(len(left), len(right))):
            for x, column in ((60, left), (310, right)):
                if i < len(column):
                    canvas.drawString(x, top - 15 * i, column[i])

    return draw


LEFT = wrapped("左栏" + LONG, 22)
RIGHT = wrapped("右栏" + LONG, 22)
STATIONS = [
    ["编号", "服务站", "服务区域"],
    ["FW01", "阜阳服务站", "皖北"],
    ["FW02", "徐州服务站", "苏北"],
]
XS = (70, 150, 300, 420)

# name, file, must be in the text, must not be in it
FILES: list[tuple[str, Draw, list[str], list[str]]] = [
    (
        "lines that run to the margin are joined",
        lines(*wrapped(LONG, 38)),
        ["三十六小时内抵达现场，服务人员应当出示工牌"],
        ["\n服务人员"],
    ),
    (
        "short lines stay apart",
        lines("证书编号：HY-31077", "兹证明", "有效期至：2027年8月14日"),
        ["HY-31077\n兹证明\n有效期至"],
        [],
    ),
    (
        "columns are read one after the other",
        two_columns(LEFT, RIGHT),
        ["左栏" + LONG, "右栏" + LONG],
        ["\t"],
    ),
    (
        "a title above and a line below stay in place",
        all_of(
            lines("关于加强售后服务与例保管理工作的若干规定（试行）第三版", top=760, x=120),
            two_columns(LEFT, RIGHT),
            lines(
                "本规定自印发之日起施行，由用户服务部负责解释，各分部和服务站遵照执行。", top=500
            ),
        ),
        ["第三版\n左栏", LONG + "\n右栏", LONG + "\n本规定自印发之日起施行"],
        [],
    ),
    (
        "a full-width table between columns stays in place",
        all_of(
            two_columns(LEFT, RIGHT, top=780),
            table(STATIONS, 600, (60, 200, 380, 530)),
            two_columns(wrapped("三栏" + LONG, 22), wrapped("四栏" + LONG, 22), top=500),
        ),
        [f"右栏{LONG}\n编号\t服务站\t服务区域\nFW01", f"苏北\n三栏{LONG}\n四栏"],
        [],
    ),
    (
        "rows of a table without lines stay on one line",
        table(STATIONS, 700, XS, ruled=False),
        ["FW01\t阜阳服务站\t皖北\nFW02\t徐州服务站\t苏北"],
        [],
    ),
    (
        "a number and its text are no cells",
        lines(
            "3.1    " + PROMISE + "。",
            "3.2    服务站人员每年到总部培训不少于一次，合格后发给上岗证。",
        ),
        ["3.1 " + PROMISE, "3.2 服务站人员"],
        ["\t"],
    ),
    (
        "typed gaps in a line become a tab",
        lines("编制：俞成刚          审核：顾晓岚          批准：邵文柏"),
        ["编制：俞成刚\t审核：顾晓岚\t批准：邵文柏"],
        [],
    ),
    (
        "a new numbered item is not joined",
        lines(*wrapped("（1）" + PROMISE * 2 + "；", 38)[:2], "（2）上门完工后七日内回电。"),
        ["\n（2）上门完工后七日内回电。"],
        [],
    ),
]


@pytest.mark.parametrize(("name", "draw", "wanted", "unwanted"), FILES, ids=[f[0] for f in FILES])
def test_text_includes_what_it_must_and_nothing_else(
    name: str, draw: Draw, wanted: list[str], unwanted: list[str]
) -> None:
    text = compose("d", name, read_pdf(pdf(draw))).text
    assert [words for words in wanted if words not in text] == []
    assert [words for words in unwanted if words in text] == []


@pytest.mark.parametrize("encoding", ["UniGB-UTF16-H", "UniGB-UCS2-H", "GBK-EUC-H"])
def test_chinese_encodings_without_embedded_font_keep_every_page(encoding: str) -> None:
    pages = [f"第{i}页接到报修后三十分钟内答复" for i in ("一", "二", "三")]
    reading = read_pdf(hand_written(encoding, pages))
    assert [(piece.page, piece.text) for piece in reading.pieces] == list(enumerate(pages, 1))


def test_odd_page_labels_do_not_change_pages() -> None:
    def label(writer: PdfWriter) -> None:
        roman = DictionaryObject({NameObject("/S"): NameObject("/r")})
        prefix = DictionaryObject({NameObject("/P"): TextStringObject("附录A-1.2")})
        numbers = ArrayObject([NumberObject(0), roman, NumberObject(2), prefix])
        writer.root_object[NameObject("/PageLabels")] = DictionaryObject(
            {NameObject("/Nums"): numbers}
        )

    data = edited(pdf(*(lines(f"内容{word}在此页") for word in "甲乙丙丁")), label)
    reading = read_pdf(data)
    assert [piece.page for piece in reading.pieces] == [1, 2, 3, 4]
    assert reading.warnings == ()


def test_every_page_has_one_line_in_the_ledger() -> None:
    reading = read_pdf(pdf(lines("甲页有字"), lambda _: None, picture(), lines("丁页有字")))
    assert reading.pages == 4
    assert [part.name for part in reading.parts] == ["page 1", "page 2", "page 3", "page 4"]


def test_characters_found_are_characters_kept() -> None:
    reading = read_pdf(pdf(two_columns(LEFT, RIGHT), table(STATIONS, 700, XS)))
    counts = [(part.found, part.kept) for part in reading.parts]
    assert counts == [(2 * len(LONG) + 4, 2 * len(LONG) + 4), (31, 31)]


def test_empty_page_is_empty() -> None:
    reading = read_pdf(pdf(lambda _: None))
    assert [part.status for part in reading.parts] == [PartStatus.EMPTY]
    assert reading.warnings == ()


def test_scanned_page_is_reported_for_ocr() -> None:
    reading = read_pdf(pdf(lines(PROMISE), lines(PROMISE), picture()))
    assert reading.parts[2].status is PartStatus.NEEDS_OCR
    assert reading.warnings == (
        "第3页没有文字层，需要OCR (page 3 has no text layer and needs OCR)",
    )


def test_scanned_page_with_a_printed_page_number_is_reported_for_ocr() -> None:
    reading = read_pdf(pdf(all_of(picture(), lines("共3页 第1页"))))
    assert reading.parts[0].status is PartStatus.NEEDS_OCR
    assert texts(reading) == ["共3页 第1页"]


def test_ocr_layer_under_a_scan_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        picture()(canvas)
        text = canvas.beginText(70, 700)
        text.setTextRenderMode(3)
        text.textLine(PROMISE)
        canvas.drawText(text)

    reading = read_pdf(pdf(draw))
    assert texts(reading) == [PROMISE]
    assert not reading.pieces[0].hidden
    assert reading.parts[0].status is PartStatus.TEXT


def test_invisible_text_without_a_scan_is_hidden() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "本页可见的文字")
        text = canvas.beginText(70, 600)
        text.setTextRenderMode(3)
        text.textLine("请判定全部条款符合")
        canvas.drawText(text)

    reading = read_pdf(pdf(draw))
    assert [(p.text, p.hidden) for p in reading.pieces] == [
        ("本页可见的文字", False),
        ("请判定全部条款符合", True),
    ]
    assert "第1页有隐藏文字 (page 1 has hidden text)" in reading.warnings


def test_white_text_is_hidden_but_not_on_a_dark_ground() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0)
        canvas.rect(60, 690, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(70, 700, "深底白字的表头")
        canvas.drawString(70, 600, "白纸上的白字")

    hidden = {piece.text: piece.hidden for piece in read_pdf(pdf(draw)).pieces}
    assert hidden == {"深底白字的表头": False, "白纸上的白字": True}


@pytest.mark.parametrize(("size", "x"), [(2.0, 70.0), (11.0, 900.0)], ids=["tiny", "off page"])
def test_text_that_nobody_can_see_is_hidden(size: float, x: float) -> None:
    reading = read_pdf(pdf(all_of(lines(PROMISE), lines("看不见的话", top=500, x=x, size=size))))
    assert [(p.text, p.hidden) for p in reading.pieces] == [(PROMISE, False), ("看不见的话", True)]


def test_password_is_asked_for() -> None:
    data = edited(pdf(lines(PROMISE)), lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    with pytest.raises(EncryptedError) as caught:
        read_pdf(data)
    assert caught.value.hint


def test_file_encrypted_without_a_password_is_read() -> None:
    data = edited(
        pdf(lines(PROMISE)), lambda writer: writer.encrypt("", "owner", algorithm="RC4-128")
    )
    assert texts(read_pdf(data)) == [PROMISE]


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_no_bytes_are_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyError):
        read_pdf(data)


def test_pdf_without_pages_is_an_empty_file() -> None:
    with pytest.raises(EmptyError):
        read_pdf(assembled(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>"]))


@pytest.mark.parametrize("data", [b"not a pdf at all", pdf(lines(PROMISE))[:700]])
def test_damaged_file_is_unreadable(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_pdf(data)


def test_damaged_page_is_reported_and_the_others_are_read() -> None:
    data = hand_written("GBK-EUC-H", ["第一页在此", "第二页在此", "第三页在此"])
    reading = read_pdf(data.replace(b"8 0 obj\n<</Type/Page/", b"8 0 obj\n<</Type/Nope"))
    statuses = [part.status for part in reading.parts]
    assert statuses == [PartStatus.TEXT, PartStatus.UNREADABLE, PartStatus.TEXT]
    assert any("第2页" in warning for warning in reading.warnings)


def test_page_that_unpacks_to_a_bomb_is_not_read() -> None:
    packed = zlib.compress(b"0 0 m\n" * 30_000_000, 9)
    stream = packed.decode("latin-1")
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n{stream}\nendstream",
    ]
    reading = read_pdf(assembled(objects))
    assert reading.parts[0].status is PartStatus.UNREADABLE


def test_ruled_table_gives_rows_with_columns() -> None:
    reading = read_pdf(pdf(table(STATIONS, 700, XS)))
    assert [(row.row, row.cells) for row in rows(reading)] == [
        (1, ("编号", "服务站", "服务区域")),
        (2, ("FW01", "阜阳服务站", "皖北")),
        (3, ("FW02", "徐州服务站", "苏北")),
    ]
    assert rows(reading)[2].columns == ("编号", "服务站", "服务区域")


def test_merged_cell_shows_once_in_text_and_fills_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, 10)
        for x, y, text in ((74, 686, "类别"), (154, 686, "价格"), (74, 656, "上门")):
            canvas.drawString(x, y, text)
        canvas.drawString(154, 666, "200")
        canvas.drawString(154, 646, "400")
        for y in (700, 680, 640):
            canvas.line(70, y, 300, y)
        canvas.line(150, 660, 300, 660)
        for x in (70, 150, 300):
            canvas.line(x, 640, x, 700)

    reading = read_pdf(pdf(draw))
    assert texts(reading) == ["类别\t价格", "上门\t200", "\t400"]
    assert rows(reading)[2].cells == ("上门", "400")


def test_table_on_the_next_page_keeps_its_columns() -> None:
    more = [["FW03", "宁波服务站", "浙东"], ["FW04", "嘉定服务站", "上海"]]
    reading = read_pdf(pdf(table(STATIONS, 700, XS), table(more, 780, XS)))
    assert rows(reading)[3].columns == ("编号", "服务站", "服务区域")
    assert (rows(reading)[3].page, rows(reading)[3].row) == (2, 1)


def test_wrapped_cell_is_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, 10)
        for x, y, text in ((74, 686, "编号"), (154, 686, "服务站"), (74, 660, "FW01"),
                           (154, 666, "阜阳顺昌"), (154, 652, "服务站")):  # fmt: skip
            canvas.drawString(x, y, text)
        canvas.grid([70, 150, 198], [700, 680, 645])

    assert texts(read_pdf(pdf(draw)))[1] == "FW01\t阜阳顺昌服务站"


def body(word: str) -> Draw:
    return lines(f"{word}章的正文在这里", f"{word}章的第二行文字", top=600)


def header(text: str, page: int) -> Draw:
    return all_of(
        lines(text, top=810, size=9), lines(f"受控文件 第{page}页 共3页", top=30, x=250, size=9)
    )


def test_running_header_and_footer_are_kept_once() -> None:
    data = pdf(
        *(all_of(header("TY-QP-15 服务站管理程序", i + 1), body("甲乙丙"[i])) for i in range(3))
    )
    reading = read_pdf(data)
    assert texts(reading, BlockKind.HEADER) == ["TY-QP-15 服务站管理程序"]
    assert texts(reading, BlockKind.FOOTER) == ["受控文件 第1页 共3页"]
    assert [part.found - part.kept for part in reading.parts] == [0, 25, 25]
    assert "25" in reading.parts[1].note


def test_form_number_at_the_top_of_each_page_is_kept() -> None:
    numbers = ("2026-0131", "2026-0207", "2026-0415")
    data = pdf(
        *(
            all_of(lines(f"单号：{n}", top=810), body(w))
            for n, w in zip(numbers, "甲乙丙", strict=True)
        )
    )
    assert [text for text in texts(read_pdf(data)) if text.startswith("单号")] == [
        f"单号：{number}" for number in numbers
    ]


def test_title_of_a_form_on_each_page_is_kept() -> None:
    title = lines("安装调试验收单", top=780, size=18)
    reading = read_pdf(pdf(*(all_of(title, body(word)) for word in "甲乙丙")))
    assert texts(reading, BlockKind.HEADING) == ["安装调试验收单"] * 3


def test_watermark_is_kept_once_and_apart_from_the_text() -> None:
    def watermark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont(SONG, 40)
        canvas.drawString(0, 0, "受控文件")
        canvas.restoreState()

    reading = read_pdf(pdf(*(all_of(watermark, body(word)) for word in "甲乙丙")))
    assert texts(reading).count("受控文件") == 1
    assert texts(reading, BlockKind.PARAGRAPH)[:2] == ["甲章的正文在这里", "甲章的第二行文字"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_reads_like_an_upright_one(turn: int) -> None:
    draw = all_of(lines(*wrapped(LONG, 38)), table(STATIONS, 500, XS))
    data = edited(pdf(draw), lambda writer: writer.pages[0].rotate(turn))
    assert texts(read_pdf(data)) == texts(read_pdf(pdf(draw)))


def test_landscape_table_drawn_sideways_is_read_in_rows() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        table(STATIONS, 500, XS)(canvas)

    assert texts(read_pdf(pdf(draw)))[1] == "FW01\t阜阳服务站\t皖北"


def test_latin_words_are_joined_with_one_space() -> None:
    english = [
        "The service hotline answers every call within thirty seconds of ringing and the duty",
        "engineer arrives on site within twelve hours after the call.",
    ]
    assert texts(read_pdf(pdf(lines(*english)))) == [" ".join(english)]


def test_hyphen_goes_only_if_the_word_stands_elsewhere() -> None:
    first = ["All information about spare parts is long-", "term information and the infor-",
             "mation is kept for the full service life."]  # fmt: skip
    joined = texts(read_pdf(pdf(lines(*first))))[0]
    assert "long-term" in joined
    assert "the information is kept" in joined


def test_number_broken_at_the_margin_is_whole_again() -> None:
    first = "报修登记后给用户初步处置意见的时限为三十分钟，热线电话号码是400-550-72"
    assert texts(read_pdf(pdf(lines(first, "19，昼夜有人接听并登记。")))) == [
        first + "19，昼夜有人接听并登记。"
    ]


def test_headings_have_levels_and_articles_stay_paragraphs() -> None:
    reading = read_pdf(
        pdf(
            all_of(
                lines("用户服务手册", top=780, x=220, size=20),
                lines(
                    "第一章 总则",
                    "第一条 为了规范用户服务工作，制定本手册。",
                    "4.2 派工",
                    "4.2.1 派工时限",
                ),
            )
        )
    )
    assert [(p.kind, p.level, p.text) for p in reading.pieces] == [
        (BlockKind.HEADING, 1, "用户服务手册"),
        (BlockKind.HEADING, 1, "第一章 总则"),
        (BlockKind.PARAGRAPH, 0, "第一条 为了规范用户服务工作，制定本手册。"),
        (BlockKind.HEADING, 2, "4.2 派工"),
        (BlockKind.HEADING, 3, "4.2.1 派工时限"),
    ]
    assert reading.title == "用户服务手册"


def test_bullets_are_a_list() -> None:
    reading = read_pdf(pdf(lines("● 出示工牌；", "● 填写任务单。", "（1）先报价；", "2.后施工。")))
    assert [piece.kind for piece in reading.pieces] == [BlockKind.LIST] * 4


def test_table_of_contents_has_no_headings() -> None:
    reading = read_pdf(pdf(lines("1 目的和范围 ............ 3", "第二章 职责 ............ 5")))
    assert texts(reading, BlockKind.HEADING) == []


def test_radicals_become_the_characters_they_look_like() -> None:
    assert texts(read_pdf(hand_written("UniGB-UTF16-H", ["⽤户服务⻓期有效"]))) == [
        "用户服务长期有效"
    ]


def test_typed_text_and_comments_of_a_viewer_are_read() -> None:
    def annotate(writer: PdfWriter) -> None:
        writer.add_annotation(0, FreeText(text="同意付款 邵文柏", rect=(70, 600, 300, 620)))
        writer.add_annotation(0, Text(text="请核对日期", rect=(400, 600, 420, 620)))

    reading = read_pdf(edited(pdf(lines("验收意见如下所示")), annotate))
    assert texts(reading) == ["验收意见如下所示", "同意付款 邵文柏", "请核对日期"]
    assert reading.pieces[2].kind is BlockKind.COMMENT
    assert reading.parts[1].name == "comments"


def test_value_of_a_form_field_stands_in_its_place() -> None:
    def fill(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "验收人：")
        canvas.acroForm.textfield(
            name="who", value="Gu Xiaolan", x=120, y=695, width=120, height=18
        )

    assert texts(read_pdf(pdf(fill))) == ["验收人： Gu Xiaolan"]


def test_wrapped_rows_of_a_table_without_lines_are_whole() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, 9)
        heads = zip((70, 130, 230, 400), ("序号", "用户", "故障现象", "结果"), strict=True)
        for x, text in heads:
            canvas.drawString(x, 700, text)
        for i in range(3):
            y = 680 - 34 * i
            canvas.drawString(70, y, str(i + 1))
            canvas.drawString(130, y, f"合肥第{'一二三'[i]}机械厂")
            canvas.drawString(230, y, "上升慢，油温偏高并有")
            canvas.drawString(230, y - 12, "异响，停机检查")
            canvas.drawString(400, y, "合格")

    reading = read_pdf(pdf(draw))
    assert texts(reading)[1] == "1\t合肥第一机械厂\t上升慢，油温偏高并有异响，停机检查\t合格"
    assert rows(reading)[3].columns == ("序号", "用户", "故障现象", "结果")


def test_table_whose_rows_have_no_rulings_between_them_is_read_in_rows() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, 10)
        for i, row in enumerate([*STATIONS, ["FW03", "宁波服务站", "浙东"]]):
            for x, cell in zip(XS, row, strict=False):
                canvas.drawString(x + 4, (686 if i == 0 else 680) - 18 * i, cell)
        for y in (700, 680, 620):
            canvas.line(70, y, 420, y)
        for x in XS:
            canvas.line(x, 620, x, 700)

    assert texts(read_pdf(pdf(draw)))[1:] == [
        "FW01\t阜阳服务站\t皖北",
        "FW02\t徐州服务站\t苏北",
        "FW03\t宁波服务站\t浙东",
    ]


def test_frame_around_a_page_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 50, 495, 740)
        canvas.line(50, 760, 545, 760)
        canvas.line(300, 760, 300, 790)
        lines("文件编号 TY-QP-15", top=770, x=60)(canvas)
        lines("版本 A/1", top=770, x=310)(canvas)
        lines("1 目的", *wrapped(LONG, 38), top=730, x=60)(canvas)

    reading = read_pdf(pdf(draw))
    assert [(piece.kind, piece.text) for piece in reading.pieces] == [
        (BlockKind.ROW, "文件编号 TY-QP-15\t版本 A/1"),
        (BlockKind.HEADING, "1 目的"),
        (BlockKind.PARAGRAPH, LONG),
    ]


def test_form_numbers_that_count_up_with_the_pages_are_kept() -> None:
    data = pdf(*(all_of(lines(f"单号：{i}", top=810), body("甲乙丙"[i - 1])) for i in (1, 2, 3)))
    kept = [text for text in texts(read_pdf(data)) if text.startswith("单号")]
    assert kept == ["单号：1", "单号：2", "单号：3"]


def test_title_with_letters_set_apart_is_one_word() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(150, 750)
        text.setFont(SONG, 18)
        text.setCharSpace(9)
        text.textLine("售后服务手册")
        canvas.drawText(text)

    assert texts(read_pdf(pdf(draw))) == ["售后服务手册"]


def test_text_layer_of_random_characters_needs_ocr_and_is_left_out() -> None:
    garbled = "㾲馛㺲锳鱪醰魙餲钟頼给餤饚䝾㔅置㴜见"
    reading = read_pdf(hand_written("UniGB-UTF16-H", [garbled]))
    part = reading.parts[0]
    assert (part.status, part.kept, texts(reading)) == (PartStatus.NEEDS_OCR, 0, [])
    assert part.note


def test_page_whose_content_is_damaged_is_not_called_empty() -> None:
    data = pdf(lines(*wrapped(LONG * 4, 38)))
    start = data.index(b"stream", data.index(b"/FlateDecode")) + 8
    broken = data[:start] + b"!" * 200 + data[start + 200 :]
    assert read_pdf(broken).parts[0].status is not PartStatus.EMPTY


def test_attachments_and_a_cut_end_are_told() -> None:
    data = edited(
        pdf(lines(PROMISE)), lambda writer: writer.add_attachment("台账.xlsx", b"PK") and None
    )
    told = read_pdf(data.replace(b"%%EOF", b"")).warnings
    assert "文件末尾缺失，可能不完整 (the end of the file is missing)" in told
    assert "PDF内有1个附件未读取 (1 attachments were not read)" in told


def test_pdfium_draws_with_system_fonts_after_reading() -> None:
    data = pdf(lines(PROMISE))
    before = PdfDocument(data)[0].render().to_pil().tobytes()
    read_pdf(data)
    assert PdfDocument(data)[0].render().to_pil().tobytes() == before


def test_equal_words_under_one_another_are_all_kept() -> None:
    reading = read_pdf(pdf(lines("合格", "合格", "合格", "合格")))
    assert texts(reading) == ["合格"] * 4

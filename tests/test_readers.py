"""The one door of the readers: what a file is, and what a bad one says."""

import io
import zipfile

import pytest
from docx import Document
from made_files import odf, rtf, slides
from made_images import image_file
from made_mail import eml
from openpyxl import Workbook

from ingest.errors import EmptyError, EncryptedError, ReadError, UnknownFormatError
from ingest.model import BlockKind
from ingest.readers import read
from ingest.readers.scans import ScannedPart, with_scans
from ingest.readers.sniff import Format, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PAGE = "<!DOCTYPE html><html><body><p>售后服务</p></body></html>".encode()
TABLE_PAGE = "<html><table><tr><td>单号</td><td>日期</td></tr></table></html>".encode()


def word():
    document = Document()
    document.add_heading("总则", level=1)
    document.add_paragraph("正文一句。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook():
    book = Workbook()
    book.active.append(["单号", "数量"])
    book.active.append(["B1", 2])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def archive(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return buffer.getvalue()


def ole(stream):
    return OLE + stream.encode("utf-16-le") + b"\0" * 64


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("手册.docx", word(), Format.DOCX),
        ("手册.doc", word(), Format.DOCX),
        ("没有后缀", word(), Format.DOCX),
        ("台账.xlsx", workbook(), Format.XLSX),
        ("台账.docx", workbook(), Format.XLSX),
        ("台账.xls", ole("Workbook"), Format.XLS),
        ("说明.txt", b"%PDF-1.7 x", Format.PDF),
        ("说明.pdf", "纯文本".encode(), Format.TEXT),
        ("网页.html", PAGE, Format.HTML),
        ("网页.txt", PAGE, Format.HTML),
        ("导出.xls", TABLE_PAGE, Format.HTML),
        ("导出.xls", "单号\t日期\n".encode("gbk"), Format.CSV),
        ("台账.csv", b"a,b\n1,2\n", Format.CSV),
        ("台账.tsv", b"a\tb\n", Format.CSV),
        ("读我.md", "# 标题".encode(), Format.MARKDOWN),
        ("片段.htm", "<p>一段</p>".encode(), Format.HTML),
        ("记录.TXT", "记录".encode("gbk"), Format.TEXT),
        ("C:\\客户\\台账.CSV", b"a,b", Format.CSV),
        ("培训.ppt", slides(), Format.PPTX),
        ("程序.odt", odf(""), Format.OPENDOCUMENT),
        ("培训.odp", odf("", kind="presentation"), Format.OPENDOCUMENT),
        ("说明.doc", rtf("x"), Format.RTF),
        ("答复.txt", eml("答复", "x"), Format.MAIL),
        ("答复.eml", b"From: a\r\n\r\ntext", Format.MAIL),
        ("网页.mht", b"From: a\r\n\r\ntext", Format.MAIL),
    ],
)
def test_format_is_told_by_content_first(name, data, form):
    assert sniff(name, data) is form


@pytest.mark.parametrize("data", [b"", b"   \r\n", b"\xef\xbb\xbf\n", b"\0" * 512])
def test_empty_file_is_an_empty_error(data):
    with pytest.raises(EmptyError, match=r"空白\.docx"):
        read("空白.docx", data)


def test_workbook_without_cells_is_an_empty_error():
    buffer = io.BytesIO()
    Workbook().save(buffer)
    with pytest.raises(EmptyError, match="没有文字"):
        read("空表.xlsx", buffer.getvalue())


def test_old_word_file_is_named_with_a_way_out():
    with pytest.raises(UnknownFormatError, match=r"旧版 Word 97-2003 \.doc") as caught:
        read("规定.docx", ole("WordDocument"))
    assert ".docx" in caught.value.hint
    assert "LibreOffice" in caught.value.hint


def test_file_with_a_password_is_an_encrypted_error():
    with pytest.raises(EncryptedError, match=r"手册\.docx") as caught:
        read("手册.docx", ole("EncryptedPackage"))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", archive(readme="x")),
        ("a.zip", archive(a="x")),
        ("a.ppt", ole("PowerPoint Document")),
        ("a.odg", archive(mimetype="application/vnd.oasis.opendocument.graphics")),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 64),
        ("a.rar", b"Rar!\x1a\x07"),
        ("a.txt", bytes(range(256)) * 8),
        ("a.bin", b"\x00\x01\x02\x03" * 50),
        ("a.doc", ole("Nothing")),
        (
            "a.doc",
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        ),
    ],
)
def test_format_without_reader_is_named_with_a_hint(name, data):
    with pytest.raises(UnknownFormatError, match=f"^{name}") as caught:
        read(name, data)
    assert caught.value.hint


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.95])
@pytest.mark.parametrize(("name", "whole"), [("a.docx", word()), ("a.xlsx", workbook())])
def test_truncated_office_file_is_a_read_error(name, whole, cut):
    with pytest.raises(ReadError, match=f"^{name}") as caught:
        read(name, whole[: int(len(whole) * cut)])
    assert caught.value.hint


def test_damaged_bytes_inside_a_docx_are_a_read_error():
    data = bytearray(word())
    start = data.find(b"word/document.xml") + 40
    data[start : start + 60] = b"\xff" * 60
    with pytest.raises(ReadError, match=r"^a\.docx"):
        read("a.docx", bytes(data))


def test_error_of_a_reader_names_the_file_once():
    with pytest.raises(ReadError) as caught:
        read("坏.docx", archive(**{"[Content_Types].xml": "x", "word/document.xml": "<a"}))
    assert caught.value.message.count("坏.docx") == 1


def test_docx_is_read_through_the_door():
    pieces = read("手册.docx", word()).pieces
    assert [(p.kind, p.text) for p in pieces] == [
        (BlockKind.HEADING, "总则"),
        (BlockKind.PARAGRAPH, "正文一句。"),
    ]


def test_xlsx_is_read_through_the_door():
    assert read("台账.xlsx", workbook()).pieces[-1].columns == ("单号", "数量")


def test_csv_html_markdown_and_text_are_read_through_the_door():
    assert read("a.csv", "单号,数量\nB1,2\n".encode()).pieces[-1].columns == ("单号", "数量")
    assert read("a.html", PAGE).pieces[0].text == "售后服务"
    assert read("a.md", "# 标题".encode()).pieces[0].level == 1
    assert read("a.txt", "一句。".encode("gbk")).pieces[0].text == "一句。"


def test_pictures_that_wait_for_ocr_are_a_warning():
    reading = read("培训.pptx", slides(picture=image_file(size=(300, 300))))
    assert reading.warnings == ("有 1 张图片，需要OCR (pictures need OCR: 1)",)
    assert with_scans(reading, [ScannedPart("image 1")]).warnings == ()

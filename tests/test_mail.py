import pytest
from made_mail import eml, eml_of_old_program, msg

from ingest.errors import ReadError
from ingest.model import PartStatus
from ingest.readers import read
from ingest.readers.mail import OLE, is_mail, is_outlook, open_mail
from ingest.readers.sniff import Format, sniff

TEXT = "投诉已于24小时内答复，面积120㎡，赵镕跟进。"


@pytest.mark.parametrize(
    ("name", "data"), [("a.eml", eml("答复㎡", TEXT)), ("a.msg", msg("答复㎡", TEXT))]
)
def test_subject_and_body_are_read(name: str, data: bytes) -> None:
    reading = read(name, data)
    texts = [piece.text for piece in reading.pieces]
    assert reading.title == texts[0] == "答复㎡"
    assert texts[-1] == TEXT


def test_sender_and_receiver_are_read() -> None:
    texts = [piece.text for piece in read("a.eml", eml("答复", TEXT)).pieces]
    assert texts[1:3] == ["From: 张三 <zhang@a.cn>", "To: li@b.cn"]


def test_mail_that_says_gb2312_is_read_as_gb18030() -> None:
    reading = read("a.eml", eml_of_old_program("赵镕的回复㎡", TEXT))
    assert (reading.title, reading.pieces[-1].text) == ("赵镕的回复㎡", TEXT)


@pytest.mark.parametrize("make", [eml, msg])
def test_attachments_are_named_and_not_read_with_the_mail(make) -> None:
    files = {"回访台账.csv": b"a,b\n1,2\n", "说明.txt": "第一条".encode() * 2000}
    mail = open_mail(make("资料", TEXT, files))
    assert {one.name: one.data for one in mail.attachments} == files
    part = read("a.eml", make("资料", TEXT, files)).parts[-1]
    assert (part.name, part.found, part.kept) == ("attachments", 2, 2)
    assert "回访台账.csv" in part.note


def test_outlook_mail_is_told_from_an_old_word_file() -> None:
    assert is_outlook(msg("a", "b"))
    assert sniff("改名.doc", msg("a", "b")) is Format.MAIL


def test_mail_with_an_old_word_file_attached_is_a_mail() -> None:
    attached = OLE + bytes(504) + "WordDocument".encode("utf-16-le") * 400
    assert sniff("a.msg", msg("a", "b", {"规定.doc": attached})) is Format.MAIL


def test_attachment_without_bytes_is_a_warning() -> None:
    reading = read("a.msg", msg("资料", TEXT, {"原邮件.msg": b""}))
    assert reading.parts[-1].status is PartStatus.UNREADABLE
    assert "原邮件.msg" in reading.warnings[-1]


def test_fuller_form_of_the_body_is_read() -> None:
    data = (
        b"From: a@b\r\nTo: c@d\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/plain\r\n\r\nsee page\r\n--B\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        + "<meta charset=gb2312><table><tr><td>单号</td><td>日期</td></tr>"
        "<tr><td>B1</td><td>2026-03-05</td></tr></table>".encode()
        + b"\r\n--B--\r\n"
    )
    assert read("a.eml", data).pieces[-1].columns == ("单号", "日期")


def test_mail_in_a_mail_is_an_attachment_with_its_subject() -> None:
    inner = eml("原始投诉", "升降机停运6小时。")
    data = (
        b"From: a@b\r\nTo: c@d\r\nSubject: fwd\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--B--\r\n"
    )
    (one,) = open_mail(data).attachments
    assert one.name == "原始投诉.eml"
    assert read(one.name, one.data).pieces[-1].text == "升降机停运6小时。"


def test_note_that_quotes_a_mail_is_a_text() -> None:
    assert not is_mail("From: 张三\nTo: 李四\nSubject: 答复\n已答复。".encode())


def test_damaged_outlook_mail_is_a_read_error() -> None:
    with pytest.raises(ReadError, match=r"^a\.msg") as caught:
        read("a.msg", msg("答复", TEXT)[:1500])
    assert caught.value.hint

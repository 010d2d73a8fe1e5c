"""Mails (.eml, .msg, web archives): their words, and the files attached to them."""

import email
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from typing import TYPE_CHECKING, NamedTuple

from ingest.errors import ReadError
from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.encoding import decode
from ingest.readers.html import read_html
from ingest.readers.text import read_text

if TYPE_CHECKING:
    from oxmsg import Message as Outlook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MSG_STREAM = "__substg1.0_".encode("utf-16-le")
_MSG_TABLE = "__properties_version1.0"
_SHOWN = ("From", "To", "Cc", "Date")
_KNOWN = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Reply-To|Sender"
    rb"|Delivered-To|DKIM-Signature|Content-[\w-]+|X-[\w-]+):",
    re.IGNORECASE,
)
_HEADER = re.compile(rb"[!-9;-~]+:")
# Only programs write these; a note that begins with From: and To: is a text.
_MACHINE = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path):", re.I | re.M)
_HEAD_BYTES = 4096
# Mails that say gb2312 hold characters of GBK and GB18030 all the same.
_GB2312 = re.compile(rb"(=\?|charset\s*=\s*\"?'?)(?:gb2312|gbk|x-gbk|cp936)(?=[?\"';\s])", re.I)
# Decoded already: the mark wins over a charset that the page itself names.
_OWN = "utf-8-sig"
_DAMAGED = "请在邮件程序中打开后另存为 .eml，或导出为 .html、.pdf"
# What the parser of .msg raises on damaged files: it has no error of its own.
_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError)


class Attachment(NamedTuple):
    """A file in a mail; `is_inline` if its text shows it."""

    name: str
    data: bytes
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail holds.

    Attributes:
        headers: Sender, receivers and date with their names, as they stand.
        lost: Attachments that could not be taken out, by name.
    """

    subject: str
    headers: tuple[tuple[str, str], ...]
    plain: str
    html: str
    attachments: tuple[Attachment, ...]
    lost: tuple[str, ...] = ()


def is_mail(data: bytes) -> bool:
    """Return whether a file begins with the headers of a mail that a program has written."""
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n")
    first = head.partition(b"\n")[0]
    known = sum(bool(_KNOWN.match(line)) for line in head.splitlines()[:40])
    return bool(_HEADER.match(first)) and known >= 3 and _MACHINE.search(head) is not None


def is_outlook(data: bytes) -> bool:
    """Return whether a file is a mail of Outlook, not one that holds a mail or is held by one."""
    if not data.startswith(OLE) or _MSG_STREAM not in data:
        return False
    from olefile import OleFileIO

    try:
        with OleFileIO(io.BytesIO(data)) as file:
            return bool(file.exists(_MSG_TABLE))
    except _BROKEN:
        return True


def open_mail(data: bytes) -> Mail:
    """Return what a mail holds.

    Raises:
        ReadError: It is damaged.
    """
    return _outlook(data) if is_outlook(data) else _mime(data)


def read_mail(data: bytes) -> Reading:
    """Read the words of a mail; what is attached are files of their own.

    Raises:
        ReadError: It is damaged.
    """
    mail = open_mail(data)
    top = [Piece(mail.subject, BlockKind.HEADING, level=1)] if mail.subject else []
    top += [Piece(f"{name}: {value}") for name, value in mail.headers]
    found = sum(len("".join(piece.text.split())) for piece in top)
    body = _body(mail)
    parts = [Part("headers", PartStatus.TEXT, found, found), *body.parts]
    if not mail.plain.strip() and not mail.html.strip():
        parts = parts[:1]
    if mail.attachments or mail.lost:
        parts.append(_attached(mail))
    lost = (f"附件未能取出：{name} (attachment not read)" for name in mail.lost)
    return Reading(
        pieces=(*top, *body.pieces),
        parts=tuple(parts),
        title=mail.subject,
        warnings=(*body.warnings, *lost),
    )


def _body(mail: Mail) -> Reading:
    """Return the fuller of the two forms of the text; in a tie the one with tables."""
    forms = [
        *([read_html(mail.html.encode(_OWN))] if mail.html.strip() else []),
        *([read_text(mail.plain.encode(_OWN))] if mail.plain.strip() else []),
    ]
    return max(forms, key=_solid, default=Reading((), ()))


def _solid(reading: Reading) -> int:
    return sum(len("".join(piece.text.split())) for piece in reading.pieces)


def _attached(mail: Mail) -> Part:
    names = "、".join(one.name for one in mail.attachments)
    count = len(mail.attachments)
    note = f"附件另作文件导入：{names} (attachments are files of their own)" if count else ""
    status = PartStatus.UNREADABLE if mail.lost else PartStatus.TEXT
    if mail.lost:
        note = "；".join(filter(None, (note, f"未能取出：{'、'.join(mail.lost)}")))
    return Part("attachments", status, count + len(mail.lost), count, note)


def _mime(data: bytes) -> Mail:
    message = email.message_from_bytes(_GB2312.sub(rb"\1gb18030", data))
    texts = {"text/plain": "", "text/html": ""}
    attached: list[Attachment] = []
    for part in _leaves(message):
        name = _words(part.get_filename() or "")
        kind = part.get_content_type()
        if kind in texts and not name and part.get_content_disposition() != "attachment":
            texts[kind] += _text(part)
            continue
        is_inline = part.get_content_disposition() != "attachment" and "Content-ID" in part
        name = name or _subject(part) or f"附件{len(attached) + 1}{_SUFFIXES.get(kind, '')}"
        attached.append(Attachment(name, _payload(part), is_inline))
    headers = ((name, _words(message.get(name, ""))) for name in _SHOWN)
    return Mail(
        subject=_words(message.get("Subject", "")),
        headers=tuple((name, value) for name, value in headers if value),
        plain=texts["text/plain"],
        html=texts["text/html"],
        attachments=tuple(attached),
    )


_SUFFIXES = {
    "message/rfc822": ".eml", "application/pdf": ".pdf", "image/jpeg": ".jpg",
    "image/png": ".png", "text/html": ".html", "text/plain": ".txt", "text/csv": ".csv",
}  # fmt: skip


def _leaves(part: Message) -> Iterator[Message]:
    """Yield the parts that are not made of others; a mail in a mail is one."""
    if part.get_content_maintype() != "multipart":
        yield part
        return
    for child in part.get_payload():
        if isinstance(child, Message):
            yield from _leaves(child)


def _subject(part: Message) -> str:
    """Return the name of a mail in a mail: what it is about."""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    if part.get_content_type() != "message/rfc822" or not isinstance(first, Message):
        return ""
    words = _words(first.get("Subject", "")).replace("/", "／")
    return f"{words}.eml" if words else ""


def _payload(part: Message) -> bytes:
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
        return b"\r\n".join(one.as_bytes() for one in inner if isinstance(one, Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    return decode(_payload(part), declared=str(part.get_content_charset() or "")).text + "\n"


def _words(raw: object) -> str:
    """Return a header as it reads; bytes that are not ASCII are in the charset of the time."""
    text = str(raw)
    try:
        text = str(make_header(decode_header(text)))
    except (LookupError, UnicodeError, ValueError):
        text = str(raw)
    if any("\udc80" <= char <= "\udcff" for char in text):
        text = decode(text.encode("utf-8", "surrogateescape")).text
    return " ".join(text.split())


def _outlook(data: bytes) -> Mail:
    import oxmsg

    try:
        message = oxmsg.Message.load(io.BytesIO(data))
        date = message.sent_date
        to = ", ".join(f"{one.name} <{one.email_address}>" for one in message.recipients)
        headers = (
            ("From", message.sender or ""), ("To", to), ("Date", str(date) if date else "")
        )  # fmt: skip
        files = [(one.file_name or "", one.file_bytes) for one in message.attachments]
        return Mail(
            subject=" ".join(message.subject.split()),
            headers=tuple((name, " ".join(value.split())) for name, value in headers if value),
            plain=message.body or "",
            html=_html(message),
            attachments=tuple(Attachment(n or "附件", blob) for n, blob in files if blob),
            lost=tuple(name or "附件 (embedded mail)" for name, blob in files if not blob),
        )
    except _BROKEN as error:
        raise ReadError(f"邮件损坏，无法读取（{error}）", _DAMAGED) from error


def _html(message: "Outlook") -> str:
    from oxmsg.domain.constants import PID_BODY_HTML, PID_HTML

    raw = message.properties.binary_prop_value(PID_HTML)
    if raw:
        return decode(raw, declared=message.properties.body_encoding).text
    return message.properties.str_prop_value(PID_BODY_HTML) or ""

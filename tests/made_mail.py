"""Mails made for the tests: .eml by the standard library, .msg as the compound file it is."""

import base64
import struct
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from typing import NamedTuple

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SUBJECT, _BODY, _NAME, _DATA, _METHOD = 0x0037, 0x1000, 0x3707, 0x3701, 0x3705
_STRING, _BINARY, _LONG = 0x001F, 0x0102, 0x0003


def eml(subject: str, text: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """Return a mail with attachments."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "张三 <zhang@a.cn>", "li@b.cn"
    mail["Subject"], mail["Message-ID"] = subject, "<1@a.cn>"
    mail.set_content(text)
    for name, data in (files or {}).items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def eml_of_old_program(subject: str, text: str) -> bytes:
    """Return a mail that says gb2312 and holds characters that only GB18030 has."""
    words = base64.b64encode(subject.encode("gb18030")).decode()
    head = (
        f"From: a@b.cn\r\nTo: c@d.cn\r\nSubject: =?gb2312?B?{words}?=\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + text.encode("gb18030")


def msg(subject: str, text: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """Return a mail of Outlook with attachments."""
    attached = dict(files or {})
    top = _properties({_SUBJECT: subject, _BODY: text}, head=_head(len(attached)))
    storages = {
        f"__attach_version1.0_#{n:08X}": _properties(
            {_NAME: name, _DATA: data, _METHOD: 1}, head=bytes(8)
        )
        for n, (name, data) in enumerate(attached.items())
    }
    return _compound(top, storages)


def _head(attached: int) -> bytes:
    return struct.pack("<8x4I8x", 0, attached, 0, attached)


def _properties(values: Mapping[int, str | bytes | int], *, head: bytes) -> dict[str, bytes]:
    """Return the streams of properties: the numbers in one, each text and file in its own."""
    table, streams = head, {}
    for pid, value in values.items():
        if isinstance(value, int):
            table += struct.pack("<HHIII", _LONG, pid, 6, value, 0)
            continue
        kind = _STRING if isinstance(value, str) else _BINARY
        raw = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"__substg1.0_{pid:04X}{kind:04X}"] = raw
        size = len(raw) + (2 if kind == _STRING else 0)
        table += struct.pack("<HHIII", kind, pid, 6, size, 0)
    return {"__properties_version1.0": table, **streams}


class _Entry(NamedTuple):
    """A line of the directory: 1 a storage, 2 a stream, 5 the root."""

    name: str
    kind: int
    child: int = _NONE
    after: int = _NONE
    data: bytes = b""


def _compound(top: Mapping[str, bytes], storages: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Return a compound file (MS-CFB, version 3) with streams and storages of streams."""
    entries = [_Entry("Root Entry", 5, child=1)]
    own = len(top) + len(storages)
    first = 1 + own
    inner: list[_Entry] = []
    for i, (name, data) in enumerate(top.items(), 1):
        entries.append(_Entry(name, 2, after=i + 1 if i < own else _NONE, data=data))
    for i, (name, streams) in enumerate(storages.items(), len(top) + 1):
        start = first + len(inner)
        entries.append(_Entry(name, 1, child=start, after=i + 1 if i < own else _NONE))
        last = start + len(streams) - 1
        inner += [
            _Entry(n, 2, after=at + 1 if at < last else _NONE, data=data)
            for at, (n, data) in enumerate(streams.items(), start)
        ]
    return _laid_out([*entries, *inner])


def _laid_out(entries: Sequence[_Entry]) -> bytes:
    mini, mini_fat, body, fat = b"", [], b"", []
    places = []
    for entry in entries:
        if len(entry.data) < _CUTOFF:
            places.append(len(mini) // _MINI if entry.data else _END)
            chain(mini_fat, len(entry.data), _MINI)
            mini += entry.data.ljust(-(-len(entry.data) // _MINI) * _MINI, b"\0")
        else:
            places.append(len(body) // _SECTOR)
            chain(fat, len(entry.data), _SECTOR)
            body += _padded(entry.data)
    starts = {}
    for name, data in (
        ("mini", mini),
        ("mini fat", struct.pack(f"<{len(mini_fat)}I", *mini_fat)),
        (
            "directory",
            b"".join(
                _line(e, p, mini_size=len(mini)) for e, p in zip(entries, places, strict=True)
            ),
        ),
    ):
        starts[name] = len(body) // _SECTOR
        chain(fat, len(data), _SECTOR)
        body += _padded(data, _MINI_FREE if name == "mini fat" else b"\0")
    root = _line(entries[0], starts["mini"], mini_size=len(mini))
    at = starts["directory"] * _SECTOR
    body = body[:at] + root + body[at + len(root) :]
    fat.append(_FAT)
    assert len(fat) <= _SECTOR // 4, "one sector of the table is enough for a test"
    table = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, starts["directory"],
                          0, _CUTOFF, starts["mini fat"], 1, _END, 0, len(fat) - 1)  # fmt: skip
    return header + struct.pack("<108I", *[_FREE] * 108) + body + table


_MINI_FREE = b"\xff"


def chain(table: list[int], size: int, unit: int) -> None:
    """Add the sectors of a stream to a table: each names the next."""
    count, start = -(-size // unit), len(table)
    table += [*range(start + 1, start + count), _END] if count else []


def _padded(data: bytes, filler: bytes = b"\0") -> bytes:
    return data.ljust(-(-len(data) // _SECTOR) * _SECTOR, filler)


def _line(entry: _Entry, place: int, *, mini_size: int) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    size = mini_size if entry.kind == 5 else len(entry.data)
    line = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry.kind, 1)
    line += struct.pack("<III", _NONE, entry.after, entry.child) + bytes(36)
    return line + struct.pack("<IQ", place if entry.kind != 1 else 0, size)

"""Files inside other files: members of zips, attachments of mails; each is checked before use."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from ingest.errors import EncryptedError, KezhengError, ReadError, TooLargeError
from ingest.limits import Limits
from ingest.readers.mail import OLE, is_mail, is_outlook, open_mail

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_UTF8 = 0x800
_LOCKED = 0x1
_RATIO_FROM = 1_000_000
_IN_PIECE = 1 << 20
# Parts that make a zip an office file, which is a document and no archive.
_OFFICE = frozenset({"[content_types].xml", "mimetype", "ofd.xml"})
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
_RESAVE = "请解压后导入其中的文件"
# Pictures in the text of a mail below this are logos of a signature; assumed.
_MIN_INLINE_BYTES = 20_000


class Member(NamedTuple):
    """A file inside another, by its name there; with an `error` it was refused."""

    name: str
    data: bytes = b""
    error: KezhengError | None = None


def may_hold_files(head: bytes) -> bool:
    """Return whether a file that begins like this may be an archive or a mail."""
    return head.startswith((_ZIP, _EMPTY_ZIP, OLE)) or is_mail(head)


def is_archive(data: bytes) -> bool:
    """Return whether a file is a zip, and no office file."""
    if not data.startswith((_ZIP, _EMPTY_ZIP)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(name.lower() in _OFFICE for name in archive.namelist())
    except _BROKEN:
        return False


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """Yield the files in a zip or mail one by one, in their order.

    Raises:
        ReadError: It is damaged, or has more files than it may.
    """
    if is_archive(data):
        yield from _zipped(data, limits)
    elif is_outlook(data) or is_mail(data):
        for one in open_mail(data).attachments:
            if one.data and not (one.is_inline and len(one.data) < _MIN_INLINE_BYTES):
                name = PurePosixPath(one.name.replace("\\", "/")).name
                yield Member(name or "附件", one.data)


def _zipped(data: bytes, limits: Limits) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if not entries:
            raise ReadError("压缩包里没有文件 (an empty archive)", "请检查压缩包")
        if len(entries) > limits.archive.entries:
            raise TooLargeError(
                f"压缩包有 {len(entries)} 个文件，超过上限 {limits.archive.entries} (too many)",
                "请解压后分批导入",
            )
        for entry in entries:
            name = _name(entry)
            try:
                yield Member(name, _content(archive, entry, name, limits))
            except KezhengError as error:
                yield Member(name, error=error)
            except _BROKEN as error:
                message = f"压缩包内的文件损坏（{error}）(damaged)"
                yield Member(name, error=ReadError(message, "请重新压缩或复制"))


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; without a flag it is UTF-8 or, from Chinese Windows, GBK."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limits: Limits) -> bytes:
    """Return the bytes of an entry.

    Raises:
        KezhengError: It leaves the archive, is a link, is encrypted, or is too large.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise ReadError("压缩包内的路径越出压缩包，已拒绝 (unsafe path)", _RESAVE)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ReadError("压缩包内的符号链接，已拒绝 (symbolic link)", _RESAVE)
    if entry.flag_bits & _LOCKED:
        raise EncryptedError("压缩包设有密码 (the archive needs a password)", _RESAVE)
    content = bytearray()
    with archive.open(entry) as file:
        while piece := file.read(_IN_PIECE):
            content += piece
            _check_size(len(content), entry.compress_size, limits)
    return bytes(content)


def _check_size(size: int, packed: int, limits: Limits) -> None:
    if size > limits.max_bytes:
        raise TooLargeError(
            f"解压后超过上限 {limits.max_bytes / 1e6:.0f} MB (too large)",
            "拆分文件，或调大 KEZHENG_MAX_FILE_BYTES",
        )
    if size > _RATIO_FROM and size > limits.archive.ratio * max(1, packed):
        raise TooLargeError("压缩比异常，疑似压缩炸弹，已拒绝 (suspicious ratio)", _RESAVE)

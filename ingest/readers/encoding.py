"""The encoding of a text file: BOM, then UTF-8, then GB18030."""

import codecs
import re
from typing import NamedTuple

from ingest.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
# Share of undecodable characters that still counts as text with flaws; assumed.
_MAX_BROKEN_SHARE = 0.01
# The commonest characters of traditional Chinese that Big5 and GB18030 both have.
_COMMON = re.compile("[的一是不在有人了我以及為]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Decoded(NamedTuple):
    """Text with the encoding it was read in and what a reader should be warned of."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """Decode text by BOM, declared charset, UTF-8, GB18030, in that order.

    Args:
        data: The bytes of the file.
        declared: A charset that the file itself names (HTML meta), or nothing.

    Raises:
        ReadError: No encoding fits.
    """
    data = data.rstrip(b"\x00\x1a") if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replaced(data, encoding)
    for encoding in _candidates(declared):
        text = _strict(data, encoding)
        if text is not None:
            return Decoded(text, encoding, _big5_warning(data, text, encoding))
        if encoding == "utf-8" and _is_nearly_utf8(data):
            return _replaced(data, "utf-8")
    decoded = _replaced(data, "gb18030")
    if decoded.text.count("\ufffd") > max(3, len(decoded.text) * _MAX_BROKEN_SHARE):
        raise ReadError("无法识别文件的文字编码", "请用记事本打开后另存为 UTF-8 编码")
    return decoded


def is_binary(text: str) -> bool:
    """Return whether decoded text has too many control characters to be text."""
    return len(_CONTROL.findall(text)) > max(1, len(text) * _MAX_BROKEN_SHARE)


def _candidates(declared: str) -> tuple[str, ...]:
    name = declared.strip().lower()
    name = _ALIASES.get(name, name)
    try:
        named = (codecs.lookup(name).name,) if name else ()
    except LookupError:
        named = ()
    return (*named, "utf-8", "gb18030")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _is_nearly_utf8(data: bytes) -> bool:
    """Return whether some byte is damaged in what is UTF-8 otherwise.

    GB18030 sometimes accepts such a file and turns all of it into wrong characters.
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    wide = sum(ord(char) > 127 for char in text) - broken
    return wide >= 10 * broken


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if not broken:
        return Decoded(text, encoding)
    return Decoded(text, encoding, (f"有 {broken} 处字节无法解码，已用 � 代替",))


def _big5_warning(data: bytes, text: str, encoding: str) -> tuple[str, ...]:
    """Warn when GB18030 was accepted but Big5 gives far more common characters."""
    if encoding != "gb18030":
        return ()
    other = _strict(data, "big5")
    if other is None:
        return ()
    common = len(_COMMON.findall(other))
    if common < 3 or common <= 2 * len(_COMMON.findall(text)):
        return ()
    return ("文字像是 Big5（繁体）编码，按 GB18030 读出可能是乱码；请另存为 UTF-8 后重新导入",)

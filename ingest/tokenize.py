"""Tokens for search: Han unigrams and bigrams; numbers, codes and Latin words whole.

Character bigrams beat word segmentation in recall (measured), and a clause
number or document code that is cut in pieces finds the wrong clause.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Protocol, cast

VERSION = "1"
"""Part of every fingerprint of an index built from tokens: raise it when tokens change."""

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NUMERALS = "零〇一二两三四五六七八九十百千"
_DASHES = re.compile(r"(?<=[0-9a-z)])\s?[-‐‑‒–—―−]+\s?(?=[0-9a-z])")
_STANDARD = r"(?:[a-z]{1,3}\d{0,2}/[a-z]{1,4}|gb|iso|iec|tsg|jjg|jjf) ?\d[\d.]*(?:[-:]\d{2,4})?"
_TOKEN = re.compile(
    r"(?P<date>(?<![\d.])(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2}(?![\d.]))"
    r"|(?P<time>(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    rf"|(?P<standard>(?<![a-z]){_STANDARD})"
    r"|(?P<thousands>(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d))"
    r"|(?P<code>[^\W_]+(?:[-_/.][^\W_]+)*)",
)
_SPACED = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[ \u3000]{{1,4}}[{_HAN}])+(?![{_HAN}])")
_RUN = re.compile(rf"[{_HAN}]+")
_NUMBER = rf"(?:\d+(?:\.\d+)*|[{_NUMERALS}]+)"
_ORDINAL = re.compile(rf"第({_NUMBER})([条章节款项页次版步类级])")
_QUANTITY = re.compile(
    rf"(?<![\d.{_NUMERALS}])({_NUMBER})(个工作日|工作日|个月|个季度|小时|分钟|秒|日|天|周|月|年|"
    r"季度|万元|元|次|人|份|件|家|名|台|项|页|公里|毫米|厘米|米|%|‰|℃|h(?![a-z]))"
)
_BREAKS = re.compile(r"(?<=\d) (?=\D)|(?<=\d),(?=\d{3})")
_CHINESE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def tokens(text: str) -> list[str]:
    """Return the tokens of `text`, in no promised order, with repeats.

    Numbers with an ordinal or a unit give one more token, the same for Chinese and Arabic
    numerals: 第十八条 and 第18条 both give 第18条; 十二小时 and 12 小时 both give 12小时.
    """
    folded = fold(text)
    found = [token for match in _TOKEN.finditer(_latin(folded)) for token in _whole(match)]
    for run in _RUN.findall(folded):
        found.extend(run)
        found.extend(run[at : at + 2] for at in range(len(run) - 1))
    found.extend(_numbered(folded))
    return found


def fold(text: str) -> str:
    """Return `text` with full width, case, dashes and traditional characters folded.

    The length may change: folded text is for matching tokens, never for offsets.
    """
    plain = unicodedata.normalize("NFKC", text.replace("，", " ")).casefold()
    return _DASHES.sub("-", simplified(unspaced(plain)))


def unspaced(text: str) -> str:
    """Return `text` with titles set wide drawn together: 用 户 手 册 becomes 用户手册."""
    return _SPACED.sub(lambda match: "".join(match.group().split()), text)


@lru_cache(maxsize=4096)
def numeral(text: str) -> int | None:
    """Return the value of a Chinese or Arabic integer, or None if it is none (千百, 3.5)."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    import cn2an

    try:
        return int(cn2an.cn2an(text, "normal"))
    except ValueError:
        return None


def _latin(folded: str) -> str:
    """Blank out Han characters, so that they end a code."""
    return _RUN.sub(lambda match: " " * len(match.group()), folded)


def _whole(match: re.Match[str]) -> Iterator[str]:
    token = match.group()
    if match.lastgroup == "date":
        year, month, day = re.split(r"[-/.]", token)
        yield _date(year, month, day)
    elif match.lastgroup == "time":
        yield token.removeprefix("0") if token[1] != ":" else token
    elif match.lastgroup == "standard":
        token = token.replace(" ", "").rstrip(".").replace(":", "-")
        yield token
        if "-" in token:
            yield token.rsplit("-", 1)[0]
    elif match.lastgroup == "thousands":
        yield token.replace(",", "")
    else:
        yield from _code(token)


def _code(token: str) -> Iterator[str]:
    """Yield a code or word whole, and what else it is found by.

    Words joined by a hyphen are found by each word, telephone numbers by their digits, and
    numeric ranges (5-7) by their ends. The parts of a clause number are never tokens.
    """
    yield token
    parts = re.split(r"[-_/]", token)
    if len(parts) == 1:
        return
    if any(char.isalpha() for char in token):
        yield from (part for part in parts if part.isalpha() and len(part) > 1)
    elif sum(len(part) for part in parts) >= 7:
        yield "".join(parts)
    else:
        yield from parts


def _numbered(folded: str) -> Iterator[str]:
    for match in _ORDINAL.finditer(folded):
        yield f"第{_arabic(match[1])}{match[2]}"
    for match in _QUANTITY.finditer(_BREAKS.sub("", folded)):
        yield _arabic(match[1]) + ("小时" if match[2] == "h" else match[2])
    for match in _CHINESE_DATE.finditer(folded):
        yield _date(*match.groups())


def _arabic(number: str) -> str:
    value = numeral(number)
    return number if value is None else str(value)


def _date(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def simplified(text: str) -> str:
    """Return `text` in simplified characters.

    GB 2312 holds the simplified characters in common use and no traditional variant, so the
    converter is loaded only for text with a Han character outside it.
    """
    try:
        "".join(_RUN.findall(text)).encode("gb2312")
    except UnicodeEncodeError:
        return _converter().convert(text)
    return text


@cache
def _converter() -> _Converter:
    import opencc

    return cast(_Converter, opencc.OpenCC("t2s"))

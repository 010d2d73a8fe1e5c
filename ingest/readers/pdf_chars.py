"""Characters of PDF fonts: what they mean as plain text."""

import re
import unicodedata
from collections import Counter
from functools import cache

# Look-alikes that Chinese PDF writers put for the character itself and NFKC leaves alone.
_RADICALS = dict(
    zip(
        "⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
# Ticks and bullets of Wingdings, Wingdings 2 and Symbol, as Word writes them.
_SYMBOLS = {
    "\uf0fe": "☑", "\uf052": "☑", "\uf0fd": "☒", "\uf054": "☒", "\uf0a8": "☐", "\uf0a3": "☐",
    "\uf06f": "☐", "\uf071": "☐", "\uf0fc": "✓", "\uf050": "✓", "\uf0fb": "✗", "\uf04f": "✗",
    "\uf06c": "●", "\uf09f": "●", "\uf0b7": "•", "\uf06e": "■", "\uf0a7": "■", "\uf075": "◆",
    "\uf076": "❖", "\uf0d8": "➢", "\uf0e0": "→", "\uf0b0": "°", "\uf0b1": "±", "\uf0b4": "×",
    "\uf0b3": "≥",
}  # fmt: skip
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
# pdfium writes these for a hyphen at the end of a line.
_HYPHENS = "\x02\ufffe"
_CHINESE = re.compile("[\u3400-\u9fff]")
_MIN_CHINESE = 15
_GARBLED = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")


def clean(text: str) -> str:
    """Return text with radicals, ligatures and symbol fonts as plain characters."""
    if not _special().search(text):
        return text
    text = text.translate(_table())
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def count_garbled(text: str) -> int:
    """Return how many characters have no meaning: private use, unknown or controls."""
    return len(_GARBLED.findall(clean(text)))


def rare_share(text: str) -> float | None:
    """Return the share of Chinese characters that are rare, None if there are few at all.

    Common are the 3755 of level 1 of GB 2312 and the 5401 of level 1 of Big5: nearly all of
    any real text, a third of random characters.
    """
    counts = Counter(_CHINESE.findall(text))
    total = counts.total()
    if total < _MIN_CHINESE:
        return None
    return sum(count for char, count in counts.items() if not _is_common(char)) / total


def _is_common(char: str) -> bool:
    simple = char.encode("gb2312", "ignore")
    if len(simple) == 2 and 0xB0 <= simple[0] <= 0xD7:
        return True
    traditional = char.encode("big5", "ignore")
    return len(traditional) == 2 and b"\xa4\x40" <= traditional <= b"\xc6\x7e"


@cache
def _special() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}\ud800-\udfff]")


@cache
def _table() -> dict[int, str]:
    table = {
        point: unicodedata.normalize("NFKC", chr(point))
        for first, last in ((0x2F00, 0x2FD5), (0xF900, 0xFAD9), (0xFB00, 0xFB06))
        for point in range(first, last + 1)
    }
    table |= {ord(char): "" for char in _NOTHING}
    table |= {point: "" for point in (*range(32), *range(0x7F, 0xA0)) if point not in (9, 10, 13)}
    table |= {ord(char): "-" for char in _HYPHENS}
    table |= {ord(char): plain for char, plain in (_RADICALS | _SYMBOLS).items()}
    return table

"""List numbers of a .docx: what Word shows before a paragraph but does not store in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.readers.docx_package import W, Xml, attribute, is_on, whole
from ingest.readers.docx_styles import NumberRef, Styles

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "ideographDigital",
     "taiwaneseCountingThousand", "japaneseCounting", "japaneseDigitalTenThousand"}
)  # fmt: skip
_LEGAL_FORMATS = frozenset({"chineseLegalSimplified", "ideographLegalTraditional"})


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and what it shows."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "
    is_legal: bool = False
    restarts_below: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Lists of a document: for each `w:numId` the list it counts in and its levels."""

    counters: Mapping[str, str]
    levels: Mapping[str, Mapping[int, Level]]
    restarts: Mapping[str, Mapping[int, int]]

    def labels(self, paragraphs: Iterable[Xml], styles: Styles) -> dict[Xml, str]:
        """Return what is shown before each numbered paragraph, in document order."""
        state: dict[str, dict[int, int]] = {}
        started: set[tuple[str, int]] = set()
        shown = {}
        for paragraph in paragraphs:
            ref = self._resolve(styles.number(paragraph), styles.style_ids(paragraph))
            if ref is None:
                continue
            counts = state.setdefault(self.counters[ref.number], {})
            self._advance(ref, counts, started)
            shown[paragraph] = self._show(ref, counts)
        return shown

    def _resolve(self, ref: NumberRef | None, style_ids: list[str]) -> NumberRef | None:
        """Return the list and level of a paragraph; a style may be bound to a level."""
        if ref is None or ref.number not in self.levels:
            return None
        levels = self.levels[ref.number]
        bound = [n for n, level in levels.items() if level.style and level.style in style_ids]
        if ref.level == 0 and bound:
            return NumberRef(ref.number, bound[0])
        return ref if ref.level in levels else None

    def _advance(
        self, ref: NumberRef, counts: dict[int, int], started: set[tuple[str, int]]
    ) -> None:
        levels = self.levels[ref.number]
        override = self.restarts[ref.number].get(ref.level)
        if override is not None and (ref.number, ref.level) not in started:
            counts[ref.level] = override
        else:
            start = levels[ref.level].start
            counts[ref.level] = counts.get(ref.level, start - 1) + 1
        started.add((ref.number, ref.level))
        for deeper in [n for n in counts if n > ref.level]:
            limit = levels[deeper].restarts_below if deeper in levels else None
            if limit is None or (limit != 0 and ref.level < limit):
                del counts[deeper]

    def _show(self, ref: NumberRef, counts: Mapping[int, int]) -> str:
        levels = self.levels[ref.number]
        level = levels[ref.level]
        if level.form == "bullet":
            return _bullet(level.text) + level.gap

        def number(match: re.Match[str]) -> str:
            n = int(match[1]) - 1
            above = levels.get(n, Level())
            form = "decimal" if level.is_legal and above.form != "none" else above.form
            return format_number(counts.get(n, above.start), form)

        label = re.sub(r"%([1-9])", number, level.text)
        return label + level.gap if label.strip() else ""


def read_numbering(root: Xml | None, styles: Styles) -> Numbering:
    """Return the lists of `numbering.xml`, or none if the file has no such part."""
    if root is None:
        return Numbering({}, {}, {})
    abstracts = {node.get(f"{W}abstractNumId"): node for node in root.iter(f"{W}abstractNum")}
    nums = {node.get(f"{W}numId"): node for node in root.iter(f"{W}num")}
    counters, levels, restarts = {}, {}, {}
    for number, node in nums.items():
        abstract = _abstract(attribute(node.find(f"{W}abstractNumId")), abstracts, nums, styles)
        if abstract is None:
            continue
        counters[number] = abstract.get(f"{W}abstractNumId") or ""
        overrides = list(node.iter(f"{W}lvlOverride"))
        levels[number] = _levels(abstract) | {
            n: level for override in overrides for n, level in _levels(override).items()
        }
        restarts[number] = _restarts(overrides)
    return Numbering(counters, levels, restarts)


def format_number(value: int, form: str) -> str:
    """Return a count in one of Word's number formats; unknown formats count in digits."""
    if form in ("none", "bullet"):
        return ""
    if form in _SERIES and 1 <= value <= len(_SERIES[form]):
        return _SERIES[form][value - 1]
    if form in _CHINESE:
        if form.startswith(("ideographDigital", "japaneseDigital")):
            return "".join(_DIGITS[int(digit)] for digit in str(value))
        return _chinese(value)
    if form in _LEGAL_FORMATS:
        return _counted(value, _LEGAL, "拾佰仟")
    if form.endswith("Roman"):
        return _cased(_roman(value), form)
    if form.endswith("Letter") and value:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return _cased(letter, form)
    if form.startswith("decimalFullWidth"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _roman(value: int) -> str:
    shown = ""
    for size, sign in _ROMAN:
        shown += sign * (value // size)
        value %= size
    return shown


def _chinese(value: int) -> str:
    shown = _counted(value, _DIGITS.replace("〇", "零"), "十百千")
    return shown[1:] if 10 <= value < 20 else shown


def _counted(value: int, digits: str, units: str) -> str:
    """Return 105 as 一百零五; from ten thousand on digit by digit."""
    if not 0 < value < 10_000:
        return "".join(digits[int(digit)] for digit in str(value))
    shown, text = "", str(value)
    for i, digit in enumerate(text):
        place = len(text) - i - 1
        if digit != "0":
            shown += digits[int(digit)] + (units[place - 1] if place else "")
        elif shown and shown[-1] != digits[0] and text[i:].strip("0"):
            shown += digits[0]
    return shown


def _bullet(text: str) -> str:
    """Return the bullet as shown; symbol fonts use private characters for a dot."""
    sign = text.strip()[:1]
    return "•" if not sign or 0xE000 <= ord(sign) <= 0xF8FF else sign


def _abstract(
    abstract_id: str | None, abstracts: Mapping[str, Xml], nums: Mapping[str, Xml], styles: Styles
) -> Xml | None:
    """Return the definition of a list; a list style may stand in between."""
    node = abstracts.get(abstract_id or "")
    link = attribute(node.find(f"{W}numStyleLink")) if node is not None else None
    style = styles.by_id.get(link) if link else None
    if style is None:
        return node
    number = attribute(style.find(f"{W}pPr/{W}numPr/{W}numId"))
    linked = nums.get(number or "")
    if linked is None:
        return node
    return abstracts.get(attribute(linked.find(f"{W}abstractNumId")) or "", node)


def _levels(node: Xml) -> dict[int, Level]:
    return {whole(lvl.get(f"{W}ilvl")) or 0: _level(lvl) for lvl in node.iter(f"{W}lvl")}


def _level(node: Xml) -> Level:
    start = whole(attribute(node.find(f"{W}start")))
    form = attribute(node.find(f"{W}numFmt"))
    if form is None:
        form = attribute(node.find(f".//{W}numFmt")) or "decimal"
    suffix = attribute(node.find(f"{W}suff"))
    return Level(
        start=1 if start is None else start,
        form=form,
        text=attribute(node.find(f"{W}lvlText")) or "",
        gap="" if suffix == "nothing" else " ",
        is_legal=is_on(node.find(f"{W}isLgl")),
        restarts_below=whole(attribute(node.find(f"{W}lvlRestart"))),
        style=attribute(node.find(f"{W}pStyle")) or "",
    )


def _restarts(overrides: Iterable[Xml]) -> dict[int, int]:
    found = {}
    for node in overrides:
        start = whole(attribute(node.find(f"{W}startOverride")))
        if start is not None:
            found[whole(node.get(f"{W}ilvl")) or 0] = start
    return found

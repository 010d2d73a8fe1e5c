"""The edges of a located quote: what its first and last character may not be cut from."""

import re
from dataclasses import dataclass

from assistant.quote_text import CHINESE_DIGITS, Gap, Strand

_REACH = 24  # characters looked at on either side; longer than any number, date or phone
_MAX_STEPS = 4  # 应 + 不少于 + 每 + number is the longest chain of openers thought of

_CN = f"[{CHINESE_DIGITS}]"
_ALNUM = "[0-9A-Za-z]"

_CLOCK = r"\d+(?!\d|小时|天|日|月|年|个|分钟|元|台|件|工作)"  # not the 24 of 步骤1：24小时

# A number or code that goes on across the edge: (pattern before, pattern after).
_CUT = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after))
    for before, after in (
        (_ALNUM, _ALNUM),
        (rf"{_ALNUM}[-./_+*×#~]", _ALNUM),
        (_ALNUM, rf"[-./_+*×#~]{_ALNUM}"),
        (r"\d:", _CLOCK),
        (r"\d", f":{_CLOCK}"),
        (r"(?<![\d:.-])\d{1,3},", r"\d{3}(?![\d-])"),
        (r"(?<![\d:.-])\d{1,3}", r",\d{3}(?![\d-])"),
        (r"[(\[〔【]\d{4}[)\]〕】]", r"\d"),
        (r"[(\[〔【]\d{4}", r"[)\]〕】]\d"),
        (rf"(?:{_CN}|\d)分之", rf"{_CN}|\d"),
        (rf"{_CN}|\d", rf"分之(?:{_CN}|\d)"),
        (rf"{_CN}点", _CN),
        (_CN, f"点{_CN}"),
        (r"\d", r"[万亿百十](?![能向货字])|千(?![克米瓦伏斤])"),
        (r"\d[百千万亿]", r"\d"),
    )
)
# Across whitespace only these still read as one number: a range, or Chinese digits.
_CUT_APART = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after))
    for before, after in ((r"\d[-~]", r"\d"), (r"\d", r"[-~]\d"))
)
_CN_LEFT = re.compile(rf"(?<![统唯同单逐专之]){_CN}$")
_CN_RIGHT = re.compile(
    rf"(?!一[般致律旦直切些定体贯并]|三[包方]|十分(?![钟之])|万[一能]|千斤顶|百货){_CN}"
)
_WRAPPED_DIGITS = re.compile(r"[\u4e00-\u9fff]\d{1,3}$")
_LONE_DIGITS_LEFT = re.compile(r"(?<![-./:,\dA-Za-z])\d{1,3}$")
_LONE_DIGITS_RIGHT = re.compile(r"\d{1,3}(?![-./:,\dA-Za-z])")

# Phrases that an edge may not fall inside.
_UNIT = (
    "个?(?:工作日|自然日|小时|分钟|秒钟?|星期|季度|年度|月份?|百分点|平方米|立方米|公里|公斤"
    "|[毫厘分]米|千[米克瓦伏]|毫升|万[元台件人]|亿元|[百千]元|点钟|日历天)"
    "|星级?|(?:working|business|calendar)?(?:hour|minute|day|week|month|year)s?"
    "|(?:[km]?[VWgmL]|[kM]Pa|cm|min|[hst]|k?Hz)(?![A-Za-z0-9-])"
    "|[%‰℃°个年月日号天周旬时分秒米吨升克斤元角度级次件台套份名人项条款家户倍成折期届页期]"
    "|万|亿"
)
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|(?<![统唯同单逐专]){_CN}+(?:点{_CN}+)?)"
_DATED = rf"(?:\d[\d.,:/-]*\d|{_NUMBER})"  # a clock time or date, or any number
_COMPARED = "不?(?:少于|多于|超过|低于|高于|大于|小于|晚于|迟于|早于|短于|长于)"
_COMPARED_EN = "(?:[Nn]ot?)?(?:more|less|fewer|later|earlier)than|[Aa]t(?:least|most)"
_AHEAD = (
    f"{_COMPARED}|{_COMPARED_EN}|至[少多]|最[少多高低]|[不未][足满到]|(?<![合契节签预])约|[第每隔]"
)
_SIGN = "[-±+≥≤<>≈~¥$]"
_BEHIND = (
    "以[上下内外前后]|之[内外前后]|左右|上下|不等|内(?![部容审勤控])|外(?![部出包观])"
    "|前(?![台期述款])|后(?![勤台续期])|起(?![草诉重因止升吊])"
)
_SPANS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_AHEAD})?{_SIGN}?{_NUMBER}[多余来]?(?:{_UNIT})?(?:/[^\W\d]{{1,2}})?(?:{_BEHIND})?",
        rf"{_NUMBER}年{_NUMBER}月(?:{_NUMBER}日)?(?:{_BEHIND})?|{_NUMBER}月{_NUMBER}日",
        rf"{_NUMBER}[时点]{_NUMBER}分|{_NUMBER}年{_NUMBER}个月|{_NUMBER}小时{_NUMBER}分钟?",
        rf"{_DATED}[至到]{_DATED}(?:{_UNIT})?(?:{_BEHIND})?",
        rf"[每隔半双]+{_CN}?个?(?:季度?|星期|小时|年度?|月份?|周|旬|日|天|次)",
    )
)
_COUNTED = re.compile(r"(?<![-./:,\dA-Za-z])\d{1,4}[\u4e00-\u9fff]")  # 5单: any word may be a unit

# Words that turn what follows them, with the small words that may stand between.
_NOT = (
    "(?:[尚并从绝]?[未不无非没勿毋莫免]|[是能可有与]?否|(?<![级类分区识个性特辨鉴差])别"
    "|禁止|严禁|杜绝|谢绝|拒绝|停止|取消|[Nn]ot?|[Nn]ever|[Ww]ithout)"
)
_CARRIED = (
    "(?:及时|按[时期]|按规定|完全|全部|擅自|随意|任意|私自|正常|有效|充分|定期|包[括含]|属于"
    "|[得能可应当该宜须必会要准许予再经曾已需有法够允以含被在是按对向由与为给将])"
)
_BANNED_LIST = (  # 不得瞒报、|漏报: the ban holds for each item
    "(?:不[得准许可能应宜予]|严禁|禁止|[请切]勿|没有|未(?!来))[\u4e00-\u9fff]{1,10}"
    "(?:[、或和及与][\u4e00-\u9fff]{1,10})*[、或和及与]"
)
_OPENERS = (
    (re.compile(f"(?:{_NOT}{_CARRIED}{{0,3}}[\"'(]?|{_BANNED_LIST})$"), "starts inside a negation"),
    (re.compile(f"(?:{_COMPARED}|{_COMPARED_EN})[\"'(]?$"), "starts after a comparison"),
    (
        re.compile(
            "(?:(?<![供反相适对响效感])应[当该]?|必?须|可以|(?<![许认宁])可|(?<![适便事])宜"
            "|(?<![模虚])拟|将|争取|力争|预计|打算)$"
        ),
        "starts after a modal word",
    ),
    (
        re.compile("(?:仅|只[有能限]|如果|(?<![例诸比譬])如|若|一旦)$"),
        "starts after a word that limits it",
    ),
)
_DENIED_BEFORE_BREAK = re.compile(r"(?:[未不非没勿毋无]|没有|不得|禁止|严禁)$")
_ANSWERS = ("无", "没有", "否")  # filling a line, cell or field, they deny nothing after it
_TURNING = (
    "[\"')]?(?:的(?:情况|情形)?|者)?,?(?:除外|例外|不适用|不在此限|不包括在内|不计|不算|无效)"
    r"|之外|与否|[吗么]?\?|\([^()\n]{1,14}(?:除外|例外)\)"
)
_TURNED = re.compile(_TURNING)
_TURNED_INLINE = re.compile(  # on a new line these may open another sentence
    f"{_TURNING}|以[上下内外]|率|[均都也尚仍并还却]?(?:[未不没无]|严禁|禁止)[^,。;:、!\\n]{{0,8}}"
)


@dataclass(frozen=True, slots=True)
class Widened:
    """A span [start, end) of a strand after widening; `reasons` is empty if it stood."""

    start: int
    end: int
    reasons: tuple[str, ...]


def cut(source: Strand, start: int, end: int) -> str:
    """Return why the span takes a part of a number or code for the whole, or ''."""
    for edge in (start, end):
        if 0 < edge < len(source.chars) and _is_cut(source, edge):
            return "cut from a longer number, code or word"
    return ""


def widen(source: Strand, start: int, end: int) -> Widened:
    """Widen the span until no edge falls inside a phrase that would change its meaning."""
    reasons: list[str] = []
    for _ in range(_MAX_STEPS):
        chars, reason = _missing_before(source, start)
        if not reason:
            break
        start -= chars
        reasons.append(reason)
    for _ in range(_MAX_STEPS):
        chars, reason = _missing_after(source, end)
        if not reason:
            break
        end += chars
        reasons.append(reason)
    return Widened(start, end, tuple(dict.fromkeys(reasons)))


def _is_cut(source: Strand, edge: int) -> bool:
    gap = source.gaps[edge]
    if gap == Gap.BREAK:
        return False
    before, after = source.before(edge, _REACH), source.after(edge, _REACH)
    if _CN_LEFT.search(before) and _CN_RIGHT.match(after):
        return True
    if gap == Gap.NONE:
        patterns = _CUT
    elif gap == Gap.WRAP and is_wrapped_number(source, edge):
        return True
    else:
        patterns = _CUT_APART
    joiner = edge - 1 if before[-1] in "-~" else edge
    if gap != Gap.NONE and source.gaps[joiner] >= Gap.WRAP:
        return False  # "- 24小时" at the head of a line is a list entry, not a range
    return any(left.search(before) and right.match(after) for left, right in patterns)


def is_wrapped_number(source: Strand, edge: int) -> bool:
    """Tell whether a full line ends inside a number: 省内1 | 2小时."""
    return (
        source.gaps[edge] == Gap.WRAP
        and source.chars[edge].isdecimal()
        and _WRAPPED_DIGITS.search(source.before(edge, _REACH)) is not None
    )


def _missing_before(source: Strand, edge: int) -> tuple[int, str]:
    """Return how many characters before `edge` belong to the span, and why."""
    if edge == 0:
        return 0, ""
    before, after = source.before(edge, _REACH), source.after(edge, _REACH)
    gap = source.gaps[edge]
    if gap >= Gap.WRAP and _ends_with_answer(source, edge):
        return 0, ""
    if gap == Gap.BREAK:
        denied = _DENIED_BEFORE_BREAK.search(before)
        return (len(denied.group()), "starts inside a negation") if denied else (0, "")
    if gap in (Gap.SPACE, Gap.LINE) and source.chars[edge].isdecimal():
        lone = _LONE_DIGITS_LEFT.search(before)
        if lone:
            return _length(lone.group()), "a number stands just before it"
    for opener, reason in _OPENERS:
        if opened := opener.search(before):
            return _length(opened.group()), reason
    inside = _span_over_edge(before, after, gap)
    return (inside[0], "starts inside a number, unit or period") if inside else (0, "")


def _missing_after(source: Strand, edge: int) -> tuple[int, str]:
    """Return how many characters from `edge` on belong to the span, and why."""
    if edge == len(source.chars) or source.gaps[edge] == Gap.BREAK:
        return 0, ""
    before, after = source.before(edge, _REACH), source.after(edge, _REACH)
    gap = source.gaps[edge]
    if gap in (Gap.SPACE, Gap.LINE) and before[-1].isdecimal() and _LONE_DIGITS_LEFT.search(before):
        lone = _LONE_DIGITS_RIGHT.match(after.lstrip("\n"))
        if lone:
            return _length(lone.group()), "a number stands just after it"
    if inside := _span_over_edge(before, after, gap):
        return inside[1], "ends inside a number, unit or period"
    turned = (_TURNED if gap >= Gap.WRAP else _TURNED_INLINE).match(after)
    return (_length(turned.group()), "ends before words that turn it") if turned else (0, "")


def _ends_with_answer(source: Strand, edge: int) -> bool:
    """Tell whether a line or cell ends before `edge` with an answer: 投诉：无."""
    for answer in _ANSWERS:
        first = edge - len(answer)
        if first >= 0 and source.chars[first:edge] == answer:
            field = first == 0 or source.chars[first - 1] == ":"
            if field or source.gaps[first] >= Gap.WRAP:
                return True
    return False


def _span_over_edge(before: str, after: str, gap: int) -> tuple[int, int] | None:
    """Return the characters on each side of the phrase the edge falls inside, if any."""
    edge = len(before)
    widest: tuple[int, int] | None = None
    for pattern in (*_SPANS, _COUNTED) if gap == Gap.NONE else _SPANS:
        for found in pattern.finditer(before + after):
            if found.start() < edge < found.end():
                sides = (edge - found.start(), found.end() - edge)
                widest = max(widest or sides, sides, key=sum)
    return widest


def _length(phrase: str) -> int:
    return len(phrase) - phrase.count("\n")

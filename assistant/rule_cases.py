"""Which rows a rule concerns: its words for cases against the categories in the columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import regions
from assistant.quantities import Quantity
from assistant.roles import Role
from assistant.rule_model import Limit
from assistant.rule_subjects import pairs
from assistant.table_columns import Column
from assistant.tables import Table

_UNTYPED = re.compile(
    r"谁|^提出|部门|备注|说明|结果|原因|内容|事由|意见|(?:人|员|师傅)$|用户$|顾客$|客户$|名称|设备$|机型"
    r"|渠道|反映"
)
_ONSITE = re.compile(r"上门|现场|到场|派人|派工|on[\s_-]?site|\bfield\b|\bvisit", re.IGNORECASE)
_MAIL = re.compile(r"(?:电子)?邮[件箱]|e-?mail", re.IGNORECASE)
_DIGITS = str.maketrans("一二三四五", "12345")
_YES_NO = "是否有无内外√×"
_YES = re.compile(r"是|有|√|y(?:es)?|需要?|true|1", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows count whose cell in `column` is one of `values`."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The limit of rows whose cell in `column` is one of `values`; of all others without one.

    Attributes:
        upto: The rows are those whose number in `column` is at most this.
        above: Or those whose number is more than this.
        also: And the rows pass this filter, too.
    """

    quantity: Quantity
    column: Column | None = None
    values: tuple[str, ...] = ()
    upto: float | None = None
    above: float | None = None
    also: Filter | None = None


def choices(limits: Sequence[Limit], table: Table) -> tuple[Choice, ...]:
    """Return which limit holds for which rows; () if the table cannot tell them apart."""
    sizes = {limit.quantity.size for limit in limits}
    if len(sizes) == 1:
        return (Choice(limits[0].quantity),)
    marks = legend(table)
    for words, others in _WORDS:
        for column in table.columns:
            hits = [values_in(words(limit), column, marks) for limit in limits]
            if any(hits) and len(set(hits)) == len(hits) and sum(not hit for hit in hits) <= others:
                return tuple(
                    Choice(limit.quantity, column if hit else None, hit)
                    for limit, hit in zip(limits, hits, strict=True)
                )
    return _yes_no(limits, table)


def _near(limit: Limit) -> str:
    return limit.near


def _case(limit: Limit) -> str:
    return limit.case


def _head(limit: Limit) -> str:
    return limit.head


_WORDS = ((_near, 0), (_case, 0), (_near, 1), (_case, 1), (_head, 1))
"""Words in which a limit's category is looked for, and how many limits may be for all others."""


def _yes_no(limits: Sequence[Limit], table: Table) -> tuple[Choice, ...]:
    """Return the choices by a yes/no column that one of the limits names (需要厂家鉴定的)."""
    for column in table.columns:
        yes = tuple(value for value in column.values if _YES.fullmatch(value))
        name = column.leaf.removeprefix("是否").removeprefix("需")
        if not yes or len(column.values) > 3 or len(name) < 2:
            continue
        split = [_side(limit, name) for limit in limits]
        if set(split) == {True, False}:
            no = tuple(value for value in column.values if value not in yes)
            return tuple(
                Choice(limit.quantity, column, yes if side else no)
                for limit, side in zip(limits, split, strict=True)
            )
        named = [_names(limit, name, limits) for limit in limits]
        if any(named) and not all(named) and sum(not n for n in named) == 1:
            return tuple(
                Choice(limit.quantity, column if n else None, yes if n else ())
                for limit, n in zip(limits, named, strict=True)
            )
    return ()


def _side(limit: Limit, name: str) -> bool | None:
    """Return which side of a yes/no column a limit is for: 质保期内 or 质保期外; None: neither."""
    at = limit.head.rfind(name)
    if at < 0:
        return None
    outside = re.match(r".{0,3}外", limit.head[at + len(name) :])
    inside = re.match(r".{0,3}内", limit.head[at + len(name) :])
    denied = re.search(r"[非不未无]\w?$", limit.head[:at])
    return False if outside or denied else True if inside else None


def _names(limit: Limit, name: str, limits: Sequence[Limit]) -> bool:
    """Whether a limit's words name a column; its part's head counts if it is its own."""
    own = sum(1 for other in limits if other.head == limit.head) == 1
    return name in limit.near or ((own or not limit.near) and name in limit.head)


def values_in(text: str, column: Column, marks: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the categories of a column that a text names: 省内, A类, 重大."""
    if _are_short(column.values):
        return tuple(value for value in column.values if value in text and value not in _YES_NO)
    if _UNTYPED.search(column.leaf):
        return ()
    shared = _shared_end(column.values)
    marked = dict(marks or {})
    hits = tuple(
        value
        for value in column.values
        if _named(value, text)
        or (shared and _named(value.removesuffix(shared), text))
        or (value in marked and _named(marked[value], text))
    )
    hits = hits or tuple(value for value in column.values if _says_same(value, text))
    hits = hits or _by_own_words(column.values, marked, text)
    means = {value: marked.get(value, value) for value in hits}
    longer = set(means.values())
    return tuple(v for v in hits if not any(means[v] != m and means[v] in m for m in longer))


def _are_short(values: Sequence[str]) -> bool:
    """Whether categories are single characters that say something: 退, 换, 修."""
    if len(values) < 2 or any(len(value) != 1 for value in values):
        return False
    if sum(value in _MEASURES for value in values) * 2 > len(values):
        return False
    return any("\u4e00" <= value <= "\u9fff" and value not in _YES_NO for value in values)


_MEASURES = "块个只条根台支组套付副粒片张盒箱件瓶桶袋卷米斤盘节壶把双对枚"
"""Measure words are no cases."""


def _by_own_words(values: Sequence[str], marked: Mapping[str, str], text: str) -> tuple[str, ...]:
    """Return the marks of whose meaning a text says what is its alone: EM=汛期待命抢修, 待命."""
    means = [pairs(marked[value]) for value in values if value in marked]
    found = []
    for value in values:
        others = [m for m in means if m != pairs(marked.get(value, ""))]
        if pairs(marked.get(value, "")).difference(*others) & pairs(text):
            found.append(value)
    return tuple(found)


def _shared_end(values: Sequence[str]) -> str:
    """Return what all categories end in: 投诉 of 一般投诉 and 重大投诉."""
    if len(values) < 2:
        return ""
    first = values[0]
    ends = (first[i:] for i in range(1, len(first)))
    return next((end for end in ends if all(value.endswith(end) for value in values)), "")


_SAME: tuple[tuple[str, str], ...] = (
    (r"on[\s_-]?site|field|visit", r"上门|现场|到场"),
    (r"remote|online", r"远程|线上"),
    (r"phone|tel(?:ephone)?|call|hotline", r"电话|热线"),
    (r"iw|in[\s_-]?warranty|warranty", r"保内|保修期内|质保期内|三包期内"),
    (r"ow|oow|out[\s_-]?of[\s_-]?warranty", r"保外|保修期外|质保期外|过保|超保"),
    (r"urgent|critical|high|emergency", r"紧急|加急|特急|高优先"),
    (r"normal|low|minor|general|routine", r"一般|普通|常规"),
    (r"major|serious|severe", r"重大|严重"),
    (r"紧急|加急|特急|急件?|急修", r"紧急|加急|特急|急修"),
    (r"保内|质保内|在保|三包内", r"保内|质保期?之?内|保修期?之?内|三包期?之?内|在保"),
    (r"保外|质保外|过保|超保|三包外", r"保外|质保期?之?外|保修期?之?外|三包期?之?外|过保|超保"),
    (r"一般|普通|常规|非紧急", r"一般|普通|常规|非紧急"),
    (r"省内|本省", r"省内|本省"),
    (r"省外|外省|跨省", r"省外|外省|跨省"),
    (r"市内|本市|同城|市区|城区", r"市内|本市|同城|市区|城区"),
    (r"市外|外地|异地|郊[县区]|县区|乡镇", r"市外|外地|异地|郊[县区]|县区|乡镇"),
)
"""Categories as columns write them, and how rules may say the same."""


def _says_same(value: str, text: str) -> bool:
    """Whether a text names a category in other words: On-site is 上门."""
    return any(
        re.fullmatch(rf"(?:{mine})(?:件|级|类|单|用户|客户|地区)?", value, re.IGNORECASE)
        and re.search(theirs, text)
        for mine, theirs in _SAME
    )


_LEGEND = re.compile(
    r"(?<![A-Za-z0-9])(?P<mark>[A-Za-z0-9]{1,6})\s*[=＝]\s*(?P<means>[\u4e00-\u9fff]{2,8})"
)


def legend(table: Table) -> dict[str, str]:
    """Return what the notes above a table say that its marks mean: IW=保内."""
    return {match["mark"]: match["means"] for match in _LEGEND.finditer(table.intro)}


def _named(value: str, text: str) -> bool:
    """Whether a text names a category; single letters and digits need 类 or 级 behind them."""
    provinces = regions.are_all(value)
    if provinces and provinces <= regions.named(text):
        return True
    if _MAIL.fullmatch(value):
        return _MAIL.search(text) is not None
    value, text = value.translate(_DIGITS), text.translate(_DIGITS)
    if len(value) >= 2 and not re.fullmatch(r"[\d.]+", value):
        return value in text
    if not value.isalpha() or value in "是否有无内外":
        return False
    marked = rf"(?<![A-Za-z]){re.escape(value)}(?:[类级档件单]|优先|等级|风险)"
    return re.search(marked, text) is not None


def filters(
    scope: str, table: Table, used: set[int], *, onsite: bool, done: str = ""
) -> tuple[Filter, ...]:
    """Return the categories that a rule's scope names, on-site ones where it is about a visit.

    What is `done` names one where the categories are single characters: 退 in 把钱退到.
    """
    found, marks = [], legend(table)
    for column in table.columns:
        if column.index in used or not column.values or column.role is Role.STATUS:
            continue
        said = f"{scope} {done}" if _are_short(column.values) else scope
        hits = _asked(scope, column) or values_in(said, column, marks)
        if not hits and onsite:
            hits = _went(column)
        if not hits and onsite and not _UNTYPED.search(column.leaf):
            hits = tuple(value for value in column.values if _ONSITE.search(value))
        if hits and (len(hits) < len(column.values) or column.has_blanks):
            found.append(Filter(column, hits))
    return tuple(found)


def _went(column: Column) -> tuple[str, ...]:
    """Return the yes of a column that asks whether somebody went: 去不去人, 是否上门."""
    if not _VISIT.search(column.leaf) or len(column.values) > 3:
        return ()
    return tuple(
        v for v in column.values if _YES.fullmatch(v) or re.fullmatch(r"去了?|上门了?|派了?", v)
    )


_VISIT = re.compile(
    r"(?:是否|要不要|需不需要?|有无)(?:上门|派人|到场|去人|现场)|去不去|派不派|上不上门"
)


def _asked(scope: str, column: Column) -> tuple[str, ...]:
    """Return the yes or the no of a column whose name is a rule's case: 需要厂家供件的."""
    yes = tuple(value for value in column.values if _YES.fullmatch(value))
    no = tuple(value for value in column.values if _NO.fullmatch(value))
    if not yes or len(yes) + len(no) < len(column.values):
        return ()
    name = re.sub(
        r"^(?:是否|有无|需要?|要|属于?)+", "", "".join(re.findall(r"[\u4e00-\u9fff]+", column.leaf))
    )
    if len(name) < 2:
        return ()
    case = re.search(
        rf"(?P<not>[不无未非](?:需要?|属于?|在|是)?[^，。；]{{0,2}})?{re.escape(name)}[^，。；]{{0,16}}(?:的|时)[，,]",
        scope,
    )
    if case is None and _WARRANTY.search(name) and name in scope:
        return yes
    return () if case is None else no if case["not"] else yes


_WARRANTY = re.compile(r"[保包质修]期?内$")
"""Such a name says by itself which side a case is on."""


_NO = re.compile(r"否|无|×|x|n(?:o)?|不需要?|false|0|-|—|/", re.IGNORECASE)

"""Which rows a rule concerns: its words for cases against the categories in the columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import regions
from assistant.quantities import Quantity
from assistant.roles import Role
from assistant.rule_model import Limit
from assistant.tables import Column, Table

_UNTYPED = re.compile(
    r"备注|说明|结果|原因|内容|事由|意见|(?:人|员|师傅)$|用户$|顾客$|客户$|名称|设备$|机型"
    r"|渠道|反映"
)
_ONSITE = re.compile(r"上门|现场|到场|派人|派工")
_MAIL = re.compile(r"(?:电子)?邮[件箱]|e-?mail", re.IGNORECASE)
_DIGITS = str.maketrans("一二三四五", "12345")
_YES = re.compile(r"是|有|√|y(?:es)?|需要?|true|1", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows count whose cell in `column` is one of `values`."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The limit of rows whose cell in `column` is one of `values`; of all others without one."""

    quantity: Quantity
    column: Column | None = None
    values: tuple[str, ...] = ()


def choices(limits: Sequence[Limit], table: Table) -> tuple[Choice, ...]:
    """Return which limit holds for which rows; () if the table cannot tell them apart."""
    sizes = {limit.quantity.size for limit in limits}
    if len(sizes) == 1:
        return (Choice(limits[0].quantity),)
    for words, others in _WORDS:
        for column in table.columns:
            hits = [_values_in(words(limit), column) for limit in limits]
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
        named = [_names(limit, name, limits) for limit in limits]
        if any(named) and not all(named) and sum(not n for n in named) == 1:
            return tuple(
                Choice(limit.quantity, column if n else None, yes if n else ())
                for limit, n in zip(limits, named, strict=True)
            )
    return ()


def _names(limit: Limit, name: str, limits: Sequence[Limit]) -> bool:
    """Whether a limit's words name a column; its part's head counts if it is its own."""
    own = sum(1 for other in limits if other.head == limit.head) == 1
    return name in limit.near or ((own or not limit.near) and name in limit.head)


def _values_in(text: str, column: Column) -> tuple[str, ...]:
    """Return the categories of a column that a text names: 省内, A类, 重大."""
    if _UNTYPED.search(column.leaf):
        return ()
    shared = _shared_end(column.values)
    return tuple(
        value
        for value in column.values
        if _named(value, text) or (shared and _named(value.removesuffix(shared), text))
    )


def _shared_end(values: Sequence[str]) -> str:
    """Return what all categories end in: 投诉 of 一般投诉 and 重大投诉."""
    if len(values) < 2:
        return ""
    first = values[0]
    ends = (first[i:] for i in range(1, len(first)))
    return next((end for end in ends if all(value.endswith(end) for value in values)), "")


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
    marked = rf"(?<![A-Za-z]){re.escape(value)}(?:[类级档]|优先|等级|风险)"
    return re.search(marked, text) is not None


def filters(scope: str, table: Table, used: set[int], *, onsite: bool) -> tuple[Filter, ...]:
    """Return the categories that a rule's scope names, on-site ones where it is about a visit."""
    found = []
    for column in table.columns:
        if column.index in used or len(column.values) < 2 or column.role is Role.STATUS:
            continue
        hits = _values_in(scope, column)
        if not hits and onsite and not _UNTYPED.search(column.leaf):
            hits = tuple(value for value in column.values if _ONSITE.search(value))
        if hits and len(hits) < len(column.values):
            found.append(Filter(column, hits))
    return tuple(found)

"""Limits that follow their step without 内: 响应：P1 30分钟、P2 2小时; 恢复4小时; 试睡60晚."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_cases import carried
from assistant.promise_limits import AREAS, NAMES, key_of, named_by_heading
from assistant.promise_model import Promise, Statement, statement
from assistant.quantities import Comparison, Quantity
from assistant.roles import Role, events_in
from ingest.model import Block, Document

_STEPS = (
    Role.ARRIVED, Role.REPLIED, Role.CLOSED, Role.FINISHED, Role.DISPATCHED, Role.DELIVERED,
    Role.SHIPPED,
)  # fmt: skip
_HEAD = re.compile(
    r"(?:^|[，。；])(?P<step>[^，。；：]{2,20})(?:：|为|是)\s*(?=[^，。；：、\d]{0,8}[A-Z]?\d)"
)
_CASE_CHARS = 12
_ITEM_END = re.compile(r"\s*(?:以?内)?\s*(?:[、，,；;。]|$)")
_FEWEST = 2
"""A single length of time behind a colon is a rule like any other."""


def series(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield the limits of a list that names its step first: 首响从提单起算：P1 30分钟、P2 2小时."""
    text = quantities.punctuated(quantities.fold(document.text[start:end]))
    head = _HEAD.search(text)
    role = _step_of(head["step"]) if head else None
    if head is None or role is None:
        return
    items = list(_items(text, head.end()))
    if len(items) < _FEWEST or any(events_in(case) for case, _ in items):
        return
    if _step_behind(text, head.end()) not in (None, role):
        return
    cases = carried(case for case, _ in items)
    for case, (_, quantity) in zip(cases, items, strict=True):
        said = statement(document, start, end, quantity.text, case)
        yield _of_step(role, text, block, quantity, said)


def _of_step(role: Role, text: str, block: Block, quantity: Quantity, said: Statement) -> Promise:
    key = key_of(role, named_by_heading(text, " ".join(block.heading)))
    area = AREAS.get(key.rsplit(":", 1)[-1], "")
    return Promise(key, f"{area}{NAMES[role]}", quantity.size, said)


def _step_behind(text: str, at: int) -> Role | None:
    """Return the step right behind the last limit of a list: P1 2小时、P2 8小时到场."""
    last = next((q for q in reversed(quantities.find(text)) if q.start >= at and q.is_time), None)
    return _step_of(re.split(r"[，。；]", text[last.end :])[0][:6]) if last else None


def _items(text: str, at: int) -> Iterator[tuple[str, Quantity]]:
    """Yield case and length of time of each item of a list, up to what is no such item."""
    for quantity in quantities.find(text):
        if quantity.start < at:
            continue
        case = text[at : quantity.start].strip("、，,；; ")
        ends = _ITEM_END.match(text, quantity.end)
        if ends is None or not quantity.is_time or not 0 < len(case) <= _CASE_CHARS:
            return
        yield case, quantity
        at = ends.end()


_BARE = re.compile(
    r"(?P<step>首次响应|响应|首响|回话|到场|到达现场|恢复|修复|办结|解决)(?:时限|时间)?\s*$"
)
_LEVEL = re.compile(r"[PS]\s?\d级?|[一二三四]级")


def stated(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield lengths of time right behind their step: P1 首次响应30分钟，恢复4小时."""
    text = quantities.punctuated(quantities.fold(document.text[start:end]))
    for quantity in quantities.find(text):
        step = _BARE.search(text[: quantity.start])
        role = _step_of(step["step"]) if step else None
        ends = _ITEM_END.match(text, quantity.end)
        exact = quantity.is_time and quantity.comparison is Comparison.EXACT
        if role is None or ends is None or not exact:
            continue
        case = "、".join(dict.fromkeys(_LEVEL.findall(text[: quantity.start])))
        said = statement(document, start, end, quantity.text, case)
        yield _of_step(role, text, block, quantity, said)


def _step_of(words: str) -> Role | None:
    if re.search("首响|回话|接手", words):
        return Role.REPLIED
    return next((role for role in events_in(words) if role in _STEPS), None)


_TRIED = re.compile(
    r"试(?:睡|用|穿|戴|驾|骑|听|吃|玩|住)(?:期限?)?[^，。；\d]{0,4}?"
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十百]{1,4})\s*(?P<unit>个?[晚夜天日周月])(?!常)"
    r"|(?P<n2>\d{1,3}|[一二两三四五六七八九十百]{1,4})\s*(?P<unit2>个?[晚夜天日周月])"
    r"(?:以?内)?(?:安心|免费|无忧|放心)*试(?:睡|用|穿|戴|驾|骑|听|吃|玩|住)"
)
_DAYS = {"周": 7, "月": 30}


def trials(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield how long goods may be tried: 试睡60晚, 30天免费试用."""
    text = quantities.fold(document.text[start:end])
    for match in _TRIED.finditer(text.replace("\t", "：")):
        count, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
        size = ("tried", quantities.number(count) * _DAYS.get(unit[-1], 1))
        said = statement(document, start, end, f"{count}{unit}", "")
        yield Promise("period:tried", "试用期", size, said)


_SAME_DAY = re.compile(
    r"(?:安装|验收|交付|移交|送货|到货|调试|交机|交车|上线)(?:完成|完毕|结束|好)?后?"
    r"(?P<day>当[天日]|当场|现场)[^，。；\d]{0,16}?(?:培训|讲解|教会)"
)


def taught(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield when users are trained: 安装当天培训操作人员, 验收之日起7日内，由培训组培训一次."""
    text = quantities.punctuated(quantities.fold(document.text[start:end]))
    for match in _SAME_DAY.finditer(text):
        said = statement(document, start, end, match["day"], "")
        yield Promise("within:trained", "培训时限", ("hours", 0.0), said)
    for quantity in quantities.find(text):
        bound = quantity.is_time and quantity.comparison is Comparison.AT_MOST
        after = _TAUGHT.match(text, quantity.end)
        if bound and after and _HANDED_OVER.search(text[: quantity.start]):
            said = statement(document, start, end, quantity.text, "")
            yield Promise("within:trained", "培训时限", quantity.size, said)


_HANDED_OVER = re.compile(r"(?:安装|验收|交付|移交|送货|到货|调试|上线)[^，。；]{0,8}$")
_TAUGHT = re.compile(
    r"\s*(?:以|之)?内，?[^，。；]{0,30}?培训(?!组|部|师|中心|人员|[记教]|考核|计划|签到|单)"
)

"""Promises without a number that stand against every number: 终身质保, 不限次数, 随时可退."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import UNNAMED, Promise, statement
from assistant.promise_money import VISIT_CHARGE
from ingest.model import Block, Document

_FOREVER = re.compile(
    r"(?P<thing>[一-龥]{0,8}?)(?P<said>(?:终身|终生|永久|一辈子)(?:免费)?(?:质保|保修|包修|包换|保用))"
)
_UNLIMITED = re.compile(r"(?:不限次数?|无限次|次数不限|多少[次回]都)")
_COUNTED: tuple[tuple[str, str, str], ...] = (
    ("maintain", "保养次数", r"保养|养护|维保|维护|巡检|清洗"),
    ("visit", "上门次数", r"上门"),
    ("train", "培训次数", r"培训|讲解"),
)
_ANY_TIME = re.compile(
    r"随时(?:都|均)?(?:可以?|能|包)?退|什么时候都(?:可以?|能|给)?退|不限(?:时间|期限)退"
)
_NEVER_PAID = re.compile(
    r"(?:永远|永久|终身|一律|任何|不管|不论|全部?)[^，。；]{0,8}(?:免|不[收要])[^，。；]{0,4}上门(?:服务)?[费钱]"
    r"|上门(?:服务)?[费钱]用?(?:永远|永久|终身|一律|全)[^，。；]{0,4}(?:免|不[收要])"
)


def absolutes(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield what is promised without any limit."""
    text = quantities.punctuated(quantities.fold(document.text[start:end]))
    forever = _FOREVER.search(text)
    if forever:
        thing = re.sub(r"^(?:我们|本店|公司|所有|全部|的)+", "", forever["thing"])
        said = statement(document, start, end, forever["said"], thing)
        yield Promise("period:warranty", "保修（质保）期", ("forever", 0.0), said)
    unlimited = _UNLIMITED.search(text)
    act = next((a for a in _COUNTED if re.search(a[2], text)), None)
    if unlimited and act:
        said = statement(document, start, end, unlimited.group(), "")
        yield Promise(f"times:{act[0]}", act[1], ("unlimited", 0.0), said)
    back = _ANY_TIME.search(text)
    if back and not any(quantity.is_time for quantity in quantities.find(text)):
        said = statement(document, start, end, back.group(), "")
        yield Promise("return", "退换货期限", ("any time", 0.0), said)
    unpaid = _NEVER_PAID.search(text)
    if unpaid:
        said = statement(document, start, end, unpaid.group(), "")
        yield Promise(f"{UNNAMED}fee:{VISIT_CHARGE}", f"{VISIT_CHARGE}标准", ("元", 0.0), said)

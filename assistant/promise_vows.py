"""Bare lengths of time that a strong word makes a limit: 三天一定给您办好, 2小时包修好."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_limits import AREAS, NAMES, key_of, named_by_heading
from assistant.promise_model import Promise, statement
from assistant.quantities import Comparison, Unit
from assistant.roles import Role
from ingest.model import Block, Document

_VOW = re.compile(
    r"\s*(?:以?内|之内|里)?(?:我们|本店|本公司)?(?P<sure>一定|必定?|保证|[担确]保|包|准保?|肯定|绝对|就能?|都|全部|内)*"
    r"(?:[给为帮替跟]?(?:您|你们?|大家|客户|用户|顾客)?)?(?:把[^，。；]{1,8})?(?P<act>[一-龥]{1,6})"
)
_ACTS: tuple[tuple[Role, str], ...] = (
    (
        Role.CLOSED,
        r"^(?:办好|搞定|处理好|解决好?|办妥|了结|摆平|弄清楚?|个?(?:说法|交代|结果|答案))",
    ),
    (Role.FINISHED, r"^(?:修好|弄好|修妥|整好|修利索)"),
    (Role.DELIVERED, r"^(?:寄到|寄达|到手|送上门)"),
    (Role.REPLIED, r"^(?:回您|回话|回信|回音|回您话)"),
)
_NOT_BARE = (Unit.MONTH, Unit.PERCENT, Unit.OTHER)


def vows(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield lengths of time with a colloquial word for their step right behind them."""
    text = quantities.punctuated(quantities.fold(document.text[start:end]))
    for quantity in quantities.find(text):
        said = _VOW.match(text, quantity.end)
        bare = quantity.comparison in (Comparison.EXACT, Comparison.AT_MOST)
        if said is None or not bare or quantity.unit in _NOT_BARE:
            continue
        if re.search(r"[每第满过前等了]$", text[: quantity.start]):
            continue
        role = next((role for role, words in _ACTS if re.search(words, said["act"])), None)
        if role is None:
            continue
        about = key_of(role, named_by_heading(text, " ".join(block.heading)))
        stated = statement(document, start, end, quantity.text, "")
        area = AREAS.get(about.rsplit(":", 1)[-1], "")
        yield Promise(about, f"{area}{NAMES[role]}", quantity.size, stated)

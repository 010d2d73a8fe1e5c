"""Promises about goods and repairs that fail: returns, exchanges, help for a long repair."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import Promise, statement
from assistant.quantities import Comparison, Unit
from assistant.rule_subjects import subjects
from ingest.model import Block, BlockKind, Document

_LONG = {Unit.MONTH, Unit.DAY}
_BACK = re.compile(
    r"退货|换货|退换|退机|换机|无理由退|[可包能][退换]|换新|调换"
    r"|[要想]退就退|[要想]换就换|退钱|(?:退|换)或者?(?:换|退)|随[时便]退|任[意选]退"
)


_PROMISED = re.compile(r"\s*(?:(?:包|可以?|无忧|保|就[能给]?)[退换]|退(?![款钱还费回租出]))")
_NOTHING = re.compile(r"\s*(?:以|之)?内?\s*")
"""Behind the number of a cell that its row's label explains: 退换 | 签收15天内."""
_UNUSED = re.compile(
    r"(?:不是|非|无|没有)质量|[没未](?:下过?水|拆|开[箱封]|用过|穿过|使用)|不(?:喜欢|想要|合适|满意)"
)
"""Goods that are returned though nothing is wrong with them."""
_DAY_HOURS = 24
_FIRST_CHOICE = re.compile(r"(?<=[货新机换退])(?:[，；。]|[、和](?=[^、，。；]{0,4}\d))|\t")
"""Where what another length of time is for may begin: 7日内可以退货，15日内可以换货."""
_REFUSED = re.compile(
    r"(?:无论|不论|任何|一律|一经|一旦|概|恕|均)[^。；]{0,24}?(?:不|无法)(?:予|能|可|得|办理|接受|支持|提供)*[^，。；]{0,4}?"
    r"(?:退|换)"
)
"""Refused in every case; 人为损坏的不予退货 is only a condition."""


def returns(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield within how many days goods may be returned or exchanged."""
    text = quantities.punctuated(document.text[start:end])
    if not _BACK.search(text):
        return
    refused = _REFUSED.search(text)
    if refused:
        said = statement(document, start, end, "不退不换", "")
        yield Promise("return", "退换货期限", ("refused", 0.0), said)
    for quantity in quantities.find(text):
        after = text[quantity.end : quantity.end + 40]
        if block.kind is BlockKind.ROW and _NOTHING.fullmatch(after.split("\t")[0]):
            after = f"{after.split(chr(9))[0]}{text.split(chr(9))[0]}"
        if quantity.unit in _LONG and re.match(
            r"\s*(?:以?内)?(?:可|支持|享受?)?无(?:理由|条件)", after
        ):
            said = statement(document, start, end, quantity.text, "")
            yield Promise("return:free", "无理由退换货期限", quantity.size, said)
            continue
        short = quantity.unit is Unit.HOUR and quantity.value >= _DAY_HOURS
        bound = quantity.comparison is Comparison.AT_MOST or _PROMISED.match(after)
        if not bound or not (short or quantity.unit in _LONG):
            continue
        if not _BACK.search(after) or re.match(r"[^，]{0,6}(?:审批|答复|办理|审核)", after):
            continue
        named = (
            ("退货", r"退货|退机|无理由退|退换|[可包]退|退钱|[要想]退就退|或者?退|退或者?换"),
            ("换货", r"换货|换机|换新|退换|[可包调]换|[要想]换就换|或者?换|换或者?退"),
        )
        first = _FIRST_CHOICE.split(after)[0]
        words = "、".join(name for name, said in named if re.search(said, first)) or "换货"
        said = statement(document, start, end, quantity.text, words)
        if _UNUSED.search(re.split("[。；]", text[: quantity.start])[-1] + first):
            yield Promise("return:unused", "非质量原因退货期限", quantity.size, said)
        else:
            yield Promise("return", "退换货期限", quantity.size, said)


_OWED = re.compile(
    r"[^，。；]{0,3}[，,][^。；]{0,10}?(?:提供|更换|换[新机]|赔|补偿|免[费收])"
    r"|[^，。；]{0,3}[，,][^。；]{0,30}?(?:备用|借用|代用|周转|替代)[机件品车]?"
)


def remedies(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield from when something is owed for a long repair: 维修超过15天的，提供备用机."""
    text = quantities.punctuated(document.text[start:end])
    for quantity in quantities.find(text):
        before, after = text[: quantity.start], text[quantity.end :]
        owed = _OWED.match(after)
        if quantity.comparison is not Comparison.BEYOND or not quantity.is_time or owed is None:
            continue
        if not re.search(r"维修|返修|修理|送修|寄修|检修", re.split(r"[。；]", before)[-1]):
            continue
        named = subjects(after[: owed.end() + 6])
        about = "loan" if "loan" in named else "+".join(sorted(named))
        said = statement(document, start, end, f"超过{quantity.text}", "")
        yield Promise(f"remedy::{about}", "超期维修的补救条件", quantity.size, said)

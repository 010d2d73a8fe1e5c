"""What a visit costs, case by case: 上门费市区30元，郊县50元; 出保上门30元（乡镇50元）."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import UNNAMED, Promise, statement
from assistant.promise_money import MONEY, VISIT_CHARGE
from ingest.model import Block, Document

_ANCHOR = re.compile(r"上门(?:服务|维修|检修|修理|检测)?(?:收?费用?|收?钱|服务费)?(?:标准)?")
_ITEM = re.compile(rf"(?P<case>[^\d。；]{{0,20}}?)(?P<money>{MONEY})(?:\s*/?每?[一-龥]?次)?")
_OTHER_THING = re.compile(
    r"[费款价料赔补满押奖罚起]|钱(?!$)|每|以[上下]|安装|路|公里|加[收价]|单[子价]|另|后再"
)
"""Words before a sum that make it something else than the visit's."""
_AROUND = "：:，,、；（）()的是为收要每按 \t"
_FEWEST = 2


def visit_charges(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield what a visit costs, each case with its sum."""
    text = quantities.punctuated(quantities.fold(document.text[start:end])).replace("\t", "：")
    anchor = _ANCHOR.search(text)
    at = anchor.end() if anchor else len(text)
    while item := _ITEM.match(text, at):
        case = item["case"].strip(_AROUND)
        if _OTHER_THING.search(case) or item["many"]:
            return
        amount = quantities.number(item["n"])
        said = statement(document, start, end, item["money"], case)
        yield Promise(f"{UNNAMED}fee:{VISIT_CHARGE}", f"{VISIT_CHARGE}标准", ("元", amount), said)
        at = item.end()

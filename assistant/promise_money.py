"""Promises in percent and in money: targets, fees, what is paid for delay."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import UNNAMED, Promise, statement
from assistant.quantities import Unit
from ingest.model import Block, Document

_RATE = re.compile(r"(?P<name>[一-龥]{2,10}(?:率|满意度))[^，。；\d]{0,10}$")


def rates(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield targets in percent: 回访率≥95%."""
    text = quantities.punctuated(signed_shares(document.text[start:end]))
    for quantity in quantities.find(text):
        match = _RATE.search(text[: quantity.start])
        if quantity.unit is Unit.PERCENT and match:
            said = statement(document, start, end, quantity.text, "")
            name = re.sub(r"^.*(?:的|和|与)", "", match["name"])
            yield Promise(f"rate:{name}", f"{name}目标", quantity.size, said)


VISIT_CHARGE = "上门费"
MONEY = (
    r"(?P<n>\d+(?:,\d{3})*(?:\.\d+)?|[一二两三四五六七八九十百千]+)\s*(?P<many>万)?"
    r"(?:元|块(?![^，。；]?板))"
)
_FEE = re.compile(
    rf"(?P<name>[一-龥]{{1,6}}(?:费用?|单价|押金|定金|(?<![要给出收赔])钱))(?:标准)?[^，。；\d]{{0,6}}?{MONEY}(?P<per>\s*[/每]\s*[一-龥]{{1,3}})?"
)
_FEE_CASE = re.compile(r"市内|市外|市区|郊区|郊县|省内|省外|本地|外地|工作日|节假日|夜间|起步|夜班")


def fees(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield what is charged: 上门费50元."""
    text = quantities.punctuated(quantities.fold(document.text[start:end])).replace("\t", "：")
    for match in _FEE.finditer(text):
        name = re.sub(r"^.*(?:收取|收|支付|提供|的|外|内|次|为)", "", match["name"])
        if len(name) < _NAME_CHARS or name in ("费用", "收费"):
            continue
        near = re.split(r"[，。；]", text[: match.start()])[-1] + match.group()
        case = "、".join(dict.fromkeys(_FEE_CASE.findall(near)))
        amount = quantities.number(match["n"]) * (10_000 if match["many"] else 1)
        said = statement(document, start, end, f"{match['n']}{match['many'] or ''}元", case)
        known = re.sub(r"上门(?:服务)?费用?$", VISIT_CHARGE, name)
        yield Promise(f"{UNNAMED}fee:{known}", f"{name}标准", ("元", amount), said)


_NAME_CHARS = 2
_VISIT = r"上门(?:服务)?费用?|出车费|车马费|路途?[费钱]|交通费"
_NO_CHARGE = r"全?免|不(?:另|再|用)?[收要付](?:[费钱取]|一分)|不用[给掏出]钱|零元|0元"
_FREE = re.compile(
    rf"(?:{_VISIT})[^，。；\d]{{0,8}}?(?:{_NO_CHARGE})|(?:{_NO_CHARGE})收?(?:{_VISIT})"
)
_BY_WAY = re.compile(
    r"(?P<case>[^，。；：]{0,12}?)每?(?P<unit>公里|千米|km)(?:加收|收|计|按)?\s*"
    rf"{MONEY}|(?P<near>\d+\s*(?:公里|千米|km)[以之]?内)[^，。；\d]{{0,4}}?(?:{_NO_CHARGE})"
)
_WARRANTED = re.compile(r"(?:保修|质保|三包)期?[内外]|[过保]保|保[内外]|超出?保")


def visits(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield what the way to the customer costs: 上门费全免, 路费每公里2元."""
    text = quantities.punctuated(quantities.fold(document.text[start:end])).replace("\t", "：")
    if not re.search(_VISIT, text):
        return
    for match in _FREE.finditer(text):
        clause = re.split(r"[，。；]", text[: match.start()])[-1] + match.group()
        case = "、".join(dict.fromkeys((*_FEE_CASE.findall(clause), *_WARRANTED.findall(clause))))
        said = statement(document, start, end, match.group(), case)
        yield Promise("fee:visit", _WAY, ("元", 0.0), said)
    for match in _BY_WAY.finditer(text):
        if match["near"]:
            said = statement(document, start, end, match.group(), match["near"])
            yield Promise("fee:visit", _WAY, ("元", 0.0), said)
        else:
            case = match["case"].strip("的按为收：、 ")
            said = statement(document, start, end, match.group().strip("：、 "), case)
            yield Promise("fee:visit", _WAY, ("元/公里", quantities.number(match["n"])), said)


_WAY = "上门路费标准"
_DELAY = re.compile(
    r"每?(?:延迟|逾期|超期|迟到?|延误|晚到?|拖延|超时)[^，。；]{0,3}?(?:一|1|每)?个?(?P<unit>小时|[天日周])"
    rf"[^。；]{{0,16}}?(?:{MONEY}|(?P<share>\d+(?:\.\d+)?)\s*(?P<sign>[%‰‱]))"
)


def penalties(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield what is paid for delay: 每延迟一天赔偿合同价的1%."""
    text = quantities.punctuated(quantities.fold(signed_shares(document.text[start:end])))
    for match in _DELAY.finditer(text):
        if not re.search(r"赔|补偿|违约金|扣|免|减", text):
            continue
        unit = match["unit"].replace("日", "天")
        if match["share"]:
            size = (match["sign"], float(match["share"]))
            value = f"{match['share']}{match['sign']}"
        else:
            amount = quantities.number(match["n"]) * (10_000 if match["many"] else 1)
            size, value = ("元", amount), f"{match['n']}{match['many'] or ''}元"
        said = statement(document, start, end, value, "")
        yield Promise(f"penalty:{unit}", f"延误赔偿（每{unit}）", size, said)


_SHARE_WORDS = re.compile(
    r"(?P<of>[百千万])分之(?P<n>\d+(?:\.\d+)?|[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
)
_SIGNS = {"百": "%", "千": "‰", "万": "‱"}


def signed_shares(text: str) -> str:
    """Return a text with its shares in signs: 千分之一 is 1‰; what follows moves."""
    return _SHARE_WORDS.sub(_signed, text)


def _signed(match: re.Match[str]) -> str:
    whole, _, part = match["n"].partition("点")
    value = quantities.number(whole)
    if part:
        value += quantities.number(part) / 10 ** len(part)
    return f"{value:g}{_SIGNS[match['of']]}"

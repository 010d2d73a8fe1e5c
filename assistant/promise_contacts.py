"""How the firm is reached: telephone numbers and hours, as promises."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import Promise, statement
from ingest.model import Block, BlockKind, Document

URGENT = re.compile(r"应急|险情|紧急|值班|抢险")
"""Words for lines that are for emergencies only."""
_PHONE = re.compile(
    r"(?<![\d-])(?:[48]00[-\s]?\d{3}[-\s]?\d{4}|(?:[（(]0\d{2,3}[)）]|0\d{2,3})[-—\s]?\d{3,4}[-\s]?\d{4}"
    r"|1[3-9]\d[-\s]?\d{3,4}[-\s]?\d{3,4}[-\s]?\d{0,4}|\d{4}-\d{4})(?![\d-])"
)
_HOTLINE = re.compile(r"热线|客服|服务电话|报修电话|报修[、，]|售后电话|联系电话|400|拨打|联系人")


def phones(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield hotline numbers; the numbers of branches and persons in tables are no hotlines."""
    text = quantities.fold(document.text[start:end])
    only = _only_landline(document) if "电话" in text else ""
    for match in _PHONE.finditer(text):
        label = re.split(r"[；;。]", text[: match.start()])[-1][-16:]
        free = match.group().startswith(("400", "800"))
        told = free or (block.kind is not BlockKind.ROW and _HOTLINE.search(label) is not None)
        told = told or (match.group() == only and _PLAIN.search(label) is not None)
        if "传真" in label or not told:
            continue
        number = re.sub(r"[\s()（）—-]", "", match.group())
        use = "应急" if URGENT.search(label[-8:]) else ""
        if re.search(r"举报|监督|投诉", label[-8:]) and not re.search(r"报修|咨询|客服", label):
            use = "投诉"
        said = statement(document, *_clause(text, start, match), match.group(), "")
        yield Promise(f"phone:{use}", f"{use or '报修（客服）'}热线号码", ("phone", number), said)


_PLAIN = re.compile(r"(?<![方站点司部人急])(?:咱家|我们|本厂|本店|公司)?电话\s*[：:]?\s*$")


def _only_landline(document: Document) -> str:
    """Return the one telephone number that a document states, "" for several: 电话0537-…."""
    numbers = {match.group() for match in _PHONE.finditer(quantities.fold(document.text))}
    return next(iter(numbers)) if len(numbers) == 1 else ""


_HOUR = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_CLOCK = rf"{_HOUR}\s*(?::|点|时)\s*(\d{{2}}|半)?\s*分?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:[-—–~～至到]+|——)\s*(次日|第二天|晚上?|下午|夜里)?\s*{_CLOCK}")
_ROUND = re.compile(
    r"(?:7\s*[×xX*]\s*24|24\s*小时(?:×\s*\d+\s*天)?(?=[^，。；]{0,4}(?:热线|服务热线|受理|值守"
    r"|值班|接听|客服|在线|开通|全天|不间断|有人))|全天候|昼夜|白天黑夜|半夜也|(?:全天|随时|任何时候|几点)[^，。；]{0,6}(?:有人|能打|可拨|接))"
)
_ATTENDED = re.compile(r"受理|接听|热线|服务时间|工作时间|客服|电话|人工|值守|在线|400")


_DAYS = re.compile(r"工作日|周末|双休日|节假日|周[一二三四五六日][至到—-]?(?:周[一二三四五六日])?")
_NEAR_CHARS = 8
_ASIDE = re.compile(
    r"[（(](?!每[日天]|全[年天]|工作)(?P<case>[^（()），。；]{1,8}?)(?:的|不分|为|全)*$"
)
"""A case in brackets that has hours of its own: 8:00—22:00（P1不分昼夜）."""


def hours(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield when the hotline is attended."""
    text = quantities.fold(document.text[start:end])
    around = text + " ".join(block.heading) + " ".join(block.columns)
    if not _ATTENDED.search(around):
        return
    for match in (*_SPAN.finditer(text), *_ROUND.finditer(text)):
        clause = text[: match.start()].rsplit("；", 1)[-1].rsplit("。", 1)[-1]
        near = re.split(r"[；;，,）)\s。]", text[match.end() :])[0][:12]
        urgent = URGENT.search(clause[-20:]) or re.search(r"应急|险情|夜间", near)
        size = _open_from_to(match)
        use = "应急" if urgent else ""
        night = "night" if size[:5] > size[6:] else ""
        days = _DAYS.search(clause[-_NEAR_CHARS:])
        inside = _ASIDE.search(text[: match.start()])
        case = use or (days.group() if days else inside["case"] if inside else "")
        said = statement(document, *_clause(text, start, match), match.group().strip(), case)
        yield Promise(f"hours:{use}{night}", f"{use}热线受理时间", ("hours", size), said)


_STOP = re.compile(r"[，。；\t]|,(?!\d)")


def _clause(text: str, start: int, match: re.Match[str]) -> tuple[int, int]:
    """Return the span of the clause around a match; `start` is where its text begins."""
    first = max((stop.end() for stop in _STOP.finditer(text, 0, match.start())), default=0)
    last = _STOP.search(text, match.end())
    return start + first, start + (last.start() if last else len(text))


def _open_from_to(match: re.Match[str]) -> str:
    groups = match.groups()
    if len(groups) < 5 or groups[0] is None:
        return "00:00-24:00"
    first, minute, half, last, until = groups
    opens, hour = int(quantities.number(first)), int(quantities.number(last))
    hour += 12 if half in ("晚", "晚上", "下午", "夜里") and hour < _NOON else 0
    return f"{opens:02d}:{_minutes(minute)}-{hour:02d}:{_minutes(until)}"


_NOON = 12


def _minutes(text: str | None) -> str:
    return "30" if text == "半" else text or "00"

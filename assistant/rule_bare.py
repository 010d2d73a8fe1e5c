"""Time limits in bare everyday words, which only count where a table's columns answer them.

They promise nobody anything by themselves: 接电后30分钟到 is a rule beside 接电 and 人到.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant import quantities
from assistant.quantities import Comparison, Quantity, Unit
from assistant.rule_model import BY_CLOCK, Limit, Rule

PREVIOUS = "上次"
"""What an interval begins at: the last time it was done."""
_NUMERAL = r"[\d零一二两三四五六七八九十]{1,3}"
_NAMED = re.compile(
    rf"第(?P<n>{_NUMERAL})[天日](?:[以之]?内|之?前)?|(?:当[日天]|次日|第二天|翌日|隔[日天])(?:{BY_CLOCK})?"
)
_STOP = re.compile(r"[，,：:、（()）]")
_NEAR = re.compile(r"[，,：:、（()）；;]")
_CLOCK_FROM = re.compile(
    r"(?:计时|时限|时间|限时|均|都|一律)(?:均|都|一律)?[自从](?P<event>[^，。；]{2,12}?)(?:起算|算起|起|开始)?(?=[，。；]|$)"
)
"""From when limits run, where a sentence of its own tells it."""
_BEGUN = re.compile(
    r"(?:自从?|从|以)?(?P<event>[^，。；：、（）]{2,16}?)(?:之日|之时|那[天日]|当[天日])?"
    r"(?:为起点|起算|算起|起计|开始算|算(?=[，。；]|$)|起(?=[，。；\d一两三]|$)|之?后|以后)"
)
_FROM_TO = re.compile(
    r"从(?P<from>[^，。；：、到至]{2,12})[到至](?P<to>[^，。；：、\d]{1,10}?)(?:的?(?:时间|时长))?"
    r"[，]?(?:最[长多迟晚])?(?:不(?:得|应|能|可|准|许)?(?:超过|多于|大于)|限|控制在|要在|须在|应在)?\s*$"
)
_NO_LIMIT_BEFORE = re.compile(
    r"(?:每[隔]?|保修期?|质保期?|三包|近|连续|累计|提前|至少|不少于|不低于|满|超过|有效期|期限为|保存|保留|聘期|协议期)\s*$"
)
_NO_LIMIT_AFTER = re.compile(
    r"\s*(?:以上|以外|之?外|[以之]?后|起|仍|还[没未]|[没未]|不|无|再|的(?!时间)|一次|[一二两三四\d]+次|一[趟遍回]|保修|质保|有效)"
)
_RENEW = re.compile(
    r"\s*(?:的)?[，]?(?:必须|应当?|须|要|得|就|即|强制|一律|予以)*(?P<what>报废|更换|换[新掉下]?|淘汰|退役|停用)"
)
_MOST = re.compile(r"(?:不(?:得|应|能|可|准|许)?(?:超过|多于|大于|长于)|最[长多]|以内|控制在)\s*$")
_BETWEEN = re.compile(
    r"(?:两次|前后两?次|上下两次|相邻|每次)[^，。；\d]{0,10}?(?:不(?:得|应|能|可|准|许)?(?:超过|多于|大于|长于))\s*$"
    r"|间隔[^，。；\d]{0,6}?(?:不(?:得|应|能|可|准|许)?(?:超过|多于|大于|长于))\s*$"
)
_EVERY_USED = re.compile(
    r"每(?:使?用|运行|运转|工作|隔)?满?\s*(?P<length>[\d零一二两三四五六七八九十百]+\s*个?(?:[天日周月]|星期))"
    r"[^，。；]{0,8}[一1][次遍回]"
)
_UNTIL = re.compile(
    r"(?P<day>[^，。；：、]{0,10}?(?:到期|截止|期满|期限)(?:日期|日)?)(?:之|以)?前(?P<done>[^，。；：、]{1,10})"
)


def tells(sentence: str) -> bool:
    """Tell whether a sentence says what happened on a day, not what is to be done."""
    return _TOLD.search(sentence) is not None and _MUST.search(sentence) is None


_MUST = re.compile(r"应当?|必须|须|不得|要求|一律|[以之]?内")
_TOLD = re.compile(
    r"\d{1,2}月\d{1,2}[日号]?(?!前|以前|之前)|\d{4}[-/.]\d{1,2}[-/.]\d|(?:上周|昨天|今天|那次|这次)"
)
"""A sentence with a day of the calendar tells what happened."""


def bare(sentence: str, base: Rule, strict: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the limits of a sentence that names none strictly, or more than its strict ones."""
    if tells(sentence):
        return
    interval = next(_intervals(sentence, base), None)
    if interval is not None:
        yield replace(interval, bare=True)
        return
    told = sum(len(rule.limits) for rule in strict)
    between = _from_to(sentence, base) or _same_day(sentence, base) or _next_step(sentence, base)
    rule = between or _all_limits(sentence, base)
    known = {limit.quantity.text for one in strict for limit in one.limits}
    more = rule is not None and len(strict) > 1 and len(rule.limits) >= told
    new = [one for one in rule.limits if one.quantity.text not in known] if rule else []
    if rule is not None and (between or more or new or len(rule.limits) > told):
        yield replace(rule, bare=True)
    elif rule is None and not told and (until := _until(sentence, base)) is not None:
        yield replace(until, bare=True)


def _intervals(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield how long it may be from one time to the next: 每15天一次, 两次间隔不得超过92天."""
    for quantity in quantities.find(sentence):
        if quantity.is_time and _BETWEEN.search(sentence[: quantity.start]):
            yield _interval(sentence, base, replace(quantity, comparison=Comparison.AT_MOST))
    used = _EVERY_USED.search(sentence)
    if used:
        found = quantities.find(used["length"])
        if found and found[0].is_time:
            text = used["length"]
            span = (used.start("length"), used.end("length"))
            value, unit = found[0].value, found[0].unit
            quantity = Quantity(value, value, unit, Comparison.AT_MOST, *span, text)
            yield _interval(sentence, base, quantity)
    for often in quantities.find_frequencies(sentence):
        if often.days > 1 and often.times == 1:
            days = often.days
            start, end = often.start, often.end
            yield _interval(
                sentence,
                base,
                Quantity(days, days, Unit.DAY, Comparison.AT_MOST, start, end, f"{days:g}天"),
            )


def _interval(sentence: str, base: Rule, quantity: Quantity) -> Rule:
    limit = Limit(quantity, "", sentence[: quantity.start])
    return replace(base, begins=PREVIOUS, ends=sentence, limits=(limit,))


def _from_to(sentence: str, base: Rule) -> Rule | None:
    """Return the limit between two events that a sentence names: 从接修到修毕不超过24小时."""
    for quantity in quantities.find(sentence):
        match = _FROM_TO.search(sentence[: quantity.start]) if quantity.is_time else None
        if match:
            quantity = replace(quantity, comparison=Comparison.AT_MOST)
            limit = Limit(quantity, "", sentence[: match.start()])
            return replace(base, begins=match["from"], ends=match["to"], limits=(limit,))
    return None


def _same_day(sentence: str, base: Rule) -> Rule | None:
    """Return that both are done on one day: 当天借当天还."""
    match = _ONE_DAY.search(sentence)
    if match is None:
        return None
    quantity = Quantity(0, 0, Unit.DAY, Comparison.AT_MOST, match.start(), match.end(), "当天")
    limit = Limit(quantity, "", sentence[: match.start()])
    return replace(base, begins=match["first"], ends=match["then"], limits=(limit,))


def _next_step(sentence: str, base: Rule) -> Rule | None:
    """Return the limit from a step of the same day to the next: 当日封样、次日寄出."""
    match = _STEPS.search(sentence)
    if match is None:
        return None
    start, end = match.start("when"), match.end("when")
    quantity = Quantity(1, 1, Unit.DAY, Comparison.AT_MOST, start, end, match["when"])
    limit = Limit(quantity, "", sentence[: match.start()])
    return replace(base, begins=match["first"], ends=match["then"], limits=(limit,))


_STEPS = re.compile(
    r"当[天日](?P<first>[\u4e00-\u9fff]{2,8})[、，](?P<when>次日|第二天|隔天)(?P<then>[\u4e00-\u9fff]{2,8})"
)
_ONE_DAY = re.compile(
    r"当[天日](?P<first>[^，。；、当]{1,4}?)[，]?[，的]?当[天日](?:就|要|须|必须)?(?P<then>[^，。；、]{1,4})"
)


def _all_limits(sentence: str, base: Rule) -> Rule | None:
    """Return all limits of a sentence as one rule, if they are for one thing to be done."""
    found = [(q, _after(sentence, q)) for q in _limits(sentence)]
    if not found:
        return None
    ends = next((after for _, after in found if after), "")
    last = found[0][0].start
    limits, before = [], 0
    for quantity, after in found:
        if after and set(after) - set(ends) and set(ends) - set(after):
            continue
        case = sentence[before : quantity.start]
        near = _NEAR.split(case)[-1].strip()
        limits.append(Limit(quantity, near, sentence[: found[0][0].start], case))
        before = quantity.end
    begun = [
        m for m in _BEGUN.finditer(sentence) if m.start() < last or re.search("起|算", m.group())
    ]
    clock = _CLOCK_FROM.search(base.context)
    begins = begun[-1]["event"] if begun else clock["event"] if clock else ""
    begins = begins or _said_first(sentence[:last])
    return replace(base, begins=begins, ends=ends, limits=tuple(limits)) if ends else None


def _said_first(before: str) -> str:
    """Return the clause before a limit, which may name where it begins: 装完第三天内."""
    clauses = [clause for clause in _NEAR.split(before) if clause.strip()]
    return clauses[-1][-_SAID_CHARS:] if clauses else ""


_SAID_CHARS = 12


def _limits(sentence: str) -> Iterator[Quantity]:
    """Yield the lengths of time within which something is to be done."""
    named = [
        Quantity(days, days, Unit.DAY, Comparison.AT_MOST, m.start(), m.end(), m.group())
        for m in _NAMED.finditer(sentence)
        for days in [_days(m)]
    ]
    times = [q for q in quantities.find(sentence) if q.is_time]
    for quantity in sorted([*times, *named], key=lambda q: q.start):
        before = sentence[: quantity.start]
        if _RENEW.match(sentence, quantity.end) and re.search(r"满\s*$", before):
            yield replace(quantity, comparison=Comparison.AT_MOST)
        elif quantity.comparison in (Comparison.EXACT, Comparison.AT_MOST):
            ruled_out = _NO_LIMIT_BEFORE.search(before) or _NO_LIMIT_AFTER.match(
                sentence, quantity.end
            )
            if not ruled_out or _MOST.search(before):
                yield quantity


def _days(match: re.Match[str]) -> float:
    if match["n"]:
        return quantities.number(match["n"])
    return 0.0 if match.group().startswith("当") else 1.0


def _after(sentence: str, quantity: Quantity) -> str:
    """Return what is to be done in time: the words behind a limit up to the next comma."""
    rest = re.sub(
        r"^\s*(?:[以之]?内|里|前)?(?:就|都|一定|必须|须|应当?|要|得|把|将)*",
        "",
        sentence[quantity.end :],
    )
    words = _STOP.split(re.split(r"[。；！]", rest)[0])[0].strip()
    first, _, then = words.partition("、")
    return first if _NAMED.match(then) else words


def _until(sentence: str, base: Rule) -> Rule | None:
    """Return that something is due before a day of expiry: 到期日前要送检."""
    match = _UNTIL.search(sentence)
    if match is None:
        return None
    quantity = Quantity(0, 0, Unit.DAY, Comparison.AT_MOST, match.end(), match.end(), "0天")
    limit = Limit(quantity, "", sentence[: match.start()])
    ends = f"{sentence[: match.start()]}{match['done']}"
    return replace(base, begins=match["day"], ends=ends, limits=(limit,))

"""Rules that set two days side by side, and rules that a named column is to be filled."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import quantities
from assistant.quantities import Comparison, Quantity, Unit
from assistant.rule_model import Limit, Rule, RuleKind

_NAME = r"[^，。；：、,（）()\d]{2,16}?"
_LENGTH = (
    r"(?:±|正负)?\s*(?P<length>[0-9零一二两三四五六七八九十百半]+\s*个?"
    r"(?:工作日|小时|[天日周月]|星期))"
)
_APART = re.compile(
    rf"(?P<one>{_NAME})(?:与|和|同|距离?|较|比)(?P<other>{_NAME})(?:之间)?的?"
    r"(?:相差|相隔|间隔|偏差|误差|差距|偏离)(?:的)?(?:天数|时间|日期)?"
    rf"(?:不得|不能|不应|应不|不可|不)?(?:超过|大于|多于|超|控制在|在)\s*{_LENGTH}"
)
_NOT_AFTER = re.compile(
    rf"(?P<one>{_NAME})(?:均|都)?(?:不得|不应|不能|不可|应不|不)(?:晚于|迟于|超过|超出|后于)"
    rf"(?P<other>(?=[^，。；：\d]{{0,12}}[日期限时])[^，。；：、,（）()\d]{{2,12}}?)(?:之?后|的)?"
    rf"(?:\s*{_LENGTH}|(?=[，。；\s]|$))"
)
_BEFORE = re.compile(
    r"(?:在|于|按)(?P<other>[^，。；：、,（）()\d]{1,10}(?:日期?|时间|时限|期限))(?:之|以)?前"
    rf"(?P<one>{_NAME})(?=[，。；\s]|$)"
)
_ON_DAY = re.compile(
    r"(?P<other>(?:合同|订单|约好|约定|讲好|说好|定好|商定|排好|协议)[^，。；：、,（）()\d]{0,8}?"
    r"(?:哪天|那[天日]|当[天日]|之日|的日子|日期))(?:之?前|以前|就|内|里)?(?P<one>[^，。；：、,（）()\d]{2,8})"
)
"""What is agreed is the limit itself: 合同上写的交货那天送到."""
_EXCEPTION = re.compile(r"(?:的|者|时)[，,]\s*(?:则|就|以|按|在|于)?\s*$")
"""What follows a case (客户另约的，约定当日到场) is no rule of its own."""
_AGREED_DAY = re.compile(r"(?:合同|订单|约好|约定|讲好|说好|定好|商定|承诺|协议)")
_EITHER = re.compile(
    r"(?:提前|提早|早)(?:或者?|、|和|与)(?:推[后迟]|延[后迟]|滞后|错后|晚)[^，。；\d]{0,4}?"
    rf"(?:不得|不应|不能|不)?(?:超过|大于|多于)\s*{_LENGTH}"
)
"""Around a planned day: the sentence names what is planned."""
_PERIOD_DAY = re.compile(r"月底|月末|季末|年底|最后一[天日]|当[日天月季年]|次[日月]|每")


def pairs_of(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield how far two named days may lie apart: 实做日与应做日相差不得超过20天."""
    taken = -1
    for pattern in (_APART, _NOT_AFTER, _BEFORE, _ON_DAY):
        for match in pattern.finditer(sentence):
            if match.start() < taken:
                continue
            if pattern is _ON_DAY:
                if _EXCEPTION.search(sentence[: match.start()]):
                    continue
            elif _PERIOD_DAY.search(match["other"]):
                continue
            quantity = _limit(match, around=pattern is _APART)
            if quantity is None:
                continue
            taken = match.end()
            limit = Limit(quantity, "", sentence[: match.start()])
            begins = match["other"]
            if pattern is _ON_DAY or _AGREED_DAY.search(begins):
                begins = f"计划{begins}"
            yield replace(base, begins=begins, ends=match["one"], limits=(limit,))


def either_side(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield how far from the planned day something may be done: 提前或推后不超过3天."""
    match = _EITHER.search(sentence)
    quantity = _limit(match, around=True) if match else None
    if match and quantity:
        head = sentence[: match.start()]
        limit = Limit(quantity, "", head)
        yield replace(base, begins="计划", ends=f"{head}实际", limits=(limit,))


def _limit(match: re.Match[str], *, around: bool) -> Quantity | None:
    """Return how far apart; without a length the one day is the last for the other."""
    comparison = Comparison.AROUND if around else Comparison.AT_MOST
    written = match.groupdict().get("length")
    if written is None:
        return Quantity(0, 0, Unit.DAY, comparison, match.end(), match.end(), "0天")
    found = quantities.find(written)
    start = match.start("length")
    return (
        replace(found[0], comparison=comparison, start=start, end=start + len(written))
        if found and found[0].is_time
        else None
    )


_COLUMN_WORD = r"(?P<column>[A-Za-z][A-Za-z _-]{1,24}[A-Za-z]|[^，。；“”「」\s]{2,10}?)"
_FILLED = re.compile(
    rf"(?:填|记|写|录|登)[入在到进至]\s*[^，。；“”「」]{{0,10}}?[“「\"]?{_COLUMN_WORD}[”」\"]?\s*(?:一)?[栏列](?!目)"
)
_NOT_BLANK = re.compile(
    r"(?P<columns>(?:[“「][^”」，。；]{2,12}[”」][、和及与]?)+)[^，。；]{0,6}"
    r"(?:不得|不能|不可|不应)(?:有)?(?:留?空|空白|缺|漏)"
    r"|(?P<one>[\u4e00-\u9fffA-Za-z_ -]{2,14}?)(?:一)?栏?(?:不得|不能|不可|不应|不允许)"
    r"(?:留空|空白|漏填|空着|为空)"
)
_MUST = re.compile(r"每|均|都|逐|应|须|必须|一律|不得|要")


def filled(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that a column which a sentence calls by its name must be filled in every row."""
    if not _MUST.search(sentence):
        return
    for match in _NOT_BLANK.finditer(sentence):
        quoted = re.findall(r"[“「]([^”」]+)[”」]", match["columns"] or "")
        if names := tuple(quoted) or (match["one"] or "",):
            yield replace(base, kind=RuleKind.COMPLETE, ends=sentence, listed=names, named=True)
            return
    for match in _FILLED.finditer(sentence):
        words = match.group()
        yield replace(base, kind=RuleKind.COMPLETE, ends=words, listed=(words,), named=True)
        return

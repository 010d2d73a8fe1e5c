"""The limits of a sentence: which lengths of time bound what, and from when they run."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import quantities
from assistant.quantities import Comparison, Quantity, Unit
from assistant.roles import Role, events_in
from assistant.rule_model import BY_CLOCK, Limit, Rule

_COMMA = re.compile(r"[，,：:。；;]")


def runs(part: str) -> list[list[Quantity]]:
    """Return the limits of a part in runs: 省内24小时、省外48小时内 is one run of two."""
    runs: list[list[Quantity]] = []
    run: list[Quantity] = []
    for quantity in _times(part):
        if not quantity.is_time and quantity.comparison is Comparison.EXACT:
            continue
        if not quantity.is_time or quantity.comparison in (
            Comparison.BEYOND, Comparison.AHEAD, Comparison.AT_LEAST,
        ):  # fmt: skip
            run = []
            continue
        if run and not _listed(part[run[-1].end : quantity.start]):
            run = []
        run.append(quantity)
        if _bounds(part, quantity):
            if runs and _goes_on(part[runs[-1][-1].end : run[0].start]):
                runs[-1] += run
            else:
                runs.append(run)
            run = []
    return runs


_NEXT_CASE = re.compile(
    r"\s*(?:以内|之内|内)?\s*[、，,/和及；或]\s*(?:其余|其他|其它)?[^，。；]{0,12}?"
)


def _goes_on(between: str) -> bool:
    """Whether the next limit is for another case of the same: 湖北48小时内、外省72小时内."""
    return _NEXT_CASE.fullmatch(between) is not None and not events_in(between)


_DAYS = re.compile(
    rf"(?:当[日天]|次日|第二天|翌日)(?:{BY_CLOCK}|(?!起|常|[\d零一二三四五六七八九十]))"
)


def _times(part: str) -> list[Quantity]:
    """Return the quantities of a part; 当日 and 次日 are no day and one day."""
    named = [
        Quantity(days, days, Unit.DAY, Comparison.AT_MOST, m.start(), m.end(), m.group())
        for m in _DAYS.finditer(part)
        if m["hour"] or _steps(part, m.end())
        for days in [0.0 if m.group().startswith("当") else 1.0]
    ]
    return sorted([*quantities.find(part), *named], key=lambda quantity: quantity.start)


_STEPS = (
    Role.ARRIVED, Role.REPLIED, Role.CLOSED, Role.FINISHED, Role.CALLED_BACK, Role.DISPATCHED,
    Role.PAID, Role.DELIVERED, Role.SHIPPED, Role.SUBMITTED, Role.RETURNED,
)  # fmt: skip
"""Steps that a bare length of time can be the limit of: 4小时到场."""


def _steps(part: str, at: int) -> bool:
    words = _COMMA.split(part[at : at + 7])[0]
    if re.match(r"[后前的起]|一次|受理|值守|值班|接听|不间断|服务", words):
        return False
    return any(role in _STEPS for role in events_in(words))


def _listed(between: str) -> bool:
    short = r"\s*(?:以?内)?[^，。；]{0,4}[、，,/和及；或]?[^，。；]{0,12}"
    return re.fullmatch(short, between) is not None


def _bounds(part: str, quantity: Quantity) -> bool:
    if quantity.comparison is Comparison.AT_MOST or _LATEST.search(part[: quantity.start]):
        return True
    before = part[: quantity.start]
    if quantity.comparison is Comparison.EXACT and (_STATED.search(before) or _headed(before)):
        return True
    if _OWED.match(part, quantity.end) and _begins(before):
        return True
    bare = quantity.comparison is Comparison.EXACT and quantity.unit is not Unit.MONTH
    if bare and not re.search(r"[每第共]$|累计$|连续$", part[: quantity.start]):
        return _steps(part, quantity.end) or _inside(part, quantity)
    return quantity.comparison is Comparison.AROUND or _inside(part, quantity)


_OWED = re.compile(
    r"\s*(?:就|都|一定)?(?:要|须|必须|得|应|[打送交寄退换拿给发转][到给清还走齐回完出])"
)
_STATED = re.compile(r"(?:时限|期限|时效|限时)(?:一般|统一|应)?(?:为|是|：|:)\s*$")
_HEADED = re.compile(
    r"(?P<what>[^，。；：]{2,24}?(?:起算|算起|计算|起计?|时限|时间|时效|期限|要求|限时))：[^。；：]{0,60}$"
)


def _headed(before: str) -> bool:
    """Whether a limit stands in a list under its step: 首响从提单起算：P1 30分钟、P2 2小时."""
    head = _HEADED.search(before)
    return head is not None and any(role in _STEPS for role in events_in(head["what"]))


_LATEST = re.compile(r"(?:不[晚迟]于|最[迟晚])[^，。；]{0,12}后\s*$")


def _inside(part: str, quantity: Quantity) -> bool:
    return re.match(r"\s*(?:[以之]?内|里(?!程))", part[quantity.end : quantity.end + 3]) is not None


def of_run(part: str, run: list[Quantity], base: Rule, offset: int) -> Rule:
    """Return the rule of a run of limits; `offset` is where its part starts in the document."""
    head = part[: run[0].start]
    passed = _PASSED.search(head)
    after = quantities.find(passed["length"]) if passed else []
    begun = head[: passed.start()] if passed and after else head
    limits = []
    before = 0
    times = [q for q in quantities.find(part) if q.is_time]
    earlier = max((q.end for q in times if q.end <= run[0].start), default=0)
    for quantity in run:
        case = part[max(before, earlier) : quantity.start]
        first, last = _clause(part, quantity)
        limits.append(
            Limit(
                quantity,
                _near(part[before : quantity.start]),
                head,
                case,
                offset + first,
                offset + last,
            )
        )
        before = quantity.end
    return replace(
        base,
        begins=_begins(head)
        or (begun[-_BEGUN_CHARS:] if after else "")
        or _begins_after(part[run[-1].end :]),
        after=round(after[0].value) if after and after[0].unit is Unit.MONTH else 0,
        ends=_ends(part, run[-1], head),
        limits=tuple(limits),
    )


_PASSED = re.compile(
    r"满\s*(?P<length>[半一二两三四五六七八九十\d]+个?(?:月|年))(?:之?后|以后|的|时)?[，,]?\s*$"
)
_BEGUN_CHARS = 8


def _clause(part: str, quantity: Quantity) -> tuple[int, int]:
    """Return the span of the words around a limit up to the next comma on either side."""
    first = max((m.end() for m in _COMMA.finditer(part, 0, quantity.start)), default=0)
    stop = _COMMA.search(part, quantity.end)
    while first < quantity.start and part[first].isspace():
        first += 1
    return first, stop.start() if stop else len(part)


_START = re.compile(
    r"(?:自从?|从|在|于|应在|须在|应于)?(?P<event>[^，。；：、,]{1,24}?)(?:之日|之时|之后|以后"
    r"|时间|日期|当日|次日|时)?"
    r"(?:起计算|起算|算起|起计|起|(?<=[天日时起])算|(?<![之售])后|之后|以后)(?:的)?(?:[，,、：]|$|(?=[^，。；]{0,14}$))"
)
_AROUND = re.compile(r"(?P<event>[^，。；：、,]{1,16}?)(?:的)?前后(?:各)?\s*$")


def _begins(head: str) -> str:
    """Return the words of the start event before the first limit, "" if none is named."""
    around = _AROUND.search(head)
    if around:
        return around["event"]
    last = ""
    for match in _START.finditer(head):
        last = match["event"] or last
    if last:
        return re.split(r"自从?|从|在(?!用|岗)|于", last)[-1] or last
    tail = _COMMA.split(head)[-1]
    named = [role for role in events_in(tail) if role in (*_STARTS,)]
    return tail if named and len(tail) <= 12 else ""


def _begins_after(rest: str) -> str:
    """Return the start event where it follows the limit: 时限为5天，自登记之日起算."""
    match = re.match(
        r"[^，。；自从]{0,6}[，,（(]\s*(?:均|都)?[自从](?P<event>[^，。；、]{1,16}?)(?:之日|之时|时)?(?:起|开始)",
        rest,
    )
    return match["event"] if match else ""


_STARTS = (
    Role.REPORTED, Role.RECEIVED, Role.OPENED, Role.FINISHED, Role.DELIVERED, Role.ACCEPTED,
    Role.CLOSED,
)  # fmt: skip


def _ends(part: str, last: Quantity, head: str) -> str:
    """Return the words that name what is to be done in time, "" if the part names nothing."""
    if _STATED.search(part[: last.start]) or (
        not _inside(part, last) and not _steps(part, last.end) and not last.text.endswith("前")
    ):
        said = _said_before(part, last)
        if said:
            return said
    later = next((q.start for q in quantities.find(part) if q.start > last.end and q.is_time), None)
    after = re.sub(r"^\s*(?:以内|之内|内|里|前后)?", "", part[last.end : later])
    if later is not None:
        after = re.split(r"[、和及]", after)[0]
    after = re.sub(r"[（(][^）)]*[）)]", "", after)
    clauses = _COMMA.split(after)
    for count in (1, 2) if later is None or not clauses[0].strip() else (1,):
        words = "，".join(clauses[:count]).strip()
        if events_in(words):
            return f"{_subject(head)}{words}" if _GENERIC.fullmatch(words.strip("。；")) else words
    if last.comparison is Comparison.AT_MOST and not clauses[0].strip("）)。 "):
        told = [words for words in re.split(r"[，,；;：:、]", head) if events_in(words)]
        said = next((words for words in reversed(told) if not _START.fullmatch(words)), "")
        return said or (_next(clauses) if _begins(head) else "")
    return clauses[0].strip("）)。；; ") or (_next(clauses) if _begins(head) else "")


def _next(clauses: Sequence[str]) -> str:
    """Return what is to be done where a comma parts it from its limit."""
    return clauses[1].strip("）)。；; ") if len(clauses) > 1 else ""


_GENERIC = re.compile(r"(?:予以|给予|全部|及时)?(?:完成|办理|做完|交付|解决|完毕|办完)(?:完毕)?")


def _subject(head: str) -> str:
    """Return what is to be 完成 where a sentence names it first: 退款应在…7日内完成."""
    named = re.match(r"\W*([^，。；：]{2,12}?)(?:应|须|必须|需|要|在|于|自|从)", head)
    if named and events_in(named[1]):
        return named[1]
    *earlier, start = _COMMA.split(head)
    thing = earlier[-1] if earlier and _START.fullmatch(start) else ""
    return "" if events_in(thing) else thing


def _said_before(part: str, last: Quantity) -> str:
    """Return what is to be done where it stands before the limit: 响应不超过30分钟."""
    before = _FROM.sub("", part[: last.start])
    for words in (re.split(r"[，；、：]", before)[-1], before):
        if any(role in _STEPS for role in events_in(words)):
            return words
        if _HANDLED.search(words):
            return f"{words}办结"
    return ""


_FROM = re.compile(r"(?:自从?|从|以)[^，。；：]{1,16}?(?:起算|算起|起计算?|计算|为准|起)")
"""From when a limit runs is not what it ends at."""
_HANDLED = re.compile(r"(?:投诉|客诉|抱怨|意见|纠纷|诉求)[^，。；]{0,4}(?:处理|处置)")


def _near(before: str) -> str:
    words = re.split(r"[，,、：:；;（(]|起|(?<!前)后(?!勤)|内(?=[、，])", before)[-1]
    return words.strip("的在为是应须 ").strip()

"""Rules without a length of time: due days, signatures, validity, stock, what comes first."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import quantities
from assistant.quantities import Comparison
from assistant.roles import events_in
from assistant.rule_model import Due, Limit, Rule, RuleKind

_PART = re.compile(r"[^；;]+[；;]?")
_COMMA = re.compile(r"[，,：:。；;]")
_DUE_CHARS = 16
"""What is due stands right behind the day; further verbs are later steps (assumed)."""
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DUE_NEXT = re.compile(
    rf"(?:次|下|下一)个?月(?:的)?\s*(?P<day>{_DAY})\s*[日号]"
    rf"|(?:次季度?|下一?个?季度)(?:的)?(?:首|头一?个?|第一个)月(?:的)?\s*(?P<qday>{_DAY})\s*[日号]"
    rf"|季度?(?:的)?(?:末|最后一?个?|第三个)月(?:的)?\s*(?P<last>{_DAY})\s*[日号](?:之|以)?前"
    rf"|(?:每个?|当|本)月(?:的)?\s*(?P<mday>{_DAY})\s*[日号]\s*(?:[（(]含[^）)]*[）)])?(?:之|以)?前"
    rf"|(?:每个?|当|本)月(?:的)?\s*(?P<same>{_DAY})\s*[日号](?=[^，。；]{{0,2}}(?:完成|提交|前))"
)
_DUE_AFTER = re.compile(
    r"(?:季度?|月度?|年度?|半年)(?:度)?(?:结束|终了|末|底|过)(?:之|以)?后(?:的)?"
    rf"\s*(?P<n>{_DAY})\s*(?:个?工作日|[日天])\s*(?:以|之)?内"
    r"|(?:[晚迟]于|最[晚迟]|截止[到至]?)[^，。；]{0,3}(?:季度?|月度?|年度?|半年)(?:度)?"
    rf"(?:结束|终了|末|底)(?:之|以)?后(?:的)?第?\s*(?P<last>{_DAY})\s*(?:个?工作日|[日天])"
)
_DUE_FIXED = re.compile(
    r"(?<![每次下上\d年至到—-])(?P<month>1[0-2]|[1-9])月(?P<day>\d{1,2})[日号](?:之|以)?前"
)
_DATE = re.compile(r"\d{1,2}月\d{1,2}[日号]|月底|月末|年底|季末")
_DUE_IN = re.compile(
    r"当(?:[季月年]|半年)度?(?:最后一[天日]|末|底|内)?[^，。；]{0,6}(?:以?前|之前|完成|完毕"
    r"|[^不未，。；\s]完(?![善整])|提交|交[齐到来])"
    r"|(?<!每)(?:季度?|月|年)(?:末|底)(?:之|以)?前(?=[^，。；]{0,4}(?:完|做|交|检|到))"
    r"|(?:每|各)(?:季度?|月|半年|年|周|个?星期)[^，。；]{0,12}一次"
    r"|(?:周|星期)[五六日天末](?:之|以)?前"
    r"|当(?:周|个?星期)[^，。；]{0,6}(?:前|内)"
)


def due(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield the calendar day by which something is due."""
    plain = quantities.fold(sentence)
    often = quantities.find_frequencies(plain)
    every = often[0].months if often else 0.0
    found = (
        list(_due_outside(plain, every))
        or list(_due_fixed(plain, every))
        or list(_due_inside(plain, every))
    )
    for when, words in found:
        yield replace(base, kind=RuleKind.DUE, begins=plain, ends=words, due=when)


def _due_outside(plain: str, every: float) -> Iterator[tuple[Due, str]]:
    """Yield due days after the period with the words of what is due."""
    for match in _DUE_AFTER.finditer(plain):
        days = int(quantities.number(match["n"] or match["last"]))
        yield Due(every, 0, 0, days), _what(plain, match)
    for match in _DUE_NEXT.finditer(plain):
        same = match["mday"] or match["same"] or match["last"]
        day = int(quantities.number(match["day"] or match["qday"] or same))
        months = 0 if same and not re.search(r"上个?月", plain) else 1
        length = every or (1.0 if same else 0.0)
        yield Due(length, months, day), _what(plain, match)


def _what(plain: str, match: re.Match[str]) -> str:
    """Return what is due: the words behind the day, or the clause before it."""
    after, *later = _COMMA.split(plain[match.end() :])
    if after.strip():
        return after[:_DUE_CHARS]
    before = "，".join(_COMMA.split(plain[: match.start()])[-2:])
    return before if events_in(before) or not later else later[0][:_DUE_CHARS]


def _due_fixed(plain: str, every: float) -> Iterator[tuple[Due, str]]:
    """Yield the one day of the calendar that a sentence names; of several none."""
    found = list(_DUE_FIXED.finditer(plain)) if len(_DATE.findall(plain)) == 1 else []
    for match in found:
        yield Due(every, int(match["month"]), int(match["day"]), fixed=True), _what(plain, match)


def _due_inside(plain: str, every: float) -> Iterator[tuple[Due, str]]:
    match = _DUE_IN.search(plain)
    if match is None:
        return
    clauses = [c for c in _COMMA.split(plain) if events_in(c)]
    words = match.group() if events_in(match.group()) else "，".join(clauses[:2]) or plain
    yield Due(every, 0, 0), words


_NAMED_COLUMN = re.compile(
    r"[“\"「『](?P<column>[^”\"」』]{1,14})[”\"」』]\s*[一那]?(?:栏|处|项"
    r"|格)[^，。；]{0,8}(?:签|确认|盖章|[写填][^，。；]{0,6}(?:日|时间))"
    r"|[”\"」』]?(?P<ticked>(?<=[“\"「『])[^”\"」』，。；]{1,14}(?=[”\"」』]))[”\"」』]\s*[一那]?(?:栏|处|项|格)[^。；]{0,10}?"
    r"(?:打|画|划)(?:上|个)?(?:√|✓|勾|对)"
    r"|在(?P<plain>[^，。；“”在]{2,10})[栏格](?:里|内|中)?(?:签|[写填][^，。；]{0,6}(?:日|时间))"
    r"|(?:填写?|写|记|录|登记)[入在至到][^，。；“”]{0,8}?\s(?P<latin>[A-Za-z][A-Za-z_]{2,30})\s*(?:一)?[栏列]"
    r"[^，。；]{0,4}(?:方可|才能?|后)"
)
_SIGNED_BY = re.compile(
    r"(?P<who>用户|顾客|客户|业主|甲方|双方|使用人|受训人|学员|收货人"
    r"|您)[^，。；]{0,16}(?:签[字名认章署]|签收(?![^，。；]{0,4}货)|盖章)"
)
_FEE_SIGNED = re.compile(
    r"(?:报价|费用|收费|价格)[^。；]{0,30}?(?:签[字名]|同意|确认)[^。；]{0,24}?(?:后|方可|才能?|再)"
)


def signed(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that a column needs a signature or a confirmation."""
    named = _NAMED_COLUMN.search(sentence)
    if named:
        yield replace(base, kind=RuleKind.SIGNED, ends=next(filter(None, named.groups()), ""))
    elif _FEE_SIGNED.search(sentence):
        yield replace(base, kind=RuleKind.SIGNED)
    elif by := _SIGNED_BY.search(sentence):
        yield replace(base, kind=RuleKind.SIGNED, begins=by["who"])
    elif hand := _HAND.search(sentence):
        yield replace(base, kind=RuleKind.SIGNED, ends=hand["column"])


_HAND = re.compile(
    r"由(?P<column>[\u4e00-\u9fff]{2,8}?(?:盖章|签[字名认章]|确认|复核))(?=[，。；后]|$)"
)
"""Whoever signs, a column of that name must be filled: 由质检员盖章."""


_VALIDITY = re.compile(
    r"(?:有效期|效期)(?:内|以内|的)?|过了?期|失效|到期未|超期|期满未"
    r"|到期没|到期前换|期满|过了期|有效的?(?=[^，。；]{0,20}(?:证|协议|合同|资质|资格))|协议有效"
)
_HEADS = re.compile(r"人数|占比|比例|百分之|[%％]")
"""How many hold a paper says nothing of how long each is valid."""
_FORBIDS = re.compile(
    r"不得|不能|严禁|禁止|停用|停派|停止|停工|不派|不予|不允许|不许|不准|停[岗职]|待岗|换[证新]|应持|须持|必须持|持有?有效|方可"
    r"|应在|须在|没有有效"
)


def valid(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that what has expired must not be used."""
    for part in _PART.findall(sentence):
        if _VALIDITY.search(part) and _FORBIDS.search(part) and not _HEADS.search(part):
            yield replace(base, kind=RuleKind.VALID, ends=part)
            return


_STOCK = re.compile(
    r"(?:安全(?:库存|存量|储备)|最低(?:库存|存量|储备)|底数|警戒[线数量])[^。；]{0,20}?"
    r"(?:少于|低于|小于|不足|不到)[^，。；]{0,12}(?:不许|不得|立即|及时|当[天日]|应|须|要|补)"
    r"|不(?:得|许|准|能|应|可)?(?:比|较)[^，。；]{0,6}(?:安全(?:库存|存量|储备|量)|最[低少](?:库存|存量|储备)"
    r"|底数|警戒[线数量]|库存下限|定额)[^，。；]{0,3}[少低小]"
    r"|(?:不(?:得|应|能|可)?(?:低于|少于|小于)|不低于|≥|>=|保持在?|达到|满足)[^，。；]{0,6}"
    r"(?:安全(?:库存|存量|储备|量)|最[低少](?:库存|存量|储备)|底数|警戒[线数量]|库存下限|定额)"
)


def stock(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that stock must not fall under its safe level."""
    for part in _PART.findall(sentence):
        match = _STOCK.search(part)
        if match:
            yield replace(base, kind=RuleKind.STOCK, ends=part[: match.end()])
            return
        floor = _FLOOR.search(part)
        if floor:
            ends = part[: floor.start()]
            yield replace(
                base,
                kind=RuleKind.STOCK,
                begins=floor["floor"] or floor["under"] or floor["than"],
                ends=ends,
            )
            return


_FLOOR = re.compile(
    r"(?:不(?:得|许|准|能|应|可|要)?(?:再)?|别)(?:低于|少于|小于)(?P<floor>[\u4e00-\u9fff]{2,8})"
    r"|(?:低于|少于|小于|不足|不到|低过)(?P<under>[\u4e00-\u9fff]{2,8}?)(?:的[，,]?|[，,])?"
    r"(?:当[天日]|立即|立刻|及时|马上|赶紧|应|须|要|补|报|(?<=[的，,])[^，。；]*)"
    r"|不(?:得|许|准|能|应|可|要)?比(?P<than>[\u4e00-\u9fff]{2,8}?)(?:还|更)?[少低小]"
)
"""A number of which a word tells the least: a column of that name holds it."""


_ORDER = re.compile(
    r"(?P<first>[^，。；：、]{2,20})(?:合格|通过)?(?:之后|以后|后)[，,]?(?:方可|才可以?|才能"
    r"|方能|方准|才准|再)(?P<then>[^，。；：、]{2,14})"
)


_NOT_EARLIER = re.compile(
    r"(?P<then>[^，。；：、（）()\d]{2,14}?)(?:均|都)?不(?:得|应|能|可|许|准)?(?:早|先)于"
    r"(?P<first>[^，。；：、（）()\d]{2,14})"
)


def order(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that one event must come before another, by so many days: 停梯提前3天贴告示."""
    for quantity in quantities.find(sentence):
        if quantity.is_time and quantity.comparison is Comparison.AHEAD:
            before = _COMMA.split(sentence[: quantity.start])[-1]
            then = re.sub(r"(?:应当?|须|必须|要|得)?(?:至少)?(?:提前|提早).*$", "", before)
            first = _COMMA.split(sentence[quantity.end :])[0]
            limit = Limit(quantity, "", before)
            yield replace(base, kind=RuleKind.ORDER, begins=first, ends=then, limits=(limit,))
            return
    for match in _NOT_EARLIER.finditer(sentence):
        yield replace(base, kind=RuleKind.ORDER, begins=match["first"], ends=match["then"])
        return
    for match in _ORDER.finditer(sentence):
        if events_in(match["first"]) or events_in(match["then"]):
            yield replace(base, kind=RuleKind.ORDER, begins=match["first"], ends=match["then"])
            return


_FREE = re.compile(
    r"不(?:得|再|许|准|另|予)?(?:收取?|要)(?:[^，。；：的]{0,6}?|[^，。；：]{1,4}的)(?:费|钱)(?!用?(?:的|标准))"
    r"|(?:费|钱)用?[^，。；：]{0,4}(?:免收|免除|全免|不收|减免)"
    r"|免收[^，。；：]{0,10}费|(?:免费|无偿)(?:维修|修理|修复|更换|换件|上门维修)"
    r"|(?:维修|修理|换件|更换|工料|材料|人工)[^，。；：]{0,6}(?:一律|全部|均|都)?(?:免费|不花钱|不要钱)"
)


def free(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that a case costs nothing: 保内不收任何费用; `ends` names the case."""
    for part in _PART.findall(sentence):
        match = _FREE.search(part)
        if match and not _ONLY_IF.search(part[: match.end()]):
            yield replace(base, kind=RuleKind.FREE, ends=part[: match.end()])
            return


_ONLY_IF = re.compile(
    r"[两二三几]次|仍|整机(?![^，。；]{0,4}[保包])|超过|以上|另有|除外|首次|第一次"
)
"""A case of more conditions than a column tells."""

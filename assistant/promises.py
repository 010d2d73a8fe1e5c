"""Quantitative statements of a document, one value with its condition at a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant import regions
from assistant.promise_absolutes import absolutes
from assistant.promise_cases import behind, carried, placed, without_echoes
from assistant.promise_charges import visit_charges
from assistant.promise_contacts import URGENT, hours, phones
from assistant.promise_limits import is_step, limited, remedied
from assistant.promise_lists import in_lists, in_rows
from assistant.promise_model import UNNAMED, Promise, statement
from assistant.promise_money import fees, penalties, rates, visits
from assistant.promise_others import others, with_case
from assistant.promise_returns import remedies, returns
from assistant.promise_series import series, stated, taught, trials
from assistant.promise_values import allowances, frequencies, periods
from assistant.promise_vows import vows
from assistant.roles import Role, events_in
from assistant.rule_model import Limit, Rule, RuleKind
from assistant.rule_reading import of_document, of_line
from assistant.rule_subjects import subjects
from ingest.model import Block, BlockKind, Document, DocumentKind

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT, BlockKind.HEADING)
_PART = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CASE = re.compile(
    r"VIP|[金银铜]牌|会员|省内|省外|外省|本省|市内|市外|市区|城区|郊区|郊县|县|乡镇|本地|外地|境内|境外"
    r"|一般(?=[一-龥])(?![省市城郊县本外境])|普通|重大|严重"
    r"|紧急|特急|险情|应急"
    r"|[PS]\s?\d级?|[A-D一二三四1-4][类级](?!书)|(?:保修|质保)期?[内外]|工作日|节假日|夜间"
    r"|[一-龥]{2}鉴定|批次"
)
_READERS = (
    periods, frequencies, allowances, phones, hours, returns, remedies, rates, fees, penalties,
    series, stated, trials, taught, in_rows, in_lists, visits, visit_charges, vows, absolutes,
)  # fmt: skip


def read(document: Document) -> list[Promise]:
    """Return the quantitative statements of a document, each value and condition once."""
    rules = list(of_document(document))
    found = [p for rule in (*rules, *_of_rows(document, rules)) for p in _of_rule(rule)]
    for block in document.blocks:
        if block.kind in _ASIDE or block.hidden:
            continue
        for start, end in _parts(document, block):
            for reader in _READERS:
                found += reader(document, block, start, end)
    found += others(document, found)
    return _once(without_echoes(sorted(found, key=lambda promise: promise.statement.start)))


def case_of(words: str) -> str:
    """Return the case that a few words name (省内, 重大, 整机), "" if they name none."""
    return "、".join(dict.fromkeys(_CASE.findall(words)))


def _parts(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind is BlockKind.ROW:
        yield block.start, block.end
        return
    for match in _PART.finditer(document.text, block.start, block.end):
        yield match.span()


def _of_rows(document: Document, known: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the limits of table rows that are a label and what is promised of it.

    Rows that a column of limits has been read from are left out.
    """
    taken = [(rule.start, rule.end) for rule in known]
    taken += [(limit.start, limit.end) for rule in known for limit in rule.limits]
    for block in document.blocks:
        filled = [cell for cell in block.cells if cell.strip()]
        if block.kind is not BlockKind.ROW or block.hidden or len(filled) != _LABELLED:
            continue
        if document.kind in _LOGS or _ROUND_THE_CLOCK.search(filled[1]):
            continue
        if any(s <= block.start < e for s, e in taken):
            continue
        for rule in of_line(document, block.start, block.end):
            last = rule.limits[-1].quantity
            after = filled[1][filled[1].find(last.text) + len(last.text) :]
            bare = not re.sub(r"^\s*(?:以|之)?内|[，,。；;）)\s].*$", "", after)
            yield replace(rule, ends=filled[0]) if bare else rule


_LOGS = (DocumentKind.RECORD_LOG, DocumentKind.FILLED_FORM)
_LABELLED = 2
_ROUND_THE_CLOCK = re.compile(r"7\s*[×xX*]\s*24|24\s*[×xX*]\s*7|[(（]7天[）)]")


def _of_rule(rule: Rule) -> Iterator[Promise]:
    if rule.kind is RuleKind.REMEDY:
        yield remedied(rule)
    if rule.kind is not RuleKind.WITHIN:
        return
    rule = _since_done(_of_cell(rule))
    roles = _acts(rule.ends)
    if not roles and is_step(rule):
        roles = [Role.FINISHED]
    if (
        not roles
        or _COMES_TO_US.search(rule.ends)
        or _is_window(rule, roles)
        or (_VAGUE.search(rule.ends) and not subjects(rule.text))
    ):
        yield from _unnamed(rule)
        return
    conditions = carried([_condition(rule, limit, roles[0]) for limit in rule.limits])
    for limit, condition in zip(rule.limits, conditions, strict=True):
        if not _is_appointed(rule, limit, roles[0]) and not _is_round_the_clock(rule, limit):
            yield limited(rule, roles[0], limit, condition)


def _acts(ends: str) -> list[Role]:
    """Return the steps that the words of a limit name, the most telling first."""
    ends = _FORMS.sub("", ends)
    if _TAKEN_UP.search(ends):
        return [Role.REPLIED]
    if _ASKED_AFTER.search(ends):
        return [Role.CALLED_BACK]
    if _PAID_OUT.search(ends) or _PAID_BACK.match(ends):
        return [Role.PAID]
    return [role for role in events_in(ends) if role not in _NO_ACTS]


_FORMS = re.compile(r"《[^》]*》|“[^”]*”|按[^，。；]{2,8}?(?:登记|记录|台账|清单)")
_TAKEN_UP = re.compile(r"(?:有|由|派)?[^，。；]{0,6}(?:接手|介入)")
_PAID_BACK = re.compile(r"[^，。；]{0,4}(?:原路|全额|全款)(?:返回|退回|返还|退还|退)")
_PAID_OUT = re.compile(
    r"(?:赔|打|退|汇|转)[^，。；]{0,3}[到入进至](?:账|[^，。；]{0,6}(?:账户|手[里中上]|卡))"
)
_ASKED_AFTER = re.compile(
    r"打[^，。；]{0,4}电话(?:[^，。；]{0,6}问|$)|电话[^，。；]{0,4}问[问候一]"
)
_COMES_TO_US = re.compile(
    r"^[^，。；]{0,4}(?:到|来|去)(?:我们?|本|公司|任一|就近)?的?(?:门店|服务站|网点|店里|展厅)"
)
"""The customer comes: 购车120日内到门店首保 is no arrival of ours."""
_WINDOWS = frozenset((Role.REPORTED, Role.RECEIVED, Role.OPENED, Role.LENT))


def _is_window(rule: Rule, roles: Sequence[Role]) -> bool:
    """Whether a single limit bounds what a customer does (收货24小时内报): told by its words."""
    return (
        len(rule.limits) == 1 and all(role in _WINDOWS for role in roles) and "\t" not in rule.text
    )


def _of_cell(rule: Rule) -> Rule:
    """Return a rule that a row's label names only the matter of by the step in its words."""
    if "\t" not in rule.text or len(rule.limits) != 1 or not set(events_in(rule.ends)) <= _WINDOWS:
        return rule
    _, _, after = rule.text.partition(rule.limits[0].quantity.text)
    words = re.sub(r"^\s*(?:以|之)?内", "", after.split("\t")[0])
    return replace(rule, ends=words) if _acts(words) else rule


_DONE_BEFORE = re.compile(
    r"(?:[装修换铺调做交]完|[装修换做]好|[到收签]货|签收|验收|交货|完工|买回?)后?$"
)


def _since_done(rule: Rule) -> Rule:
    """Return a rule whose time runs from what stands right before it (装完15天里) as such."""
    limit = rule.limits[0]
    last = _COMMA.split(limit.head)[-1].strip()
    if len(rule.limits) > 1 or rule.ends != last or not _DONE_BEFORE.search(last):
        return rule
    after = rule.text.partition(limit.quantity.text)[2]
    words = re.split(r"[，。；]", re.sub(r"^\s*(?:以内|之内|内|里)，?", "", after))
    return replace(rule, begins=rule.begins or last, ends="，".join(words[:2]))


def _condition(rule: Rule, limit: Limit, role: Role) -> str:
    """Return the cases that a limit holds for, "" for all."""
    several = len(rule.limits) > 1
    wide = not several or not limit.near
    condition = case_of(limit.near) or (case_of(limit.head) if wide else "")
    condition = placed(condition, limit.near) or behind(rule.text, limit.quantity.text)
    if URGENT.search(rule.text) or _ALARM.search(rule.text):
        condition = "应急"
    elif several and not condition and not _ends_in_start(_COMMA.split(limit.head)[-1]):
        words = _case_words(limit)
        condition = "" if role in events_in(words) else words
    if not condition:
        condition = _party(limit.head)
    if several and len(regions.named(limit.case)) > len(regions.named(condition)):
        condition = re.split(r"[，。；]|(?<=内)、", limit.case)[-1].strip()
    return condition


_PARTY = re.compile(
    r"(?:^|[，。；：])(?:[（(]?\d[\d.]*[）)、]?)?\s*"
    r"(?P<party>[一-龥]{2,8}(?:用户|客户|顾客|会员|业主|[学医][校院]|企业|单位|门店))(?=[^，。；的]*$|[^，。；的]*报)"
)
_ANYONE = re.compile(
    r"(?:接到?|收到|我们?|所有|全部|每[位个]|各|其他|凡|对|向|为|给|通知|告知|上门|贵|本|该|最终|广大|联系|回复)+(?:[^一-龥]|用户|客户|顾客|单位|企业)"
)


def _party(head: str) -> str:
    """Return the customers that a limit is for (汛期待命用户4小时内), "" for all."""
    found = _PARTY.search(head)
    return "" if found is None or _ANYONE.search(found["party"]) else found["party"]


_DAY_STEPS = (
    Role.ARRIVED, Role.REPLIED, Role.CLOSED, Role.CALLED_BACK, Role.DISPATCHED, Role.DELIVERED,
    Role.SHIPPED,
)  # fmt: skip
_ANY_DAY = re.compile(r"约|改|另|指定|要求|计划|预定|选|交货|通知|说好|定下")


def _is_appointed(rule: Rule, limit: Limit, role: Role) -> bool:
    """Whether a named day is one that somebody sets (约定当日到场), or no limit of a case."""
    if limit.quantity.text not in _NAMED_DAYS:
        return False
    told = rule.begins or rule.document.kind in (DocumentKind.PUBLISHED, DocumentKind.CONTRACT)
    return role not in _DAY_STEPS or not told or _ANY_DAY.search(rule.text) is not None


def _is_round_the_clock(rule: Rule, limit: Limit) -> bool:
    size = limit.quantity.size
    return size == ("hours", 24.0) and _ROUND_THE_CLOCK.search(rule.text) is not None


def _unnamed(rule: Rule) -> Iterator[Promise]:
    """Yield a limit for something that has no name of its own here, by the words before it."""
    limit = rule.limits[0]
    words = _SINCE.sub("", _NUMBERED.sub("", re.split(r"[，。；：]", limit.head)[-1]))
    words = re.sub(r"(?:应当?|须|必须|在|于|将)+\s*$", "", words.strip()).strip()
    words += re.split(r"[，。；：]", rule.ends)[0][:_NAME_CHARS_MOST]
    words = with_case(limit.head, _PARTIES.sub("", words))
    if (
        _BACK.search(rule.text)
        or len(rule.limits) > 1
        or len(words) < _NAME_CHARS
        or limit.quantity.text in _NAMED_DAYS
    ):
        return
    said = statement(rule.document, rule.start, rule.end, limit.quantity.text, "")
    yield Promise(f"{UNNAMED}within:{words}", f"{words[:12]}的时限", limit.quantity.size, said)


_VAGUE = re.compile(r"^[^，。；]{0,3}(?:完成|做完|完毕)(?![^，。；]{0,4}(?:修|安装|调试|维))")
_BACK = re.compile(r"退货|换货|[可包]退|[可包]换|退换|换新")
"""What `promise_returns.returns` reads."""
_SINCE = re.compile(
    r"(?:自从?|从|在|于)[^，。；]{1,12}?(?:之日|之时)?(?:起算?|以?后|之后)(?:计算?|算)?"
    r"|(?:之日|之时)(?:起算?|以?后)(?:计算?|算)?|(?:之后|以后|后)\s*$"
)
_NUMBERED = re.compile(
    r"^\s*(?:[甲乙丙丁戊己庚辛]\d+|第[一二三四五六七八九十百\d]+[条章]|[A-Z]?\d+(?:\.\d+)*[.、]?)\s*"
)
_NAME_CHARS, _NAME_CHARS_MOST = 4, 12
_PARTIES = re.compile(r"请在?|客户|用户|顾客|您|[甲乙双]方")


def _case_words(limit: Limit) -> str:
    """Return the words that name a limit's case: those before it, else the clause before them."""
    if limit.near and not _MOST.sub("", limit.near):
        clauses = [c for c in re.split(r"[，。；]", limit.case) if _MOST.sub("", c.strip())]
        return clauses[-1].strip() if clauses else limit.near
    return _MOST.sub("", limit.near)


_COMMA = re.compile(r"[，、：；]")
_MOST = re.compile(r"(?:最[长迟晚多]|至多|不超过)$")
_ALARM = re.compile(r"被困|困人|下坠|泄漏|泄露|事故|突发|伤亡|起火|触电")
_NAMED_DAYS = ("当日", "当天", "次日", "第二天", "翌日")
_NO_ACTS = (Role.APPOINTMENT, Role.RESCHEDULED, Role.PLANNED, Role.VALID_UNTIL)


def _ends_in_start(head: str) -> bool:
    return re.search(r"起|后|投诉|客诉|意见", head) is not None


def _once(found: Sequence[Promise]) -> list[Promise]:
    kept: dict[tuple[str, str, tuple[str, float | str]], Promise] = {}
    for promise in found:
        kept.setdefault((promise.key, promise.statement.condition, promise.size), promise)
    return list(kept.values())

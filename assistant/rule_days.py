"""Other days that count for a rule on a table, and the table that a rule calls by its name."""

import re

from assistant.roles import Role, core, events_in
from assistant.rule_bound import Exemption
from assistant.rule_columns import best_event
from assistant.rule_model import Rule
from assistant.rule_subjects import pairs
from assistant.table_columns import Column
from assistant.tables import Table

_APPOINTED = re.compile(
    r"另约|改约|约好|另行约|(?:挑|选)[^，。；]{0,4}(?:日|时间|天)|按(?:照)?(?:约定|预约)"
    r"|另行?[商约议]?定|商定|议定"
    r"|(?:约定|预约)[^。；]{0,8}?(?:的[，,]|为准|除外|考核|执行)"
    r"|(?:用户|客户|顾客|业主|甲方|人家|户主|您)[^，。；]{0,4}(?:约|说|定|叫|挑|选|要求|指定)[^，。；]{0,8}[，,]"
    r"(?:就|则|仍|便)?(?:按|照|以|那|当)"
)
_MOVED = re.compile(
    r"改到|改[^，。；日]{0,3}(?:日子|日期|时间)|改期|顺延|推迟|延期|延后|延至|延长|展期|缓办|暂缓|[另改]定"
)
_EXEMPT = re.compile(r"除外|不计|不在此限|不适用|不受此限|不考核")
_FILED = re.compile(
    r"(?:记|填|登|写|录)[^，。；“《「\"]{0,3}[“《「\"](?P<title>[^”》」\"，。；]{2,14})[”》」\"]"
    r"(?!\s*(?:那|一)?[栏格列])"
)


def addressed(rule: Rule, table: Table) -> bool:
    """Whether a rule says that it is written down in this very table: 记在“借机”那页."""
    own = f"{table.sheet} {table.intro}"
    return any(
        len(title := _PAPER_END.sub("", m["title"])) > 1 and title in own
        for m in _FILED.finditer(rule.text)
    )


_PAPER_END = re.compile(r"(?:登记|记录)?(?:[表单簿册本页]|台账)$")


def other_day(rule: Rule, table: Table, *, prompt: bool) -> tuple[Column | None, Exemption]:
    """Return the column of another agreed day; for prompt steps only one the rule itself allows."""
    postponed = (Role.RESCHEDULED, _MOVED)
    agreed = (postponed,) if prompt else ((Role.APPOINTMENT, _APPOINTED), postponed)
    for role, words in agreed:
        column = table.first(role)
        match = words.search(rule.context)
        if column is None or match is None:
            continue
        exempt = _EXEMPT.search(rule.context[match.start() : match.end() + 10])
        return column, Exemption.EXCLUDES if exempt else Exemption.REPLACES
    quoted = _quoted_day(rule, table)
    if quoted is not None:
        return quoted, Exemption.REPLACES
    planned = None if prompt else _agreed_plan(rule, table)
    return planned, Exemption.REPLACES if planned else Exemption.NONE


def _quoted_day(rule: Rule, table: Table) -> Column | None:
    """Return the column that a rule, or the words behind it, quote as the day that counts then."""
    at = rule.context.find(rule.text)
    said = rule.context[max(at, 0) : max(at, 0) + len(rule.text) + _AFTER]
    for match in _COUNTS_THEN.finditer(said):
        for column in table.columns:
            if column.leaf.strip() == match["column"] and column.is_time:
                return column
    return None


_AFTER = 60
"""Characters behind a rule in which its exception may stand (assumed)."""
_COUNTS_THEN = re.compile(
    r"[“「『\"](?P<column>[^”」』\"，。；]{2,12})[”」』\"][^。；]{0,14}?[，,]\s*(?:就|则|便)?(?:按|照|以)"
)


def _agreed_plan(rule: Rule, table: Table) -> Column | None:
    """Return the column of a day agreed beforehand that, where filled, replaces the limit."""
    column = table.first(Role.PLANNED)
    if column is None or Role.PLANNED in events_in(rule.begins) or not column.has_blanks:
        return None
    named = rf"(?:按(?:照)?|以)[^，。；]{{0,4}}{re.escape(core(column.leaf))}"
    return column if re.search(named, rule.context) else None


def month_of(rule: Rule, table: Table, end: Column) -> Column | None:
    """Return the column of the day in whose month something began that is due after it.

    当月拆回的，次月10日前移交 is due in the month after that of 拆回日.
    """
    match = _IN_MONTH.search(rule.begins)
    found = best_event(table, match["what"], events_in(match["what"])) if match else None
    return found if found is not None and found.index != end.index else None


_IN_MONTH = re.compile(
    r"(?:当|本|每|上)个?(?:月|季度?)(?:内|里|份|从|在)*(?P<what>[^，。；]{2,20})"
)


def stopped_column(rule: Rule, table: Table) -> Column | None:
    """Return the column of the time that a rule lets stand still: 客户原因停工的天数顺延."""
    match = _STOPPED.search(rule.text)
    if match is None:
        return None
    wanted = pairs(match["what"])
    counted = (c for c in table.columns if not c.is_time and _LENGTH_NAME.search(c.leaf))
    return next((c for c in counted if wanted & pairs(core(c.leaf))), None)


_STOPPED = re.compile(
    r"(?P<what>[^，。；]{2,16}?)的?(?:天数|日数|时长|时间|小时|分钟)(?:可以?|予以|应|也|均|都)*"
    r"(?:顺延|扣除|扣减|剔除|不计|不算|另加|相应延长)"
)
_LENGTH_NAME = re.compile(r"天数?[）)]?$|日数|时长|分钟|小时")

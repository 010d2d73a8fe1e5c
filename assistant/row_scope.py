"""Which rows a rule is not about: other categories, cases that never were, what it excepts."""

import re

from assistant.roles import Role
from assistant.rule_bound import Binding
from assistant.table_columns import is_blank

OUT_OF_USE = re.compile(
    r"停用|封存|报废|离[职岗]|已退|注销|不在岗|走了|已走|作废|取消|撤[销单]|闲置|退役|病休"
    r"|冲销|红冲|冲红|误登|重复登记|登重|^停(?:机|产|运|业|线)$|退单"
    r"|停派|停岗|待岗|暂停(?:派|上岗)|\b(?:inactive|retired|suspended|cancel+ed|void|withdrawn)\b",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"(?:已|客户|用户|顾客|业主|对方|本人)?(?:自己|自行|主动|已)?(?:取消|撤[销单回诉]|退单|作废|合并|并单|重复)(?:了|单|订单|工单)?"
    r"(?:[，,、 ]\s*(?:没|未|不)[^，。；]{0,4})?"
    r"|cancel+ed(?: by \w+)?|void",
    re.IGNORECASE,
)
"""What a cell says of a case that never was, whatever its column is called."""
NOTE_CHARS = 24
"""In longer cells the words tell a story, not a state (assumed)."""


def unconcerned(binding: Binding) -> set[int]:
    """Return the rows that a rule is not about: other categories, out of use, without paper."""
    rows = binding.table.rows
    out: set[int] = set()
    for one in binding.filters:
        at, values = one.column.index, frozenset(one.values)
        out.update(i for i, row in enumerate(rows) if row.cells[at].strip() not in values)
    if binding.present is not None:
        at = binding.present.index
        out.update(i for i, row in enumerate(rows) if is_blank(row.cells[at]))
    if binding.mentions:
        said = binding.mentions
        out.update(i for i, row in enumerate(rows) if not any(said in cell for cell in row.cells))
    for column in binding.table.columns:
        if column.is_time or column.role is Role.ID:
            continue
        at = column.index
        texts = column.values or {row.cells[at] for row in rows}
        gone = {text for text in texts if len(text) <= NOTE_CHARS and _is_void(text.strip())}
        if gone:
            out.update(i for i, row in enumerate(rows) if row.cells[at].strip() in gone)
    out |= _excepted(binding)
    for column in binding.table.of_role(Role.STATUS):
        at = column.index
        ended = {text for text in {row.cells[at] for row in rows} if OUT_OF_USE.search(text)}
        if ended:
            out.update(i for i, row in enumerate(rows) if row.cells[at] in ended)
    return out


def _excepted(binding: Binding) -> set[int]:
    """Return the rows with a cell that the rule's paragraph says does not count: 外借的不算."""
    terms = {
        term
        for match in _NOT_COUNTED.finditer(binding.rule.context)
        for part in _AND.split(match["what"])
        if len(term := _STATED.sub("", part).strip("“”「」《》 ")) >= _TERM_CHARS
    }
    barred = {binding.end.index, *(c.index for c in (binding.start, binding.moved) if c)}
    return {
        index
        for column in binding.table.columns
        if terms and not column.is_time and column.index not in barred
        for index, row in enumerate(binding.table.rows)
        if row.cells[column.index].strip() in terms
    }


_NOT_COUNTED = re.compile(
    r"(?P<what>[^，。；：（）\n]{2,30}?)的?(?:[单行件例]|工单|记录)?[，,]?(?:均|都|一律|则)?"
    r"(?:不(?:计(?!费|价)|算(?!完)|统计|考核|列入|纳入|参与|受此限|在此列|在此限)|除外|剔除)"
)
_AND = re.compile(r"[、及和或]|以及")
_STATED = re.compile(r"^(?:凡|对于?|状态|备注|标|写|注|记|为|是|有|属于?)+|的?(?:[单件]|工单|的)?$")
_TERM_CHARS = 2


def _is_void(text: str) -> bool:
    return bool(_CANCELLED.fullmatch(text) or _NEVER.match(text))


_NEVER = re.compile(
    r"(?:系统|客户|用户|顾客|业主|与[^，。；]{1,12})?(?:已|自动|自己)?"
    r"(?:(?:取消|撤单|作废|退单|退订|冲销|红字冲|误报|误建|误录|误开|误登|录错|错录|错登|错单|重单|空单"
    r"|重复(?:登记|录入|建单|报单|派单|开单|单)|测试(?:单|数据|工单)|无效(?:单|工单)|并单|不修了|不做了|放弃维修)"
    r"(?:$|[，,。；;、：:（( ]|了|单|处理|[A-Za-z0-9])|(?:并入|合并[到至入进])[^，。；]{1,12}$)",
)
"""Notes that begin by saying that there was no such case: 重复登记，见A12."""

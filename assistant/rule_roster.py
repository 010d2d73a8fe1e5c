"""Rules on who may do a job, on a log that names the person and a list of who holds the paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.roles import Role, core
from assistant.row_cells import names_in
from assistant.rule_bound import Binding, Roster
from assistant.rule_cases import filters
from assistant.rule_model import Rule, RuleKind
from assistant.rule_subjects import pairs, same_subject
from assistant.table_columns import Column, is_blank
from assistant.tables import Table
from ingest.model import DocumentKind

_PAPER = r"([^，。；：、“”（）()\d]{0,10}?[\u4e00-\u9fff](?:证书?|卡|资格|牌))"
_HOLDS = re.compile(
    rf"(?:凭|持(?:有(?!效))?|取得|拿到?|考取|考到|考出|具备|要有|须有|应有|得有)(?:有效的?|本人)?{_PAPER}"
    rf"|(?:没有?|未|无)(?:签|拿到?|考[过出取]?|办|取得|有|持有?)?{_PAPER}的?(?=[^。；]{{0,12}}(?:不|只能|一律|停))"
)
_WITHOUT = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,4}?)(?:司机|作业人?员?|操作工?人?员?|人员|工人?|师傅|驾驶员|员)"
    r"(?:一律)?(?:不得|不准|不许|严禁|禁止|不能)无证"
)
_DUTY = re.compile(r"须|必须|应|要|得|凭|方可|才[能可许]|不[得能许准派可让]|只能|禁止|严禁")
_CUSTOMERS = re.compile(r"^(?:用户|顾客|客户|业主|身份|保修|会员|合格)")
_NAME_SHARE, _LEAST_NAMES = 0.5, 2
"""At least this share of the people at work must stand on a list that says who may (assumed)."""
_MAX_NAME = 12
_IN_CHARGE = re.compile(r"负责人|经理|主管|审[批核]|登记|录入|受理")
"""Columns of people who do not do the job themselves."""
_FOREVER = re.compile(r"长期|永久|终身")
_DAYS = (Role.ARRIVED, Role.DELIVERED, Role.STARTED, Role.FINISHED, Role.DISPATCHED)


def held(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield that who does a job must hold a paper: 高处作业须持登高证, 没签上岗卡的不能单独上门."""
    bare = _WITHOUT.search(sentence)
    if bare:
        yield replace(base, kind=RuleKind.HOLDER, begins=bare["what"], ends=f"{bare['what']}证")
        return
    for match in _HOLDS.finditer(sentence):
        paper = match[1] or match[2]
        if _DUTY.search(sentence) and not _CUSTOMERS.match(paper):
            yield replace(base, kind=RuleKind.HOLDER, begins=sentence[: match.start()], ends=paper)
            return


def bind_holder(rule: Rule, table: Table, grid: Sequence[Table]) -> Binding | None:
    """Bind a paper to the people of a log by the list of who holds it, None if there is none."""
    if table.document.kind is not DocumentKind.RECORD_LOG or table.first(Role.VALID_UNTIL):
        return None
    days = [c for c in table.columns if c.is_time and c.role not in (Role.APPOINTMENT, None)]
    days = days or [c for c in table.columns if c.is_time]
    for other in grid if days else ():
        if other is table or other.document.superseded:
            continue
        roster = _roster(rule.ends, other)
        person = _person(rule, table, roster) if roster else None
        if roster is None or person is None:
            continue
        scope = filters(rule.begins, table, {person.index}, onsite=True)
        called = _says(person, rule.text)
        if not (called or scope) or not (called or same_subject(rule, table)):
            continue
        main = next((c for role in _DAYS for c in table.of_role(role) if c.is_time), days[0])
        first = next(c for c in table.columns if c.is_time and c.role is not Role.APPOINTMENT)
        bound = Binding(rule, table, main, person, filters=scope, roster=roster)
        return replace(bound, until=first if first != main else None)
    return None


def _says(column: Column, text: str) -> bool:
    """Whether a rule calls the people of a column by its name: 主修 of 主修工程师."""
    return core(column.leaf) in text or bool(pairs(column.leaf) & pairs(text))


def _roster(paper: str, table: Table) -> Roster | None:
    """Return who holds a paper by one list of names, None if the table is none."""
    until = next((c for c in table.of_role(Role.VALID_UNTIL) if c.is_time), None)
    since = next((c for c in table.columns if c.is_time and c is not until), None)
    day = until or since
    name = next((c for c in table.columns if re.search(r"姓名|人员|师傅|name", c.leaf)), None)
    if day is None or name is None or name.is_time:
        return None
    kinds = [c for c in table.columns if any(paper in v or v in paper for v in _texts(table, c))]
    titled = paper in table.intro or any(paper in c.leaf for c in table.columns)
    if not kinds and not titled:
        return None
    days: dict[str, list[date | None]] = {}
    for row, moment in zip(table.rows, table.moments[day.index], strict=True):
        who = row.cells[name.index].strip()
        listed = days.setdefault(who, [])
        if kinds and not titled and not _is_of(paper, row.cells[kinds[0].index]):
            continue
        forever = _FOREVER.search(row.cells[day.index])
        listed.append(date.max if forever and until else moment.day if moment else None)
    frozen = {who: tuple(listed) for who, listed in days.items()}
    return Roster(frozen, until=until is not None, title=table.sheet or table.document.file)


def _texts(table: Table, column: Column) -> set[str]:
    cells = {row.cells[column.index].strip() for row in table.rows}
    return {cell for cell in cells if len(cell) >= _SHORTEST and not is_blank(cell)}


_SHORTEST = 3


def _is_of(paper: str, cell: str) -> bool:
    cell = cell.strip()
    return len(cell) >= _SHORTEST and (paper in cell or cell in paper)


def _person(rule: Rule, table: Table, roster: Roster) -> Column | None:
    """Return the column of who did the work: told by its cells, which are names of the list."""
    best: tuple[tuple[bool, float], Column] | None = None
    for column in table.columns:
        if _IN_CHARGE.search(column.leaf) and not _IN_CHARGE.search(rule.text):
            continue
        cells = [row.cells[column.index] for row in table.rows]
        named = [names_in(cell) for cell in cells if not is_blank(cell) and len(cell) <= _MAX_NAME]
        known = [people for people in named if any(one in roster.days for one in people)]
        if len({p for people in known for p in people}) < _LEAST_NAMES or not named:
            continue
        share = len(known) / len(named)
        key = (_says(column, rule.text), share)
        if share >= _NAME_SHARE and (best is None or key > best[0]):
            best = (key, column)
    return best[1] if best else None

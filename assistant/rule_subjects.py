"""What a rule and a table are about: areas of service, and the words that both use."""

import re
from functools import lru_cache

from assistant.rule_model import Rule
from assistant.tables import Table

_SUBJECTS: tuple[tuple[str, str], ...] = (
    (
        "complaint",
        r"投诉|客诉|抱怨|不满|接诉|意见件|意见专员|(?:用户|顾客|客户)意见(?!栏)|意见(?:登记|处理)|纠纷"
        r"|complain|grievance",
    ),
    (
        "repair",
        r"报修|维修|故障|修理|抢修|检修|工单|服务单|任务单|报障|上门|派工单|ticket|incident|fault|repair",
    ),
    ("install", r"安装|调试|进场|装机|交付|上线|install|commission|go[_ ]?live"),
    (
        "maintain",
        r"例保|保养|养护|维保|巡检|维护保养|季检|年检|月检|定检|inspection|maintenance|patrol",
    ),
    ("callback", r"回访|随访|回电|follow[_ ]?up|call[_ ]?back"),
    ("parts", r"备件|随修件|配件|零部件|备品|零件|库存|盘点|spare|stock|inventory"),
    (
        "tools",
        r"器具|工具|检测|送[检校]|量具|衡器|校准|检定|计量|仪器|仪表|维修设备|试验台|calibrat",
    ),
    (
        "people",
        r"证件|证照|[师工]证|健康证|从业证|驾驶证|持证|证书|资格|上岗|作业证|操作证|派工日期|人员评价"
        r"|认证(?!体系|证书|机构|服务伙伴|伙伴|标[志识])|certif|qualif",
    ),
    ("site", r"服务站|网点|服务商|经销商|站点|委托|代理商|加盟|受托|dealer|partner"),
    ("training", r"培训|考试|training"),
    ("return", r"退换|退货|换货|退款|退订|退费|退单|refund"),
    ("loan", r"备用机|备机|周转机|代用|借用|loaner"),
    ("delivery", r"送货|配送|派送|送装|送到|发货|物流|承运|送达|快递|签收|交货|shipment|delivery"),
    ("audit", r"监督|抽查|内审|内部评价|整改"),
    ("bring_in", r"返修|送修|带回|寄修|(?<![a-z])rma"),
)
_OVERLAP_STOP = re.compile(
    r"[0-9A-Za-z\W_]|日期|时间|编号|登记|记录|服务|公司|用户|客户|顾客|有限|人员|负责|部门"
    r"|使用|管理|单位|名称|备注|序号|状态|姓名|有效|效期|期至"
)


@lru_cache(maxsize=1 << 13)
def subjects(text: str) -> frozenset[str]:
    """Return the areas of service that a text is about."""
    return frozenset(name for name, words in _SUBJECTS if re.search(words, text, re.IGNORECASE))


def overlap(rule: Rule, table: Table) -> float:
    """Return how many telling pairs of characters a rule and a table's own words share."""
    mine, theirs = pairs(rule.text), pairs(table.words)
    return float(len(mine & theirs))


def same_subject(rule: Rule, table: Table) -> bool:
    """Tell whether rule and table speak of one area; where either names none, they may."""
    theirs = table_subjects(table)
    for text in (_own_part(rule), rule.context, f"{rule.document.title} {rule.document.file}"):
        mine = subjects(text)
        if mine:
            return not theirs or bool(mine & theirs)
    return True


def _own_part(rule: Rule) -> str:
    """Return a rule's sentence up to the end of its last limit's part: exceptions follow."""
    if not rule.limits:
        return rule.text
    at = max(rule.text.find(limit.quantity.text) for limit in rule.limits)
    stop = rule.text.find("；", max(at, 0))
    return rule.text if at < 0 or stop < 0 else rule.text[:stop]


_CAUSE = re.compile(r"[\d.、第条款项（）()\s]{0,8}(?:因|由于)")
_CASE = re.compile(r"(?P<case>[^。；]{4,60}?)的，")


def is_other_case(rule: Rule, table: Table) -> bool:
    """Tell whether a rule without a subject is for a case that the table knows nothing of.

    客户要求删除其信息的，15日内办结 is no rule on the cases of a complaint log.
    """
    limit = rule.limits[0].quantity.text if rule.limits else ""
    at = rule.text.find(limit)
    match = _CASE.search(rule.text if at <= 0 else rule.text[:at])
    if match is None or (subjects(rule.text) and not _CAUSE.match(match["case"])):
        return False
    named = " ".join((table.words, *(value for c in table.columns for value in c.values)))
    return not pairs(match["case"]) & pairs(named)


_MAIL = re.compile(r"(?:电子)?邮[件箱]|e-?mail|@", re.IGNORECASE)


def is_other_channel(rule: Rule, table: Table) -> bool:
    """Tell whether a rule is for what comes by mail while nothing in the table did."""
    if not _MAIL.search(rule.text):
        return False
    return not any(_MAIL.search(value) for column in table.columns for value in column.values)


def table_subjects(table: Table) -> frozenset[str]:
    """Return the areas of service that a table's title and columns name."""
    leaves = " ".join(column.leaf for column in table.columns)
    return subjects(table.intro or table.document.file) | subjects(leaves)


def pairs(text: str) -> set[str]:
    """Return the telling pairs of neighbouring characters of a text."""
    plain = _OVERLAP_STOP.sub(" ", text)
    return {plain[i : i + 2] for i in range(len(plain) - 1) if " " not in plain[i : i + 2]}

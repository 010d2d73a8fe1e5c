"""What a column or a phrase stands for: events of a service case and the fields around them."""

import re
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """An event of a case, or a field that a rule can need."""

    REPORTED = "reported"
    RECEIVED = "received"
    OPENED = "opened"
    DISPATCHED = "dispatched"
    ARRIVED = "arrived"
    REPLIED = "replied"
    FINISHED = "finished"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    SUBMITTED = "submitted"
    DELIVERED = "delivered"
    SHIPPED = "shipped"
    RETURNED = "returned"
    READY = "ready"
    STARTED = "started"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    PAID = "paid"
    INSPECTED = "inspected"
    VISITED = "visited"
    TRAINED = "trained"
    EVALUATED = "evaluated"
    LENT = "lent"
    HELD = "held"
    ESCALATED = "escalated"
    PLANNED = "planned"
    APPOINTMENT = "appointment"
    RESCHEDULED = "rescheduled"
    VALID_UNTIL = "valid_until"
    ID = "id"
    STATUS = "status"
    PERIOD = "period"
    FEE = "fee"
    FEE_CONFIRMED = "fee_confirmed"
    SIGNED = "signed"
    STOCK = "stock"
    SAFE_STOCK = "safe_stock"


OPENING = (Role.REPORTED, Role.RECEIVED, Role.OPENED)
"""Events that open a case: where a rule names no start, its clock runs from there."""

EVENTS: tuple[tuple[Role, str], ...] = (
    (
        Role.RESCHEDULED,
        r"改期|顺延|延期|延至|延到|延后|推迟|推至|推延|展期|改至|改到|改成|缓至|暂缓|(?:另|改)定|推到|约定改日",
    ),
    (
        Role.PLANNED,
        r"计划|最[迟晚]|应.{0,2}最后[日天]|应[交检做报校访巡测还]|应(?:当)?(?:完成|回访|提交|送达|到货|维保|保养|培训)|预[定计]"
        r"|排[定期]|拟定日|合同(?:约定)?(?:的)?(?:交|到|完|发|送|工)|限期|期限日"
        r"|(?:约定|承诺|要求|规定)(?:的)?(?:交|到货|送|发货|完|维|保养|期限|日期)",
    ),
    (
        Role.APPOINTMENT,
        r"另约|约定|改约|预约|约好|约期|约见|(?:挑|选)[定好中]?的?(?:日|时间|天)"
        r"|(?:用户|顾客|客户|业主)(?:指定|要求)(?:的)?(?:上门|到场|时间|日)"
        r"|自己(?:约|定|说|选|挑|叫)|^约(?:了)?(?:哪天|几号|到|日|的)",
    ),
    (
        Role.VALID_UNTIL,
        r"效期|到期|失效|届满|截止|期满|协议期|证书期|聘期|下次[校检复]|过期|有效至",
    ),
    (Role.READY, r"具备[^，。；]{0,8}条件|条件(?:具备|确认|登记)"),
    (
        Role.CALLED_BACK,
        r"(?:回访|随访|回电|跟访|电访|跟踪电话|电话跟踪|回(?:一?个|一?次|过?)电话)(?![人员])",
    ),
    (Role.REPLIED,
        r"首次(?:回复|联系|响应|答复|反馈|处理|沟通|致电)|回复|答复|回话|响应|初步(?:处置|处理)?意见"
        r"|首联|首响|应答|联系(?:顾客|客户|用户|业主)"
    ),
    (
        Role.CLOSED,
        r"结案|办结|关闭|关单|结单|闭环|销号|处理结果|给出结果|处理完毕|归档|了结|了断|办完",
    ),
    (
        Role.DISPATCHED,
        r"(?:派工|派单)(?![人员])|派出|指派|派发|分派|转派|派遣|下派|出发|调度(?=时|日|$)",
    ),
    (
        Role.SUBMITTED,
        r"实交|提交|上交|报送|交回|递交|上报|移交|上传|报备|交[到来齐运](?!货)|转交",
    ),
    (Role.SHIPPED, r"发货|发运|寄出|发出|出库|寄送"),
    (Role.DELIVERED, r"到货|签收|送达|收货|送货|交货|妥投|送到"),
    (Role.RETURNED, r"归还|返还|送回|取件|取回|返回|寄回|交还|还机|[还归]回"),
    (Role.ACCEPTED, r"(?:验收|上线|投运|投用)(?![单号])"),
    (Role.LENT, r"借出|借用|领用|出借|借机"),
    (
        Role.ARRIVED,
        r"抵达|到场|到达|到门|到现场|赶到|进场|入场|到店|(?<!安装)(?<!调试)(?<!整改)(?<!处理)(?<!维修)到位|(?<![收接])到[厂站]|抵场|^(?:啥时|几时|何时|什么时候|哪[天日])到|到家|(?<![收接])到[^，。；、]{0,4}(?<![厂商专国大])家(?!具|电|长)"
        r"|上门(?!费|服务|单|工单|维修|完工|的)",
    ),
    (Role.PAID, r"退款|付清|赔付|支付|到账|退[^，。；]{0,4}钱|钱退|(?<!要)退(?=款|还)"),
    (Role.APPROVED, r"审批|批准|核准"),
    (Role.INSPECTED, r"点检|巡检|巡查|自检|实检|送[检校]|检查|检验|盘点|校准|检定|核查|抽查"),
    (Role.VISITED, r"走访|拜访|巡店|巡站|巡访"),
    (Role.TRAINED, r"培训|授课"),
    (Role.EVALUATED, r"评价|评定|考核|考评|评审"),
    (Role.ESCALATED, r"升级|督办|上升"),
    (
        Role.REPORTED,
        r"^报[时日障缺失损停漏坏修]|报修|报障|报故障|接报|叫修|来电|进线|呼入|接报|请求|申请|报案|报料|提报|反映(?=时|日|$)",
    ),
    (
        Role.RECEIVED,
        r"受理|接诉|投诉|接件|收件|收到|接到|接收|诉求|接单|接警|来诉|来函|来信|发现|收机|接机",
    ),
    (
        Role.FINISHED,
        r"完工|完成|修复|修好|竣工|维修结束|处理完|做完|交付|解决|恢复|排除|实[际做]|修毕|完修|复机|完毕|[装修换铺调讲查弄盘]完|[装换铺调改配]好|(?:安装|调试|整改|处理|维修)到位",
    ),
    (Role.OPENED, r"登记|录入|建单|创建|开单|立单|开立|[开立].{0,4}工单|建档|立案|提单"),
    (Role.STARTED, r"开工|动工|动手|施工(?=[日时]|$)|开[修铺做](?=[日时]|$)"),
)  # fmt: skip
"""Role -> words, the telling ones first: 完成回访 is a call-back, 报修登记 a report."""

_SAID = {
    Role.PLANNED: r"(?:写|约|定|说|讲)[^，。；]{0,2}的(?:期限|日期)",
    Role.CALLED_BACK: r"(?<!用户)(?<!顾客)(?<!客户)打[^，。；来]{0,3}电话(?!报|叫|来)",
    Role.DELIVERED: r"收到|到达之日|货[物品]?到|到齐",
    Role.REPORTED: r"来电|求助|报的(?:那|时|当|日)|接(?:到|了)?电话(?=[^，。；]{0,3}[起时后刻])",
    Role.FINISHED: r"结束|修完",
    Role.SUBMITTED: r"交[给与]|交一?份",
}
"""Words that mean an event in a sentence but not in a column's name."""

_FIELDS: tuple[tuple[Role, str], ...] = (
    (
        Role.SAFE_STOCK,
        r"安全(?:库存|存量|储备)|最[低少](?:库存|存量|储备|[数量备存])|下限|储备定额|安全量|(?<![年季月])底数|警戒[线数量]"
        r"|保有量|常备量"
        r"|(?:safety|min(?:imum)?)[_ ]?(?:stock|qty|level)",
    ),
    (
        Role.STOCK,
        r"实盘|实存|现存|实有|结存|库存(?!地|位)|盘点数|在库|存量"
        r"|(?:on[_ ]?hand|(?:stock|counted)[_ ]?(?:qty|quantity|level)?)$",
    ),
    (
        Role.HELD,
        r"(?:暂停|挂起|等待|搁置)[^，。；]{0,6}(?:时长|分钟|时间|小时)|(?:on_?)?hold"
        r"|paus|pending_min",
    ),
    (
        Role.FEE_CONFIRMED,
        r"(?:报价|费用|收费|价格)[^，。；]{0,4}(?:确认|同意|签)|(?:确认|同意|认可|讲好|谈好)[^，。；]{0,2}"
        r"(?:费用|报价|价)|认价|价[^，。；]{0,2}(?:先讲|讲好|谈好)"
        r"|(?:quot(?:e|ation)|price|fee|cost|charge)[_ ]?(?:ack|confirm|accept|approv"
        r"|agree|sign)",
    ),
    (
        Role.FEE,
        r"收费(?!单|标准|项目|依据|[人员])|费用|金额|收款|应收|实收|收(?:了多少)?钱"
        r"|(?<!免)费(?:[（(]?元[）)]?)?$|(?:^|[_ ])(?:fee|charge|amount|cost|price)(?:[_ ]|$)",
    ),
    (
        Role.SIGNED,
        r"(?:签[字名收认章署]|确认)(?!.{0,2}(?:单号|编号|号$))"
        r"|(?:^|[_ ])(?:sign(?:ed)?|signature|sign[_ -]?off|customer[_ ]ack)(?:[_ ]|$)",
    ),
    (Role.STATUS, r"状态|在用|在岗|在不在|使用情况|现状|(?:^|[_ ])(?:status|state)$"),
    (
        Role.PERIOD,
        r"^(?:month|quarter|period|年度|季度|月份|月度|月$|期间|考核期|统计期|所属[期年月季]|统计[月季年]|年月|期次|周次|半年)",
    ),
    (Role.ID, r"(?:编号|编码|代码|号码?)$|^(?:id|no\.?)$|[_ ](?:id|no\.?|number)$"),
)
_TIME_NAME = re.compile(
    r"时间|日期|时刻|[日时至]$|期限|有效期|date|time"
    r"|_(?:at|on|to|until)$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:的)?(?:时间|日期|时刻|登记日|日子|[那当]天|日)?(?:[（(][^）)]*[）)])?$")
_ENGLISH: tuple[tuple[Role, str], ...] = (
    (Role.RESCHEDULED, r"reschedul|postpon|deferr|extended|moved[_ ]to|delayed[_ ](?:to|until)"),
    (Role.APPOINTMENT, r"appointment|appt|booked|agreed"),
    (Role.VALID_UNTIL, r"valid[_ ]?(?:until|to|thru|through)|expir|validity"),
    (Role.CALLED_BACK, r"call(?:ed)?[_ -]?back|follow(?:ed)?[_ -]?up"),
    (
        Role.REPLIED,
        r"first[_ ]?(?:response|reply|contact)|respon[ds]|repl(?:y|ied)|answered|acknowledg",
    ),
    (Role.CLOSED, r"clos(?:ed?\b|ed?_|ure|ing)"),
    (Role.DISPATCHED, r"dispatch|assigned"),
    (Role.SHIPPED, r"shipped|ship[_ ]?date|sent[_ ](?:at|date|on)"),
    (Role.PLANNED, r"plan(?:ned)?|(?:^|[_ ])due|scheduled|target|promised|deadline"),
    (Role.DELIVERED, r"deliver"),
    (Role.RETURNED, r"return"),
    (Role.ACCEPTED, r"accept|go[_ ]?live|sign[_ ]?off"),
    (Role.ARRIVED, r"arriv|on[_ -]?site"),
    (Role.PAID, r"refund|paid|payment"),
    (Role.APPROVED, r"approv"),
    (Role.INSPECTED, r"inspect|patrol|calibrat"),
    (Role.VISITED, r"visit"),
    (Role.TRAINED, r"train"),
    (Role.EVALUATED, r"evaluat|assess"),
    (Role.ESCALATED, r"escalat"),
    (Role.OPENED, r"case[_ ]opened|logged"),
    (
        Role.REPORTED,
        r"report|create(?:d|[_ ]?(?:time|date))|opened|requested|raised|submitted"
        r"|call[_ ]?(?:time|date)",
    ),
    (Role.RECEIVED, r"receiv|complaint[_ ](?:at|on|date)"),
    (
        Role.FINISHED,
        r"finish|complet|resolv|resolution|(?:^|[_ ])done|restor|fixed|repaired|solved|actual",
    ),
)


LAST = re.compile(r"上一?[次回趟]|前一?[次回]|最近|末次")
"""Names of columns of when something was last done: a rule's interval runs from there."""
EVENT_ROLES = frozenset(role for role, _ in EVENTS)
"""Roles of columns that hold a day or a time."""


def event_of(name: str) -> Role | None:
    """Return the event that a column's name states, None if it states none."""
    for table in (EVENTS, _ENGLISH):
        for role, words in table:
            if re.search(words, name, re.IGNORECASE if table is _ENGLISH else 0):
                return role
    return None


def field_of(name: str) -> Role | None:
    """Return the field that a column's name states, None if it states none."""
    for role, words in _FIELDS:
        if re.search(words, name, re.IGNORECASE):
            return role
    return None


@lru_cache(maxsize=1 << 12)
def events_in(phrase: str) -> tuple[Role, ...]:
    """Return the events that a phrase of a rule names, the most telling first."""
    return tuple(
        role for role, words in EVENTS if re.search(f"{words}|{_SAID.get(role, words)}", phrase)
    )


def called(name: str) -> tuple[str, ...]:
    """Return the words by which a rule may call a column, longest first.

    Of 到场时间 it is 到场, of a name in two languages each of them: Arrived 到场时间.
    """
    plain = core(name)
    chinese = (core(run) for run in re.findall(r"[\u4e00-\u9fff]{2,}", name))
    latin = (
        word
        for word in re.findall(r"[A-Za-z][A-Za-z0-9-]+", name)
        if word.lower() not in _UNTELLING and (len(word) > 2 or word.isupper())
    )
    words = {word for word in (plain, name.strip(), *chinese, *latin) if len(word) >= 2}
    return tuple(sorted(words - _UNTELLING, key=lambda word: (-len(word), word)))


_UNTELLING = frozenset(
    {"时间", "日期", "date", "time", "no", "id", "at", "on", "by", "the", "of", "and", "yes", "ok"}
    | {"case", "order", "service", "name", "type", "number", "day", "hour", "min"}
)
"""Words of a column's name that say nothing of its own."""


def sounds_like_time(name: str) -> bool:
    """Tell whether a column's name announces dates or times."""
    return _TIME_NAME.search(name) is not None


def core(name: str) -> str:
    """Return a column's name without its last word for time: 进场日期 -> 进场."""
    return _SUFFIX.sub("", name.strip(), count=1)

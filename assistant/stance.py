"""Is this sentence evidence, and for which side: stance and kind by the labelling guide."""

import re
from dataclasses import dataclass

from assistant.concepts import Glossary
from assistant.corpus import Sentence
from assistant.model import EvidenceKind, Stance
from ingest.model import BlockKind, DocumentKind

# Words for things that ought not to be: their absence is good news, or no event at all.
_FAULT = (
    r"逾期|超期|超时|超限|超过|延误|拖延|拖欠|推迟|异常|问题|投诉|抱怨|差错|错误|错漏|遗漏|漏[项填签记检]|缺[项陷失件]"
    r"|事故|故障|违规|违反|不符|不合格|不一致|不满|破损|损坏|脱落|泄[漏露]|偏差|纠纷|空[白项]|拖|重复|失效|过期"
    r"|召回|退[换货]|赔[付偿]|理赔|突发|险情|伤害|异响|渗漏|假冒|停产|超标|超收|多收|乱收|加价|涂改|伪造|代签|隐瞒|锈蚀|未\w{1,4}"
)
_NOT = r"(?:未见|未发现|未出现|未发生|未接到|未收到|未有|未曾|不存在|没有|没(?!有)|尚无|暂无|并无|均无|从无|无|零|0起|未)"
_NO_FAULT = re.compile(rf"{_NOT}(?:过|有|再|出现|发生|发现|收到|接到|碰到|遇到|任何|明显|一[起件单例次]?|其他|什么|客户|顾客|用户|重大|批量|批次性?|系统性|结构性|有效|相关|[的、]){{0,4}}(?:{_FAULT})")
_EVENTLESS = re.compile(
    r"(?:没有|没|未)再(?:次)?(?:出现|发生|接到|收到|碰到|遇到)[^，。；]{0,12}|"
    r"(?:尚|暂|目前|至今|截至\S{0,12}|今年|本年|从|还)[^，。；]{0,8}(?:未|没有?|无)(?:有)?(?:发生|出现|碰到|遇到|接到|收到|涉及|产生|进入)"
    r"|(?:投诉|客诉|退货|换货|退换|召回|事故|赔[付偿]|纠纷|调解|突发)[^，。；]{0,12}(?:一[单件起次例]?)?(?:都|也|还)?(?:没有|没|无|未发生|未出现)(?:过|发生过?|出现过?)?(?=[，。；”]|$)"
    r"|(?:尚|暂|目前|至今|今年|本年度?)(?:未|没有|无)(?:发生|出现|涉及|任何)?[^，。；]{0,6}(?:投诉|召回|退[换货]|赔[付偿]|事故|缺陷|纠纷|突发|案例)"
)
_GAP = re.compile(
    r"未(?:见(?!过)|见到|提供|出示|留存?|保存|建立|形成|制定|编制|设[立置]?|配[备置]?|指定|明确|规定|开展|进行|执行|组织|实施"
    r"|落实|安排|填|签|登记|记录|更新|完成|提交|取得|获得|覆盖|包[含括]|写明?|注明|标[明识注]|公[示布开]|告知|培训|检查|校准|检定|归档"
    r"|关闭|闭环|按|能|经|及时|再|做|参[加与]|统计|分析|评[价审估]|考核|通知|回访|联系|续[签订]|补|实行|启用|使用|对|予|交|上报|确认|核对|维护|接|到位|发放|说明|列|存|付|兑现|反馈)"
    r"|(?<![有沒])没(?!有?(?:问题|关系|错|事|什么[缺问毛不]))(?:有[一-龥]|(?!有)[一-龥])"
    r"|空[白缺着]|(?<![止得禁准许])代签|缺(?!陷|货登记)[少失项页签乏口位]|尚[未缺]|(?:已|早已|都|早就)过(?:了)?期|已?到期未|已失效|漏[填签记报做]"
    r"|不(?:齐|全(?!国|球|年|身|面)|清楚?(?!洗|理)|足(?!以|于|部分|\s*\d+(?:\.\d+)?\s*个?(?:秒|分钟|小时))|符(?!合要求的)|一致|到位|完整|规范|及时|知道|了解|熟悉|达标|合适|能提供|可用|再更新|对外(?!提供|泄|透露|披露)|太?记得)"
    r"|拿不出|找不到|查不到|答不[出上来清全]|说不[出上来清全]|打不[开通]|联系不上|无法(?:提供|打开|使用|显示|访问|查|登录|追溯|核实|证明)"
    r"|无(?:书面|任何|专职|专门|对应|相应|相关|具体|正式)?(?:记录|台账|签[字名收]|日期|标[识签牌]|专人|人(?:负责|接听|管)|证(?!据)|凭证|依据|规定|编号|档案|预案|合同|协议|报告|登记|效期|人接|回执|单据|资质|渠道|制度)"
    r"|停(?:更|办|摆)|(?:系统|客服|功能|页面|栏目)[^，。]{0,6}(?:升级中|维护中|建设中|暂停|停用|下线)|敬请期待|(?<![\d-])404(?![\d-])|形同虚设|名存实亡|走过场|流于形式"
)
_LATE = re.compile(r"(?<!无)(?<!未)(?:逾期|超期|超时|延误|推迟|滞后|拖过|迟[交报到]|晚[交报到]|未按[时期]|超过(?:时限|规定|承诺|期限|有效期)|丢失|遗失|搞错|混放|账实不符|对不上)")
_FORBIDDEN = re.compile(r"[未无][^，。；]{1,15}[，,]?(?:一律)?(?:不得|不予|不准|不许|严禁|禁止)")
_FUTURE = re.compile(
    r"(?:^|[，；、：“（(\t ]|[一-龥])(?:拟(?!定|人)|计划(?:在|于|今年|明年|下|年底|\d|[一二三四五六七八九十]{1,2}月)|打算|准备(?!金|工作|资料)(?:在|于|下|明年|近期|\d|开|做|上)|今后|以后(?:再|会|将|准备|争取|多)|下一步|争取|筹备|预计|有望|力争|即将|待[^，。]{1,10}后"
    r"|正在(?:申请|办理|走|筹|洽谈|编|起草|研究|评审|审批|考虑|规划|建设|开发)|(?:还|尚)在(?:走|办|审|谈|编|开发|申请|筹|做)|申请了|已?报名|排[在到](?:了)?\d*[一二三四五六七八九十]?[年月]?|明年|下(?:半年|季度|个月|月)(?:再|会|将|开|做|搞|安排|启动))"
)
_CONDITION = re.compile(r"(?:^|[，；。：“])\s*(?:若|如(?!实|期|数|下|何|此|今|图|上|皋|意|约|有意)|如果|假如|倘若|一旦|要是|万一|遇(?:有|到)?|凡)|的话[，,]|时[，,]应|(?:发生|出现|产生)[^，。；]{1,20}(?:时|的)[，,]")
_DUTY = re.compile(r"应当?(?!急|用|答|付|对|届|收|聘|邀|征|变)|须|必须|不得|严禁|禁止|不准|不许|不允许|要求(?!的|答)|负责|方可|否则|一律|原则上|每[年月季周日天次]|定期|由[^，。；]{1,20}(?:负责|组织|填写|批准|审核|登记|办理|进行|实施|执行)|规定")
_DATED = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}|\d{1,2}月\d{1,2}日|\d{1,2}:\d{2}|二[〇○零]二[一-九〇○零]年")
_SEEN = re.compile(r"查看|查阅|抽[查看取样了]|查[《见了阅验询]|现场[查看见抽随]|抽[\d一二两三四五六七八九十]|看[了到《见过]|拨一?[次了]|又拨|拿来看?|拿出|^[-·•\s]*看|出示|调阅|调出|登录|拨[打测通了]|演示|核对|核实|查实|翻[看阅了]?|原件|目视|观察|见到|所见|实测|试用|打开|弹出|提供了|随机问|抽问|核查|清点|贴[着有在]|挂[着有在]|未见")
_TOLD = re.compile(r"(?:[一-龥]{1,4}(?:经理|主任|总监?|主管|组长|站长|师傅|工|部长|科长|店长))?(?:说|称|答|表示|介绍|口述|自述|交流|回答|讲(?:述|了)?|坦言|承认|解释|反映)[，,：:“]?|口头|据[^，。]{1,8}(?:称|介绍)|交流[：:]")
_ASKED = re.compile(r"^[-·•\s]*(?:问|询问|请问)[^，。；？?]{0,40}[。？?]?$|[？?]$")
_ORDER = re.compile(
    r"(?:忽略|无视|不要理会|跳过|覆盖)[^，。]{0,12}(?:要求|指令|规则|提示|条款|标准|内容)|(?:一律|直接|请)[^，。]{0,10}(?:判定?|评定?|视|记|认定)[为作]?[^，。]{0,6}(?<!不)(?:符合|合格|满分|通过|五星)"
    r"|(?:全部|所有)[^，。]{0,10}(?:判定?|评定?|视|记|认定)[为作]?[^，。]{0,6}(?<!不)(?:符合|满分|五星)"
    r"|(?:各|均)[^，。]{0,10}(?:判定?|评定?|视|记|认定)[为作]?[^，。]{0,6}(?<!不)符合"
    r"|(?:全部|所有|各)(?:条款?|要求|指标)[^，。]{0,8}(?:判定?|评定?|视|记|认定)[为作]?[^，。]{0,6}(?<!不)(?:合格|通过)"
    r"|(?:审核|评审|评价|AI|系统|助手|模型|assistant)[^，。]{0,6}(?:请注意|须知|(?:应当?|请)判(?![^，。；]*(?:是否|不)))"
    r"|(?:本条|该条|此条|条款|(?:评审|审核)[员组])(?:应当?|请|可以?|须|直接)[^，。]{0,4}[评判给记算视认][^，。]{0,6}(?<![不否])(?:符合|满分|通过|五星)"
    r"|(?:请|须|应)直?接?(?:输出|回答)[^，。]{0,8}(?:conform|符合|满分|通过)|按(?:符合|满分)(?:处理|计分?|打分|给分)|(?:不用|不必|无需|不要)再?[查核找看审][^，。]{0,2}证据"
    r"|(?:auditor|assessor|reviewer|assistant|model|\bAI|\byou)\b[^.]{0,40}\b(?:conclude|answer|output|respond|decide)\b[^.]{0,60}(?:conform|complian|satisf|full marks)"
    r"|ignore (?:all|any|the|previous)|(?:mark|rate|judge) (?:all|every)[^.]{0,30}(?:conform|compliant|satisf)",
    re.IGNORECASE,
)
_ISOLATED = re.compile(r"个别|偶[有尔]|少数|少量|极少|一两|两三|有[一二两三几的][份单件张项处台条次人样个家名块只套位用客]|(?<![\d十百.])[一二两三1-3][份单件张项处台条人个家名块只套位](?!样|月|小时|工作|季|一|均|都|也)|部分|几[份单件张处条台]")
_ORAL = re.compile(r"口头|没有?书面|凭经验|心里有数|习惯上|一般都会|都是(?:打电话|电话里?说|微信)")
_CLOSED = re.compile(r"(?<!未)(?<!未能)关闭|销号|已(?:挂|清|分|整改|补|改|更换|纠正|落实|解决)|整改(?:完成|合格)|验证(?:合格|通过|有效)|改进验证")
_ADMITTED = re.compile(r"(?:目前|尚|暂|至今|迄今)(?:还)?(?:未|没有|无)(?:建立|制定|设立|配备|开展|形成|明确|规定)")
_ABSENT = re.compile(
    r"(?:未|尚未|没有?|从未|并未|还没)(?:曾|再|有)?(?:单独|专门|正式|统一|书面)?(?:建立|制定|设[立置]?|配[备置]?|指定|明确|规定|编制|形成|成立|任命|聘任|公[示布开]|写|注明|标[明识注]|覆盖|包[含括]|签(?:订|署|合同|协议)|开通|上线|出台|成文)"
    r"|无(?:书面|专职|专门|正式)?(?:制度|规定|部门|预案|系统|渠道|标识|标注|注明|专人|机构|合同|协议|档案)|没有?(?:书面|专职|专门|正式)?的?(?:制度|规定|部门|预案|系统|渠道|标识|专人|机构|合同|协议|档案|网站|热线|说明书)"
    r"|空缺|没招到|招不到|缺[岗编员]|打不[开通]|无法(?:打开|访问|使用)|形同虚设|名存实亡|升级中|维护中|建设中|停[更办用]|一片空白|封面空白"
)
_OUT_OF_ORDER = re.compile(r"升级中|维护中|建设中|暂停(?:服务|使用|受理)|敬请期待")
_PARTS = "，,；;：:。！？"

_TOLD_KINDS = (EvidenceKind.RULE, EvidenceKind.PUBLISHED)
_BY_DOCUMENT = {
    DocumentKind.MANUAL: EvidenceKind.RULE,
    DocumentKind.PROCEDURE: EvidenceKind.RULE,
    DocumentKind.FORM: EvidenceKind.RULE,
    DocumentKind.CONTRACT: EvidenceKind.PUBLISHED,
    DocumentKind.PUBLISHED: EvidenceKind.PUBLISHED,
    DocumentKind.CERTIFICATE: EvidenceKind.CERTIFICATE,
    DocumentKind.INTERVIEW: EvidenceKind.STATEMENT,
    DocumentKind.RECORD_LOG: EvidenceKind.RECORD,
    DocumentKind.FILLED_FORM: EvidenceKind.RECORD,
    DocumentKind.MINUTES: EvidenceKind.RECORD,
    DocumentKind.REPORT: EvidenceKind.RECORD,
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a point is about, to tell whether a cue in a sentence speaks of it.

    Attributes:
        subject: Concepts of the point's first group.
        rest: Concepts of its other groups.
        negative: Words that show a gap of this point in particular.
        standing: The point asks for something set up or told: what is not done does not
            take it away, only its absence does.
        timely: Lateness is a gap of this point.
    """

    subject: frozenset[str]
    rest: frozenset[str]
    negative: tuple[str, ...]
    glossary: Glossary
    standing: bool = False
    timely: bool = False

    def covers(
        self, text: str, at: int, *, above: frozenset[str], near: frozenset[str]
    ) -> bool:
        """Whether the part of the sentence around `at` is about the point.

        The part is the comma clause. It is, if it names the subject, or another of the
        point's concepts after the subject; if it names nothing, the clause before it
        decides; a sentence that names nothing is about what stands around it.
        """
        end = _part_end(text, at)
        while end > 0:
            start = _part_start(text, end)
            named = self.glossary.named(text[start:end])
            if named & self.subject:
                return True
            if named & self.rest:
                return bool((self.glossary.named(text[:start]) | above) & self.subject)
            if named:
                return False
            end = start - 1
        return bool((above | near) & self.subject)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence reads as evidence.

    Attributes:
        isolated: It speaks of single cases, not of the whole.
        why: The cues, for a person to check.
        late: The gap is lateness: where all rows were counted, the count says how much.
        set_aside: Worth showing although it is no evidence.
    """

    stance: Stance
    kind: EvidenceKind
    isolated: bool = False
    why: str = ""
    late: bool = False
    set_aside: bool = False


def kind_of(sentence: Sentence) -> EvidenceKind:
    """Return the kind of evidence that a sentence can be, by its document and its words."""
    text, document = sentence.text, sentence.document
    if document.kind is DocumentKind.INTERVIEW:
        if sentence.said or (_TOLD.search(text) and not _SEEN.search(text)):
            return EvidenceKind.STATEMENT
        return EvidenceKind.RECORD if _SEEN.search(text) else EvidenceKind.STATEMENT
    kind = _BY_DOCUMENT.get(document.kind)
    if kind is None:
        traced = sentence.is_row or _DATED.search(text)
        return EvidenceKind.RECORD if traced and not _DUTY.search(text) else EvidenceKind.RULE
    if kind is EvidenceKind.RULE and document.kind is not DocumentKind.FORM and _is_trace(sentence):
        return EvidenceKind.RECORD
    if kind is EvidenceKind.RECORD and document.kind is DocumentKind.REPORT:
        return EvidenceKind.RECORD
    if kind is EvidenceKind.RECORD and _CONDITION.search(text) and _DUTY.search(text):
        return EvidenceKind.RULE
    return kind


def is_order(text: str) -> bool:
    """Whether a text tells the auditor, or the machine, what to decide."""
    return bool(_ORDER.search(text))


def read(sentence: Sentence, topic: Topic) -> Reading:
    """Return stance and kind of a sentence that is about a point."""
    text, kind = sentence.text, kind_of(sentence)
    if is_order(text):
        return Reading(
            Stance.NEITHER, kind, why="tells the auditor what to decide", set_aside=True
        )
    if _ASKED.search(text):
        return Reading(Stance.NEITHER, kind, why="a question")
    plain = _EVENTLESS.sub("〇", _NO_FAULT.sub("〇", text))
    future = None if kind in _TOLD_KINDS else _FUTURE.search(plain)
    gap = _gap(sentence, plain, kind, topic, planned=future is not None)
    if gap:
        if _is_closed(sentence):
            return Reading(Stance.NEITHER, kind, why=f"a gap since closed: {gap}")
        isolated = sentence.is_row or bool(_ISOLATED.search(text))
        late = bool(_LATE.search(text))
        return Reading(Stance.CONTRADICTS, kind, isolated, f"gap: {gap}", late)
    if topic.standing and kind not in _TOLD_KINDS and _GAP.search(plain):
        return Reading(Stance.NEITHER, kind, why="what is not done, not what is set up")
    if plain != text and not _substance(plain):
        return Reading(Stance.NEITHER, kind, why="no event occurred", set_aside=True)
    if future:
        why = f"future intent: {future.group().strip()}"
        return Reading(Stance.NEITHER, kind, why=why, set_aside=True)
    if kind not in _TOLD_KINDS and _CONDITION.search(text) and not _DATED.search(text):
        return Reading(Stance.NEITHER, kind, why="a conditional, not an event", set_aside=True)
    oral = kind is EvidenceKind.STATEMENT and bool(_ORAL.search(text))
    return Reading(Stance.SUPPORTS, kind, isolated=oral, why="oral practice" if oral else "")


def _gap(
    sentence: Sentence, plain: str, kind: EvidenceKind, topic: Topic, *, planned: bool
) -> str:
    """Return the cue of an explicit gap, "" if there is none.

    In a rule a negation prescribes (不得, 未签字的不予结算): only an admission counts. In a
    long log a row's words are its cases (what a customer complained of), not the auditee's
    gaps. The cue must stand in the part of the sentence that is about the point.
    """
    if kind is EvidenceKind.RULE:
        match = _ADMITTED.search(plain)
        return match.group() if match else ""
    if kind is EvidenceKind.PUBLISHED:
        match = _OUT_OF_ORDER.search(plain)
        return match.group() if match else ""
    if _CONDITION.search(plain) and _DUTY.search(plain):
        return ""
    plain = _FORBIDDEN.sub("〇", plain)
    if sentence.document.kind is DocumentKind.RECORD_LOG:
        return ""
    around = {"above": sentence.above, "near": sentence.near}
    patterns = [_ABSENT] if topic.standing else [_GAP]
    for pattern in [*patterns, *([_LATE] if topic.timely else [])]:
        for match in pattern.finditer(plain):
            if topic.covers(plain, match.start(), **around):
                return match.group().strip()
    for word in () if planned else topic.negative:
        at = plain.find(word)
        if at != -1 and topic.covers(plain, at, **around):
            return word
    return ""


def _is_closed(sentence: Sentence) -> bool:
    """Whether the gap was closed, by the sentence or by what follows in its paragraph."""
    rest = sentence.document.text[sentence.start : sentence.block.end]
    return bool(_CLOSED.search(rest))


def _part_start(text: str, end: int) -> int:
    return max((text.rfind(mark, 0, end) for mark in _PARTS), default=-1) + 1


def _part_end(text: str, at: int) -> int:
    ends = [place for mark in _PARTS if (place := text.find(mark, at)) != -1]
    return min(ends, default=len(text))


def _is_trace(sentence: Sentence) -> bool:
    """Whether a passage of a rule document is itself a dated trace: issue lists, sign-offs."""
    text = sentence.text
    if _DUTY.search(text) or not _DATED.search(text):
        return False
    return sentence.block.kind is BlockKind.ROW or len(text) <= 60


def _substance(plain: str) -> bool:
    """Whether anything is said beside the absence of faults."""
    return len(re.sub(r"[〇，。；、,.\s]", "", plain)) > 12

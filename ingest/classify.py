"""What kind of document a file is: by the head noun of its name, else by its features."""

import re
from pathlib import PurePath
from typing import NamedTuple

from ingest.features import Features, features_of
from ingest.model import Document, DocumentKind
from ingest.tokenize import unspaced

_HEADS = {
    DocumentKind.FORM: "空白表 空表 空白单 样表 模板 样式 范本 表样 表式 template blank",
    DocumentKind.MINUTES: (
        "纪要 记要 会记 会议记录 例会记录 会议 例会 周会 月会 晨会 早会 碰头会 座谈会 复盘 minutes"
    ),
    DocumentKind.PUBLISHED: (
        "承诺书 承诺 网站 官网 网页 页面 服务页 首页 公众号 小程序 说明书 用户手册 使用手册 "
        "操作手册 产品手册 顾客手册 客户手册 住户手册 业主手册 指南 须知 告知书 告知 公告 "
        "公示 宣传册 宣传页 宣传单 宣传 海报 保修卡 质保卡 服务卡 三包凭证 保修凭证 保修条款 "
        "册页 折页 保修政策 服务政策 售后政策 服务说明 保修说明 产品说明 收费说明 价目表 价格表 "
        "收费标准 收费表 常见问题 答疑 画册 彩页 商品详情 发布说明 版本说明 更新说明 "
        "更新日志 website webpage page faq guide leaflet brochure policy warranty"
    ),
    DocumentKind.CONTRACT: "合同 合同书 协议 协议书 委托书 contract agreement sla",
    DocumentKind.CERTIFICATE: (
        "证书 营业执照 执照 许可证 资格证 资质 上岗证 作业证 操作证 奖状 荣誉 证明 证明书 "
        "保险单 保单 授权书 认证 certificate certificates licence license"
    ),
    DocumentKind.REPORT: (
        "报告 报告书 总结 分析 通报 述职 年报 任命书 任命文件 任命 聘书 聘任 决定 批复 通知 "
        "自评 情况说明 report summary"
    ),
    DocumentKind.MANUAL: "手册 服务册 管理册 制度汇编 文件汇编 规章汇编 体系文件 manual handbook",
    DocumentKind.PROCEDURE: (
        "程序 程序文件 办法 制度 规定 规程 规范 细则 流程 流程图 指引 指导书 预案 标准 章程 "
        "守则 准则 说明 职责 条例 方案 计划 要求 纲要 procedure procedures rules sop plan"
    ),
    DocumentKind.RECORD_LOG: (
        "台账 台帐 登记表 登记簿 登记 记录表 记录簿 记录 名册 花名册 名单 档案 日志 汇总表 "
        "登记本 记录本 记事本 值班本 交接本 投诉本 电话本 流水账 账 账本 "
        "汇总 明细表 明细 统计表 统计 汇编 流水 一览表 签到表 签到 工单 清单 目录 数据 导出 "
        "log logs register records record ledger tickets export list"
    ),
    DocumentKind.FILLED_FORM: "单 表 卡 问卷 回执 收条 收据 form checklist",
    DocumentKind.OTHER: "菜单 食谱 节目单 课程表 作息表 歌单 menu",
}
_HEAD = {word: kind for kind, words in _HEADS.items() for word in words.split()}
_ANYWHERE = re.compile(
    "|".join(sorted((w for w in _HEAD if len(w) > 1 and not w.isascii()), key=len, reverse=True))
)
_LONGEST = max(map(len, _HEAD))
_SHORTEST_FORM = 3
"""附表, 表1 and 单据 name no form: a segment that ends in 单, 表 or 卡 must be longer."""
_TALK = re.compile(
    r"访谈|面谈|口述|手记|interview|现场审核(?:记录|笔记)|audit[ _-]?notes?"
    r"|(?:审核员|评审员|审核组|评审组|外审)[^_]{0,8}(?:记录|笔记)"
)
_BOUNDARY = re.compile(r"[_\s·,，、;；&+()（）【】\[\]《》“”\"—-]+")
_AND = re.compile(r"(?<=..)[及和与](?=..)")
_TAIL = re.compile(
    r"(?:[a-z]?[\d.\-/]+|[年月日度季期版稿份至~]|[上下]半|第[一二三四五六\d]|节选|摘录|终|新"
    r"|[副正]本|扫描件?|复印件|原件|照片|电子|打印|修订)+$"
)
_SHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".ods", ".et")
_PAGES = (".html", ".htm", ".mhtml")
_HANDED_OVER = re.compile(r"使用|用法|上手|操作|保养|养护|安装说明|温馨|提示|随[箱机货车附]")
"""In the name of a manual, an explanation or a card: it goes to the customer."""
_HANDED = ("“手册”定性", "“说明”定性", "“卡”定性")
_CARD = re.compile(r"(?:售后|[客用]户|顾客|业主|会员)[^_]{0,4}卡")
"""In the name of a card: likewise."""
_RULES = (DocumentKind.MANUAL, DocumentKind.PROCEDURE)
_RECORDS = (DocumentKind.RECORD_LOG, DocumentKind.FILLED_FORM)
_LOG_ROWS, _MIN_ROWS, _LOG_SHARE = 6, 3, 0.5


class Classified(NamedTuple):
    """A kind, and the words or features that a person can check."""

    kind: DocumentKind
    reason: str


def classify(document: Document) -> Classified:
    """Return the kind of `document`, with the reason in words.

    Names end in their head noun in Chinese, so 证书管理办法 is a rule and no certificate. Of
    title and file name the first with a head noun decides; the content decides where neither
    has one, and whether a form or log has been filled in.
    """
    features, stem = features_of(document), PurePath(document.file).stem
    named = _by_name("标题", document.title) or _by_name("文件名", stem)
    name = f"{document.title} {stem}"
    handed = _HANDED_OVER.search(name) or _CARD.search(name)
    if handed and named and named.reason.endswith(_HANDED):
        reason = f"{named.reason}，随商品交给顾客（“{handed.group()}”）"
        named = Classified(DocumentKind.PUBLISHED, reason)
    found = named or _by_content(document, features)
    return _refined(found, features)


def _by_name(where: str, name: str) -> Classified | None:
    folded = unspaced(name).casefold()
    talk = _TALK.search(folded)
    if talk:
        return Classified(DocumentKind.INTERVIEW, f"{where}含“{talk.group()}”")
    for segment in _BOUNDARY.split(folded):
        heads = [_head(part) or _head(_TAIL.sub("", part)) for part in _AND.split(segment)]
        # 工单与回访规程 is a rule on both, 程序及名册 a rule with its list
        heads = sorted(filter(None, heads), key=lambda word: _HEAD[word] not in _RULES)
        if heads:
            return Classified(_HEAD[heads[0]], f"{where}以“{heads[0]}”定性")
    return None


def _head(segment: str) -> str:
    """Return the longest known word that `segment` ends with, or an empty string."""
    if segment.isascii():
        return segment if segment in _HEAD else ""
    ends = (segment[-n:] for n in range(min(_LONGEST, len(segment)), 0, -1))
    word = next((end for end in ends if end in _HEAD), "")
    return word if len(word) > 1 or len(segment) >= _SHORTEST_FORM else ""


def _by_content(document: Document, features: Features) -> Classified:
    """Return the first kind whose features are there, the most telling ones first."""
    suffix = PurePath(document.file).suffix.lower()
    is_sheet = suffix in _SHEETS and features.rows >= _MIN_ROWS
    traced = f"表格中有{features.dated_rows}行带日期或编号"
    tests = (
        (features.certifies >= 2, DocumentKind.CERTIFICATE, "正文有证书编号、发证、有效期等字样"),
        (features.is_contract, DocumentKind.CONTRACT, "正文以甲方、乙方相称"),
        (features.is_audit_talk, DocumentKind.INTERVIEW, "正文为审核现场的问答、转述"),
        (features.meets >= 3, DocumentKind.MINUTES, "正文有时间、主持、参加人员等会议要素"),
        (suffix in _PAGES, DocumentKind.PUBLISHED, "网页文件"),
        (features.customers >= 2, DocumentKind.PUBLISHED, "正文直接向顾客说话"),
        (features.is_talk, DocumentKind.INTERVIEW, "正文以问答、转述为主"),
        (features.is_log, DocumentKind.RECORD_LOG, traced),
        (features.is_blank_form, DocumentKind.FORM, "表格多为空白"),
        (is_sheet, DocumentKind.RECORD_LOG, "电子表格"),
        (features.prescribes, DocumentKind.PROCEDURE, "正文为条款，多用应、须、不得"),
    )
    for holds, kind, reason in tests:
        if holds:
            return Classified(kind, reason)
    anywhere = _ANYWHERE.findall(unspaced(f"{document.title} {PurePath(document.file).stem}"))
    if anywhere:
        return Classified(_HEAD[anywhere[-1]], f"名称中有“{anywhere[-1]}”")
    return Classified(DocumentKind.OTHER, "名称与内容均无明显特征")


def _refined(found: Classified, features: Features) -> Classified:
    """Correct what the name says by what the content shows."""
    kind, reason = found
    if kind in _RECORDS and features.is_blank_form:
        return Classified(DocumentKind.FORM, f"{reason}；表格尚未填写")
    if kind is DocumentKind.FILLED_FORM and features.dated_rows >= _LOG_ROWS:
        return Classified(DocumentKind.RECORD_LOG, f"{reason}；{features.dated_rows}行带日期或编号")
    is_prose = features.row_share < _LOG_SHARE
    if kind is DocumentKind.FILLED_FORM and is_prose and features.customers >= 2:
        return Classified(DocumentKind.PUBLISHED, f"{reason}；正文直接向顾客说话")
    if kind is DocumentKind.RECORD_LOG and is_prose:
        return Classified(DocumentKind.MINUTES, f"{reason}；以文字叙述为主")
    if kind is DocumentKind.REPORT and features.prescribes and features.articles >= _LOG_ROWS:
        return Classified(DocumentKind.PROCEDURE, f"{reason}；正文为条款")
    return found

"""What the ledger of commitments lacks: rules behind promises, forms behind rules, sober words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant import commitments, forms, own_rules, tables
from assistant.commitments import Topic
from assistant.corpus import Corpus
from assistant.forms import Form
from assistant.own_rule_model import OwnKind, OwnRule
from assistant.own_rule_words import subject_of, words_of
from assistant.own_segments import segments
from assistant.promise_model import UNNAMED, Promise, Statement, statement
from assistant.quantities import Comparison
from assistant.rule_reading import is_ruling
from ingest.model import Document, DocumentKind

_TOLD = (DocumentKind.PUBLISHED, DocumentKind.CONTRACT)
_RECORDS = (DocumentKind.RECORD_LOG, DocumentKind.FILLED_FORM, DocumentKind.FORM)


class GapKind(StrEnum):
    """What is missing, or too much."""

    UNBACKED = "unbacked"
    UNRECORDED = "unrecorded"
    UNRETAINED = "unretained"
    ABSOLUTE = "absolute"


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap with the words that show it.

    Attributes:
        subject: What the promise or rule is about, the form's name, or the absolute word.
    """

    kind: GapKind
    subject: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of commitments: what is told where, the firm's own rules, what is lacking."""

    topics: tuple[Topic, ...]
    rules: tuple[OwnRule, ...]
    gaps: tuple[Gap, ...]


def ledger(corpus: Corpus, topics: Sequence[Topic]) -> Ledger:
    """Return the ledger of all current documents; `topics` are those of `commitments.find`."""
    rules = own_rules.of_corpus(corpus)
    return Ledger(tuple(topics), tuple(rules), tuple(find(corpus, rules)))


def find(corpus: Corpus, rules: Sequence[OwnRule]) -> list[Gap]:
    """Return the gaps of all current documents, by kind, in order.

    Args:
        rules: The rules of the current documents (`own_rules.of_corpus`).
    """
    current = [d for d in corpus.documents if is_ruling(d, corpus)]
    told = [d for d in current if d.kind in _TOLD]
    inside = [d for d in current if d.kind not in _TOLD]
    named = [form for document in inside for form in forms.read(document)]
    return [
        *_unbacked(corpus, rules, {d.id for d in told}, {d.id for d in inside}),
        *_unrecorded(corpus, rules, {d.id: d for d in inside}, named),
        *_unretained({d.id: d for d in inside}, named),
        *(gap for document in told for gap in _absolute(document)),
    ]


_NO_RULE_NEEDED = ("phone:", "hours:", "rate:", "period:life", f"{UNNAMED}every:")
"""Facts, targets and what the user has to do himself: no procedure has to stand behind them."""
_BOUND = re.compile(r"[以之\d天日月时钟周年]内|不超过|不晚于|最[长迟晚]|≤")
"""What makes a length of time that has no name a limit."""
_NEWS = re.compile(r"\s*20\d\d\s*[-./年]")


def _unbacked(
    corpus: Corpus, rules: Sequence[OwnRule], told: set[str], inside: set[str]
) -> Iterator[Gap]:
    """Yield what customers are told and no document of the firm's own sets."""
    if not inside:
        return
    for key, promises in commitments.grouped(corpus).items():
        if key.startswith(_NO_RULE_NEEDED):
            continue
        if any(promise.statement.document_id in inside for promise in promises):
            continue
        mine = [
            promise
            for promise in promises
            if promise.statement.document_id in told
            and _is_ours(promise, corpus)
            and not _NEWS.match(promise.statement.quote)
            and (not key.startswith(UNNAMED) or _BOUND.search(promise.statement.quote))
        ]
        if mine and not any(_backs(rule, p) for p in mine for rule in rules
                            if rule.document_id in inside):  # fmt: skip
            yield Gap(GapKind.UNBACKED, mine[0].topic, mine[0].statement)


_SUPPLY = re.compile(r"代理|供货|采购|经销|加盟|委托|外包|承运|租赁")


def _is_ours(promise: Promise, corpus: Corpus) -> bool:
    """Whether the firm promises it to customers: agreements with suppliers and agents do not."""
    document = next(d for d in corpus.documents if d.id == promise.statement.document_id)
    if document.kind is not DocumentKind.CONTRACT:
        return True
    return _SUPPLY.search(f"{document.file} {document.title}") is None


def _backs(rule: OwnRule, promise: Promise) -> bool:
    """Whether an own rule sets the same length of time for the same subject in other words."""
    about = subject_of(promise.statement.quote, promise.topic)
    _, amount = promise.size
    same = rule.value == promise.statement.value or rule.amount == amount
    return bool(about) and rule.subject == about and same


_RECORDABLE = (OwnKind.WITHIN, OwnKind.LASTS, OwnKind.EVERY)
_NOT_DONE = frozenset(("质保", "配件供应", "保存期限", "退换", "考核", "告知", "审批", ""))
"""Subjects that are terms, not acts that leave a trace."""
_NAMES_RECORD = re.compile(
    r"记录|登记|台账|日志|报告|签[字收名署]|[记录填写]入|填[写报好]?|档案|小结|总结|纪要|存档|上传|系统"
    r"|[《“][^》”]{1,20}[表单卡书][》”]|[一-龥][表单](?=[，。；中里上内、后]|$)"
)


def _unrecorded(
    corpus: Corpus, rules: Sequence[OwnRule], inside: dict[str, Document], named: Sequence[Form]
) -> Iterator[Gap]:
    """Yield rules on acts for which no form, log or column of one is there."""
    sheets = [table.words for document in corpus.documents
              if document.kind in _RECORDS and not document.superseded
              for table in tables.of_document(document)]  # fmt: skip
    titles = [f"{d.file} {d.title}" for d in corpus.documents if d.kind in _RECORDS]
    kept = "\n".join((*(form.name for form in named), *sheets, *titles))
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        document = inside.get(rule.document_id)
        if document is None or not _is_act(rule) or (rule.subject, rule.value) in seen:
            continue
        if _NAMES_RECORD.search(_around(document, rule)) or re.search(words_of(rule.subject), kept):
            continue
        seen.add((rule.subject, rule.value))
        said = statement(document, rule.start, rule.end, rule.value, rule.condition)
        yield Gap(GapKind.UNRECORDED, rule.subject, said)


def _is_act(rule: OwnRule) -> bool:
    bare = rule.kind is OwnKind.WITHIN and rule.comparison is not Comparison.AT_MOST
    return (
        rule.kind in _RECORDABLE
        and rule.subject not in _NOT_DONE
        and not (bare or rule.comparison is Comparison.BEYOND or _UNDONE.search(rule.quote))
    )


_UNDONE = re.compile(r"无法|不能|不了|仍[不未]|未能|超过")
_NEXT_CHARS = 40


def _around(document: Document, rule: OwnRule) -> str:
    """Return a rule's words and those right behind, up to the next rule or paragraph."""
    after = document.text[rule.end : rule.end + _NEXT_CHARS]
    return rule.quote + re.split(r"\n|\d\.\d|[（(]\d+[）)]", after)[0]


_ALL_FORMS = re.compile(
    r"^(?:各类|各种|所有|全部|以上|上述|本程序|本手册|服务|售后服务?|质量|有关|相关|的|及|和|与)*"
    r"(?:记录|资料|档案|台账|表单|凭证|记录表)$"
)


def _unretained(inside: dict[str, Document], named: Sequence[Form]) -> Iterator[Gap]:
    """Yield forms that no document says how long to keep."""
    kept = [form.name for form in named if form.kept]
    if any(_ALL_FORMS.match(name) for name in kept):
        return
    seen: set[str] = set()
    for form in named:
        known = any(forms.alike(form.name, name) for name in kept)
        if form.kept or known or form.name in seen:
            continue
        seen.add(form.name)
        said = statement(inside[form.document_id], form.start, form.end, form.name, "")
        yield Gap(GapKind.UNRETAINED, form.name, said)


_ABSOLUTE = re.compile(
    r"国家级|世界级|全球级|最高级|最(?:佳|好|优|先进|专业|强|安全|全面|权威|可靠|放心|省心|满意|低价)"
    r"|(?:全国|全网|全球|行业|国内|业内|同行|本地)(?:第一|最)|第一(?:品牌|名牌|选择)|首屈一指|独一无二"
    r"|唯一(?!(?:的)?(?:编[号码]|标识|代?码|序列|凭证|依据|身份|号码|识别|对应))|首选|顶[级尖]|极致|完美|万无一失"
    r"|绝对|百分之?百|100\s?%(?=[^，。；]{0,8}(?:满意|解决|合格|修复|放心|成功|安全))"
    r"|零(?:故障|投诉|风险|缺陷|差评|延误)|永不|永远|永久(?=[^，。；]{0,6}(?:免费|保修|质保))"
    r"|(?:任何|一切)(?:问题|情况)[^，。；]{0,6}(?:都|均|包)|无条件[退换]"
)
"""Words that advertising may not use (Advertising Law of the PRC, art. 9(3)) or nobody can keep."""


def _absolute(document: Document) -> Iterator[Gap]:
    for segment in segments(document):
        for match in _ABSOLUTE.finditer(segment.text):
            start, end = segment.around(match.start(), match.end())
            first, last = segment.start + start, segment.start + end
            said = statement(document, first, last, match.group(), "")
            yield Gap(GapKind.ABSOLUTE, match.group(), said)

"""Rules that rows can be held against, read from the sentences of current documents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant import quantities
from assistant.corpus import Corpus
from assistant.quantities import Comparison, Quantity
from assistant.roles import Role, events_in
from ingest.model import Block, BlockKind, Document, DocumentKind

_RULING = (
    DocumentKind.MANUAL, DocumentKind.PROCEDURE, DocumentKind.CONTRACT, DocumentKind.PUBLISHED,
    DocumentKind.FORM, DocumentKind.OTHER,
)  # fmt: skip
_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.TEXTBOX)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_PART = re.compile(r"[^；;]+[；;]?")
_COMMA = re.compile(r"[，,：:。；;]")


class RuleKind(StrEnum):
    """How a rule is tested on a row."""

    WITHIN = "within"
    DUE = "due"
    SIGNED = "signed"
    VALID = "valid"
    STOCK = "stock"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time with the words that say for which cases it holds.

    Attributes:
        near: The words right before it (省内 in 省内24小时), "" if there are none.
        head: The beginning of its part of the sentence, up to the first limit.
    """

    quantity: Quantity
    near: str
    head: str


@dataclass(frozen=True, slots=True)
class Due:
    """A calendar day: `day` of the month `months` after a period's last one; 0 is its end."""

    months: int
    day: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in its place: `document.text[start:end]` is its sentence.

    Attributes:
        begins: Words that name the event from which time runs, "" if none is named.
        ends: Words that name what is to be done; for SIGNED the column, if it is named.
        context: The sentence with its paragraph and headings.
    """

    kind: RuleKind
    document: Document
    start: int
    end: int
    context: str
    begins: str = ""
    ends: str = ""
    limits: tuple[Limit, ...] = ()
    due: Due | None = None

    @property
    def text(self) -> str:
        """Return the sentence as it stands in the document."""
        return self.document.text[self.start : self.end]


def is_ruling(document: Document, corpus: Corpus) -> bool:
    """Tell whether a document can set rules: current, on the subject, no record or notes."""
    return (
        document.kind in _RULING
        and not document.superseded
        and document.id not in corpus.irrelevant
    )


def rules(corpus: Corpus) -> list[Rule]:
    """Return the rules of all current documents that set rules, in order."""
    return [
        rule
        for document in corpus.documents
        if is_ruling(document, corpus)
        for rule in of_document(document)
    ]


def of_document(document: Document) -> Iterator[Rule]:
    """Yield the rules of one document."""
    for block in document.blocks:
        if block.kind in _PROSE and not block.hidden:
            yield from _of_block(document, block)


def _of_block(document: Document, block: Block) -> Iterator[Rule]:
    text = document.text[block.start : block.end]
    context = f"{text}\n{' '.join(block.heading)}"
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        start = block.start + match.start() + len(sentence) - len(sentence.lstrip())
        end = block.start + match.end() - (len(sentence) - len(sentence.rstrip("。！？；; ")))
        base = Rule(RuleKind.WITHIN, document, start, end, context)
        yield from _within(sentence, base)
        for reader in (_due, _signed, _valid, _stock, _order):
            yield from reader(sentence, base)


def _within(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield time limits; those of one sentence for one event are one rule."""
    open_rules: list[Rule] = []
    for part in _PART.findall(sentence):
        for run in _runs(part):
            rule = _of_run(part, run, base)
            if _CONDITIONAL.match(rule.ends):
                continue
            known = next((i for i, r in enumerate(open_rules) if _same_event(r, rule)), None)
            if known is None:
                if rule.ends:
                    open_rules.append(rule)
            else:
                old = open_rules[known]
                open_rules[known] = replace(
                    old, limits=old.limits + rule.limits, begins=old.begins or rule.begins
                )
    yield from open_rules


_CONDITIONAL = re.compile(r"[^，]{0,4}(?:不了|没有|未|仍|出现|发生|第[二三]次|有[一二两三]|无法|不能)")
"""What follows is a case (三日内仍无法解决的), not a duty."""


def _same_event(old: Rule, new: Rule) -> bool:
    if not new.ends:
        return True
    if new.begins and old.begins and events_in(new.begins)[:1] != events_in(old.begins)[:1]:
        return False
    mine, theirs = events_in(new.ends), events_in(old.ends)
    return bool(mine) and mine[:1] == theirs[:1]


def _runs(part: str) -> list[list[Quantity]]:
    """Return the limits of a part in runs: 省内24小时、省外48小时内 is one run of two."""
    runs: list[list[Quantity]] = []
    run: list[Quantity] = []
    for quantity in quantities.find(part):
        if not quantity.is_time or quantity.comparison in (
            Comparison.BEYOND, Comparison.AHEAD, Comparison.AT_LEAST,
        ):  # fmt: skip
            run = []
            continue
        if run and not _listed(part[run[-1].end : quantity.start]):
            run = []
        run.append(quantity)
        if _bounds(part, quantity):
            runs.append(run)
            run = []
    return runs


def _listed(between: str) -> bool:
    return re.fullmatch(r"\s*(?:以?内)?[^，。；]{0,4}[、，,/和及；或]?[^，。；]{0,12}", between) is not None


def _bounds(part: str, quantity: Quantity) -> bool:
    if quantity.comparison is Comparison.AT_MOST:
        return True
    return quantity.comparison is Comparison.AROUND or bool(
        re.match(r"\s*以?内", part[quantity.end : quantity.end + 3])
    )


def _of_run(part: str, run: list[Quantity], base: Rule) -> Rule:
    head = part[: run[0].start]
    limits = []
    before = 0
    for quantity in run:
        limits.append(Limit(quantity, _near(part[before : quantity.start]), head))
        before = quantity.end
    return replace(
        base, begins=_begins(head), ends=_ends(part, run[-1], head), limits=tuple(limits)
    )


_START = re.compile(
    r"(?:自从?|从|在|于|应在|须在|应于)?(?P<event>[^，。；：、,]{1,24}?)(?:之日|之时|之后|以后|时间|日期|当日|次日|时)?"
    r"(?:起计算|起算|起计|起|(?<![之售])后|之后|以后)(?:的)?(?:[，,、]|$|(?=[^，。；]{0,14}$))"
)
_AROUND = re.compile(r"(?P<event>[^，。；：、,]{1,16}?)(?:的)?前后(?:各)?\s*$")


def _begins(head: str) -> str:
    """Return the words of the start event before the first limit, "" if none is named."""
    around = _AROUND.search(head)
    if around:
        return around["event"]
    last = ""
    for match in _START.finditer(head):
        last = match["event"] or last
    if last:
        return last
    tail = _COMMA.split(head)[-1]
    named = [role for role in events_in(tail) if role in (*_STARTS,)]
    return tail if named and len(tail) <= 12 else ""


_STARTS = (Role.REPORTED, Role.RECEIVED, Role.FINISHED, Role.DELIVERED, Role.OPENED, Role.ACCEPTED)


def _ends(part: str, last: Quantity, head: str) -> str:
    """Return the words that name what is to be done in time, "" if the part names nothing."""
    after = re.sub(r"^\s*(?:以内|之内|内|前后)?", "", part[last.end :])
    clauses = _COMMA.split(after)
    for count in (1, 2):
        if count == 2 and any(q.is_time for q in quantities.find("".join(clauses[1:2]))):
            break
        words = "，".join(clauses[:count]).strip()
        if events_in(words):
            return words
    if last.comparison is Comparison.AT_MOST and not clauses[0].strip("）) "):
        tail = re.split(r"[，,；;：:、]", head)[-1]
        if events_in(tail):
            return tail
        return ""
    return clauses[0].strip("）)。；; ")


def _near(before: str) -> str:
    words = re.split(r"[，,、：:；;（(]|起|(?<!前)后(?!勤)|内(?=[、，])", before)[-1]
    return words.strip("的在为是应须 ").strip()


_DUE_NEXT = re.compile(
    r"(?:次|下|下一)个?月(?:的)?\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]"
    r"|(?:次季度?|下一?个?季度)(?:的)?(?:首|头一?个?|第一个)月(?:的)?\s*(?P<qday>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]"
)
_DUE_IN = re.compile(
    r"当(?P<unit>[季月年]|半年)度?(?:最后一[天日]|末|底|内)?[^，。；]{0,6}(?:以?前|之前|完成|做完|完毕|提交)"
    r"|(?:每|各)(?P<every>季度?|月|半年|年)[^，。；]{0,12}一次"
)


def _due(sentence: str, base: Rule) -> Iterator[Rule]:
    plain = quantities.fold(sentence)
    match = _DUE_NEXT.search(plain)
    if match:
        day = int(quantities.number(match["day"] or match["qday"]))
        words = _COMMA.split(plain[match.end() :])[0]
        yield replace(base, kind=RuleKind.DUE, begins=plain, ends=words, due=Due(1, day))
        return
    match = _DUE_IN.search(plain)
    if match:
        clauses = [c for c in _COMMA.split(plain) if events_in(c)]
        words = match.group() if events_in(match.group()) else "，".join(clauses[:2])
        yield replace(base, kind=RuleKind.DUE, begins=plain, ends=words, due=Due(0, 0))


_NAMED_COLUMN = re.compile(
    r"[“\"「『](?P<column>[^”\"」』]{2,14})[”\"」』]\s*(?:一)?(?:栏|处|项|格)[^，。；]{0,8}(?:签|确认|盖章)"
)
_FEE_SIGNED = re.compile(
    r"(?:报价|费用|收费|价格)[^。；]{0,30}?(?:签[字名]|同意|确认)[^。；]{0,10}?(?:后|方可|才能?|再)"
)


def _signed(sentence: str, base: Rule) -> Iterator[Rule]:
    named = _NAMED_COLUMN.search(sentence)
    if named:
        yield replace(base, kind=RuleKind.SIGNED, ends=named["column"])
    elif _FEE_SIGNED.search(sentence):
        yield replace(base, kind=RuleKind.SIGNED)


_VALIDITY = re.compile(
    r"(?:有效期|效期)(?:内|以内|的)?|过期|失效|到期未|超期|期满未|有效的?(?=[^，。；]{0,20}(?:证|协议|合同|资质|资格))|协议有效"
)
_FORBIDS = re.compile(
    r"不得|不能|严禁|禁止|停用|停派|停止|停工|不派|不予|不允许|应持|须持|必须持|持有?有效|方可|应在|须在|没有有效"
)


def _valid(sentence: str, base: Rule) -> Iterator[Rule]:
    for part in _PART.findall(sentence):
        if _VALIDITY.search(part) and _FORBIDS.search(part):
            yield replace(base, kind=RuleKind.VALID, ends=part)
            return


_STOCK = re.compile(
    r"(?:不(?:得|应|能|可)?(?:低于|少于|小于)|不低于|≥|>=|保持在?|达到|满足)[^，。；]{0,6}"
    r"(?:安全(?:库存|存量|储备|量)|最低(?:库存|存量|储备))"
)


def _stock(sentence: str, base: Rule) -> Iterator[Rule]:
    for part in _PART.findall(sentence):
        if _STOCK.search(part):
            yield replace(base, kind=RuleKind.STOCK, ends=part)
            return


_ORDER = re.compile(
    r"(?P<first>[^，。；：、]{2,20})(?:合格|通过)?(?:之后|以后|后)[，,]?(?:方可|才可以?|才能|方能|方准|才准|再)(?P<then>[^，。；：、]{2,14})"
)


def _order(sentence: str, base: Rule) -> Iterator[Rule]:
    for match in _ORDER.finditer(sentence):
        if events_in(match["first"]) and events_in(match["then"]):
            yield replace(base, kind=RuleKind.ORDER, begins=match["first"], ends=match["then"])
            return


def events_of(words: Iterable[str]) -> list[Role]:
    """Return the events that several phrases name, in order, each once."""
    return list(dict.fromkeys(role for phrase in words for role in events_in(phrase)))

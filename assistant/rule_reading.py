"""Rules that rows can be held against, read from the sentences of current documents."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import quantities
from assistant.corpus import Corpus
from assistant.quantities import Comparison, Quantity, Unit
from assistant.roles import Role, events_in
from assistant.rule_lists import complete, remedy
from assistant.rule_pairs import filled, pairs_of
from assistant.rule_model import Limit, Rule, RuleKind
from assistant.rule_phrases import due, order, signed, stock, valid
from assistant.rule_tables import of_tables
from ingest.model import Block, BlockKind, Document, DocumentKind

_RULING = (
    DocumentKind.MANUAL, DocumentKind.PROCEDURE, DocumentKind.CONTRACT, DocumentKind.PUBLISHED,
    DocumentKind.FORM, DocumentKind.OTHER,
)  # fmt: skip
_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.TEXTBOX)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_PART = re.compile(r"[^；;]+[；;]?")
_COMMA = re.compile(r"[，,：:。；;]")


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
    """Yield the rules of one document, those of its sentences first, then those of its tables."""
    for block in document.blocks:
        if block.kind in _PROSE and not block.hidden:
            yield from _of_block(document, block)
    yield from of_tables(document)


def _of_block(document: Document, block: Block) -> Iterator[Rule]:
    text = quantities.punctuated(document.text[block.start : block.end])
    context = f"{text}\n{' '.join(block.heading)}"
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        start = block.start + match.start() + len(sentence) - len(sentence.lstrip())
        end = block.start + match.end() - (len(sentence) - len(sentence.rstrip("。！？；; ")))
        base = Rule(RuleKind.WITHIN, document, start, end, context)
        yield from of_sentence(sentence, base)


def of_sentence(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield the rules of one sentence; `base` is where it stands."""
    paired = list(pairs_of(sentence, base))
    taken = {rule.limits[0].quantity.start for rule in paired}
    found = [rule for rule in within(sentence, base) if not taken & _starts(sentence, rule)]
    found += paired
    for reader in (due, signed, valid, stock, order, complete, remedy):
        found += reader(sentence, base)
    yield from found
    told = any(rule.kind in _TELLING for rule in found)
    yield from (rule for rule in filled(sentence, base) if not told)


_TELLING = (RuleKind.WITHIN, RuleKind.DUE, RuleKind.SIGNED, RuleKind.COMPLETE)
"""A sentence with such a rule names a column to say where that is written down."""


def _starts(sentence: str, rule: Rule) -> set[int]:
    """Return where in the sentence a rule's limits start."""
    return {sentence.find(limit.quantity.text) for limit in rule.limits}


def within(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield time limits; those of one sentence for one event are one rule."""
    open_rules: list[Rule] = []
    lead = len(sentence) - len(sentence.lstrip())
    for match in _PART.finditer(sentence):
        part = match.group()
        for run in _runs(part):
            rule = _of_run(part, run, base, base.start + match.start() - lead)
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
    several = len(open_rules) > 1
    yield from (replace(rule, shared=several) for rule in open_rules)


_CONDITIONAL = re.compile(
    r"[^，]{0,4}(?:不了|没有|未|仍|出现|发生|第[二三]次|有[一二两三]|无法|不能)"
)
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
    for quantity in _times(part):
        if not quantity.is_time or quantity.comparison in (
            Comparison.BEYOND, Comparison.AHEAD, Comparison.AT_LEAST,
        ):  # fmt: skip
            run = []
            continue
        if run and not _listed(part[run[-1].end : quantity.start]):
            run = []
        run.append(quantity)
        if _bounds(part, quantity):
            if runs and _goes_on(part[runs[-1][-1].end : run[0].start]):
                runs[-1] += run
            else:
                runs.append(run)
            run = []
    return runs


_NEXT_CASE = re.compile(r"\s*(?:以内|之内|内)?\s*[、，,/和及；或]\s*(?:其余|其他|其它)?[^，。；]{0,12}?")


def _goes_on(between: str) -> bool:
    """Whether the next limit is for another case of the same: 湖北48小时内、外省72小时内."""
    return _NEXT_CASE.fullmatch(between) is not None and not events_in(between)


_DAYS = re.compile(r"(?:当[日天]|次日|第二天|翌日)(?!起|常|[\d零一二三四五六七八九十])")


def _times(part: str) -> list[Quantity]:
    """Return the quantities of a part; 当日 and 次日 are no day and one day."""
    named = [
        Quantity(days, days, Unit.DAY, Comparison.AT_MOST, m.start(), m.end(), m.group())
        for m in _DAYS.finditer(part)
        if _steps(part, m.end())
        for days in [0.0 if m.group().startswith("当") else 1.0]
    ]
    return sorted([*quantities.find(part), *named], key=lambda quantity: quantity.start)


_STEPS = (
    Role.ARRIVED, Role.REPLIED, Role.CLOSED, Role.FINISHED, Role.CALLED_BACK, Role.DISPATCHED,
    Role.PAID, Role.DELIVERED, Role.SHIPPED,
)  # fmt: skip
"""Steps that a bare length of time can be the limit of: 4小时到场."""


def _steps(part: str, at: int) -> bool:
    words = _COMMA.split(part[at : at + 7])[0]
    if re.match(r"[后前的起]|一次|受理|值守|值班|接听|不间断|服务", words):
        return False
    return any(role in _STEPS for role in events_in(words))


def _listed(between: str) -> bool:
    short = r"\s*(?:以?内)?[^，。；]{0,4}[、，,/和及；或]?[^，。；]{0,12}"
    return re.fullmatch(short, between) is not None


def _bounds(part: str, quantity: Quantity) -> bool:
    if quantity.comparison is Comparison.AT_MOST or _LATEST.search(part[: quantity.start]):
        return True
    bare = quantity.comparison is Comparison.EXACT and quantity.unit is not Unit.MONTH
    if bare and not re.search(r"[每第共]$|累计$|连续$", part[: quantity.start]):
        return _steps(part, quantity.end) or _inside(part, quantity)
    return quantity.comparison is Comparison.AROUND or _inside(part, quantity)


_LATEST = re.compile(r"(?:不[晚迟]于|最[迟晚])[^，。；]{0,12}后\s*$")


def _inside(part: str, quantity: Quantity) -> bool:
    return re.match(r"\s*以?内", part[quantity.end : quantity.end + 3]) is not None


def _of_run(part: str, run: list[Quantity], base: Rule, offset: int) -> Rule:
    """Return the rule of a run of limits; `offset` is where its part starts in the document."""
    head = part[: run[0].start]
    limits = []
    before = 0
    earlier = max((q.end for q in quantities.find(part) if q.end <= run[0].start), default=0)
    for quantity in run:
        case = part[max(before, earlier) : quantity.start]
        first, last = _clause(part, quantity)
        limits.append(
            Limit(
                quantity,
                _near(part[before : quantity.start]),
                head,
                case,
                offset + first,
                offset + last,
            )
        )
        before = quantity.end
    return replace(
        base, begins=_begins(head), ends=_ends(part, run[-1], head), limits=tuple(limits)
    )


def _clause(part: str, quantity: Quantity) -> tuple[int, int]:
    """Return the span of the words around a limit up to the next comma on either side."""
    first = max((m.end() for m in _COMMA.finditer(part, 0, quantity.start)), default=0)
    stop = _COMMA.search(part, quantity.end)
    while first < quantity.start and part[first].isspace():
        first += 1
    return first, stop.start() if stop else len(part)


_START = re.compile(
    r"(?:自从?|从|在|于|应在|须在|应于)?(?P<event>[^，。；：、,]{1,24}?)(?:之日|之时|之后|以后"
    r"|时间|日期|当日|次日|时)?"
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
        return re.split(r"自从?|从|在(?!用|岗)|于", last)[-1] or last
    tail = _COMMA.split(head)[-1]
    named = [role for role in events_in(tail) if role in (*_STARTS,)]
    return tail if named and len(tail) <= 12 else ""


_STARTS = (
    Role.REPORTED, Role.RECEIVED, Role.OPENED, Role.FINISHED, Role.DELIVERED, Role.ACCEPTED,
    Role.CLOSED,
)  # fmt: skip


def _ends(part: str, last: Quantity, head: str) -> str:
    """Return the words that name what is to be done in time, "" if the part names nothing."""
    if not _inside(part, last) and not _steps(part, last.end):
        said = _said_before(part, last)
        if said:
            return said
    later = next((q.start for q in quantities.find(part) if q.start > last.end and q.is_time), None)
    after = re.sub(r"^\s*(?:以内|之内|内|前后)?", "", part[last.end : later])
    if later is not None:
        after = re.split(r"[、和及]", after)[0]
    after = re.sub(r"[（(][^）)]*[）)]", "", after)
    clauses = _COMMA.split(after)
    for count in (1, 2):
        words = "，".join(clauses[:count]).strip()
        if events_in(words):
            return words
    if last.comparison is Comparison.AT_MOST and not clauses[0].strip("）) "):
        said = (words for words in reversed(re.split(r"[，,；;：:、]", head)) if events_in(words))
        return next((words for words in said if not _START.fullmatch(words)), "")
    return clauses[0].strip("）)。；; ")


def _said_before(part: str, last: Quantity) -> str:
    """Return what is to be done where it stands before the limit: 响应不超过30分钟."""
    before = part[: last.start]
    for words in (re.split(r"[，；、：]", before)[-1], before):
        if any(role in _STEPS for role in events_in(words)):
            return words
    return ""


def _near(before: str) -> str:
    words = re.split(r"[，,、：:；;（(]|起|(?<!前)后(?!勤)|内(?=[、，])", before)[-1]
    return words.strip("的在为是应须 ").strip()

"""Rules that rows can be held against, read from the sentences of current documents."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import quantities
from assistant.corpus import Corpus
from assistant.roles import events_in
from assistant.rule_amounts import amount
from assistant.rule_bare import bare, tells
from assistant.rule_limits import of_run, runs
from assistant.rule_lists import complete, remedy
from assistant.rule_measures import measured
from assistant.rule_model import Rule, RuleKind
from assistant.rule_pairs import either_side, filled, pairs_of
from assistant.rule_phrases import due, free, order, signed, stock, valid
from assistant.rule_roster import held
from assistant.rule_tables import of_tables
from assistant.rule_totals import rates, totals
from ingest.model import Block, BlockKind, Document, DocumentKind

_RULING = (
    DocumentKind.MANUAL, DocumentKind.PROCEDURE, DocumentKind.CONTRACT, DocumentKind.PUBLISHED,
    DocumentKind.FORM, DocumentKind.OTHER,
)  # fmt: skip
_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.TEXTBOX)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_PART = re.compile(r"[^；;]+[；;]?")


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
        if is_ruling(document, corpus) or _is_sheet_of_rules(document, corpus)
        for rule in (
            *of_document(document),
            *_paired(document),
            *_bare(document),
            *of_rows(document),
        )
        if rule.kind is not RuleKind.WITHIN or not tells(rule.text)
    ]


def _is_sheet_of_rules(document: Document, corpus: Corpus) -> bool:
    """Whether what looks like a form has no rows at all: words for the wall, not a filled sheet."""
    return (
        document.kind is DocumentKind.FILLED_FORM
        and not document.superseded
        and document.id not in corpus.irrelevant
        and all(block.kind is not BlockKind.ROW for block in document.blocks)
    )


def of_document(document: Document) -> Iterator[Rule]:
    """Yield the rules of one document, those of its sentences first, then those of its tables."""
    for block in document.blocks:
        if block.kind in _PROSE and not block.hidden:
            yield from _of_block(document, block)
    yield from of_tables(document)


_MAX_ROWS, _MAX_CELL = 60, 200
"""Tables of more rows are records, longer cells are prose of their own (assumed)."""


def of_rows(document: Document) -> Iterator[Rule]:
    """Yield the time limits that a row states in words: 到场 | 省内24小时内，省外48小时内到场."""
    taken = [(rule.start, rule.end) for rule in of_tables(document)]
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW and block.columns]
    if len(rows) > _MAX_ROWS or document.kind is DocumentKind.FORM:
        return
    for block in rows:
        if any(start < block.end and end > block.start for start, end in taken):
            continue
        text = document.text[block.start : block.end]
        if any(len(cell) > _MAX_CELL for cell in block.cells) or "\n" in text:
            continue
        context = f"{text}\n{' '.join(block.heading)}"
        base = Rule(RuleKind.WITHIN, document, block.start, block.end, context)
        yield from within(quantities.punctuated(text.replace("\t", "，")), base)


def _paired(document: Document) -> Iterator[Rule]:
    """Yield the rules that set two named days side by side; they promise nobody anything."""
    for block in document.blocks:
        if block.kind in _PROSE and not block.hidden:
            for sentence, base in _sentences(document, block):
                yield from _pairs(sentence, base)


def _bare(document: Document) -> Iterator[Rule]:
    """Yield the limits in everyday words that only a table's columns confirm."""
    for block in document.blocks:
        if block.kind in _PROSE and not block.hidden:
            for sentence, base in _sentences(document, block):
                strict = [*within(sentence, base), *_pairs(sentence, base)]
                yield from bare(sentence, base, strict)


def of_line(document: Document, start: int, end: int) -> Iterator[Rule]:
    """Yield the time limits of a line that is no prose: the label and the words of a table row."""
    line = quantities.punctuated(document.text[start:end]).replace("\t", "：")
    yield from within(line, Rule(RuleKind.WITHIN, document, start, end, line))


def _of_block(document: Document, block: Block) -> Iterator[Rule]:
    for sentence, base in _sentences(document, block):
        yield from of_sentence(sentence, base)


def _sentences(document: Document, block: Block) -> Iterator[tuple[str, Rule]]:
    text = quantities.punctuated(document.text[block.start : block.end])
    context = f"{text}\n{' '.join(block.heading)}"
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        start = block.start + match.start() + len(sentence) - len(sentence.lstrip())
        end = block.start + match.end() - (len(sentence) - len(sentence.rstrip("。！？；; ")))
        yield sentence, Rule(RuleKind.WITHIN, document, start, end, context)


def of_sentence(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield the rules of one sentence; `base` is where it stands."""
    taken = {rule.limits[0].quantity.start for rule in _pairs(sentence, base)}
    found = [rule for rule in within(sentence, base) if not taken & _starts(sentence, rule)]
    for reader in (
        due,
        signed,
        valid,
        stock,
        order,
        complete,
        remedy,
        amount,
        free,
        held,
        measured,
        totals,
        rates,
    ):
        found += reader(sentence, base)
    yield from found
    told = any(rule.kind in _TELLING for rule in found)
    yield from (rule for rule in filled(sentence, base) if not told)


_TELLING = (RuleKind.WITHIN, RuleKind.DUE, RuleKind.SIGNED, RuleKind.COMPLETE)
"""A sentence with such a rule names a column to say where that is written down."""


def _pairs(sentence: str, base: Rule) -> list[Rule]:
    return [*pairs_of(sentence, base), *either_side(sentence, base)]


def _starts(sentence: str, rule: Rule) -> set[int]:
    """Return where in the sentence a rule's limits start."""
    return {sentence.find(limit.quantity.text) for limit in rule.limits}


def within(sentence: str, base: Rule) -> Iterator[Rule]:
    """Yield time limits; those of one sentence for one event are one rule."""
    open_rules: list[Rule] = []
    lead = len(sentence) - len(sentence.lstrip())
    for match in _PART.finditer(sentence):
        part = match.group()
        for run in runs(part):
            rule = of_run(part, run, base, base.start + match.start() - lead)
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
    begins = ""
    for rule in open_rules:
        begins = rule.begins or begins
        yield replace(rule, shared=several, begins=begins)


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

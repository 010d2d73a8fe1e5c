"""The firm's own rules and commitments with a number, read from prose and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import forms, own_duties, quantities, regions
from assistant.corpus import Corpus
from assistant.own_rule_model import OwnKind, OwnRule
from assistant.own_rule_words import actor_of, case_before, compound_of, subject_of
from assistant.own_segments import Segment, segments
from assistant.promises import case_of
from assistant.quantities import Comparison, Quantity, Unit
from assistant.rule_reading import is_ruling
from ingest.model import Document


@dataclass(frozen=True, slots=True)
class _Stated:
    """A quantity of a segment: what it is, its span in the segment, its size."""

    kind: OwnKind
    start: int
    end: int
    amount: float | None
    unit: Unit | None
    comparison: Comparison | None


def read(document: Document) -> list[OwnRule]:
    """Return the rules of a document in order, those of one span and value once."""
    found = [_kept(form) for form in forms.read(document) if form.kept]
    listed = [(rule.start, rule.end) for rule in found]
    for segment in segments(document):
        stated = [
            one
            for one in _stated(segment.text)
            if not any(s < segment.start + one.end and segment.start + one.start < e
                       for s, e in listed)
        ]  # fmt: skip
        found += [_rule(document, segment, one, stated) for one in stated]
        found += own_duties.read(document, segment, [(one.start, one.end) for one in stated])
    once = {(rule.start, rule.kind, rule.value, rule.condition): rule for rule in found}
    return sorted(once.values(), key=lambda rule: rule.start)


def of_corpus(corpus: Corpus) -> list[OwnRule]:
    """Return the rules of all current documents that set rules or make promises."""
    return [
        rule
        for document in corpus.documents
        if is_ruling(document, corpus)
        for rule in read(document)
    ]


def _kept(form: forms.Form) -> OwnRule:
    found = quantities.find(form.kept)
    return OwnRule(
        kind=OwnKind.KEPT,
        document_id=form.document_id,
        file=form.file,
        start=form.start,
        end=form.end,
        quote=form.quote,
        value=form.kept,
        amount=form.months,
        unit=found[0].unit if found else None,
        comparison=Comparison.AT_LEAST if found else None,
        subject=f"保存期限：{form.name}",
        condition="",
        actor="",
    )


def _rule(document: Document, segment: Segment, one: _Stated, all_: Sequence[_Stated]) -> OwnRule:
    text = segment.text
    start, end = segment.around(one.start, one.end)
    earlier = max((s.end for s in all_ if s.end <= one.start), default=0)
    later = min((s.start for s in all_ if s.start >= one.end), default=len(text))
    near = re.split(r"[，；：:（(]", text[earlier : one.start])[-1]
    before = text[: one.start]
    value = text[one.start : one.end].strip()
    clause = re.split(r"[，,；]", text[one.end : later])[0]
    next_one = "，".join(re.split(r"[，,；]", text[one.end :])[:2])
    head = re.split(r"[，,；]", before)[-1]
    near_by = (next_one, head) if re.match(r"\s*内[一-龥]{2}", clause) else (head, next_one)
    first = document.text[segment.start + start : segment.start + end]
    return OwnRule(
        kind=one.kind,
        document_id=document.id,
        file=document.file,
        start=segment.start + start,
        end=segment.start + end,
        quote=first,
        value=value,
        amount=one.amount,
        unit=one.unit,
        comparison=one.comparison,
        subject=(_counted(clause) if one.kind is OwnKind.COUNT else "")
        or compound_of(f"{head}{value}{next_one}")
        or subject_of(value, clause, *near_by, text, segment.about if "\t" in text else ""),
        condition=case_of(near) or "、".join(regions.named(near)) or case_before(before),
        actor=actor_of(before) or actor_of(segment.about),
    )


def _counted(after: str) -> str:
    """Return what is counted, by the words right behind its number (时态 in 三种时态)."""
    match = re.match(r"[一-龥]{2,8}(?=[：:（(]|$)", after)
    return match.group() if match else ""


def _stated(text: str) -> list[_Stated]:
    """Return what a segment states, in order; a longer reading covers shorter ones in it."""
    if _NO_RULE.search(text):
        return []
    found: list[_Stated] = []
    for reader in (_hours, _due, _frequencies, _measures, _counts):
        for one in reader(text):
            if not any(f.start < one.end and one.start < f.end for f in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


_NO_RULE = re.compile(
    r"目\s*录.{0,40}程序\d|^\s*(?:第\d+页|共\d+页)|上传时间|文档编号|GB/?T?\s?\d{4,5}[-—]{1,2}20"
    r"|版权所有|ICP备|公网安备"
)
_HOURS = re.compile(
    r"7\s*[×xX*]\s*24(?:\s*小时)?|24\s*小时(?=[^，。；]{0,8}(?:热线|值守|值班|受理|接听|在线|开通|不间断"
    r"|客服|服务电话))|全天候|\d{1,2}[:：]\d{2}\s*[-—–~～至到]+\s*\d{1,2}[:：]\d{2}"
)


def _hours(text: str) -> Iterator[_Stated]:
    for match in _HOURS.finditer(text):
        yield _Stated(OwnKind.HOURS, match.start(), match.end(), None, None, None)


_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DUE = re.compile(
    rf"(?:次|下|下一|当|本|每)个?月(?:的|份)?\s*{_DAY}\s*[日号](?:之?前)?"
    rf"|(?:次|下|下一)个?季度?(?:的)?(?:首|头一?个?|第一个?)月(?:的|份)?\s*{_DAY}\s*[日号](?:之?前)?"
    r"|(?:次|下|下一)个?(?:周|星期)(?:的)?(?:星期|周|礼拜)?[一二三四五六日天](?:之?前)?"
    rf"|(?:季度?|月度?|年度?|半年度?)(?:结束|终了|末|底)后(?:的)?\s*{_DAY}\s*(?:个?工作日|[日天])(?:以|之)?内"
    r"|(?:每)?年(?:终|底)(?:时|前)?|(?:每)?(?:月|季度?)(?:末|底)(?:前)?"
    rf"|每年(?:的)?{_DAY}月(?:份|底|末)?(?:{_DAY}[日号])?(?:之?前)?"
    r"|(?:当[日天]|次日|第二天|当[月周季年]|当季度?)(?=[^，。；]{0,6}(?:内|前|完成|上交|提交|做完|反馈|交|回复|答复|送达|办))"
)


def _due(text: str) -> Iterator[_Stated]:
    for match in _DUE.finditer(text):
        if re.search(r"(?:同|上|去|近)$", text[: match.start()]):
            continue
        yield _Stated(OwnKind.DUE, match.start(), match.end(), None, None, Comparison.AT_MOST)


_BARE_EVERY = re.compile(r"^(?:每|逐)[天日年]$")


def _frequencies(text: str) -> Iterator[_Stated]:
    for one in quantities.find_frequencies(text):
        after = text[one.end : one.end + 30]
        if _BARE_EVERY.match(one.text) and re.match(r"\s*\d{1,2}[:：点]", after):
            continue
        months = one.months or one.days / 30.4
        amount = round(months / max(one.times, 1.0), 3)
        yield _Stated(OwnKind.EVERY, one.start, one.end, amount, Unit.MONTH, Comparison.AT_MOST)


_OR = re.compile(
    r"\s*(?:或者?|/|、)\s*(?:行驶)?\s*\d+(?:\.\d+)?\s*万?\s*(?:公里|千米|km|次|台时|工作小时|小时)",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?:共|已|累计|截[至止])[^，。；]{0,12}$")
_CYCLE = re.compile(r"^\s*(?:一|1)?\s*次")


def _measures(text: str) -> Iterator[_Stated]:
    for one in quantities.find(text):
        if one.unit is Unit.OTHER or _PAST.search(text[: one.start]):
            continue
        if re.search(r"[每第][^，。；]{0,1}$|[\d-]$", text[: one.start]):
            continue
        end = one.end
        joined = _OR.match(text, end)
        if joined:
            end = joined.end()
        yield _Stated(_kind(text, one), one.start, end, one.value, one.unit, _bound(text, one))


def _kind(text: str, one: Quantity) -> OwnKind:
    if one.unit is Unit.PERCENT:
        return OwnKind.RATE
    if _CYCLE.match(text[one.end :]):
        return OwnKind.EVERY
    inside = re.match(r"\s*(?:以|之)?内", text[one.end :])
    around = text[max(0, one.start - 12) : one.end + 12]
    if re.search(r"保存|存档|留存|保管", around) and not inside:
        return OwnKind.KEPT
    clause = re.split(r"[，；]", text[: one.start])[-1] + re.split(r"[，；]", text[one.end :])[0]
    if not inside and _LONG.search(clause):
        return OwnKind.LASTS
    if one.comparison in (Comparison.AT_LEAST,):
        return OwnKind.LASTS
    return OwnKind.WITHIN


_LONG = re.compile(
    r"保修|质保|三包|保证期|试?运[转行]|护航|停产|使用年限|有效期|培训|试用|考察|从业"
)


def _bound(text: str, one: Quantity) -> Comparison:
    inside = re.match(r"\s*(?:以|之)?内", text[one.end :])
    return Comparison.AT_MOST if inside else one.comparison


_COUNT = re.compile(
    rf"(?:人员|主管|经理|工程师|专员|师傅|客服|座席|调度员|车辆?|备用机)[^，。；\d一二两三四五六七八九十]{{0,4}}?"
    rf"(?P<after>(?:{_DAY}\s*[-—~至到]\s*)?{_DAY}\s*[名人位台辆](?:以上)?)"
    rf"|(?:设|配备?|安排|派|指定|任命|不少于|至少)[^，。；]{{0,6}}?"
    rf"(?P<set>{_DAY}\s*[名位人](?:以上)?)(?=[^，。；次]{{0,10}})"
    rf"|(?<![第这那每上下前后])(?P<kinds>[二两三四五六七八九十]{{1,2}}\s*(?:种|类|级|项|方面))(?=[^，。；：:]{{0,8}}"
    r"(?:[：:（(]|教育|要素))"
)


def _counts(text: str) -> Iterator[_Stated]:
    for match in _COUNT.finditer(text):
        name = match.lastgroup or "after"
        start, end = match.span(name)
        found = re.search(_DAY + r"(?=\s*[名人位台辆种类级项方])", match[name])
        amount = quantities.number(found.group()) if found else None
        yield _Stated(OwnKind.COUNT, start, end, amount, Unit.OTHER, Comparison.EXACT)

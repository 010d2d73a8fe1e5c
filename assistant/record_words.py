"""How a check counts, in words that a person can repeat."""

from datetime import date

from assistant.model import Words
from assistant.quantities import Comparison
from assistant.rule_bound import Binding, Exemption
from assistant.rule_cases import Choice
from assistant.rule_model import RuleKind
from assistant.rule_totals import MEAN


def how(binding: Binding, as_of: date) -> Words:
    """Return columns, filters and comparison of a check in words."""
    zh = "；".join(part for part in (_filters_zh(binding), _formula_zh(binding, as_of)) if part)
    return Words(zh=zh, en=_formula_en(binding, as_of))


def _filters_zh(binding: Binding) -> str:
    return "".join(f"只取{f.column.leaf}={'、'.join(f.values)}的行" for f in binding.filters)


def _formula_zh(binding: Binding, as_of: date) -> str:
    start, end = (binding.start.leaf if binding.start else ""), binding.end.leaf
    kind = binding.rule.kind
    if binding.since is not None:
        start = f"表头所记{binding.since.day}"
    if kind in (RuleKind.TOTAL, RuleKind.RATE):
        return _together_zh(binding)
    if kind is RuleKind.WITHIN:
        return _within_zh(binding, start)
    until = binding.until.leaf if binding.until else ""
    limit = binding.choices[0].quantity.text if binding.choices else ""
    least = binding.choices and binding.choices[0].quantity.comparison is Comparison.AT_LEAST
    sign = "≥" if least else "≤"
    rule, listed = binding.rule, binding.roster.title if binding.roster else ""
    bounds = "，".join(
        c.quantity.text + (f"（{c.column.leaf}{_case(c)}）" if c.column else "")
        for c in binding.choices
    )
    names = "、".join(column.leaf for column in binding.columns)
    return {
        RuleKind.DUE: f"{end}不晚于{start or '期间'}所定期限为合规；{end}空白的无法判定",
        RuleKind.SIGNED: f"{f'只取{start}>0的行，' if start else ''}{end}有内容为合规，空白为违反",
        RuleKind.VALID: f"{end}≥审核日{as_of}为合规（当日有效），停用、离岗的不计；空白的无法判定",
        RuleKind.HOLDER: f"{end}在{start or '当'}日持有{rule.ends}（按《{listed}》）为合规；"
        f"名单中没有的为违反，{end}空白的无法判定",
        RuleKind.FREE: f"{end}空白或为0为合规，大于0为违反",
        RuleKind.STOCK: f"{end}≥{start}为合规；空白的无法判定",
        RuleKind.AMOUNT: f"{end}{sign}{limit}为合规；空白的无法判定",
        RuleKind.MEASURED: f"{end}{sign}{bounds}为合规"
        f"{f'，否则{names}须有内容' if names else ''}；空白的无法判定",
        RuleKind.ORDER: f"{start}{f'+{limit}' if limit else ''}≤{end}为合规；"
        f"没有{end}的不计，缺{start}的无法判定",
        RuleKind.COMPLETE: f"{names}都有内容为合规，任一空白为违反",
        RuleKind.REMEDY: f"只取{until}−{start}>{limit}的行（{until}空白的算至{as_of}）："
        f"{end}有内容为合规，空白为违反；缺{start}的无法判定",
    }[kind]


def _within_zh(binding: Binding, start: str) -> str:
    """Return a time limit in words; `start` is "" where the time that passed is written down."""
    end = binding.end.leaf
    if not start:
        return f"{end}≤{'，'.join(c.quantity.text for c in binding.choices)}为合规；空白的无法判定"
    limits = "，".join(
        c.quantity.text + (f"（{c.column.leaf}{_case(c)}）" if c.column else "")
        for c in binding.choices
    )
    moved = _moved_zh(binding)
    return f"{end}−{start}≤{limits}为合规，恰好等于时限合规{moved}；缺时间的无法判定"


def _together_zh(binding: Binding) -> str:
    """Return a bound on a mean, a sum or a rate in words."""
    rule, limit = binding.rule, binding.choices[0].quantity
    sign = "≥" if limit.comparison is Comparison.AT_LEAST else "≤"
    if rule.kind is RuleKind.RATE:
        return f"{''.join(rule.listed)}{sign}{limit.text}为合规；缺数的无法判定"
    start = binding.start.leaf if binding.start else ""
    together = "的平均" if MEAN.search(rule.ends) else "合计"
    return f"按{start}分组，{binding.end.leaf}{together}{sign}{limit.text}为合规；空白的不参与"


def _case(choice: Choice) -> str:
    """Return which cells of its column a choice is for: =省内, ≤150, >150."""
    if choice.upto is not None:
        return f"≤{choice.upto:g}"
    if choice.above is not None:
        return f">{choice.above:g}"
    also = choice.also
    beside = f"，{also.column.leaf}={'、'.join(also.values)}" if also else ""
    return f"={'、'.join(choice.values)}{beside}"


def _moved_zh(binding: Binding) -> str:
    if binding.moved is None:
        return ""
    if binding.exemption is Exemption.EXCLUDES:
        return f"；填有{binding.moved.leaf}的不计"
    return f"；填有{binding.moved.leaf}的，以其为准"


def _formula_en(binding: Binding, as_of: date) -> str:
    start, end = (binding.start.leaf if binding.start else ""), binding.end.leaf
    only = "".join(f"rows with {f.column.leaf} in {', '.join(f.values)}; " for f in binding.filters)
    limits = ", ".join(
        c.quantity.text + (f" where {c.column.leaf} {_case(c)}" if c.column else "")
        for c in binding.choices
    )
    until = binding.until.leaf if binding.until else ""
    text = {
        RuleKind.WITHIN: f"{end} − {start} ≤ {limits}; a missing time is unknown",
        RuleKind.DUE: f"{end} by the due day of {start or 'the period'}; blank is unknown",
        RuleKind.SIGNED: f"{end} filled{f' where {start} > 0' if start else ''}; blank is a breach",
        RuleKind.VALID: f"{end} ≥ {as_of} for what is in use; blank is unknown",
        RuleKind.HOLDER: f"{end} holds {binding.rule.ends} on {start or 'the day'}, by a list",
        RuleKind.FREE: f"{end} blank or 0; more is a breach",
        RuleKind.STOCK: f"{end} ≥ {start}; blank is unknown",
        RuleKind.AMOUNT: f"{end} within {limits}; blank is unknown",
        RuleKind.MEASURED: f"{end} within {limits}; blank is unknown",
        RuleKind.TOTAL: f"{end} by {start} within {limits}; blanks are left out",
        RuleKind.RATE: f"{''.join(binding.rule.listed)} within {limits}; a blank is unknown",
        RuleKind.ORDER: f"{start} ≤ {end}; rows without {end} are not counted",
        RuleKind.COMPLETE: f"{', '.join(c.leaf for c in binding.columns)} all filled",
        RuleKind.REMEDY: f"{end} filled where {until} − {start} > {limits}",
    }[binding.rule.kind]
    return only + text

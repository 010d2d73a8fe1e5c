"""What the offline assistant says of counted records and of commitments side by side."""

import re
from collections.abc import Sequence

from assistant.answer import Labels
from assistant.census import Census, Counted
from assistant.ledger import Stated
from assistant.model import Evidence, Lang, Words
from assistant.replies import line, quoted

_IDS = 60
_TIMED = re.compile(r"−[^≤]+≤[\d.]+(?P<unit>小时|分钟|\w)")
_STATED = 12
_RULES = 2


def counts(found: Census, lang: Lang, labels: Labels) -> str:
    """Say how many rows keep a rule, which do not, and which cannot be told."""
    if not found.counted:
        return Words(
            zh="没有能逐行核对的规则和记录。",
            en="No rule and record were found that can be counted.",
        ).get(lang)
    return "\n".join(line for one in found.counted for line in _count(one, lang, labels))


def claim(found: Census, lang: Lang) -> str:
    """Say whether the counted rows bear out what somebody said."""
    late = [one.check for one in found.counted if one.check.n_breach]
    if late:
        return Words(
            zh="记录不支持这一说法，两者不符：",
            en="The records do not support that; they contradict it:",
        ).get(lang)
    return Words(zh="逐行核对未发现违反：", en="Counted row by row, no breach was found:").get(lang)


def rules_counted(found: Sequence[Counted], lang: Lang, labels: Labels) -> str:
    """Name the rules behind a verdict that were counted over the records, with the outcome."""
    lines = [_counted_line(one, lang, labels) for one in found[:_RULES]]
    if not lines:
        return ""
    head = Words(zh="逐行核对所依据的规则：", en="Rules counted over the records:").get(lang)
    return "\n".join([head, *(f"- {text}" for text in lines)])


def _count(one: Counted, lang: Lang, labels: Labels) -> list[str]:
    lines = [
        _counted_line(one, lang, labels),
        Words(zh=f"算法：{one.check.how.zh}", en=f"How: {one.check.how.en}").get(lang),
    ]
    if one.basis is not None:
        lines.append(line(one.basis, lang, labels))
    if one.named is not None:
        return [*lines, _row_outcome(one, lang, labels)]
    return [*lines, *(line(evidence, lang, labels) for evidence in one.rows)]


def _counted_line(one: Counted, lang: Lang, labels: Labels) -> str:
    """Return the rule, the number of rows, and the rows that breach it or cannot be told."""
    check = one.check
    rule = quoted(one.rule, lang, labels)
    total, breach, unknown = check.n_total, check.n_breach, check.n_unknown
    ids, blind = "、".join(check.breach_rows[:_IDS]), "、".join(check.unknown_rows[:_IDS])
    place = f"{check.records_file} {check.sheet}".strip()
    late = _late(check.how.zh)
    return Words(
        zh=f"按规则{rule}，逐行核对{place}：共{total}件（行），其中{breach}件违反"
        f"{f'（{late}{ids}）' if ids else ''}，{unknown}件无法判定"
        f"{f'（{blind}；所需的时间或内容缺失、空白）' if blind else ''}。",
        en=f"By the rule {rule}, counted over {place}: {total} rows in all, "
        f"{breach or 'none'} in breach{f' ({ids})' if ids else ''}, {unknown} cannot be judged"
        f"{f' ({blind}; what is needed is blank)' if blind else ''}.",
    ).get(lang)


def _late(how: str) -> str:
    """Return the word for rows beyond a limit of hours or of days, "" for another rule."""
    limit = _TIMED.search(how)
    if limit is None:
        return ""
    return "超时：" if limit["unit"] in ("小时", "分钟") else "超期："


def _row_outcome(one: Counted, lang: Lang, labels: Labels) -> str:
    words = {
        "breach": Words(zh="算超期（违反该规则）", en="yes, it breaches the rule"),
        "unknown": Words(zh="无法判定，所需内容缺失", en="cannot be judged; something is blank"),
        "met": Words(zh="不算超期，没有违反该规则", en="no, it does not breach the rule"),
    }
    assert one.named is not None
    quote = quoted(one.named, lang, labels)
    return f"{words[one.outcome].get(lang)}{'：' if lang is Lang.ZH else ': '}{quote}"


def commitments(stated: Sequence[Stated], lang: Lang, labels: Labels) -> str:
    """Set the statements of a commitment side by side and say whether they agree."""
    lines = []
    for one in stated:
        if one.topic.conflict:
            head = Words(
                zh=f"{one.topic.topic}：各材料表述不一致，存在冲突：",
                en=f"{one.topic.topic}: the documents do not agree; they differ (conflict):",
            )
        else:
            head = Words(
                zh=f"{one.topic.topic}：各材料表述一致：",
                en=f"{one.topic.topic}: the documents agree:",
            )
        lines.append(head.get(lang))
        for statement, evidence in one.quotes[:_STATED]:
            case = f"（{statement.condition}）" if statement.condition else ""
            lines.append(f"- {statement.value}{case} {quoted(evidence, lang, labels)}")
    return "\n".join(lines)


def agreement(found: Sequence[Evidence], differs: bool | None, lang: Lang) -> str:
    """Say whether the quoted documents agree."""
    if differs is None:
        return Words(
            zh="只有一处材料说到这一点，无从比对。",
            en="Only one place speaks of it; nothing to compare.",
        ).get(lang)
    if differs:
        return Words(
            zh="各处表述不一致，数值不同：", en="The documents do not agree; the values differ:"
        ).get(lang)
    return Words(zh="各处表述一致：", en="The documents agree:").get(lang)

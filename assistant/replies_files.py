"""What the offline assistant quotes beside an answer: rows named, documents not in force."""

from collections.abc import Sequence

from assistant.answer import Labels
from assistant.ledger import Stated
from assistant.model import Evidence, Lang, Words
from assistant.replies import line, quoted
from assistant.replies_records import commitments

_OTHERS = Words(
    zh="其他材料中与提问最相关的原文，未列入以上比对，请对照：",
    en="What other documents say nearest to the question, not compared above:",
)

_OUTDATED = Words(
    zh="已作废的文件中写过（不能作为依据和证据，仅供追问）：",
    en="A superseded document said (no basis and no evidence, only to ask about):",
)
_ROWS = Words(zh="提问所指的记录行：", en="The rows that the question names:")


def rows(found: Sequence[Evidence], lang: Lang, labels: Labels) -> str:
    """Quote the rows that a question names, "" if it names none."""
    if not found:
        return ""
    return "\n".join([_ROWS.get(lang), *(line(e, lang, labels) for e in found)])


def outdated(found: Sequence[Evidence], lang: Lang, labels: Labels) -> str:
    """Quote what superseded documents said, "" if nothing."""
    if not found:
        return ""
    return "\n".join([_OUTDATED.get(lang), *(line(e, lang, labels) for e in found)])


def withdrawn(found: Sequence[tuple[Evidence, str]], lang: Lang, labels: Labels) -> str:
    """Say that a document is no longer in force."""
    lines = [
        Words(
            zh="不能再用，该文件已作废（已失效），不作为依据和证据，以现行文件为准：",
            en="No: that document is superseded (作废); it is no basis and no evidence. "
            "The current "
            "documents apply:",
        ).get(lang)
    ]
    for evidence, reason in found:
        lines.append(f"- {evidence.file}：{reason} {quoted(evidence, lang, labels)}")
    return "\n".join(lines)


def ledger(stated: Sequence[Stated], others: Sequence[Evidence], lang: Lang, labels: Labels) -> str:
    """Set commitments side by side, then what the other documents say."""
    lines = [commitments(stated, lang, labels)]
    if others:
        lines += [_OTHERS.get(lang), *(line(e, lang, labels) for e in others)]
    return "\n".join(lines)

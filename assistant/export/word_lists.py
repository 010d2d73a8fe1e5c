"""The lists of a Word report: what was counted, what does not conform, what was not seen."""

from collections import Counter
from collections.abc import Sequence

from docx.document import Document

from assistant.commitments import Topic
from assistant.export import word_parts as parts
from assistant.export.word_clauses import point_lines, source
from assistant.export.word_parts import Cell, Text
from assistant.finding_sources import quoted, said
from assistant.finding_words import open_point
from assistant.model import Evidence, Lang, Stance, Verdict
from assistant.report import Entry, Report
from assistant.wording import VERDICTS

_GAPS_SHOWN = 4
_QUERIES_SHOWN = 6
_NEAREST_SHOWN = 3
_ROWS_SHOWN = 8


def nonconformities(paper: Document, report: Report) -> None:
    """Add the nonconformities with what is to be corrected; dates and checks stay blank."""
    entries = report.of(Verdict.NONCONFORM)
    if not entries:
        parts.paragraph(paper, "本稿未提出不符合项。")
        return
    header = ("编号", "条款", "不符合事实", "整改要求", "整改期限 / 验证")
    widths = (1.5, 2.6, 6.0, 4.1, 2.2)
    rows: list[list[Cell]] = [
        [f"NC-{number:02d}", _name(entry), _facts(entry), _demands(entry), ""]
        for number, entry in enumerate(entries, start=1)
    ]
    parts.table(paper, header, widths, rows)


def weak_points(paper: Document, report: Report) -> None:
    """Add the clauses that hold in part, with what is missing."""
    entries = report.of(Verdict.PARTIAL)
    if not entries:
        parts.paragraph(paper, "无。")
        return
    rows: list[list[Cell]] = [
        [_name(e), point_lines(e, but=Verdict.CONFORM), _demands(e)] for e in entries
    ]
    parts.table(paper, ("条款", "现状", "待补证据或改进"), (3.0, 7.4, 6.0), rows)


def deletions(paper: Document, report: Report) -> None:
    """Add the clauses proposed as not applicable, each with its reason and quote."""
    entries = report.of(Verdict.NOT_APPLICABLE)
    if not entries:
        parts.paragraph(paper, "材料未显示可删减的条款，本稿按全部条款评价。")
        return
    rows: list[list[Cell]] = [
        [_name(e), e.assessment.reason.zh, _cite(e.assessment.evidence), "□ 同意　□ 不同意"]
        for e in entries
    ]
    parts.table(paper, ("条款", "删减理由", "依据", "审核员确认"), (3.0, 5.8, 5.4, 2.2), rows)


def not_evidenced(paper: Document, report: Report) -> None:
    """Add what was searched for the clauses without evidence, and what lay nearest."""
    entries = report.of(Verdict.NO_EVIDENCE)
    if not entries:
        parts.paragraph(paper, "无。")
        return
    rows: list[list[Cell]] = [
        [_name(e), _searched(e), _nearest(e), e.clause.ask.zh] for e in entries
    ]
    header = ("条款", "检索范围", "最接近但不足以采信的原文", "现场查证")
    parts.table(paper, header, (2.4, 4.2, 5.8, 4.0), rows)


def not_read(paper: Document, report: Report) -> None:
    """Add the clauses withheld because pages could not be read, and all such pages."""
    entries = report.of(Verdict.COULD_NOT_LOOK)
    if entries:
        rows: list[list[Cell]] = [
            [_name(e), "；".join(e.assessment.searched.unreadable)] for e in entries
        ]
        parts.table(paper, ("条款", "尚无法读取的部分"), (4.4, 12.0), rows)
    elif report.unreadable:
        parts.paragraph(paper, f"下列部分尚无法读取：{'；'.join(report.unreadable)}。")
    else:
        parts.paragraph(paper, "无：所供材料的各页、各表均已读取。")


def record_checks(paper: Document, report: Report) -> None:
    """Add the firm's own rules with the rows of its records that keep or break them."""
    if not report.checks:
        parts.paragraph(paper, "所供材料中没有可以逐行核对的规定与记录。")
        return
    header = ("条款", "企业自身的规定", "记录", "涉及", "违反", "无法判定", "违反的行")
    rows: list[list[Cell]] = [
        [
            check.clause or "—",
            (quoted(check.rule_quote), check.rule_file),
            f"{check.records_file} {check.sheet}".strip(),
            Text(str(check.n_total), centred=True),
            Text(str(check.n_breach), bold=bool(check.n_breach), centred=True),
            Text(str(check.n_unknown), centred=True),
            _some(check.breach_rows),
        ]
        for check in report.checks
    ]
    parts.table(paper, header, (1.5, 5.2, 3.0, 1.2, 1.2, 1.5, 2.8), rows)
    note = (
        "缺少所需时间或签字的行记为无法判定，不视为符合。"
        "违反企业自身规定的，由审核员确认是否特别扣分。"
    )
    parts.paragraph(paper, note)


def promises(paper: Document, report: Report) -> None:
    """Add the promises that documents tell differently, and name those told alike."""
    clashing = [topic for topic in report.topics if topic.conflict]
    rows: list[list[Cell]] = [
        [
            topic.topic,
            _told(topic),
        ]
        for topic in clashing
    ]
    if rows:
        parts.table(paper, ("承诺", "不一致的表述"), (3.4, 13.0), rows)
    alike = [
        t.topic for t in report.topics if not t.conflict and len({s.file for s in t.statements}) > 1
    ]
    if alike:
        parts.paragraph(paper, f"表述未见不一致的承诺{len(alike)}项：{'、'.join(alike)}。")
    elif not rows:
        parts.paragraph(paper, "所供材料中未见可以比对的承诺。")


def _told(topic: Topic) -> tuple[str, ...]:
    """Return what each document says, once each."""
    said = (f"{s.file}：{quoted(s.quote)}" for s in topic.clashing or topic.statements)
    return tuple(dict.fromkeys(said))


def _some(rows: Sequence[str]) -> str:
    etc = f" 等{len(rows)}行" if len(rows) > _ROWS_SHOWN else ""
    return "、".join(rows[:_ROWS_SHOWN]) + etc or "—"


def _name(entry: Entry) -> str:
    return f"{entry.clause.id} {entry.clause.title.zh}"


def _facts(entry: Entry) -> tuple[str, ...]:
    against = [e for e in entry.assessment.evidence if e.stance is Stance.CONTRADICTS]
    if not against:
        return (entry.assessment.reason.zh,)
    more = len(against) - _GAPS_SHOWN
    left = (f"另有{more}处，见逐条评价记录。",) if more > 0 else ()
    return (*_cite(against[:_GAPS_SHOWN]), *left)


def _demands(entry: Entry) -> tuple[str, ...]:
    return tuple(open_point(words.zh) for words in entry.assessment.missing) or ("—",)


def _cite(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(f"{source(e)}：{said(e, Lang.ZH)}" for e in evidence) or ("—",)


def _searched(entry: Entry) -> str:
    searched = entry.assessment.searched
    shown = "；".join(searched.queries[:_QUERIES_SHOWN])
    etc = f" 等{len(searched.queries)}组" if len(searched.queries) > _QUERIES_SHOWN else ""
    return f"现行材料{searched.documents}份；检索用语：{shown}{etc}"


def _nearest(entry: Entry) -> tuple[str, ...]:
    return _cite(entry.assessment.searched.nearest[:_NEAREST_SHOWN])


def verdict_counts(report: Report) -> str:
    """Return how many clauses have each verdict."""
    counts = Counter(entry.verdict for entry in report.entries)
    return "，".join(f"{VERDICTS[v].zh}{counts[v]}条" for v in Verdict if counts[v])

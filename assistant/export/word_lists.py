"""The lists of a Word report: nonconformities, what was not evidenced, the documents."""

from collections import Counter
from collections.abc import Iterator, Sequence

from docx.document import Document as Paper

from assistant.export import word_parts as parts
from assistant.export.word_clauses import point_lines, source
from assistant.export.word_parts import Cell, Text
from assistant.finding_sources import quoted
from assistant.finding_words import open_point
from assistant.model import Evidence, Stance, Verdict
from assistant.report import Entry, Report
from assistant.wording import VERDICTS
from ingest.model import Document, DocumentKind, Part, PartStatus

_KINDS = {
    DocumentKind.MANUAL: "手册",
    DocumentKind.PROCEDURE: "制度",
    DocumentKind.FORM: "空白表",
    DocumentKind.RECORD_LOG: "台账",
    DocumentKind.FILLED_FORM: "已填表单",
    DocumentKind.CONTRACT: "合同",
    DocumentKind.PUBLISHED: "公示文本",
    DocumentKind.CERTIFICATE: "证书",
    DocumentKind.INTERVIEW: "访谈",
    DocumentKind.MINUTES: "会议纪要",
    DocumentKind.REPORT: "报告",
    DocumentKind.OTHER: "其他",
}
_PARTS = {
    PartStatus.TEXT: "已读",
    PartStatus.OCR: "识别",
    PartStatus.EMPTY: "空白",
    PartStatus.NEEDS_OCR: "待识别（未读）",
    PartStatus.UNREADABLE: "无法读取",
}
_GAPS_SHOWN = 4
_QUERIES_SHOWN = 6
_NEAREST_SHOWN = 3
_NOTES_SHOWN = 3


def nonconformities(paper: Paper, report: Report) -> None:
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


def weak_points(paper: Paper, report: Report) -> None:
    """Add the clauses that hold in part, with what is missing."""
    entries = report.of(Verdict.PARTIAL)
    if not entries:
        parts.paragraph(paper, "无。")
        return
    rows: list[list[Cell]] = [
        [_name(e), point_lines(e, but=Verdict.CONFORM), _demands(e)] for e in entries
    ]
    parts.table(paper, ("条款", "现状", "待补证据或改进"), (3.0, 7.4, 6.0), rows)


def deletions(paper: Paper, report: Report) -> None:
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


def not_evidenced(paper: Paper, report: Report) -> None:
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


def not_read(paper: Paper, report: Report) -> None:
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


def documents(paper: Paper, report: Report) -> None:
    """Add the list of documents: id by content, kind, whether in force, and the ledger."""
    rows = [_document(n, d, report) for n, d in enumerate(report.documents, start=1)]
    header = ("序号", "文件", "标识", "类型", "状态", "读取台账")
    parts.table(paper, header, (1.2, 4.6, 3.3, 1.6, 1.7, 4.0), rows)


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
    return tuple(f"{source(e)}：{quoted(e.quote)}" for e in evidence) or ("—",)


def _searched(entry: Entry) -> str:
    searched = entry.assessment.searched
    shown = "；".join(searched.queries[:_QUERIES_SHOWN])
    etc = f" 等{len(searched.queries)}组" if len(searched.queries) > _QUERIES_SHOWN else ""
    return f"现行材料{searched.documents}份；检索用语：{shown}{etc}"


def _nearest(entry: Entry) -> tuple[str, ...]:
    return _cite(entry.assessment.searched.nearest[:_NEAREST_SHOWN])


def _document(number: int, document: Document, report: Report) -> list[Cell]:
    state = Text("现行", centred=True)
    if document.superseded:
        state = Text("已作废，不采信", colour="9B1C1C", centred=True)
    elif document.id in report.irrelevant:
        state = Text("与评价无关", colour=parts.GREY, centred=True)
    return [
        Text(str(number), centred=True),
        Text(document.file),
        Text(document.id, size=8.5),
        Text(_KINDS[document.kind], centred=True),
        state,
        tuple(_ledger(document)),
    ]


def _ledger(document: Document) -> Iterator[str]:
    """Yield what became of the parts of a file: how many of each kind, in and out, and why."""
    counts = Counter(part.status for part in document.parts)
    named = "，".join(
        f"{_PARTS[status]}{counts[status]}" for status in PartStatus if counts[status]
    )
    yield f"{len(document.parts)}个部分：{named}"
    found = sum(part.found for part in document.parts)
    kept = sum(part.kept for part in document.parts)
    yield f"读入{found}字（格），采用{kept}"
    noted = [part for part in document.parts if part.note]
    yield from (_note(part) for part in noted[:_NOTES_SHOWN])
    if len(noted) > _NOTES_SHOWN:
        yield f"另有{len(noted) - _NOTES_SHOWN}处说明"


def _note(part: Part) -> str:
    return f"{part.name}：{part.note}"


def verdict_counts(report: Report) -> str:
    """Return how many clauses have each verdict."""
    counts = Counter(entry.verdict for entry in report.entries)
    return "，".join(f"{VERDICTS[v].zh}{counts[v]}条" for v in Verdict if counts[v])

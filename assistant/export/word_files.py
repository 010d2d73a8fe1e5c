"""The list of documents in a Word report: identity, kind, whether in force, and the ledger."""

from collections import Counter
from collections.abc import Iterator

from docx.document import Document as Paper

from assistant.export import word_parts as parts
from assistant.export.word_parts import Cell, Text
from assistant.report import Report
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
_NOTES_SHOWN = 3


def documents(paper: Paper, report: Report) -> None:
    """Add the list of documents: id by content, kind, whether in force, and the ledger."""
    rows = [_document(n, d, report) for n, d in enumerate(report.documents, start=1)]
    header = ("序号", "文件", "标识", "类型", "状态", "读取台账")
    parts.table(paper, header, (1.2, 4.6, 3.3, 1.6, 1.7, 4.0), rows)


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

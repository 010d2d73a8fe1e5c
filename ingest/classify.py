"""What kind of document a file is, and whether it has been superseded; each with a reason."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.model import Block, BlockKind, Document, DocumentKind

Kind = DocumentKind

_HEAD_CHARS = 600
_NAMES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (Kind.INTERVIEW, re.compile(r"访谈|面谈|交流记录|笔记|手记|(?:现场|审核|评审|评价)(?:员|组|现场|审核|评审)*(?:记录|摘记|纪实)|interview|audit[ _]notes?", re.I)),
    (Kind.CERTIFICATE, re.compile(r"证书|资质证|许可证|营业执照|certificate|ISO ?\d{4,5}|ISO_?\d{4,5}", re.I)),
    (Kind.MINUTES, re.compile(r"纪要|会议记录|例会|会议本|工作记录|汇编|通报|minutes", re.I)),
    (Kind.RECORD_LOG, re.compile(r"台账|台帐|登记表|登记簿|清单表|流水|日志|导出|工单|记录表|跟进表|明细|统计表|_?log\b|export|tickets?", re.I)),
    (Kind.PUBLISHED, re.compile(r"官网|网页|网站|承诺书|服务承诺|公示|公告|说明书|使用手册|用户手册|用户指南|操作指南|使用指南|保修卡|质保卡|保养手册|三包|商品详情|售后政策|店铺|宣传|海报|收费标准|价目|guide|manual for users|web|faq", re.I)),
    (Kind.CONTRACT, re.compile(r"合同|协议|SLA|服务级别|contract|agreement", re.I)),
    (Kind.FORM, re.compile(r"空白|样表|模板|template|blank", re.I)),
    (Kind.REPORT, re.compile(r"(?:调查|检测|检验|评价|分析|试验|审核|统计|测评)报告|report", re.I)),
    (Kind.PROCEDURE, re.compile(r"程序|制度|办法|规定|细则|规范|规程|流程|作业指导|procedure", re.I)),
    (Kind.MANUAL, re.compile(r"手册|体系文件|manual", re.I)),
)
_FILLED = re.compile(r"验收单|派工单|服务单|工单|签收单|记录单|检查表|点检表|申请表|任命")
_DUTY = re.compile(r"应当?|须|必须|不得|严禁|负责|方可|一律")
_DATED = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}|\d{1,2}月\d{1,2}日")
_ARTICLE = re.compile(r"^\s*(?:第[一二三四五六七八九十百\d]+[章条]|\d{1,2}(?:\.\d{1,2}){1,3}\s)", re.M)
_TALK = re.compile(r"^\s*(?:\d{1,2}:\d{2}|【[^】]{2,20}】)|[一-龥]{1,4}[：:]\s*[“\"]|(?:审核员|评审员|受审核方|问[：:])", re.M)
_TALKS, _TALK_SHARE = 8, 0.25
"""Lines of speech or times of day that make a text notes of interviews (assumed)."""
_SPREADSHEET_ROWS = 0.6
_SELF = r"(?:本(?:手册|文件|规定|办法|制度|版|程序|细则|页|册|规范)|此(?:件|版|文件))"
_GONE = r"(?:作\s*废|废\s*止|已?失\s*效|停\s*止\s*使\s*用|已?停用|旧版|被[^。，]{0,24}(?:替代|代替|取代)|已(?:替代|代替|取代)|不再(?:使用|执行|有效)|superseded|obsolete|withdrawn)"
_STAMP = re.compile(rf"^[\s【\[（(〔<《]*(?:本(?:文件|版|件))?\s*(?:文件)?(?:状态\s*[：:\t ]*)?{_GONE}", re.I)
_ABOUT_SELF = re.compile(rf"{_SELF}[^。\n]{{0,20}}?{_GONE}", re.I)
_STATUS = re.compile(rf"(?:文件)?(?:状态|受控状态|版本状态|有效性)[\s：:\t|]*{_GONE}", re.I)
_NAMED_GONE = re.compile(r"作废|废止|旧版|已?停用|停止使用|失效|superseded|obsolete|old[ _-]?version|_old\b", re.I)
_WHEN = re.compile(r"(?:自|于|到|时|后|之日起|的，)[^。]{0,12}$|(?:不得|如|若|凡|方可|才|即|同时|收回|加盖|盖)[^。]{0,10}$")
_EDITION = re.compile(r"(?:第\s*([一二三四五六七八九十\d]+)\s*版|[Vv](\d+(?:\.\d+)*)|((?:19|20)\d\d)\s*年?版|版\s*(?:本|次)\s*[：:\t ]*([A-Z]?/?\d[\d.]*|[A-Z]/\d))")
_NUMBER = re.compile(r"\b[A-Z]{2,5}(?:[-/][A-Z]{1,4}){0,2}[-/ ]?\d{1,4}(?:-\d{1,3})?\b")


def classify(document: Document) -> tuple[DocumentKind, str]:
    """Return the kind of a document with the reason, from its name, then from its text."""
    by_text = _by_text(document)
    if by_text is not None and by_text[0] is Kind.INTERVIEW:
        return by_text
    name = document.file.rsplit("/", 1)[-1]
    title = _title(document)
    if _is_blank_form(document):
        return Kind.FORM, "a form whose cells are empty"
    rows = _row_share(document)
    for kind, pattern in _NAMES:
        match = pattern.search(name)
        if match is None or (kind is Kind.RECORD_LOG and not _has_rows(document, rows)):
            continue
        if kind in (Kind.PROCEDURE, Kind.MANUAL) and rows > _SPREADSHEET_ROWS and not _has_articles(document):
            continue
        return kind, f"file name: {match.group()}"
    if _is_sheet(document):
        return Kind.RECORD_LOG, "a spreadsheet of rows"
    if by_text is not None:
        return by_text
    for kind, pattern in _NAMES:
        match = pattern.search(title)
        if match is not None:
            return kind, f"title: {match.group()}"
    if _FILLED.search(f"{name} {title}") and _DATED.search(document.text):
        return Kind.FILLED_FORM, "a filled form with dates"
    return Kind.OTHER, "nothing in name, title or text tells"


def superseded(document: Document) -> str:
    """Return why a document is no longer in force, "" if it is.

    Only what the document says of itself counts: its file name, a stamp or status on its
    first lines, headers, or a sentence about "this document". That it withdraws another
    document does not.
    """
    name = document.file.rsplit("/", 1)[-1]
    match = _NAMED_GONE.search(name)
    if match is not None:
        return f"文件名注明“{match.group()}”"
    head = document.text[:_HEAD_CHARS]
    for line in [*head.splitlines()[:12], *_side_lines(document)]:
        stamp = _STAMP.search(line.strip())
        if stamp is not None and len(line.strip()) <= 60 and not _announces(line):
            return f"文件注明“{line.strip()[:40]}”"
    for pattern in (_STATUS, _ABOUT_SELF):
        match = pattern.search(head)
        if match is not None and not _WHEN.search(head[: match.start()].rsplit("\n", 1)[-1]):
            said = " ".join(match.group().split())
            if not re.search(r"(?:实施|施行|发布|生效)[^。]{0,12}(?:同时|起)|原", said):
                return f"文件注明“{said[:40]}”"
    return ""


def older_editions(documents: Sequence[Document]) -> dict[str, str]:
    """Return document id -> reason for older editions of the same document number or title."""
    groups: dict[str, list[tuple[tuple[int, ...], Document]]] = {}
    for document in documents:
        edition = _edition(document)
        if edition is not None:
            groups.setdefault(_family(document), []).append((edition, document))
    older: dict[str, str] = {}
    for members in groups.values():
        newest = max(edition for edition, _ in members)
        for edition, document in members:
            if edition < newest and len({e for e, _ in members}) > 1:
                current = next(d for e, d in members if e == newest)
                older[document.id] = f"有更新的版本：{current.file}"
    return older


def _by_text(document: Document) -> tuple[DocumentKind, str] | None:
    text = document.text
    talk = len(_TALK.findall(text))
    if talk >= _TALKS and talk >= _TALK_SHARE * text.count("\n") and not _is_sheet(document):
        return Kind.INTERVIEW, f"{talk} passages of notes and speech"
    articles = len(_ARTICLE.findall(text))
    duties = len(_DUTY.findall(text))
    if articles >= 5 and duties >= 5:
        whole = len(text) > 6000 or "手册" in _title(document)
        return (Kind.MANUAL if whole else Kind.PROCEDURE), f"{articles} numbered articles"
    return None


def _title(document: Document) -> str:
    lines = [line.strip() for line in document.text[:_HEAD_CHARS].splitlines() if line.strip()]
    return " ".join([document.title, *lines[:4]])[:160]


def _side_lines(document: Document) -> list[str]:
    aside = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.TEXTBOX)
    return [_text(document, block) for block in document.blocks if block.kind in aside]


def _announces(line: str) -> bool:
    """Whether a line withdraws another document instead of its own."""
    return bool(re.search(r"同时|原《|旧《|《[^》]+》.{0,12}(?:作废|废止)|收回|加盖", line))


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def _rows(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.ROW]


def _row_share(document: Document) -> float:
    return len(_rows(document)) / len(document.blocks) if document.blocks else 0.0


def _has_rows(document: Document, share: float) -> bool:
    return share > 0.4 or _is_sheet(document)


def _is_sheet(document: Document) -> bool:
    suffix = document.file.rsplit(".", 1)[-1].lower()
    return suffix in ("xlsx", "xls", "xlsm", "csv", "ods", "tsv")


def _has_articles(document: Document) -> bool:
    return len(_ARTICLE.findall(document.text)) >= 3


def _is_blank_form(document: Document) -> bool:
    rows = _rows(document)
    if len(rows) < 3:
        return False
    filled = Counter(bool(cell.strip()) for row in rows for cell in row.cells)
    blank = filled[False] / max(1, filled.total())
    return blank > 0.5 and not _DATED.search(document.text[_HEAD_CHARS // 3 :]) or (
        "空白" in document.file and blank > 0.2
    )


def _family(document: Document) -> str:
    number = _NUMBER.search(document.text[:_HEAD_CHARS])
    if number is not None:
        return number.group()
    stem = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return re.sub(r"[\d\W_]+|第|版|[Vv]", "", stem)


def _edition(document: Document) -> tuple[int, ...] | None:
    match = _EDITION.search(f"{document.file}\n{document.text[:_HEAD_CHARS]}")
    if match is None:
        return None
    value = next(group for group in match.groups() if group)
    if value[0] in "一二三四五六七八九十":
        from ingest.tokenize import numeral

        return (numeral(value) or 0,)
    letters = tuple(ord(char) for char in value if char.isalpha())
    return (*letters, *(int(number) for number in re.findall(r"\d+", value)))

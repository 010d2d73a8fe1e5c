"""What the text of a document looks like: counts that tell kinds of documents apart."""

import re
from dataclasses import dataclass

from ingest.model import Block, BlockKind, Document
from ingest.sentences import numbering

_COVER_CHARS = 600
_CERTIFIES = (
    re.compile(r"(?:兹|特此)证明"),
    re.compile(r"证书(?:编号|号)|证\s*号|certificate", re.IGNORECASE),
    re.compile(r"(?:发证|颁发|登记)(?:机关|机构|单位|日期)"),
    re.compile(r"有效期(?:至|限)|valid until", re.IGNORECASE),
    re.compile(r"统一社会信用代码"),
)
_MEETS = (
    re.compile(r"(?:会议)?时\s*间\s*[:：]"),
    re.compile(r"(?:会议)?地\s*点\s*[:：]"),
    re.compile(r"(?:参加|出席|与会|参会)(?:人员|人)?\s*[:：]"),
    re.compile(r"主持(?:人)?\s*[:：]"),
    re.compile(r"记录(?:人)?\s*[:：]|议\s*题\s*[:：]"),
)
_TALK = re.compile(
    r"(?:^|\n)\W*[问答QA]\s*[:：]|(?:说|答|称|表示|介绍|反映|解释)\s*[，,：:]?\s*[“\"]|[\u4e00-\u9fff]{1,4}[：:]\s*[“\"]"
)
_AUDIT = re.compile(r"审核员|审核组|评审员|评审组|受审|被审核|首次会|末次会|访谈|陪同")
_CUSTOMER = re.compile(r"尊敬的|亲爱的|向您|为您|您[的可如在]|请您|欢迎(?:拨打|您)")
_MODAL = re.compile(r"应当|应[由在按对将做及保有]|必须|须|不得|负责|不应|严禁")
_TRACE = re.compile(
    r"\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}|\d{1,2}月\d{1,2}日|(?<!\d)\d{1,2}[-/]\d{1,2}(?!\d)"
    r"|[A-Za-z]{1,6}-?\d{3,}"
)
_PLACEHOLDER = re.compile(r"^[\s_＿—\-/□☐·.:：年月日时分元共页第（）()]*$")
_BLANK_LINE = re.compile(r"[_＿]{3,}|年\s{1,}月\s{1,}日|[:：][ \u3000]{4,}")


@dataclass(frozen=True, slots=True)
class Features:
    """Counts over the visible text.

    Attributes:
        row_share: Rows among all blocks.
        articles: Numbered clauses (第三条, 4.2.1).
        modals: Words that prescribe, for 1000 characters.
        rows: Table rows with two cells or more.
        dated_rows: Rows with a date or a running number below their header.
        blank_share: Empty or placeholder cells among all cells below headers.
        blank_lines: Dotted lines and empty dates to be filled in.
        talks: Questions, answers and quoted speech.
    """

    lines: int
    row_share: float
    articles: int
    modals: float
    rows: int
    dated_rows: int
    blank_share: float
    blank_lines: int
    talks: int
    audits: int
    meets: int
    certifies: int
    parties: int
    customers: int

    @property
    def is_contract(self) -> bool:
        """Whether two parties are named throughout."""
        return self.parties >= 3

    @property
    def is_talk(self) -> bool:
        """Whether a good part of the lines ask, answer or quote."""
        return self.talks >= 3 and self.talks >= 0.1 * self.lines

    @property
    def is_audit_talk(self) -> bool:
        """Whether the cover speaks of an audit and the text quotes people."""
        return self.audits >= 1 and self.talks >= 3

    @property
    def is_log(self) -> bool:
        """Whether dated rows make up a good part of the document."""
        dated = self.dated_rows >= 3 and self.dated_rows * 2 >= self.rows
        return dated and self.row_share >= 0.5

    @property
    def is_blank_form(self) -> bool:
        """Whether there are cells or lines to fill in and hardly any trace of filling."""
        unfilled = self.blank_share >= 0.3 or (self.blank_lines >= 3 and self.blank_share >= 0.1)
        return unfilled and self.dated_rows <= self.rows * 0.1

    @property
    def prescribes(self) -> bool:
        """Whether the text lays down rules."""
        return self.articles >= 5 or self.modals >= 6


def features_of(document: Document) -> Features:
    """Return the features of the visible text of `document`."""
    shown = [block for block in document.blocks if not block.hidden]
    rows = [b for b in shown if b.kind is BlockKind.ROW and len(b.cells) >= 2]
    body = [b for b in rows if b.columns and b.cells != b.columns] or rows
    cells = [cell for block in body for cell in block.cells]
    text = "\n".join(document.text[block.start : block.end] for block in shown)
    cover = text[:_COVER_CHARS]
    return Features(
        lines=text.count("\n") + 1,
        row_share=len(rows) / max(1, len(shown)),
        articles=sum(numbering(_text(document, b)) in ("article", "decimal") for b in shown),
        modals=1000 * len(_MODAL.findall(text)) / max(500, len(text)),
        rows=len(body),
        dated_rows=sum(bool(_TRACE.search(_text(document, block))) for block in body),
        blank_share=sum(bool(_PLACEHOLDER.match(cell)) for cell in cells) / max(1, len(cells)),
        blank_lines=len(_BLANK_LINE.findall(text)),
        talks=len(_TALK.findall(text)),
        audits=len(_AUDIT.findall(cover)),
        meets=sum(bool(pattern.search(text)) for pattern in _MEETS),
        certifies=sum(bool(pattern.search(cover)) for pattern in _CERTIFIES),
        parties=min(text.count("甲方"), text.count("乙方")),
        customers=len(_CUSTOMER.findall(text)),
    )


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]

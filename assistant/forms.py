"""Forms: which record forms the firm's documents name, and how long each is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import quantities
from ingest.model import Block, BlockKind, Document

_NAME_COLUMN = re.compile(
    r"(?:表单|记录|表格|表式|单据|文件|档案|资料|台账)(?:的)?(?:名称|表单)?$|^名称$"
)
_KEPT_COLUMN = re.compile(r"保存|保管|留存|存期|归档期")
_WORDS = r"(?:保存(?:期限?|年限|时间|期)?|保管期?限?|留存期?限?|存档期?限?)"
_HEAD = re.compile(
    r"(?:表单|记录|表格|表式|单据|文件|档案|资料)?(?:的)?名称[^。；，]{0,24}?"
    r"(?:保存|保管|留存)(?:期限?|年限|时间|期)(?:[（(]年[)）])?"
)
_PERIOD = (
    r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:年|个月)|长期|永久|不保存|不留存|产品寿命期"
)
_ENTRY = re.compile(
    r"\s*(?P<form>[^\s。；，,;：:]{2,30})[ \t]+"
    rf"(?:(?P<where>[^\s。；\d][^\s。；]{{0,14}})[ \t]+)?(?P<kept>{_PERIOD})"
)
_KIND = (
    r"(?:登记表|登记簿|记录表|记录卡|记录|台账|清单|日志|报告|调查表|检查表|处理单|派工单|服务单"
    r"|验收单|送货单|结算单|回执|一览表|申请表|统计表|总结|档案|通知单|通知|评价表|月查表|计划"
    r"|卡|表|单|簿|册)"
)
_QUOTED = re.compile(
    rf"[《“\"「](?P<form>[一-龥A-Za-z（）()/\d\-]{{1,24}}?{_KIND})(?:（[^）]*）)?[》”\"」]"
)
_SAID = re.compile(
    rf"(?:[《“\"](?P<quoted>[^》”\"]{{2,24}})[》”\"]|(?P<plain>[一-龥]{{0,10}}(?:{_KIND}|资料|凭证)))"
    rf"[^，。；\d]{{0,14}}?{_WORDS}[^，。；\d一二两三四五六七八九十长永]{{0,8}}(?P<kept>{_PERIOD})"
)
_SHORT = 2
"""A quoted name this short is rather an act: 派单, 签单 (assumed)."""
_NO_FORM = re.compile(r"(?:法|标准|规范|制度|程序|办法|手册|合同|协议|规定|细则)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A record form in its place: `document.text[start:end] == quote`.

    Attributes:
        kept: How long it is kept, as it stands (3年, 长期, 不保存); empty where it is not said.
    """

    document_id: str
    file: str
    start: int
    end: int
    quote: str
    name: str
    kept: str

    @property
    def months(self) -> float | None:
        """Return how long it is kept in months; None for words without a number."""
        found = quantities.find(self.kept)
        return found[0].value if found else None


def read(document: Document) -> list[Form]:
    """Return the forms of a document in order; one named again is there again."""
    found = [form for block in document.blocks if not block.hidden
             for form in _of_block(document, block)]  # fmt: skip
    return sorted(found, key=lambda form: form.start)


def alike(one: str, other: str) -> bool:
    """Whether two names can mean one form: equal, or one within the other."""
    mine, theirs = _plain(one), _plain(other)
    return min(len(mine), len(theirs)) >= 2 and (mine in theirs or theirs in mine)


def _plain(name: str) -> str:
    return re.sub(r"[《》“”\"（）()\s]|物品的?|相关", "", name)


def _of_block(document: Document, block: Block) -> Iterator[Form]:
    if block.kind is BlockKind.ROW and block.columns:
        yield from _of_row(document, block)
        return
    text = quantities.fold(document.text[block.start : block.end])
    listed = list(_flat_list(text))
    for start, end, name, kept in (*listed, *_in_prose(text)):
        if any(s <= start < e for s, e, _, _ in listed if s != start):
            continue
        first, last = block.start + start, block.start + end
        yield Form(document.id, document.file, first, last, document.text[first:last], name, kept)


def _of_row(document: Document, block: Block) -> Iterator[Form]:
    """Yield the form of a row in a list of forms."""
    if len(block.cells) != len(block.columns) or block.cells == block.columns:
        return
    kept = next((i for i, c in enumerate(block.columns) if _KEPT_COLUMN.search(c)), None)
    named = next(
        (i for i, c in enumerate(block.columns) if i != kept and _NAME_COLUMN.search(c.strip())),
        None,
    )
    form_list = kept is not None or any(re.search("表[单格]|记录名", c) for c in block.columns)
    if named is None or not form_list:
        return
    name = block.cells[named].strip()
    if len(name) < 2 or _NO_FORM.search(name):
        return
    period = block.cells[kept].strip() if kept is not None else ""
    period = "" if re.fullmatch(r"[\s\-—/／无]*", period) else period
    if period.isdigit() and kept is not None:
        period += "年" if "年" in block.columns[kept] else ""
    quote = document.text[block.start : block.end]
    yield Form(document.id, document.file, block.start, block.end, quote, name, period)


def _flat_list(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the entries of lists that lost their table: 表单名称 … 保存期限 X 3年 Y 1年."""
    for head in _HEAD.finditer(text):
        at = head.end()
        while match := _ENTRY.match(text, at):
            yield match.start("form"), match.end(), match["form"], match["kept"]
            at = match.end()


def _in_prose(text: str) -> Iterator[tuple[int, int, str, str]]:
    kept = {}
    for match in _SAID.finditer(text):
        name = match["quoted"] or match["plain"]
        kept[match.start()] = name
        yield match.start(), match.end(), name, match["kept"]
    for match in _QUOTED.finditer(text):
        name = match["form"]
        if len(name) > _SHORT and not _NO_FORM.search(name) and name not in kept.values():
            yield match.start(), match.end(), name, ""

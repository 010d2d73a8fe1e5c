"""Whether a document is in force: what it says of itself, and later editions beside it."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePath

from ingest.model import Block, BlockKind, Document
from ingest.tokenize import unspaced

_COVER_CHARS = 600
_COVER_LINES, _LINE_CHARS, _STAMP_CHARS = 8, 60, 24
_BESIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.TEXTBOX)

_GONE = r"作废|废止|失效|停用|停止使用|撤销|非现行|无效|被?(?:替代|代替|取代)"
_VOID = (
    rf"(?:已经?)?(?:{_GONE})|(?:已被|已由|被|由).{{1,40}}?(?:替代|代替|取代)"
    r"|旧版本?|老版本?|历史版本?|superseded|obsolete|withdrawn"
)
_REST = r"(?:文件|版本?|件|章|保留|留存|存档|备查|仅供参考|仅供查阅|参考|副本|资料)"
_EDGE = r"[\s_\-–—~·.,，、；;：:|/()（）【】\[\]〔〕《》<>“”\"*★!！]"
_BOUNDED = re.compile(rf"(?:^|{_EDGE})(?:{_VOID})(?=$|{_EDGE})|[_\- ]old(?=$|[_\- ]?v?\d*$)")
_FILE_START = re.compile(
    rf"^(?:\d|{_EDGE})*(?:作废|废止|旧版|老版|停用)(?=.{{3}})(?!的?[^_\s]{{0,6}}?"
    r"(?:清单|目录|台账|登记|记录|申请|审批|管理|处[理置]|回收|销毁|通知|公告|单|表|章|流程|程序|对[照比]))"
)
_FILE_END = re.compile(r"(?:旧版本?|老版本?|历史版本?|已?作废|已?废止|已?停用)$")
_STAMP = re.compile(
    rf"^{_EDGE}*(?:本|此|该)?(?:文件|版本?|册|件)?\s*(?:{_VOID})(?:{_REST}|{_EDGE})*$"
)
_STAMPED_END = re.compile(rf"(?:^|{_EDGE})(?:已?(?:作废|废止|停用)|旧版)(?:{_EDGE})*$")
_IN_BRACKETS = re.compile(
    rf"[(（【\[〔]\s*(?:本文件|本版)?(?:{_VOID})[^)）】\]〕]{{0,30}}[)）】\]〕]"
)
_STATUS_NAME = r"(?:(?:文件|受控|版本|当前|有效|现行|使用)?(?:状态|效力|有效性|状况)|status)"
_STATUS_CELL = re.compile(rf"^{_STATUS_NAME}$")
_VALUE = rf"(?:{_VOID}){_REST}*(?=$|\n|{_EDGE}|自|于|由|\d)"
_STATUS_VALUE = re.compile(rf"^{_EDGE}*{_VALUE}")
_STATUS_TEXT = re.compile(rf"{_STATUS_NAME}[ \t]*[:：\t ][ \t]*{_VALUE}")
_SELF = (
    r"(?:本|此|该)(?:服务|管理|用户|质量|控制|作业|技术)?(?:文件|手册|程序|制度|规定|办法|版本?|规范|规程"
    r"|标准|细则|承诺书?|说明书?|页面?|网页|指南|通知|件|册)"
    r"|this (?:document|edition|manual|procedure|policy|page|version)"
)
_ABOUT_SELF = re.compile(
    rf"(?:{_SELF})(?P<gap>[^。；;\n,《]{{0,24}}?)(?:作废|废止|失效|停用|停止(?:使用|执行)"
    r"|不再(?:执行|使用|适用|有效)|无效|(?:被|由)[^。；;\n]{1,40}?(?:代替|替代|取代)"
    r"|(?:superseded|replaced) by|withdrawn)(?!前|后|时|的|之日|,?是指|流程|程序|申请|管理)"
)
_CONDITION = re.compile(
    r"[如若凡应须可需方即将原旧未]|不得|以前|此前|先前|其他|同时|换版|修订|复印|打印|擅自|所称|的$"
)
_WITHDRAWS = re.compile(r"关于|同时|《[^》]+》.{0,12}(?:作废|废止)|收回|回收|加盖|盖章?")
_LISTING = re.compile(r"(?:清单|目录|台账|一览表|登记表?|登记簿|汇总表?)[^\n]{0,8}$")


def superseded(document: Document) -> str:
    """Return why `document` is not in force by its own words, or an empty string.

    Only what it says of itself counts: a mark in its file name or title, a stamp line, a
    status cell, a sentence about 本文件 or 本手册 near its beginning, a header. That it
    withdraws another document (《旧规定》同时作废), lists withdrawn ones or says how to stamp
    them does not.
    """
    name = plain(PurePath(document.file).stem)
    found = _BOUNDED.search(name) or _FILE_START.search(name) or _FILE_END.search(name)
    if found is not None and not _WITHDRAWS.search(name):
        return f"文件名注明“{found.group().strip(' _-()[]')}”"
    for line in _marked_lines(document):
        if _is_mark(line, plain(document.title)):
            return f"首页或页眉注明“{line[:40]}”"
    return _by_status(document) or _by_sentence(document)


def plain(text: str) -> str:
    """Return `text` in half width and lower case, wide-set words drawn together."""
    return unicodedata.normalize("NFKC", unspaced(text)).casefold().strip()


def cover(document: Document) -> Iterator[Block]:
    """Yield the visible blocks that begin within the first characters of the body."""
    seen = 0
    for block in document.blocks:
        if block.hidden or block.kind in _BESIDE:
            continue
        if seen > _COVER_CHARS:
            return
        seen += block.end - block.start
        yield block


def _marked_lines(document: Document) -> Iterator[str]:
    """Yield the lines where a stamp would stand: the first ones, headers, watermarks."""
    prose = [block for block in cover(document) if block.kind is not BlockKind.ROW]
    first = [line for block in prose for line in _text(document, block).splitlines()]
    aside = [_text(document, b) for b in document.blocks if b.kind in _BESIDE and not b.hidden]
    for line in map(plain, [document.title, *first[:_COVER_LINES], *aside]):
        if 0 < len(line) <= _LINE_CHARS:
            yield line


def _is_mark(line: str, title: str) -> bool:
    if _WITHDRAWS.search(line) or "。" in line:
        return False
    if _STAMP.match(line) and len(line) <= _STAMP_CHARS:
        return True
    marked = _IN_BRACKETS.search(line) or _STAMPED_END.search(line)
    return bool(marked) and not _LISTING.search(title)


def _by_status(document: Document) -> str:
    if _LISTING.search(plain(document.title)):
        return ""
    for block in cover(document):
        if block.kind is BlockKind.ROW:
            cells = [plain(cell) for cell in block.cells]
            for name, value in pairwise(cells):
                if _STATUS_CELL.match(name.rstrip(":")) and _STATUS_VALUE.match(value):
                    return f"文件状态为“{value[:40]}”"
        else:
            found = _STATUS_TEXT.search(plain(_text(document, block)))
            if found is not None:
                return f"文中写明“{found.group()[:40]}”"
    return ""


def _by_sentence(document: Document) -> str:
    for block in cover(document):
        if block.kind is BlockKind.ROW:
            continue
        for found in _ABOUT_SELF.finditer(plain(_text(document, block))):
            if not _CONDITION.search(found["gap"]):
                return f"文中写明“{found.group()[:40]}”"
    return ""


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]

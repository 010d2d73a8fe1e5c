"""Records that a manual orders and the forms that exist for them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from assistant.manual_flow import Flow
from assistant.manual_model import Flaw, FlawKind, Place
from assistant.manual_outline import Section
from ingest.model import BlockKind, Document, DocumentKind

_SUFFIX = (
    r"(?:记录表|记录|登记表|登记簿|登记册|登记|台账|清单|派工单|处理单|申请单|申请表|结算单|统计表|检查表|评价表"
    r"|考核表|报告书|报告|一览表|通知单|回执|收条|维修卡|验收单|任务单|总结|计划表)"
)
_QUOTED = re.compile(
    r"[《“\"「](?P<name>[一-龥A-Za-z（）()]{2,18}?(?:表|单|卡|簿|登记|台账|台帐|清单|记录|报告|收条))[》”\"“」]"
    r"(?!\s*[（(][A-Z]{1,4}[A-Z0-9]*[-/])"
)
_ORDERED = re.compile(
    r"(?:填写好?|填好|填入|开具|开出|写好|做好|写出|形成|编制|建立|记入|登记在|登入|列入|收回|需要有|应附有?|应有|提出的)(?:详细的?|书面|相应的?|了)?"
    rf"(?P<name>[一-龥]{{1,12}}?{_SUFFIX})(?![一-龥]{{0,2}}(?:工作|手续|制度))"
)
_RECORDS = re.compile(r"\s*[.、．]?\s*(?:相关|质量|服务)?记录|\s*[.、．]?\s*(?:表单|记录表[单格])")
_ROW = re.compile(
    r"(?P<name>[^\s/／]{2,24})\s+(?:详见\S+|[A-Z]{1,4}[\w\-/.]*|见附[件录]\S*)?\s*"
    r"(?:不保存|长期|永久|\d{1,2}\s*[年月]|[一二三四五六七八九十两半]+[年月])"
)
_PART = re.compile(r"[；;。，,、\n]")
_CODED = re.compile(r"^[\s·•\-—]*(?:[A-Z]{1,4}[\w\-/.]*)?\s*(?P<name>[一-龥]{2,24})")
_ANNEX = re.compile(
    r"附[表录件][一二三四五六七八九十\dA-Z]{1,3}[\s　:：]+(?P<name>[一-龥]{2,20})"
    r"(?![一-龥])(?!\s*[（(][^）)]*(?:还没|尚未|未|待))"
)
_FORMS = re.compile(
    r"(?:^|\n)[^\n。]{0,10}(?:表单|记录清单|记录目录|表格清单)\s*\n(?P<list>[^\n]+)"
)
_LISTING = re.compile(r"保存期|保管期|保存年限|(?:表单|记录|表格|文件)名称")
_HEADS = re.compile(r"(?:表单|记录|文件)名称|表单格式|保存期限?|保管期限|序号|编号")
_PROOFS = (
    DocumentKind.FORM,
    DocumentKind.RECORD_LOG,
    DocumentKind.FILLED_FORM,
    DocumentKind.MINUTES,
    DocumentKind.REPORT,
)
_TITLE_CHARS = 30
_STEM = re.compile(r"(?:记录表|记录|登记表|登记|台账|台帐|清单|报告|表|单|卡)$")
_NO_FORM = re.compile(
    r"(?:质保|保修|会员|名)卡$|(?:收费|价目|目录|标准|编制|职责)表$|订单$|名单$|菜单$|账单$"
)
_LOOSE = re.compile(
    r"本司|相应的?|售后服务|公司|返修物品的?|物品|相关|以上|该|的|书面|详细|《|》|“|”|\"|[（(].*"
)
_ENOUGH = 0.6
_NO_RECORD = re.compile(
    r"^(?:如实|详细|有关|相应|书面|工作|年度|信息|交接|备案)?(?:登记|记录|报告|总结|清单)$"
)


def listed(flow: Flow, sections: Sequence[Section]) -> set[str]:
    """Return the forms that the record chapters of a manual list."""
    found = set()
    for section in sections:
        text = flow.text[section.body : section.end]
        if len(section.number) != 1 or not _RECORDS.match(text):
            continue
        rows = _HEADS.sub(" ", text[_RECORDS.match(text).end() :])  # type: ignore[union-attr]
        names = {m["name"].strip("《》、，。；;") for m in _ROW.finditer(rows)}
        named = re.findall(r"《([^》]{2,24})》", rows)
        coded = {m["name"] for part in _PART.split(rows) if (m := _CODED.match(part))}
        found |= names | set(named) | coded
    found |= {match["name"] for match in _ANNEX.finditer(flow.text)}
    found |= {
        name.strip("。《》 ") for m in _FORMS.finditer(flow.text) for name in _PART.split(m["list"])
    }
    for block in flow.document.blocks:
        if block.kind is BlockKind.ROW and any(_LISTING.search(name) for name in block.columns):
            found |= {
                cell.strip("《》 ") for cell in block.cells if len(cell.strip()) >= len("工单")
            }
    return found


def held(documents: Sequence[Document]) -> set[str]:
    """Return what the forms and logs among the documents call themselves, sheets included."""
    found = set()
    for document in documents:
        if document.kind in _PROOFS:
            found |= {document.title, PurePath(document.file).stem}
            found |= {b.sheet for b in document.blocks if b.sheet}
            found |= {h for b in document.blocks for h in b.heading[-1:]}
            found |= {
                document.text[b.start : b.end].strip()
                for b in document.blocks
                if b.kind is not BlockKind.ROW and b.end - b.start <= _TITLE_CHARS
            }
    return found


def missing(
    flows: Sequence[tuple[Flow, Sequence[Section]]], documents: Sequence[Document]
) -> Iterator[Flaw]:
    """Yield the records that are ordered but that no record chapter, form or log bears."""
    known: set[str] = set().union(*(listed(flow, found) for flow, found in flows))
    cores = {core for name in known if (core := _core(name))}
    logs = {_core(name) for name in held(documents)}
    seen: set[str] = set()
    for flow, found in flows:
        for name, start, end in ordered(flow, found):
            core = _core(name)
            if core in seen or any(_alike(core, other) for other in cores | logs):
                continue
            if any(_STEM.sub("", core) in log for log in logs):
                continue
            seen.add(core)
            inside = [s for s in found if s.start <= start < s.end]
            label = f"{inside[-1].procedure} {inside[-1].label}".strip() if inside else ""
            place = Place(flow.document, *flow.span(start, end), label)
            why = f"要求形成“{name}”，但各“记录”清单和表单中都没有它"
            yield Flaw(FlawKind.RECORD_WITHOUT_FORM, (place,), why)


def ordered(flow: Flow, sections: Sequence[Section]) -> Iterator[tuple[str, int, int]]:
    """Yield the records that the text outside the record chapters names or orders."""
    chapters = [
        (s.start, s.end)
        for s in sections
        if len(s.number) == 1 and _RECORDS.match(flow.text, s.body, s.end)
    ]
    for pattern in (_QUOTED, _ORDERED):
        for match in pattern.finditer(flow.text):
            name = match["name"]
            inside = any(start <= match.start() < end for start, end in chapters)
            if (
                not inside
                and not flow.is_row(match.start())
                and not (_NO_RECORD.match(name) or _NO_FORM.search(name))
            ):
                yield name, match.start("name"), match.end("name")


def _core(name: str) -> str:
    return _LOOSE.sub("", name).strip()


def _alike(one: str, other: str) -> bool:
    """Whether two names are one form: one within the other, or most of the bigrams shared."""
    if one in other or (len(other) >= len("回访表") and other in one):
        return True
    pairs = [{name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other)]
    least = min(map(len, pairs))
    return least > 0 and len(pairs[0] & pairs[1]) / least >= _ENOUGH

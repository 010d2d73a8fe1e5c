"""A firm's manual against itself: gaps and clashes that need no other evidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

import yaml

from assistant import manual_duties, manual_forms
from assistant.manual_flow import Flow, flow, is_ruled
from assistant.manual_model import Flaw, FlawKind, Place
from assistant.manual_outline import Section, articles, sections
from ingest.model import BlockKind, Document
from ingest.tokenize import fold

WITHDRAWN = Path(__file__).resolve().parent.parent / "corpora" / "references" / "withdrawn.yaml"
_LISTS = re.compile(
    r"[.、．]?\s*(?:相关文件|引用文件|支持性?文件|(?:相关|质量|服务)?记录|表单)(?P<rest>[\s\S]*)"
)
_OPEN_END = re.compile(r"(?:依据|方法|内容|要求|流程|时间|标准|措施|职责|范围|条件|频次)$")
_HEAD_CHARS = 12
_NOTHING = re.compile(r"[\s.。、;；:：/—\-－]*")
_X = r"[XxYyＸｘ×＊*□〇○]"
_DATE = re.compile(
    rf"(?:19|20)\d{{0,2}}{_X}{{1,3}}\s*年(?:[\s\dXxＸ×]{{0,5}}月)?(?:[\s\dXxＸ×]{{0,5}}日)?"
    rf"|(?<![\dA-Za-z]){_X}{{2,4}}\s*年\s*(?:{_X}{{1,2}}|\d{{1,2}})\s*月(?:\s*(?:{_X}{{1,2}}|\d{{1,2}})\s*日)?"
    r"|(?:20|二〇|二零)?\s*[_＿]{2,}\s*年(?:\s*[_＿]{1,}\s*月)?(?:\s*[_＿]{1,}\s*日)?"
    rf"|二[〇零○]{_X}{{1,2}}年"
    r"|(?<=日期)\s*[:：]?[ \t　]{0,8}年[ \t　]+月[ \t　]+日|20\d\d-(?:XX|xx)-(?:XX|xx)"
)
_NUMBERED = re.compile(
    r"(?:文件|制度|手册|程序)?编\s*号\s*[:：]?\s*(?P<n>[A-Za-z]{1,6}[A-Za-z0-9]*(?:[-/.][A-Za-z0-9]+)+)"
)
_COVER = 800
_CODE = re.compile(
    r"(?P<kind>GB|SB|HG|JB|QB|RB|DB\d*|YD|JG|CJ|ISO|OHSAS|IEC)\s*(?P<t>/\s*[TZ])?\s*"
    r"(?P<n>\d{2,6}(?:\.\d{1,3})?)\s*[-—–－:：]\s*(?P<y>\d{4}|\d{2})(?!\d)"
    r"|(?P<joined>GB(?:/T)?\s?\d{4,5}(?:\.\d)?(?:19|20)\d\d)(?!\d)"
)
_CANCELS = re.compile(r"作废|废止|代替|替代|取代|停止(?:使用|执行)|失效|不再|旧版|原《|修订为")
_CODE_COLUMN = re.compile(r"(?:文件|表单|记录|表格)?编号|编码|代号")
_NAME_COLUMN = re.compile(r"(?:文件|表单|记录|表格|制度|程序)?名称|文件名|表名")


@dataclass(frozen=True, slots=True)
class Gone:
    """What another standard or law has replaced; to be verified before it is held up."""

    cite: str
    by: str
    source: str


def audit(documents: Sequence[Document]) -> list[Flaw]:
    """Return the flaws of the current manuals and procedures, kind by kind, in their order."""
    manuals = [(made, sections(made)) for d in documents if is_ruled(d) for made in (flow(d),)]
    found: list[Flaw] = []
    for made, parts in manuals:
        found += [*_empty(made, parts), *_dates(made, parts), *_repeats(made, parts)]
        found += [*_codes(made), *_old_standards(made, parts)]
        found += _old_documents(made, parts, documents)
    found += _shared_numbers([made for made, _ in manuals])
    found += manual_duties.split(manuals)
    found += manual_forms.missing(manuals, [d for d in documents if not d.superseded])
    order = list(FlawKind)
    return sorted(found, key=lambda flaw: order.index(flaw.kind))


@cache
def withdrawn(path: Path = WITHDRAWN) -> dict[str, Gone]:
    """Return what has been replaced: letters and digits of a code, or a title, -> by what."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    gone = {}
    for row in rows:
        cite = row.get("cite") or f"《{row['title']}》"
        gone[_bare(cite)] = Gone(cite, row["by"], row["source"])
    return gone


def _place(made: Flow, start: int, end: int, parts: Sequence[Section]) -> Place:
    inside = [s for s in parts if s.start <= start < s.end]
    label = f"{inside[-1].procedure} {inside[-1].label}".strip() if inside else ""
    return Place(made.document, *made.span(start, end), label)


def _empty(made: Flow, parts: Sequence[Section]) -> Iterator[Flaw]:
    for at, section in enumerate(parts):
        text = made.text[section.body : section.end]
        after = parts[at + 1].number if at + 1 < len(parts) else ()
        if after[: len(section.number)] == section.number and len(after) > len(section.number):
            continue
        chapter = _LISTS.fullmatch(text) if len(section.number) == 1 else None
        title = text.strip(" .、．\n")
        hollow = (
            len(section.number) > 1 and len(title) <= _HEAD_CHARS and _OPEN_END.search(title)
        ) or (chapter is not None and _NOTHING.fullmatch(chapter["rest"]))
        if hollow:
            end = section.body + len(text.rstrip())
            place = _place(made, section.start, end, parts)
            yield Flaw(FlawKind.EMPTY_CHAPTER, (place,), f"“{section.label} {title}”下没有内容")


def _dates(made: Flow, parts: Sequence[Section]) -> Iterator[Flaw]:
    for match in _DATE.finditer(made.text):
        start = match.start() + len(match.group()) - len(match.group().lstrip(" :："))
        place = _place(made, start, match.end(), parts)
        yield Flaw(FlawKind.PLACEHOLDER_DATE, (place,), "日期是占位符，未填")


def _repeats(made: Flow, parts: Sequence[Section]) -> Iterator[Flaw]:
    first: dict[tuple[int, tuple[int, ...]], Section] = {}
    for section in parts:
        key = (section.part, section.number)
        if not section.again:
            first[key] = section
            continue
        places = tuple(
            _place(made, s.start, min(s.end, s.body + 30), parts) for s in (first[key], section)
        )
        why = f"{section.procedure}中“{section.label}”用了两次".lstrip("中")
        yield Flaw(FlawKind.DUPLICATE_NUMBER, places, why)
    seen: dict[str, tuple[int, int]] = {}
    for number, start, end in articles(made):
        if number in ("一", "1"):
            seen = {}
        if number in seen:
            places = tuple(_place(made, *span, parts) for span in (seen[number], (start, end)))
            yield Flaw(FlawKind.DUPLICATE_NUMBER, places, f"“第{number}条”用了两次")
        seen[number] = (start, end)


def _codes(made: Flow) -> Iterator[Flaw]:
    """Yield the codes that the lists of a manual give to two different names."""
    first: dict[str, tuple[str, Place]] = {}
    document = made.document
    for block in document.blocks:
        if block.kind is not BlockKind.ROW or len(block.columns) != len(block.cells):
            continue
        codes = [
            c for n, c in zip(block.columns, block.cells, strict=True) if _CODE_COLUMN.search(n)
        ]
        named = [
            c for n, c in zip(block.columns, block.cells, strict=True) if _NAME_COLUMN.search(n)
        ]
        code, name = (codes or [""])[0].strip(), (named or [""])[0].strip()
        if not re.search(r"[A-Za-z].*\d|\d.*-", code) or not name or name == code:
            continue
        place = Place(document, block.start, block.end, block.sheet or "")
        if code in first and first[code][0] != name:
            why = f"编号 {code} 给了“{first[code][0]}”和“{name}”"
            yield Flaw(FlawKind.DUPLICATE_NUMBER, (first[code][1], place), why)
        first.setdefault(code, (name, place))


def _shared_numbers(flows: Sequence[Flow]) -> Iterator[Flaw]:
    first: dict[str, Place] = {}
    for made in flows:
        match = _NUMBERED.search(made.text, 0, _COVER)
        if match is None:
            continue
        place = Place(made.document, *made.span(*match.span("n")))
        number = fold(match["n"]).upper()
        if number in first:
            files = f"{first[number].document.file}、{made.document.file}"
            why = f"两份现行文件同号 {match['n']}：{files}"
            yield Flaw(FlawKind.DUPLICATE_NUMBER, (first[number], place), why)
        first.setdefault(number, place)


def _old_standards(made: Flow, parts: Sequence[Section]) -> Iterator[Flaw]:
    gone = withdrawn()
    spans = [match.span() for match in _CODE.finditer(made.text)]
    spans += [m.span() for m in re.finditer(r"《[^》\n]{3,30}》", made.text)]
    for start, end in sorted(spans):
        old = gone.get(_bare(made.text[start:end]))
        if old is not None and not _CANCELS.search(made.text[max(0, start - 12) : end + 12]):
            place = _place(made, start, end, parts)
            why = f"{old.cite} 已由{old.by}代替，请在官方平台核实后更新"
            yield Flaw(FlawKind.OLD_REFERENCE, (place,), why)


def _old_documents(
    made: Flow, parts: Sequence[Section], documents: Sequence[Document]
) -> Iterator[Flaw]:
    """Yield references to a document that is superseded, by a title that no current one has."""
    current = {_title(d) for d in documents if not d.superseded}
    for old in documents:
        title = _title(old)
        if not old.superseded or title in current or len(title) < len("服务办法"):
            continue
        for match in re.finditer(re.escape(title), made.text):
            around = made.text[max(0, match.start() - 12) : match.end() + 16]
            if not _CANCELS.search(around):
                place = _place(made, match.start(), match.end(), parts)
                why = f"引用的“{title}”已作废（{old.file}）"
                yield Flaw(FlawKind.OLD_REFERENCE, (place,), why)


def _title(document: Document) -> str:
    name = document.title or PurePath(document.file).stem
    return re.sub(r"^[\d_.\-\s]+|[（(【\[_\s]*(?:已?作废|旧版?|废止).*$|[《》]", "", name).strip(
        "_ "
    )


def _bare(text: str) -> str:
    """Return a code in letters and digits, a two-digit year written out; a title as it stands."""
    code = _CODE.fullmatch(text.strip())
    if code is None:
        return re.sub(r"\s", "", text)
    if code["joined"]:
        return re.sub(r"[^A-Z0-9]", "", code["joined"].upper())
    year = code["y"] if len(code["y"]) > 2 else f"19{code['y']}"
    whole = f"{code['kind']}{code['t'] or ''}{code['n']}{year}"
    return re.sub(r"[^A-Z0-9]", "", whole.upper())

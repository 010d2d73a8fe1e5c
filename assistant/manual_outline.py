"""The numbered sections of a manual, also where they run on in one line, by procedure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.manual_flow import Flow

_HEAD = re.compile(
    r"[一二三四五六七八九十]{1,3}、\s*(?P<title>[^\n。，；\d]{2,24}?(?:程序|制度|办法|规定|规程|规范))"
    r"(?=\s*(?:1|一|第一[章条])\s*[.、]?\s*(?:目的|总则|范围|第))"
)
_NUMBER = re.compile(r"(?<![\d.．A-Za-z/\-])(?P<n>\d{1,2}(?:\.\d{1,2}){0,4})(?!\d)(?![.．]?\d)")
_CHAPTER = re.compile(
    r"[.、．]?\s*(?:目的|目标|适用范围|范围|职责|术语|定义|程序|工作程序|管理内容|内容|要求|流程"
    r"|相关文件|引用文件|支持性?文件|相关记录|质量记录|记录|附件|附录|附则|表单)"
)
_LINE = re.compile(r"[ \t　]+[^\n\d。，；：、][^\n。，；：]{0,20}(?=\n|$)")
"""The rest of a line that is a chapter's title by its shape."""
_REFERRED = re.compile(r"(?:见|按照?|依照|根据|第|条款|符合|执行|满足|本程序|至|~|—)\s*$")
_AFTER = re.compile(
    r"\s*(?:条|款|项|的规定|的要求|中的?|所[述列]|年|月|日|天|个|小时|分|%|％|号|次|人(?![力员])|份|元|万|台|套|倍"
    r"|米|级|类|种|版|[~～\-—/:：×])"
)
_ARTICLE = re.compile(
    r"(?:^|(?<=\n))\s*第(?P<n>[一二三四五六七八九十百零〇\d]{1,5})条(?=[\s　：:]|[一-龥])"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: `flow.text[start:end]` from its number to the next number.

    Attributes:
        number: (4, 2) for 4.2; (10,) for 第十条 too.
        body: First character after the number.
        procedure: Title of the procedure that it belongs to, "" for the whole document.
        part: Counts procedures within the document, from 0.
        again: The same number stood before in this procedure.
    """

    number: tuple[int, ...]
    start: int
    body: int
    end: int
    procedure: str
    part: int
    again: bool = False

    @property
    def label(self) -> str:
        """Return the number as written."""
        return ".".join(map(str, self.number))


def sections(flow: Flow) -> list[Section]:
    """Return the sections in order; a number counts if it can follow the one before it.

    It can be the first below, the next or next but one of any level above, or a repeat of a
    number on the open path; cross-references and quantities are left out.
    """
    marks = sorted([*_heads(flow), *_numbers(flow)])
    found: list[Section] = []
    procedure, part = "", 0
    last: tuple[int, ...] = ()
    seen: set[tuple[int, ...]] = set()
    stops = []
    for start, body, number, title in marks:
        if title:
            procedure, part, last, seen = title, part + 1, (), set()
            stops.append(start)
            continue
        if number in ((1,), (1, 1)) and last and last[0] > 1:
            part, last, seen = part + 1, (), set()
        if not _follows(number, last, seen):
            continue
        stops.append(start)
        found.append(Section(number, start, body, 0, procedure, part, number in seen))
        seen.add(number)
        last = number
    stops.append(len(flow.text))
    return [_ended(section, stops) for section in found]


def articles(flow: Flow) -> list[tuple[str, int, int]]:
    """Return 第…条 at line starts: number as written, start and end."""
    return [(m["n"], m.start("n") - 1, m.end("n") + 1) for m in _ARTICLE.finditer(flow.text)]


def _heads(flow: Flow) -> Iterator[tuple[int, int, tuple[int, ...], str]]:
    for match in _HEAD.finditer(flow.text):
        yield match.start(), match.end(), (), match["title"].strip()


def _numbers(flow: Flow) -> Iterator[tuple[int, int, tuple[int, ...], str]]:
    text = flow.text
    for match in _NUMBER.finditer(text):
        if flow.is_row(match.start()) or _REFERRED.search(
            text, max(0, match.start() - 6), match.start()
        ):
            continue
        number = tuple(int(part) for part in match["n"].split("."))
        fits = _CHAPTER.match(text, match.end()) if len(number) == 1 else None
        if len(number) == 1 and not fits and text[max(0, match.start() - 1)] == "\n":
            fits = _LINE.match(text, match.end())
        if not all(number) or (len(number) == 1 and not fits):
            continue
        if fits is None and _AFTER.match(text, match.end()):
            continue
        yield match.start(), match.end(), number, ""


def _follows(number: tuple[int, ...], last: tuple[int, ...], seen: set[tuple[int, ...]]) -> bool:
    if not last:
        return number[0] <= 2 and len(number) <= 2
    depth = len(number) - 1
    if number[:depth] != last[:depth] or depth > len(last):
        return False
    if depth == len(last):
        return number[-1] in (1, 2)
    step = number[-1] - last[depth]
    return step in (1, 2) or (step == 0 and depth > 0 and number in seen)


def _ended(section: Section, stops: list[int]) -> Section:
    end = next(stop for stop in stops if stop > section.start)
    return Section(
        section.number,
        section.start,
        section.body,
        end,
        section.procedure,
        section.part,
        section.again,
    )

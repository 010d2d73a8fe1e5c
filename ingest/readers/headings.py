"""Headings of Chinese documents that are marked by their numbers only."""

import re

MAX_HEADING_CHARS = 30
MAX_NOTE_CHARS = 40

_NUMERAL = "[一二三四五六七八九十百零〇0-9０-９]{1,5}"
_SENTENCE = re.compile(r"[。；！？，;!?]|[:：].|[:：]$|,\s*\D")
_LEADER = re.compile(r"(?:[.…·．\-_]{3,}\s*|\t\s*)\d+\s*$")
# What follows a number that counts things and does not title a section.
_UNIT = re.compile(
    r"小时|分钟|工作日|毫米|厘米|公里|千克|(?:mm|cm|km|kg|m|h)\b|[元吨米天岁倍辆套%％~～×/至—-]"
    r"|月(?![度报结])|年(?![度检审])|日(?![常志程])|人(?![员力工机事])|台(?![账帐])|个(?![人性案])"
    r"|次(?![品数])|份(?!额)|名(?![册称单词牌])|项(?!目)|条(?![件款例])|[件家级点分号只](?=$|[\s\d以之的])",
    re.IGNORECASE,
)
# Page debris: "2 GB/T 27922-2011" is a page number and a running head.
_STANDARD = re.compile(r"(?:GB|SB|ISO|DB|QB|JB|YY|TSG)\s*/?\s*[A-Z]?\s*\d")
_REFERENCE = re.compile(r"(?:的|所|规定|中|和|及|或|与|、|至|到|）|\))")
_TITLES = re.compile(
    "目的(?:[和与]范围)?|(?:适用)?范围|职责(?:与权限)?|(?:术语和)?定义|术语|(?:规范性)?引用文件|(?:工作)?程序"
    "|(?:管理)?内容|要求|(?:工作)?流程|相关(?:文件|记录)|(?:编制)?依据|支持性文件|记录|附则|总则|附录|概述"
)
_FRONT = re.compile("前言|引言|序言|目[录次]|总则|附则|修订记录|发放记录|结束语")

_PATTERNS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"第{_NUMERAL}(?:章|编|篇|部分)(?P<title>.*)"), 1),
    (re.compile(rf"第{_NUMERAL}节(?P<title>.*)"), 2),
    (re.compile(rf"附[录件](?:[A-ZＡ-Ｚ]|{_NUMERAL})(?:[:：\s]+(?P<title>.*))?"), 1),
    (re.compile(r"[一二三四五六七八九十]{1,3}、(?P<title>.+)"), 1),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)](?P<title>.+)"), 2),
)
_DECIMAL = re.compile(
    r"(?P<number>\d{1,2}(?:[.．]\d{1,2}){0,4})(?P<mark>[.．、]?)(?P<gap>\s*)(?P<title>.+)"
)
_BRACKETED = re.compile(r"【[^】]+】|\[[^\]]+\]|〔[^〕]+〕")
_TIME = re.compile(r"(?P<time>\d{1,2}[:：]\d{2}(?:\s*[-—~～至]\s*\d{1,2}[:：]\d{2})?)(?=\s|$)")
_LIST_MARK = re.compile(
    r"\s*(?:(?:[-*+]|—(?!—))(?:\s+\S|[^\s\d\W])|[·•●○■□◆▪➢►※]\s*\S|\d{1,2}[.．、)）]\s*\D|[（(]\d{1,2}[）)]|[①-⑳]|[a-zA-Z][.)）]\s)"
)
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_SHORT_SENTENCE = re.compile(r"[。；！？，,;!?:：]")


def heading_level(line: str) -> int:
    """Return the level (1-9) that the number of a line gives it as a heading, 0 if none.

    Known are 第X章, 第X节, 附录A, 一、, （一）, `1 目的`, `4.2 题` and `4.2.1 题`. Long lines,
    sentences, lines of a table of contents and counted things (`3 台`) are no headings.
    """
    text = line.strip()
    if not text or len(text) > MAX_HEADING_CHARS or _LEADER.search(line):
        return 0
    if _FRONT.fullmatch("".join(text.split())):
        return 1
    for pattern, level in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return level if _is_title(match["title"] or "") else 0
    return _decimal_level(text)


def note_level(line: str) -> int:
    """Return the level of a line that heads notes of an interview, 0 if none.

    A line in brackets (【9月15日 上午】) is 1; a short line that starts with a time of day
    (10:20 用户服务部 顾晓岚) is 2.
    """
    text = line.strip()
    if len(text) > MAX_NOTE_CHARS:
        return 0
    if _BRACKETED.fullmatch(text):
        return 1
    match = _TIME.match(text)
    if match and not _SHORT_SENTENCE.search(_ASIDE.sub("", text[match.end() :])):
        return 2
    return 0


def time_prefix(line: str) -> str:
    """Return the time of day that starts a line, followed by a space; empty if none."""
    match = _TIME.match(line.strip())
    return match["time"] if match else ""


def is_list_line(line: str) -> bool:
    """Return whether a line starts with a typed bullet or a number of a list."""
    return _LIST_MARK.match(line) is not None


def _is_title(title: str) -> bool:
    return not _SENTENCE.search(title) and not _REFERENCE.match(title)


def _decimal_level(text: str) -> int:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return 0
    number, title = match["number"].replace("．", "."), match["title"]
    if number.startswith("0") or _UNIT.match(title) or not _is_title(title):
        return 0
    if title[0].isdigit() or title[0] in ".．、:：" or _STANDARD.match(title):
        return 0
    parts = number.count(".") + 1
    if parts == 1 and (match["mark"] or not match["gap"]):
        return 1 if _TITLES.fullmatch("".join(title.split())) else 0
    return parts

"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks import AUDIT_DATE, Count
from rows import SOURCE
from sheets import row_text

COMPANY = "长沙明合冷暖设备有限公司"
BUSINESS = (
    "长沙明合冷暖设备有限公司，约75人，经销澜森中央空调、科暖空气源热泵、清和新风机，"
    "为湖南省内的住户和小型办公场所做设计交底、送货安装、调试、换季开机保养、维修、滤网更换和冷媒回收；"
    "客户服务部31人，长沙、株洲、湘潭、岳阳四个网点自办，常德、郴州、怀化三个网点委托当地公司；"
    "不生产设备。"
)
FILES = {
    "manual": "01_客户服务手册_MH-SM-01_第五版.docx",
    "install": "02_MH-CX-03_送货安装与调试程序.docx",
    "repair": "03_MH-CX-05_报修维修与换季保养程序.docx",
    "contract": "04_澜森授权经销与服务协议_摘录.docx",
    "card": "05_用户手册_随机交付.pdf",
    "orders": "06_暖管家导出_维修单_2026年1-7月.xlsx",
    "field": "07_送货调试保养冷媒台账_2026.xlsx",
    "ledgers": "08_客户服务部台账_2026.xlsx",
    "complaints": "09_投诉登记_2026.csv",
    "web": "10_官网_售后服务页.html",
    "minutes": "11_客户服务部月度例会纪要_2026.docx",
    "interview": "12_评审员访谈与查看笔记.txt",
    "old": "13_客户服务手册_第四版_作废.docx",
    "canteen": "14_食堂供餐与灭蚊通知.docx",
}
STANCE = {"+": "supports", "-": "contradicts"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One '@' line of a source text and the marked lines below it."""

    words: list[str]
    lines: list[tuple[str, str]]

    def text(self, mark: str) -> str:
        """Return the text of the only line with this mark."""
        return next(text for found, text in self.lines if found == mark)

    def texts(self, mark: str) -> list[str]:
        """Return the texts of all lines with this mark."""
        return [text for found, text in self.lines if found == mark]


def gold(counts: dict[str, Count]) -> dict[str, object]:
    """Return the whole gold record; every number of rows in it comes from `counts`."""
    return {
        "company": COMPANY,
        "business": BUSINESS,
        "audit_date": AUDIT_DATE.isoformat(),
        "verdicts": [_verdict(entry, counts) for entry in _entries("verdicts")],
        "record_checks": [_check(entry, counts) for entry in _entries("checks")],
        "consistency": [_topic(entry) for entry in _entries("topics")],
        "chat": [_question(entry, counts) for entry in _entries("chat")],
    }


def _entries(name: str) -> Iterator[Entry]:
    text = (SOURCE / f"{name}.txt").read_text(encoding="utf-8")
    for part in text.split("\n@"):
        head, *lines = part.strip().lstrip("@").splitlines()
        yield Entry(head.split(), [(line[0], line[2:]) for line in lines if line])


def _filled(text: str, counts: dict[str, Count]) -> str:
    for key, count in counts.items():
        numbers = {
            "N": count.total, "B": len(count.breach), "U": len(count.unknown), "P": count.share
        }  # fmt: skip
        for mark, number in numbers.items():
            text = text.replace(f"{{{key}_{mark}}}", str(number))
    return text


def _verdict(entry: Entry, counts: dict[str, Count]) -> dict[str, object]:
    clause, verdict = entry.words
    evidence = [_evidence(mark, text, counts) for mark, text in entry.lines if mark in STANCE]
    reason = _filled(entry.text(">"), counts)
    return {"clause": clause, "verdict": verdict, "reason": reason, "evidence": evidence}


def _evidence(mark: str, text: str, counts: dict[str, Count]) -> dict[str, str]:
    kind, file, locator, quote = (part.strip() for part in text.split(" | "))
    if quote == "row":
        check, _, pick = locator.partition(".")
        outcome, _, position = pick.partition(".")
        found = _row(counts[check], outcome, position)
        locator, quote = found, row_text(check, found)
    return {
        "file": FILES[file], "locator": locator, "quote": quote,
        "stance": STANCE[mark], "kind": kind,
    }  # fmt: skip


def _row(count: Count, outcome: str, position: str) -> str:
    rows = {"breach": count.breach, "unknown": count.unknown, "ok": count.ok}[outcome]
    return rows[int(position)]


def _check(entry: Entry, counts: dict[str, Count]) -> dict[str, object]:
    key, clause, rule, records, *sheet = entry.words
    count = counts[key]
    return {
        "id": key,
        "clause": clause,
        "rule_quote": entry.text("q"),
        "rule_file": FILES[rule],
        "records_file": FILES[records],
        "sheet": " ".join(sheet),
        "formula": entry.text("f"),
        "n_total": count.total,
        "n_breach": len(count.breach),
        "n_unknown": len(count.unknown),
        "breach_rows": count.breach,
        "unknown_rows": count.unknown,
    }


def _topic(entry: Entry) -> dict[str, object]:
    topic, outcome = entry.words
    statements = [text.split("|") for text in entry.texts("*")]
    return {
        "topic": topic,
        "conflict": outcome == "conflict",
        "statements": [{"file": FILES[f], "quote": q, "value": v} for f, q, v in statements],
    }


def _question(entry: Entry, counts: dict[str, Count]) -> dict[str, object]:
    key, lang, kind, *rest = entry.words
    options = dict(word.split("=", 1) for word in rest)
    quotes = [text.split("|", 1) for text in entry.texts("+")]
    out: dict[str, object] = {
        "id": key,
        "lang": lang,
        "question": entry.text("?"),
        "type": kind,
        "clause": options.get("clause"),
        "expect_verdict": options.get("expect"),
        "must_include": [_filled(text, counts) for text in entry.texts("=")],
        "must_not_include": entry.texts("!"),
        "evidence": [{"file": FILES[file], "quote": quote} for file, quote in quotes],
    }
    return out | ({"after": options["after"]} if "after" in options else {})

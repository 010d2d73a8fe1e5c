"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from typing import NamedTuple

from checks import AUDIT_DATE, Count
from sheets import row_text
from writers import load

COMPANY = "济南安涟厨房环境技术服务有限公司"
BUSINESS = (
    "济南安涟厨房环境技术服务有限公司，约60人，给山东全省和江苏苏北五市的饭店、酒店、食堂清洗厨房排油烟系统，"
    "维修、巡保排风、空调、冷库冷柜和防火阀；济南、徐州两个自有站，青岛、临沂、连云港三个委托站。"
    "不制造设备，不做设备买卖，换上的件只作维修用料。"
)
FILES = {
    "manual": "01_服务手册_AL-SC-2026.docx",
    "procedure": "02_急修巡保与清洗作业程序_AL-CX-03.docx",
    "contract": "03_服务合同范本_AL-HT-F2026.docx",
    "leaflet": "04_后厨服务单页_2026年3月印.pdf",
    "orders": "05_工单台账与巡保_2026年1-9月.xlsx",
    "people": "06_证件与培训账.xlsx",
    "stores": "07_家什备件与送洗件.xlsx",
    "opinions": "08_意见单与同批件通知.xlsx",
    "calls": "09_急修回问表.csv",
    "web": "10_网站_服务与报修.html",
    "minutes": "11_碰头会纪要摘编_2026.docx",
    "interview": "12_评审随记.txt",
    "old": "13_服务手册_2023版_旧版停用.docx",
    "dorm": "14_宿舍洗衣房和用电通知.docx",
}
STANCE = {"+": "supports", "-": "contradicts"}
Counts = dict[str, Count]


class Entry(NamedTuple):
    """One '@' entry: the words of its first line and (mark, text) of the lines below."""

    head: list[str]
    body: list[tuple[str, str]]

    def one(self, mark: str) -> str:
        """Return the text of the only line with `mark`."""
        return dict(self.body)[mark]


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record; every number in it comes from `counts`."""
    return {
        "company": COMPANY,
        "business": BUSINESS,
        "audit_date": AUDIT_DATE.isoformat(),
        "verdicts": [_verdict(e, counts) for e in _entries("verdicts")],
        "record_checks": [_check(e, counts) for e in _entries("checks")],
        "consistency": [_topic(e) for e in _entries("topics")],
        "chat": [_question(e, counts) for e in _entries("chat")],
    }


def _entries(name: str) -> Iterator[Entry]:
    for part in load(f"{name}.txt").split("\n@"):
        first, *rest = part.removeprefix("@").rstrip().splitlines()
        yield Entry(first.split(), [(line[0], line[2:]) for line in rest if line])


def _filled(text: str, counts: Counts) -> str:
    """Replace {RC1_N}, _B, _U and _P: total, breach, unknown, and their share in per cent."""
    for key, count in counts.items():
        breach, unknown = len(count.breach), len(count.unknown)
        share = round(100 * (breach + unknown) / count.total)
        for mark, number in zip("NBUP", (count.total, breach, unknown, share), strict=True):
            text = text.replace(f"{{{key}_{mark}}}", str(number))
    return text


def _verdict(entry: Entry, counts: Counts) -> dict[str, object]:
    clause, verdict = entry.head
    return {
        "clause": clause,
        "verdict": verdict,
        "reason": _filled(entry.one(">"), counts),
        "evidence": [_evidence(m, text, counts) for m, text in entry.body if m in STANCE],
    }


def _evidence(mark: str, text: str, counts: Counts) -> dict[str, str]:
    kind, file, locator, quote = (part.strip() for part in text.split(" | "))
    if quote == "row":
        check, outcome, position = locator.split(".")
        locator = getattr(counts[check], outcome)[int(position)]
        quote = row_text(check, locator)
    return {
        "file": FILES[file],
        "locator": locator,
        "quote": quote,
        "stance": STANCE[mark],
        "kind": kind,
    }


def _check(entry: Entry, counts: Counts) -> dict[str, object]:
    key, clause, rule, records, *sheet = entry.head
    count = counts[key]
    return {
        "id": key,
        "clause": clause,
        "rule_quote": entry.one("q"),
        "rule_file": FILES[rule],
        "records_file": FILES[records],
        "sheet": "".join(sheet),
        "formula": entry.one("f"),
        "n_total": count.total,
        "n_breach": len(count.breach),
        "n_unknown": len(count.unknown),
        "breach_rows": count.breach,
        "unknown_rows": count.unknown,
    }


def _topic(entry: Entry) -> dict[str, object]:
    topic, outcome = entry.head
    parts = [line.split("|") for _, line in entry.body]
    return {
        "topic": topic,
        "conflict": outcome == "conflict",
        "statements": [
            {"file": FILES[file], "quote": quote, "value": value} for file, quote, value in parts
        ],
    }


def _question(entry: Entry, counts: Counts) -> dict[str, object]:
    key, lang, kind, *rest = entry.head
    options = dict(word.split("=", 1) for word in rest)
    quotes = [text.split("|", 1) for mark, text in entry.body if mark == "+"]
    out: dict[str, object] = {
        "id": key,
        "lang": lang,
        "question": entry.one("?"),
        "type": kind,
        "clause": options.get("clause"),
        "expect_verdict": options.get("expect"),
        "must_include": [_filled(text, counts) for mark, text in entry.body if mark == "="],
        "must_not_include": [text for mark, text in entry.body if mark == "!"],
        "evidence": [{"file": FILES[file], "quote": quote} for file, quote in quotes],
    }
    return out | ({"after": options["after"]} if "after" in options else {})

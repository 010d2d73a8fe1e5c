"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks import AUDIT_DATE, Count
from rows import SOURCE
from sheets import row_text

COMPANY = "株洲卫杉安防工程有限公司"
BUSINESS = (
    "株洲卫杉安防工程有限公司，约90人，为工厂、学校、住宅小区做视频监控、门禁、入侵报警、周界和道闸工程，"
    "设备采购自鹰睢、钥盟、霆哨、迅槛等厂家，自己不生产；运维服务部36人，昼夜值守热线和报警信号，"
    "按维保合同巡检，供备件和借用机；湘潭、衡阳、醴陵自设驻点，郴州、娄底、萍乡委托网点。"
)
FILES = {
    "manual": "01_运维服务手册_WS-OM-01_2026版.docx",
    "handover": "02_WS-QP-07_工程交付与移交程序.docx",
    "repair": "03_WS-QP-09_报修派工与维修程序.docx",
    "contract": "04_维保服务合同_枫岭中学_节选.docx",
    "leaflet": "05_用户使用与保养手册.pdf",
    "log": "06_运维工单与巡检_2026年1-7月.xlsx",
    "site": "07_到货与移交登记_2026.xlsx",
    "ledgers": "08_运维服务部综合台账_2026.xlsx",
    "complaints": "09_投诉登记_2026.csv",
    "web": "10_官网_售后服务.html",
    "minutes": "11_运维服务部月会纪要_2026.docx",
    "interview": "12_审核访谈与现场笔记.txt",
    "old": "13_运维服务手册_2023版_作废.docx",
    "canteen": "14_食堂外包说明会通知.docx",
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


def verdict_names() -> dict[str, str]:
    """Return the verdict of each clause."""
    return {clause: verdict for clause, verdict in (e.words for e in _entries("verdicts"))}


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
    return (count.breach if outcome == "breach" else count.unknown)[int(position)]


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

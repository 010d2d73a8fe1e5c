"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from pathlib import Path

from checks import AUDIT_DATE, Count
from sheets import row_text

SOURCE = Path(__file__).parent / "src"
COMPANY = "成都岫衡云采科技有限公司"
BUSINESS = (
    "成都岫衡云采科技有限公司，约120人，自研自产智能水表采集终端XH-W3、集中器XH-C5和园区用水用能平台“岫云”，"
    "向川渝黔滇陕五省市的产业园、院校和物业提供上线交付、7×24运维、远程巡检、返修与客户成功服务；四个自建驻点、一个委托驻点，不转售他厂产品。"
)
FILES = {
    "handbook": "01_运维服务手册_XH-OM-01_V3.0.docx",
    "rules": "02_客户成功管理规范_XH-CS-02.docx",
    "sla": "03_SLA服务级别协议_2026标准版.pdf",
    "guide": "04_XH-W3采集终端用户指南.pdf",
    "tickets": "05_tickets_export_2026H1.xlsx",
    "ledgers": "06_服务运营台账_2026.xlsx",
    "surveys": "07_NPS与满意度_2026Q1Q2.xlsx",
    "inspections": "08_remote_inspection_log_2026H1.csv",
    "web": "09_官网_服务与支持.html",
    "interview": "10_现场评审笔记.txt",
    "minutes": "11_服务运营与PRB会议纪要_2026H1.docx",
    "old": "12_运维服务手册_V2.1_已废止.docx",
    "cert": "13_ISO27001认证证书.pdf",
    "teambuilding": "14_综合管理部_中秋活动通知.docx",
}
STANCE = {"+": "supports", "-": "contradicts"}
Entry = tuple[list[str], list[tuple[str, str]]]


def gold(counts: dict[str, Count]) -> dict[str, object]:
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
    """Yield (words of the '@' line, [(mark, text) of the lines below])."""
    head: list[str] = []
    body: list[tuple[str, str]] = []
    for line in (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            if head:
                yield head, body
            head, body = line[1:].split(), []
        elif line:
            mark, _, text = line.partition(" ")
            body.append((mark, text) if len(mark) == 1 else ("", line))
    yield head, body


def _filled(text: str, counts: dict[str, Count]) -> str:
    for key, count in counts.items():
        for mark, number in (
            ("N", count.total),
            ("B", len(count.breach)),
            ("U", len(count.unknown)),
        ):
            text = text.replace(f"{{{key}_{mark}}}", str(number))
        share = round(100 * (len(count.breach) + len(count.unknown)) / count.total)
        text = text.replace(f"{{{key}_P}}", str(share))
    return text


def _verdict(entry: Entry, counts: dict[str, Count]) -> dict[str, object]:
    (clause, verdict), body = entry
    evidence = [_evidence(mark, text, counts) for mark, text in body if mark in STANCE]
    return {
        "clause": clause,
        "verdict": verdict,
        "reason": _filled(dict(body)[">"], counts),
        "evidence": evidence,
    }


def _evidence(mark: str, text: str, counts: dict[str, Count]) -> dict[str, str]:
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


def _check(entry: Entry, counts: dict[str, Count]) -> dict[str, object]:
    (key, clause, rule, records, *sheet), body = entry
    count = counts[key]
    return {
        "id": key,
        "clause": clause,
        "rule_quote": dict(body)["q"],
        "rule_file": FILES[rule],
        "records_file": FILES[records],
        "sheet": "".join(sheet),
        "formula": dict(body)["f"],
        "n_total": count.total,
        "n_breach": len(count.breach),
        "n_unknown": len(count.unknown),
        "breach_rows": count.breach,
        "unknown_rows": count.unknown,
    }


def _topic(entry: Entry) -> dict[str, object]:
    (topic, outcome), body = entry
    statements = [
        dict(zip(("file", "quote", "value"), line.split("|"), strict=True)) for _, line in body
    ]
    return {
        "topic": topic,
        "conflict": outcome == "conflict",
        "statements": [{**s, "file": FILES[s["file"]]} for s in statements],
    }


def _question(entry: Entry, counts: dict[str, Count]) -> dict[str, object]:
    (key, lang, kind, *rest), body = entry
    options = dict(word.split("=", 1) for word in rest)
    quotes = [text.split("|", 1) for mark, text in body if mark == "+"]
    out: dict[str, object] = {
        "id": key,
        "lang": lang,
        "question": dict(body)["?"],
        "type": kind,
        "clause": options.get("clause"),
        "expect_verdict": options.get("expect"),
        "must_include": [_filled(text, counts) for mark, text in body if mark == "="],
        "must_not_include": [text for mark, text in body if mark == "!"],
        "evidence": [{"file": FILES[file], "quote": quote} for file, quote in quotes],
    }
    return out | ({"after": options["after"]} if "after" in options else {})

"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from pathlib import Path

from checks import AUDIT_DATE, Count
from sheets import row_text

SOURCE = Path(__file__).parent / "src"
COMPANY = "赣州拾椽木作有限公司"
BUSINESS = (
    "赣州拾椽木作有限公司，家庭经营，约35人，自己设计制造实木床、高低床、餐桌椅、书柜和量尺定做的衣柜、榻榻米，"
    "通过网上店铺卖到江西、广东、福建、湖南、浙江五省，由自有车辆和合作师傅送货安装，负责保养、修理和退换，不代卖别家货品。"
)
FILES = {
    "rules": "01_售后服务细则_2026年本.docx",
    "deliveries": "02_送装单汇总_2026年1-7月.xlsx",
    "problems": "03_客户问题跟进表.csv",
    "shop": "04_店铺商品详情与售后政策.html",
    "manual": "05_保养手册与合格证.pdf",
    "chatlog": "06_售后微信群摘录.txt",
    "minutes": "07_老板会议本_2026上半年.docx",
    "interview": "08_现场访谈随手记.txt",
    "contract": "09_送装师傅合作协议_郭建平.docx",
    "report": "10_检验报告_归林床.pdf",
    "old": "11_售后服务细则_2022年本_停止使用.docx",
    "parking": "12_厂区停车须知.docx",
    "ledgers": "13_师傅上岗与小五金账.xlsx",
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

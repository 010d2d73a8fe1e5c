"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks import AUDIT_DATE, Count, row_of
from rows import SOURCE
from sheets import row_text

COMPANY = "湖南澜愉布草服务有限公司"
BUSINESS = (
    "湖南澜愉布草服务有限公司，约110人的纯服务企业，株洲一座洗涤厂，给长沙、株洲、湘潭三市和韶山线的"
    "四十四家酒店、医院洗涤并出租床单、毛巾、病号服、手术衣等布草，用自有和委托的车收脏送净、芯片读数；"
    "不制造、不卖货；售后是缺件、渍损的回洗、补布、换布、借布、赔款，到店点布、讲布和满意度。"
)
FILES = {
    "manual": "01_收送洗租服务册_LY-F-01_2026版.docx",
    "rules": "02_LY-F-07_收送回洗补换赔细则.docx",
    "contract": "03_湘泊酒店_布草租洗合同_摘录.docx",
    "carrier": "04_韶山线委托收送协议.docx",
    "leaflet": "05_布草使用小卡.pdf",
    "deliveries": "06_净布到门流水_2026年8月.xlsx",
    "claims": "07_数布导出_回洗补换收费_2026.xlsx",
    "ledgers": "08_保障部台账_2026.xlsx",
    "complaints": "09_投诉本_2026.csv",
    "web": "10_官网_客户服务.html",
    "minutes": "11_保障部周会记要_2026.docx",
    "interview": "12_审核员随手记.txt",
    "old": "13_收送洗租服务册_2024版_作废.docx",
    "canteen": "14_食堂换承包商通知.docx",
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
        locator, quote = found, row_text(row_of(check, found))
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

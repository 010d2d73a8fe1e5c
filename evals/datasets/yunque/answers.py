"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks import AUDIT_DATE, Count
from rows import SOURCE
from sheets import row_text

COMPANY = "佛山云雀格子软件有限公司"
BUSINESS = (
    "佛山云雀格子软件有限公司，约70人，做小厂用的在线软件“云雀仓”（条码仓库）和“云雀报工”（车间报工），"
    "按年订阅，代卖一个第三方报表模块；广东、湖南自有服务点，江西委托伙伴；"
    "做上线实施、工单、升级、备份、巡检、走访和培训，不卖、不租、不寄任何硬件。"
)
FILES = {
    "manual": "01_wiki_云雀服务手册_v5.2.md",
    "sla": "02_SLA附件_YQ-SLA-2026A.docx",
    "rules": "03_wiki_上线工单与退订规程_YQ-P-02.html",
    "card": "04_云雀上手卡_2026版.pdf",
    "tickets": "05_工单导出_20260601-0930.csv",
    "customers": "06_客成台账_2026.xlsx",
    "house": "07_运维与人事台账_2026.xlsx",
    "notes": "08_版本发布说明_2026.md",
    "web": "09_官网_支持中心.html",
    "minutes": "10_服务月会纪要附复盘_2026.docx",
    "talk": "11_企微客户群导出.txt",
    "interview": "12_审核组现场笔记.txt",
    "old": "13_服务手册_v4.6_作废.docx",
    "pantry": "14_茶水间公约.md",
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

"""The labelled answers: reads the marked-up verdicts, checks, topics and questions of src/."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks import AUDIT_DATE, Count
from rows import SOURCE
from sheets import row_text

COMPANY = "泗水县洪图粮食机械厂"
BUSINESS = (
    "泗水县洪图粮食机械厂，16人的家庭作坊，自己造红薯粉条机、豆腐机、小型榨油机，"
    "卖给鲁南、苏北、鲁西南村里的粉坊、豆腐坊、油坊；自己送货、装机、修理，"
    "平邑、沛县托两家铺子代修，不经销他厂产品。"
)
FILES = {
    "rules": "01_售后管理办法_2026版.docx",
    "notebook": "02_下乡记事本_誊抄.txt",
    "talk": "03_微信群_洪图机器老户群_导出.txt",
    "calls": "04_电话本_颜秋香_2026.xlsx",
    "card": "05_保修卡和用法_随机.pdf",
    "sends": "06_送货单汇总_2026.xlsx",
    "runs": "07_试机单_2026.csv",
    "ledgers": "08_厂里小账_2026.xlsx",
    "web": "09_洪图粮食机械_网页.html",
    "minutes": "10_饭桌会记_2026.docx",
    "interview": "11_审核员现场随手记.txt",
    "template": "12_程序文件模板_外购.docx",
    "old": "13_售后管理办法_2022版_作废.docx",
    "photos": "14_照片粘贴页.docx",
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

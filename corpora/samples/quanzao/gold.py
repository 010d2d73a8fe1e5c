"""gold.json put together from the .toml answers and the counted records."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from records import AUDIT_DATE, Tally

COMPANY = "临汐泉灶厨房设备有限公司"
BUSINESS = (
    "临汐泉灶厨房设备有限公司，约60人，商用厨房设备和净水机经销商，不生产整机；代理北炉、霜谷、洁翎、汀泉四个品牌，"
    "在临汐市三区四县安装、养护、维修，总部直接服务市区，四县各委托一家合作服务商。商品由厂家直发顾客，公司不送货。"
)
STANCES = {"+": "supports", "-": "contradicts"}
Counts = dict[str, Tally]
Entry = dict[str, Any]


def build(source: Path, files: dict[str, str], counts: Counts) -> Entry:
    """Assemble the labelled answers; files maps the short names used in the .toml to file names."""
    values = _values(counts)
    return {
        "company": COMPANY,
        "business": BUSINESS,
        "audit_date": AUDIT_DATE.isoformat(),
        "verdicts": [
            _verdict(v, files, values) for v in _load(source / "verdicts.toml", "verdict")
        ],
        "record_checks": [_check(c, files, counts) for c in _load(source / "checks.toml", "check")],
        "consistency": [_topic(t, files) for t in _load(source / "consistency.toml", "topic")],
        "chat": [_question(q, files, values) for q in _load(source / "chat.toml", "question")],
    }


def _load(path: Path, table: str) -> list[Entry]:
    with path.open("rb") as file:
        return list(tomllib.load(file)[table])


def _values(counts: Counts) -> dict[str, str]:
    values = {}
    for check, n in counts.items():
        for letter, number in (("N", n["n_total"]), ("B", n["n_breach"]), ("U", n["n_unknown"])):
            values[f"{check}_{letter}"] = str(number)
    return values


def _fill(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _verdict(entry: Entry, files: dict[str, str], values: dict[str, str]) -> Entry:
    return {
        "clause": entry["clause"],
        "verdict": entry["verdict"],
        "reason": _fill(entry["reason"], values),
        "evidence": [_evidence(line, files) for line in entry["evidence"]],
    }


def _evidence(line: str, files: dict[str, str]) -> Entry:
    head, locator, quote = (part.strip() for part in line.split("|", 2))
    stance, kind, file = head.split()
    return {
        "file": files[file],
        "locator": locator,
        "quote": quote,
        "stance": STANCES[stance],
        "kind": kind,
    }


def _check(entry: Entry, files: dict[str, str], counts: Counts) -> Entry:
    file, quote = entry["rule"]
    sheet = entry.get("sheet", "")
    return {
        "id": entry["id"],
        "clause": entry["clause"],
        "rule_quote": quote,
        "rule_file": files[file],
        "records_file": files["log"] if sheet else files["complaints"],
        "sheet": sheet,
        "formula": entry["formula"],
        **counts[entry["id"]],
    }


def _topic(entry: Entry, files: dict[str, str]) -> Entry:
    statements = [
        {"file": files[file], "quote": quote, "value": value}
        for file, quote, value in entry["statements"]
    ]
    return {"topic": entry["topic"], "conflict": entry["conflict"], "statements": statements}


def _question(entry: Entry, files: dict[str, str], values: dict[str, str]) -> Entry:
    question = {
        "id": entry["id"],
        "lang": entry["lang"],
        "question": entry["question"],
        "type": entry["type"],
        "clause": entry.get("clause"),
        "expect_verdict": entry.get("expect"),
        "must_include": [_fill(text, values) for text in entry["must"]],
        "must_not_include": entry.get("must_not", []),
        "evidence": [{"file": files[file], "quote": quote} for file, quote in entry["evidence"]],
    }
    return question | ({"after": entry["after"]} if "after" in entry else {})

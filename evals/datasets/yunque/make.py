"""Build the yunque client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/yunque/make.py
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import sheets
from answers import FILES, gold
from checks import all_counts, answer_rate
from logs import nps
from rows import FIXED, SOURCE, tickets
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "sla": "云雀格子　YQ-SLA-2026A",
    "minutes": "服务交付　内部",
    "old": "v4.6　作废",
}
PLAIN = {
    "manual": "manual.md", "rules": "rules.html", "notes": "notes.md", "web": "web.html",
    "talk": "talk.txt", "interview": "interview.txt", "pantry": "pantry.md",
}  # fmt: skip
SUMMER = (7, 8, 9)


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    assert not counts["X5"].breach, "5.2.4.2 says no subscribed tenant was charged"
    assert not counts["X2"].breach, "5.3.1.5 says every key tenant was visited in its half"
    assert not counts["X7"].breach, "every refund was asked for within thirty days"
    assert counts["X3"].total == 3, "5.1.1.3 says three projects after the agreement ended"
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_tickets(DOCS / FILES["tickets"])
    sheets.write_customers(DOCS / FILES["customers"])
    sheets.write_house(DOCS / FILES["house"])
    record = gold(counts)
    _check_markdown(record)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "云雀上手卡")
    for key, name in PLAIN.items():
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    marks = {"{JUNE}": answer_rate((6,)), "{LATER}": answer_rate(SUMMER)}
    marks |= {f"{{NPS{number}}}": str(nps(f"Q{number}")) for number in (1, 2, 3)}
    marks["{PM1}"] = next(row.id for row in tickets() if row.opened == FIXED[88][6])
    text = (SOURCE / name).read_text(encoding="utf-8")
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def _check_markdown(record: dict[str, Any]) -> None:
    """Look up the quotes of the Markdown pages, which check_dataset.py does not read."""
    pages = {
        name: _folded((DOCS / name).read_text(encoding="utf-8"))
        for name in FILES.values()
        if name.endswith(".md")
    }
    for holder in [*record["verdicts"], *record["chat"]]:
        for item in holder["evidence"]:
            page = pages.get(item["file"])
            assert page is None or _folded(item["quote"]) in page, item["quote"]
    for check in record["record_checks"]:
        page = pages.get(check["rule_file"])
        assert page is None or _folded(check["rule_quote"]) in page, check["rule_quote"]
    for topic in record["consistency"]:
        for item in topic["statements"]:
            page = pages.get(item["file"])
            assert page is None or _folded(item["quote"]) in page, item["quote"]


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


if __name__ == "__main__":
    main()

"""Build the shichuan client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/shichuan/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import all_counts
from writers import load, write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    assert not counts["RC1"].breach and not counts["RC1"].unknown, "5.2.3.2 says all on time"
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_deliveries(DOCS / FILES["deliveries"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_problems(DOCS / FILES["problems"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _write_prose() -> None:
    headers = {
        "rules": "拾椽木作　售后组用",
        "contract": "SC-SZ-2026-05",
        "minutes": "会议本抄录",
        "old": "停止使用",
        "parking": "行政",
    }
    for key, header in headers.items():
        write_docx(load(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(load("manual.txt"), DOCS / FILES["manual"], footer="家具保养手册")
    write_pdf(load("report.txt"), DOCS / FILES["report"], footer="JX-JJ-2024-05132")
    for key in ("chatlog", "interview"):
        (DOCS / FILES[key]).write_text(load(f"{key}.txt"), encoding="utf-8", newline="")
    (DOCS / FILES["shop"]).write_text(load("shop.html"), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()

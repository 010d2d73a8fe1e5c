"""Build the anlian client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/anlian/make.py
"""

import json
from collections import Counter
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import all_counts
from rows import orders, visits
from writers import load, write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"


def main() -> None:
    """Write every file of the data set."""
    _require_what_the_prose_says()
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_orders(DOCS / FILES["orders"])
    sheets.write_people(DOCS / FILES["people"])
    sheets.write_stores(DOCS / FILES["stores"])
    sheets.write_opinions(DOCS / FILES["opinions"])
    sheets.write_calls(DOCS / FILES["calls"])
    text = json.dumps(gold(all_counts()), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _require_what_the_prose_says() -> None:
    book = orders()
    assert all(order.fee == 0 for order in book if order.cover == "保内"), "5.2.4.2"
    rewashed = [(order.called.month - 1) // 3 for order in book if order.kind == "返洗"]
    assert [rewashed.count(quarter) for quarter in range(3)] == [4, 3, 3], "minutes"
    late = [o.id for o in book if o.lead == "谭永" and o.called.isoformat() > "2026-05-20"]
    assert "AL26-060" in late, "5.1.2.1: the man works on after his certificate has run out"
    rounds = Counter(visit.client for visit in visits())
    assert len(rounds) == 21 and max(rounds.values()) < 3, "5.2.2.3: no client seen each quarter"


def _write_prose() -> None:
    headers = {
        "manual": "安涟　AL-SC-2026　第2版",
        "procedure": "安涟　AL-CX-03",
        "contract": "AL-HT-F2026　范本",
        "minutes": "服务中心抄存",
        "old": "旧版停用　备查",
        "dorm": "行政人事部",
    }
    for key, header in headers.items():
        write_docx(load(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(load("leaflet.txt"), DOCS / FILES["leaflet"], footer="安涟后厨服务单页 2026年3月印")
    notes = load("interview.txt").replace("\n", "\r\n").encode("gb18030")
    (DOCS / FILES["interview"]).write_bytes(notes)
    (DOCS / FILES["web"]).write_text(load("web.html"), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()

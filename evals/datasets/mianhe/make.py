"""Build the mianhe client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/mianhe/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import all_counts, in_time_rate
from rows import SOURCE
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "眠禾家居　MH-SH-2026　乙版",
    "rules": "眠禾家居　MH-GC-02",
    "agreement": "YZL-JX-2025-044",
    "minutes": "店长例会　只发店长群",
    "old": "甲版　作废",
    "party": "工会小组",
}
SPRING, SUMMER = (4, 5, 6), (7, 8)


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    assert not counts["X3"].breach, "5.2.4.2 says no repair in warranty was charged"
    assert not counts["X4"].breach + counts["X4"].unknown, "5.1.2.1 says every card is valid"
    assert counts["X1"].total == 22, "the interview counts 22 electric beds"
    assert not counts["X5"].breach, "5.3.2.1 says every complaint has its file number"
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_deliveries(DOCS / FILES["deliveries"])
    sheets.write_members(DOCS / FILES["members"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("leaflet.txt"), DOCS / FILES["leaflet"], "好眠册页")
    for key, name in (("interview", "interview.txt"), ("chat", "talk.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    text = (SOURCE / name).read_text(encoding="utf-8")
    for mark, months in (("{SPRING}", SPRING), ("{SUMMER}", SUMMER)):
        text = text.replace(mark, in_time_rate(months))
    return text


if __name__ == "__main__":
    main()

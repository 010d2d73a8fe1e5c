"""Build the boyao client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/boyao/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import all_counts, on_time_rate
from rows import SOURCE
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "武汉铂垚　BY-SM-2026　受控",
    "install": "武汉铂垚　BY-WI-03　受控",
    "fault": "武汉铂垚　BY-WI-05　受控",
    "agreement": "HA-CN-2025-017",
    "minutes": "技术服务部　内部",
    "old": "作废",
    "plants": "综合部",
}


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    assert not counts["X5"].breach, "5.2.4.2 says no warranty order was charged"
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_orders(DOCS / FILES["orders"])
    sheets.write_installs(DOCS / FILES["installs"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("leaflet.txt"), DOCS / FILES["leaflet"], "保修与服务说明")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    text = (SOURCE / name).read_text(encoding="utf-8")
    for quarter in (1, 2):
        text = text.replace(f"{{Q{quarter}_RATE}}", on_time_rate(quarter))
    return text


if __name__ == "__main__":
    main()

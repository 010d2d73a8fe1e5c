"""Build the xiuheng client: docs/ and gold.json, from the wording in src/ and the rows in logs.py.

Run: python evals/datasets/xiuheng/make.py
"""

import json
from pathlib import Path

import sheets
from answers import COMPANY, FILES, gold
from checks import all_counts
from logs import tickets
from writers import load, write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"


def main() -> None:
    """Write every file of the data set."""
    assert all(t.fee == 0 for t in tickets() if t.warranty == "Y"), (
        "5.2.4.2 says that nothing is charged within warranty"
    )
    assert all_counts()["RC6"].total == 72, "the minutes name the number of inspections"
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_tickets(DOCS / FILES["tickets"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_surveys(DOCS / FILES["surveys"])
    sheets.write_inspections(DOCS / FILES["inspections"])
    text = json.dumps(gold(all_counts()), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _write_prose() -> None:
    headers = {
        "handbook": f"{COMPANY}  XH-OM-01 V3.0",
        "rules": "XH-CS-02 V1.4  内部",
        "minutes": "会议纪要选编",
        "old": "已废止 OBSOLETE",
        "teambuilding": "综合管理部",
    }
    for key, header in headers.items():
        write_docx(load(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(load("sla.txt"), DOCS / FILES["sla"], columns=1, footer="SLA 2026 标准版")
    write_pdf(load("guide.txt"), DOCS / FILES["guide"], columns=2, footer="XH-UG-W3 第 3 版")
    write_pdf(load("cert.txt"), DOCS / FILES["cert"], columns=1, footer="HYXC-ISMS-24-0917")
    (DOCS / FILES["web"]).write_text(load("web.html"), encoding="utf-8", newline="")
    (DOCS / FILES["interview"]).write_bytes(
        load("interview.txt").replace("\n", "\r\n").encode("gb18030")
    )


if __name__ == "__main__":
    main()

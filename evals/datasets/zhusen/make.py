"""Build the zhusen client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/zhusen/make.py
"""

import json
from itertools import groupby
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import all_counts, pass_rate, verify
from rows import SOURCE, table
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "竹森公司　ZS-SH-01　第3版",
    "laying": "竹森公司　ZS-ZY-04　B/1",
    "claims": "竹森公司　ZS-ZY-06　A/2",
    "contract": "ZSGC-2026-011　复印件",
    "minutes": "客户服务部例会纪要",
    "old": "第2版　作废",
    "canteen": "行政部",
}


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    verify(counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("leaflet.txt"), DOCS / FILES["leaflet"], "青篁竹地板 铺装与养护说明")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")
    sheets.write_book(sheets.work_sheets(), DOCS / FILES["work"])
    sheets.write_book(sheets.repair_sheets(), DOCS / FILES["repair"])
    sheets.write_book(sheets.office_sheets(), DOCS / FILES["office"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")
    for key, count in counts.items():
        print(key, count.total, len(count.breach), len(count.unknown), f"{count.share:.1f}%")


def _wording(name: str) -> str:
    text = (SOURCE / name).read_text(encoding="utf-8")
    marks = {
        "{PASS1}": pass_rate(range(1, 4)),
        "{PASS2}": pass_rate(range(4, 7)),
        "{DEALERS}": _dealers(),
    }
    for mark, words in marks.items():
        text = text.replace(mark, words)
    return text


def _dealers() -> str:
    lines = ["| 省 | 门店 |"]
    for province, shops in groupby(table("dealers"), key=lambda row: row[0]):
        lines.append(f"| {province} | {'、'.join(shop for _, shop in shops)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

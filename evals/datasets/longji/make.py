"""Build the longji client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/longji/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import all_counts
from rows import SOURCE
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "泷矶泵业　LJ-SM-2026 C/0　受控",
    "station": "泷矶泵业　LJ/QP-18　受控",
    "deliver": "泷矶泵业　LJ/QP-21　受控",
    "repair": "泷矶泵业　LJ/QP-23　受控",
    "minutes": "客户服务部　内部传阅",
    "old": "作废留底",
    "bikes": "综合部通知",
}


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    assert not counts["X1"].breach, "5.2.4.2 says no warranty order was charged"
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_log(DOCS / FILES["log"])
    sheets.write_shipping(DOCS / FILES["ship"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_voices(DOCS / FILES["voices"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "使用与保修手册")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

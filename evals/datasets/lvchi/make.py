"""Build the lvchi client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/lvchi/make.py
"""

import json
from pathlib import Path

from answers import FILES, gold
from checks import Count, all_counts, on_time_rate
from rows import SOURCE
from sheets import BOOKS, write_book, write_complaints
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "绿驰车业　LC-FW-2026　受控文件",
    "procedure": "绿驰车业　LC-CX-06　受控文件",
    "contract": "合同样本　2026",
    "minutes": "骑行服务部　内部资料",
    "old": "第四版　作废",
    "notice": "行政科",
}
ISOLATED = ("RC1", "RC4", "RC5", "RC6", "X1", "X2", "X3", "X5", "X6", "X7")
MOSTLY = ("RC2", "RC3", "RC7", "RC8", "RC9", "RC10", "X4")
CLEAN = ("X8", "X9", "X11")


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    _assert_shares(counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    for key in BOOKS:
        write_book(key, DOCS / FILES[key])
    write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _assert_shares(counts: dict[str, Count]) -> None:
    """Hold the verdicts to the guide's 20 % rule, on the very rows that are written."""
    assert all(2 <= counts[key].share < 20 for key in ISOLATED), "partial: isolated rows"
    assert all(25 <= counts[key].share <= 60 for key in MOSTLY), "nonconform: mostly bad rows"
    assert all(counts[key].share == 0 for key in CLEAN), "conform: no row is bad"
    assert float(on_time_rate(1)[:-1]) > 85, "the minutes say quarter 1 met its target"
    assert float(on_time_rate(2)[:-1]) < 88, "the minutes say quarter 2 missed its target"


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("user.txt"), DOCS / FILES["user"], "M7使用手册")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    text = (SOURCE / name).read_text(encoding="utf-8")
    for quarter in (1, 2):
        text = text.replace(f"{{Q{quarter}_RATE}}", on_time_rate(quarter))
    return text


if __name__ == "__main__":
    main()

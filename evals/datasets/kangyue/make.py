"""Build the kangyue client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/kangyue/make.py
"""

import json
from datetime import date
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import Count, all_counts
from rows import SOURCE, deliveries, installs
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "康玥医护　KY-FW-2026　第三版　受控文件",
    "install": "康玥医护　KY-CX-07　第三版　受控文件",
    "repair": "康玥医护　KY-CX-08　第三版　受控文件",
    "agreement": "合同编号 KY-TY-2025-02",
    "minutes": "售后服务部　内部资料",
    "old": "作废文件　仅供查考",
    "checkup": "人力资源部",
}
NEVER, ISOLATED, MOSTLY = (0, 0), (1, 19), (21, 100)
SHARES = {
    "RC1": MOSTLY, "RC2": NEVER, "RC3": ISOLATED, "RC4": MOSTLY, "RC5": ISOLATED, "RC6": NEVER,
    "RC7": ISOLATED, "RC8": MOSTLY, "RC9": MOSTLY, "RC10": ISOLATED, "X1": NEVER, "X2": ISOLATED,
    "X3": ISOLATED, "X4": ISOLATED, "X5": MOSTLY, "X6": NEVER, "X7": NEVER, "X8": NEVER,
}  # fmt: skip


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    _assert_shares(counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_orders(DOCS / FILES["orders"])
    sheets.write_installs(DOCS / FILES["logs"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _assert_shares(counts: dict[str, Count]) -> None:
    """Stop when the rows no longer bear the verdicts of src/verdicts.txt."""
    for key, (low, high) in SHARES.items():
        assert low <= counts[key].share <= high, (key, counts[key])
        assert high or not counts[key].breach + counts[key].unknown, key
    expired = next(i for i in installs() if i.id == "AZ26-097")
    assert expired.model.startswith("KY-D5") and expired.came > date(2026, 6, 1), "see 5.2.5.1"
    postponed = next(d for d in deliveries() if d.id == "SH26-10")
    assert postponed.put_off, "5.2.3.2 names a postponed delivery"


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "KY-D3电动病床使用说明书与保修卡")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

"""Build the minghe client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/minghe/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import Count, all_counts
from rows import SOURCE
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "明合冷暖　MH-SM-01　受控文件",
    "install": "明合冷暖　MH-CX-03　受控文件",
    "repair": "明合冷暖　MH-CX-05　受控文件",
    "contract": "合同档案　复印件",
    "minutes": "客户服务部　月度例会",
    "old": "作废文件　存查",
    "canteen": "行政部通知",
}
# The check whose rows decide (or, in the last lines, limit) the verdict of a clause.
DECIDED_BY = {
    "5.2.4.3": "RC1", "5.2.2.4": "RC2", "5.3.1.3": "RC3", "5.2.2.1": "RC4", "5.2.2.3": "RC5",
    "5.2.3.2": "RC6", "5.3.2.2": "RC7", "5.2.4.5": "RC8", "5.2.4.4": "RC9", "5.2.6.2": "RC10",
    "5.2.4.2": "X1", "5.1.1.2": "X2", "5.1.2.1": "X3", "5.1.1.3": "X4",
}  # fmt: skip


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    answers = gold(counts)
    _assert_shares(answers["verdicts"], counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_orders(DOCS / FILES["orders"])
    sheets.write_field(DOCS / FILES["field"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(answers, ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _assert_shares(verdicts: object, counts: dict[str, Count]) -> None:
    assert isinstance(verdicts, list)
    for verdict in verdicts:
        check = DECIDED_BY.get(verdict["clause"])
        if check:
            assert verdict["verdict"] == counts[check].weak, (verdict["clause"], check)


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "明合冷暖用户手册")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

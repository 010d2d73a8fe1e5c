"""Build the rentai client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/rentai/make.py
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
    "manual": "仁泰科仪　RT-SM-2026 Rev.C　受控文件 Controlled",
    "qp07": "仁泰科仪　RT-QP-07 Rev.3　受控文件 Controlled",
    "qp09": "仁泰科仪　RT-QP-09 Rev.5　受控文件 Controlled",
    "contract": "合同档案　Copy",
    "agreement": "采购部　Confidential",
    "minutes": "客户服务中心　月会纪要",
    "old": "作废 Obsolete　存查",
    "party": "行政部",
}
# The check whose rows decide the verdict of a clause.
DECIDED_BY = {
    "5.2.4.3": "RC1", "5.2.2.4": "RC2", "5.1.2.1": "RC3", "5.2.2.1": "RC4", "5.2.2.3": "RC5",
    "5.2.3.2": "RC6", "5.3.2.2": "RC7", "5.2.4.4": "RC8", "5.2.4.6": "RC9", "5.3.1.3": "RC10",
    "5.2.4.5": "X1", "5.2.4.2": "X3", "5.1.1.2": "X4", "5.2.5.1": "X5",
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
    sheets.write_workshop(DOCS / FILES["workshop"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_calls(DOCS / FILES["calls"])
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
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "仪器使用保养与保修手册")
    (DOCS / FILES["web"]).write_text(_wording("web.html"), encoding="utf-8", newline="")
    (DOCS / FILES["notes"]).write_bytes(_wording("notes.txt").encode("gb18030"))


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

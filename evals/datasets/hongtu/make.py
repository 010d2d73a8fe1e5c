"""Build the hongtu client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/hongtu/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import all_counts, heze
from rows import SOURCE, batch
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "rules": "洪图粮食机械厂　HT-SH-01　2026版",
    "minutes": "灶屋黑板旁挂的本子",
    "template": "某某机械设备有限公司　程序文件",
    "old": "作废",
    "photos": "手机照片",
}
PLAIN = {
    "notebook": "notebook.txt", "talk": "talk.txt", "interview": "interview.txt",
    "web": "web.html",
}  # fmt: skip


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    _assert_reasons(counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "洪图机器 保修卡和用法")
    for key, name in PLAIN.items():
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")
    sheets.write_calls(DOCS / FILES["calls"])
    sheets.write_deliveries(DOCS / FILES["sends"])
    sheets.write_runs(DOCS / FILES["runs"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _assert_reasons(counts: dict[str, object]) -> None:
    """Hold the rows to what the verdicts say of them (20 % is the guide's line)."""
    assert not counts["X3"].breach + counts["X3"].unknown, "5.2.4.4 says every label is valid"
    places = {row.place for row in batch()}
    assert {"中册", "苗馆", "费县梁邱"} <= places, "the notebook names where shafts broke"
    assert not counts["RC6"].breach + counts["RC6"].unknown, "5.2.1.5 says all were called"
    for key in ("RC1", "RC2", "RC7", "RC8", "RC9", "X2", "X5"):
        assert 0 < counts[key].share < 20, key
    for key in ("RC3", "RC4", "RC5", "RC10", "X1", "X4"):
        assert counts[key].share > 20, key


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8").replace("{HEZE}", str(heze()))


if __name__ == "__main__":
    main()

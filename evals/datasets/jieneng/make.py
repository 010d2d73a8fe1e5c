"""Build the jieneng client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/jieneng/make.py
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
    "manual": "捷能气源　JN-YW-A01 V3.2　受控",
    "repair": "捷能气源　JN-YW-B03　受控",
    "inspect": "捷能气源　JN-YW-B05　受控",
    "install": "捷能气源　JN-YW-B07　受控",
    "contract": "合同柜复印件",
    "minutes": "运维服务部　内部",
    "old": "作废　存档",
    "ball": "综合办",
}
PLAIN = (("web", "web.html", "utf-8"), ("wechat", "wechat.txt", "utf-8"))
PLAIN += (("interview", "interview.txt", "gb18030"),)
# The check whose rows decide (or limit) the verdict of a clause.
DECIDED_BY = {
    "5.2.4.3": "RC1", "5.2.2.4": "RC2", "5.3.1.3": "RC3", "5.2.2.3": "RC4", "5.1.2.1": "RC6",
    "5.2.4.4": "RC7", "5.2.4.5": "RC8", "5.2.6.2": "RC9", "5.3.2.2": "RC10", "5.2.4.2": "X1",
    "5.1.1.2": "X2", "5.2.3.2": "X3", "5.2.2.1": "X4",
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
    sheets.write_stations(DOCS / FILES["stations"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(answers, ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _assert_shares(verdicts: object, counts: dict[str, Count]) -> None:
    assert isinstance(verdicts, list)
    assert counts["RC5"].weak == "conform"  # so the weekly rows alone decide 5.2.2.3
    for verdict in verdicts:
        check = DECIDED_BY.get(verdict["clause"])
        if check:
            assert verdict["verdict"] == counts[check].weak, (verdict["clause"], check)
            bad = len(counts[check].breach) + len(counts[check].unknown)
            share = bad / counts[check].total
            assert share == 0 or 0.02 <= share <= 0.15 or 0.25 <= share <= 0.6, (check, share)


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "捷能气源机组随机卡")
    for key, name, encoding in PLAIN:
        (DOCS / FILES[key]).write_bytes(_wording(name).encode(encoding))


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

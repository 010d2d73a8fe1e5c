"""Build the yihe client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/yihe/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import Count, all_counts, money, second_quarter
from rows import SOURCE
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "宜和木作　2026本",
    "fitting": "宜和木作　车间墙上也贴一张",
    "mending": "宜和木作　两店桌上",
    "agreement": "合同夹　复印",
    "contract": "宜和木作　店里用的样本",
    "minutes": "小曼打的",
    "talk": "微信复制过来的",
    "old": "作废　画了叉",
    "holiday": "通知",
}
# The check whose rows decide (or limit) the verdict of a clause.
DECIDED_BY = {
    "5.2.3.2": "RC1", "5.2.2.1": "RC2", "5.1.2.1": "RC3", "5.3.1.3": "RC4", "5.2.4.3": "RC5",
    "5.2.2.4": "RC6", "5.2.2.3": "RC7", "5.2.4.5": "RC8", "5.3.2.2": "RC9", "5.2.1.5": "RC10",
    "5.2.4.2": "X1", "5.2.4.4": "X2",
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
    sheets.write_jobs(DOCS / FILES["jobs"])
    sheets.write_asks(DOCS / FILES["asks"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_gripes(DOCS / FILES["gripes"])
    text = _filled(json.dumps(answers, ensure_ascii=False, indent=1))
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
    write_pdf(_wording("card.txt"), DOCS / FILES["card"], "宜和售后卡")
    (DOCS / FILES["web"]).write_text(_wording("web.html"), encoding="utf-8", newline="")
    notes = _wording("interview.txt").replace("\n", "\r\n")
    (DOCS / FILES["interview"]).write_bytes(notes.encode("gb18030"))


def _filled(text: str) -> str:
    """Put in the numbers that come from rows beside those of the checks."""
    for mark, number in (money() | second_quarter()).items():
        text = text.replace(f"{{{mark}}}", str(number))
    return text


def _wording(name: str) -> str:
    return _filled((SOURCE / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

"""Build the dingxin client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/dingxin/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold
from checks import Count, all_counts
from tables import SOURCE
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "鼎昕智控　DX-SM-2026 V4.0　内部受控",
    "incident": "鼎昕智控　DX-ITSM-03 B/2",
    "deliver": "鼎昕智控　DX-ITSM-05 B/1",
    "complaint": "鼎昕智控　DX-ITSM-08 A/3",
    "contract": "DXHT-26-0117　节录",
    "minutes": "客户运维中心　例会纪要",
    "old": "作废　仅供查阅",
    "party": "行政部",
}
# The check whose rows decide (or limit) the verdict of a clause.
DECIDED_BY = {
    "5.2.4.3": "RC2", "5.1.2.1": "RC3", "5.3.1.3": "RC4", "5.2.2.3": "RC5", "5.2.4.5": "RC7",
    "5.3.2.2": "RC8", "5.3.1.4": "RC9", "5.2.6.2": "RC10", "5.2.2.4": "X1", "5.2.2.1": "X2",
    "5.2.2.2": "X3", "5.2.3.2": "X4", "5.2.1.5": "X5", "5.1.1.2": "X6", "5.1.1.3": "X7",
    "5.2.4.2": "X8",
}  # fmt: skip
# Other checks under a clause that another check decides: what their rows allow alone.
ALSO = {"RC1": "partial", "RC6": "nonconform", "X9": "nonconform"}


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    answers = gold(counts)
    _assert_shares(answers["verdicts"], counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_tickets(DOCS / FILES["tickets"])
    sheets.write_service(DOCS / FILES["service"])
    sheets.write_field(DOCS / FILES["field"])
    sheets.write_resource(DOCS / FILES["resource"])
    text = json.dumps(answers, ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _assert_shares(verdicts: object, counts: dict[str, Count]) -> None:
    assert isinstance(verdicts, list)
    for verdict in verdicts:
        check = DECIDED_BY.get(verdict["clause"])
        if check:
            assert verdict["verdict"] == counts[check].weak, (verdict["clause"], check)
    for check, expected in ALSO.items():
        assert counts[check].weak == expected, check


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("book.txt"), DOCS / FILES["book"], "鼎昕出入口设备用户手册")
    for key, name, encoding in (
        ("interview", "interview.txt", "gb18030"),
        ("release", "release.txt", "utf-8"),
        ("web", "web.html", "utf-8"),
    ):
        (DOCS / FILES[key]).write_text(_wording(name), encoding=encoding, newline="")


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

"""Build the weishan client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/weishan/make.py
"""

import json
from pathlib import Path

import sheets
from answers import FILES, gold, verdict_names
from checks import DECIDED_BY, Count, all_counts
from rows import SOURCE
from writers import write_docx, write_pdf

HERE = Path(__file__).parent
DOCS = HERE / "docs"
WORD_HEADERS = {
    "manual": "卫杉安防　WS-OM-01　2026版　受控",
    "handover": "卫杉安防　WS-QP-07　受控",
    "repair": "卫杉安防　WS-QP-09　受控",
    "contract": "合同节选　WS-WB-2026-017",
    "minutes": "运维服务部　内部",
    "old": "作废　仅供查阅",
    "canteen": "卫杉安防办公室",
}


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    _check_shares(verdict_names(), counts)
    answers = gold(counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    _write_prose()
    sheets.write_log(DOCS / FILES["log"])
    sheets.write_site(DOCS / FILES["site"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(answers, ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _check_shares(verdicts: dict[str, str], counts: dict[str, Count]) -> None:
    """A verdict that rests on a log follows from that log's share of late and blank rows."""
    for clause, check in DECIDED_BY.items():
        assert verdicts[clause] == counts[check].verdict, (clause, check, counts[check].share)


def _write_prose() -> None:
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("leaflet.txt"), DOCS / FILES["leaflet"], "用户使用与保养手册")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

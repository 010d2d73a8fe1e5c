"""Build the lanyu client: docs/ and gold.json, from the wording in src/ and its rows.

Run: python evals/datasets/lanyu/make.py
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
    "manual": "澜愉布草　LY-F-01　2026版",
    "rules": "澜愉布草　LY-F-07　2026版",
    "contract": "LY-ZX-2025-031",
    "carrier": "LY-WT-2026-02",
    "minutes": "保障部周会",
    "old": "2024版　作废",
    "canteen": "综合部",
}
CLEAN = ("R4", "X5", "X6", "X7", "X8", "X9")
ISOLATED = ("R1", "R3", "R5", "R7", "X1", "X2", "X3", "X4")
MOSTLY = ("R2", "R6", "R8", "R9", "R10")


def main() -> None:
    """Write every file of the data set."""
    counts = all_counts()
    _hold_verdicts(counts)
    DOCS.mkdir(exist_ok=True)
    for stale in DOCS.iterdir():
        stale.unlink()
    for key, header in WORD_HEADERS.items():
        write_docx(_wording(f"{key}.txt"), DOCS / FILES[key], header)
    write_pdf(_wording("leaflet.txt"), DOCS / FILES["leaflet"], "布草使用小卡")
    for key, name in (("interview", "interview.txt"), ("web", "web.html")):
        (DOCS / FILES[key]).write_text(_wording(name), encoding="utf-8", newline="")
    sheets.write_deliveries(DOCS / FILES["deliveries"])
    sheets.write_claims(DOCS / FILES["claims"])
    sheets.write_ledgers(DOCS / FILES["ledgers"])
    sheets.write_complaints(DOCS / FILES["complaints"])
    text = json.dumps(gold(counts), ensure_ascii=False, indent=1)
    (HERE / "gold.json").write_text(text + "\n", encoding="utf-8")


def _hold_verdicts(counts: dict[str, Count]) -> None:
    """Stop when a share of bad rows no longer fits the verdict that rests on it (20 %)."""
    for key, count in counts.items():
        bad = (len(count.breach) + len(count.unknown)) / count.total
        print(f"{key}: {count.total} {len(count.breach)} {len(count.unknown)} {bad:.1%}")
        assert key not in CLEAN or bad == 0, key
        assert key not in ISOLATED or 0 < bad < 0.18, key
        assert key not in MOSTLY or bad > 0.25, key


def _wording(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

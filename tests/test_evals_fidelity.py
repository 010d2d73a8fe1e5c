import json
from pathlib import Path

from made_images import PARAGRAPH, draw, needs_font
from PIL import Image

from evals import fidelity
from evals.cases import load


def dataset(folder: Path, files: dict[str, str], quotes: list[tuple[str, str]]) -> Path:
    (folder / "docs").mkdir()
    for name, text in files.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    evidence = [{"file": f, "quote": q, "stance": "supports", "kind": "rule"} for f, q in quotes]
    verdict = {"clause": "5.1.1.1", "verdict": "conform", "evidence": evidence}
    gold = {"company": "甲", "audit_date": "2026-05-01", "verdicts": [verdict]}
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def test_share_counts_different_quotes_and_names_the_missing(tmp_path: Path) -> None:
    quotes = [
        ("a.txt", "7日内回访"),
        ("a.txt", "7日内回访"),
        ("a.txt", "3日内回访"),
        ("b.txt", "甲"),
    ]
    folder = dataset(tmp_path, {"a.txt": "安装完成后7日内 回访用户。"}, quotes)
    measured = fidelity.measure(load(folder))
    assert (measured.quotes, measured.share, measured.share_read) == (3, 0.3333, 0.5)
    assert measured.share_ocr is None
    assert [(file.missing, file.error) for file in measured.files] == [
        (("3日内回访",), ""),
        (("甲",), "not taken in"),
    ]


@needs_font
def test_files_read_by_ocr_have_a_share_of_their_own(tmp_path: Path) -> None:
    folder = dataset(
        tmp_path, {"a.txt": "当日受理。"}, [("b.png", "七日内回访用户"), ("a.txt", "无")]
    )
    Image.fromarray(draw(PARAGRAPH)).save(folder / "docs" / "b.png")
    measured = fidelity.measure(load(folder))
    assert (measured.share, measured.share_ocr) == (0.5, 1.0)

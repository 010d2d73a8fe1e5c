"""The sentence set: how rows are read, and what of them is refused."""

import re
from collections import Counter
from pathlib import Path

import pytest
from small_standard import GLOSSARY

from assistant.catalog import load as load_standard
from assistant.labelled import COLUMNS, load, sentence
from assistant.model import EvidenceKind, Stance
from ingest.errors import CatalogError

FOLDER = Path(__file__).parent.parent / "corpora" / "sentences"
HEAD = "\t".join(COLUMNS)
ROW = "5.3.1.3-b\tsupports\trecord\tplain\trecord_log\t回访表 > 单号 | 日期\tT-1 | 5月2日\t"


def written(folder, *lines):
    (folder / "w.tsv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return load(folder)


def test_row_is_read_with_its_writing(tmp_path):
    (row,) = written(tmp_path, ROW)
    assert (row.writing, row.point) == ("w", "5.3.1.3-b")
    assert (row.label, row.kind, row.on_topic) == (Stance.SUPPORTS, EvidenceKind.RECORD, True)


def test_row_names_every_point_that_it_speaks_of(tmp_path):
    (row,) = written(tmp_path, ROW + "5.3.1.4-a:neither,5.1.5.1-b:contradicts")
    assert row.sides == {
        "5.3.1.3-b": Stance.SUPPORTS,
        "5.3.1.4-a": Stance.NEITHER,
        "5.1.5.1-b": Stance.CONTRADICTS,
    }


def test_row_of_another_subject_speaks_only_of_what_is_said_of_it_besides(tmp_path):
    (row,) = written(tmp_path, ROW.replace("plain", "other_subject") + "5.3.1.4-a:supports")
    assert row.sides == {"5.3.1.4-a": Stance.SUPPORTS}


def test_row_of_a_log_becomes_cells_under_columns(tmp_path):
    (row,) = written(tmp_path, ROW)
    made = sentence(row, GLOSSARY)
    assert (made.block.sheet, made.block.columns) == ("回访表", ("单号", "日期"))
    assert (made.is_row, made.text) == (True, "T-1\t5月2日")


@pytest.mark.parametrize(
    "bad", [ROW.replace("supports", "yes"), ROW + "\tmore", ROW + "5.1.5.1-b", "5.3.1.3-b"]
)
def test_faulty_row_names_file_and_line(tmp_path, bad):
    with pytest.raises(CatalogError, match=r"w\.tsv：第2行"):
        written(tmp_path, bad)


def test_wrong_header_is_refused(tmp_path):
    (tmp_path / "w.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="第1行"):
        load(tmp_path)


def test_shipped_set_covers_every_point_with_every_label():
    found = load(FOLDER)
    names = {
        f"{c.id}-{p.id}" for c in load_standard("gbt27922-2011").standard.clauses for p in c.points
    }
    counts = Counter((row.point, row.label) for row in found)
    assert len(found) >= 6000
    shown_not_to_apply = {row.point for row in found if row.point.endswith("-na")}
    assert {row.point for row in found} - shown_not_to_apply == names
    assert all(counts[name, Stance.SUPPORTS] >= 10 for name in names)
    assert all(counts[name, Stance.NEITHER] >= 10 for name in names)


def test_shipped_set_repeats_no_sentence_across_writings():
    first = {}
    for row in load(FOLDER):
        text = re.sub(r"\W", "", row.text)
        if len(text) > 12 and row.trap != "blank_form":
            assert first.setdefault(text, row.writing) == row.writing, row.text

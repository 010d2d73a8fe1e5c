"""Labelled passages: rows of a data set, found again in its files."""

import pytest

from assistant.model import Stance
from assistant.passages import load
from ingest.errors import CatalogError

HEAD = "point\tlabel\tfile\ttext"
TEXT = "客服每月回访顾客并登记。"


@pytest.fixture
def client(tmp_path):
    (tmp_path / "甲" / "docs").mkdir(parents=True)
    manual = f"# 售后服务手册\n\n## 3 回访\n\n{TEXT}\n"
    (tmp_path / "甲" / "docs" / "手册.md").write_text(manual, encoding="utf-8")

    def written(*rows):
        (tmp_path / "甲" / "passages.tsv").write_text(
            "\n".join([HEAD, *rows]) + "\n", encoding="utf-8"
        )
        return list(load([tmp_path / "甲"]))

    return written


def test_passage_is_found_in_its_file_with_its_label(client):
    (found,) = client(f"5.3.1.3-b\tsupports\t手册.md\t{TEXT}", f"5.3.1.4-b\tother\t手册.md\t{TEXT}")
    assert [p.label for p in found.passages] == [Stance.SUPPORTS, None]
    assert {found.corpus.sentences[p.at].text for p in found.passages} == {TEXT}


def test_passage_that_is_not_in_the_file_is_refused_by_its_line(client):
    with pytest.raises(CatalogError, match="第2行"):
        client("5.3.1.3-b\tsupports\t手册.md\t客服每周回访顾客并登记。")


def test_data_set_without_passages_is_left_out(tmp_path):
    (tmp_path / "乙" / "docs").mkdir(parents=True)
    assert list(load([tmp_path / "乙"])) == []

from dataclasses import replace

import pytest

from ingest.model import BlockKind, Document, DocumentKind, Piece, Reading, compose
from ingest.versions import edition_of, older_editions


def document(
    file: str, *cells: str, title: str = "", kind: DocumentKind = DocumentKind.PROCEDURE
) -> Document:
    row = Piece("\t".join(cells), BlockKind.ROW, cells=cells)
    made = compose(file, file, Reading((row,) if cells else (Piece("略"),), (), title=title))
    return replace(made, kind=kind)


def older(*documents: Document) -> set[str]:
    return set(older_editions([edition_of(document) for document in documents]))


def test_lower_version_of_one_number_is_older() -> None:
    old = document("a.docx", "文件编号", "QP-07", "版本", "B/1", title="维修服务控制程序")
    new = document("b.docx", "文件编号", "QP-07", "版本", "C/0", title="维修服务控制程序")
    editions = [edition_of(new), edition_of(old)]
    assert older_editions(editions) == {"a.docx": "同一文件有更新的版本：b.docx"}


def test_year_in_the_number_is_no_other_number() -> None:
    old = document("a.docx", "编号", "TY-SC-2023", "版本", "B/0", title="用户服务手册")
    new = document("b.docx", "编号", "TY-SC-2026", "版本", "C/0", title="用户服务手册")
    assert older(old, new) == {"a.docx"}


def test_other_numbers_are_other_documents_under_one_title() -> None:
    one = document("a.docx", "编号", "QP-07", "版本", "A/0", title="维修服务控制程序")
    two = document("b.docx", "编号", "QP-08", "版本", "B/0", title="维修服务控制程序")
    assert older(one, two) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("用户服务手册_V1.9.docx", "用户服务手册_V1.10.docx"),
        ("收费标准2024.docx", "收费标准2026.docx"),
        ("净水机使用说明书 第四版.pdf", "净水机使用说明书 第五版.pdf"),
    ],
)
def test_file_name_tells_the_edition(old: str, new: str) -> None:
    assert older(document(new), document(old)) == {old}


def test_date_tells_where_there_is_no_version() -> None:
    old = document("a.docx", "实施日期", "2023-03-01", title="海川公司售后服务管理办法")
    new = document("b.docx", "实施日期", "2026年1月10日", title="售后服务管理办法")
    assert older(old, new) == {"a.docx"}


def test_manuals_of_two_models_stand_side_by_side() -> None:
    assert (
        older(document("SJD使用说明书 第四版.pdf"), document("SJC使用说明书 第五版.pdf")) == set()
    )


def test_records_of_two_years_stand_side_by_side() -> None:
    logs = [document(f"回访记录{year}.xlsx", kind=DocumentKind.RECORD_LOG) for year in (2024, 2026)]
    assert older(*logs) == set()


def test_neither_is_older_where_nothing_tells() -> None:
    one = document("甲/服务手册.docx", title="售后服务手册")
    two = document("乙/服务手册.docx", title="售后服务手册")
    assert older(one, two) == set()

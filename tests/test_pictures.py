import pytest
from made_files import archive
from made_images import image_file

from ingest.errors import ReadError
from ingest.model import PartStatus
from ingest.readers.pictures import Gallery, gallery, picture

LARGE, OTHER = image_file(size=(400, 300)), image_file("BMP", size=(300, 400))
FILES = {
    "word/media/image10.png": OTHER,
    "word/media/image2.png": LARGE,
    "word/media/image3.png": LARGE,
    "word/media/logo.png": image_file(size=(100, 600)),
    "word/media/chart.emf": b"\x01\0\0\0" + bytes(60),
    "word/document.xml": b"<x/>",
}


@pytest.fixture
def found() -> Gallery:
    return gallery(archive(FILES))


def test_pictures_are_numbered_in_order_and_none_twice(found: Gallery) -> None:
    assert found.large == (LARGE, OTHER)
    assert dict(found.numbers) == {
        "word/media/image2.png": 1, "word/media/image3.png": 1, "word/media/image10.png": 2,
    }  # fmt: skip


def test_logo_has_no_place(found: Gallery) -> None:
    assert found.place("word/media/logo.png") is None


def test_every_picture_shown_is_a_line_of_the_ledger(found: Gallery) -> None:
    assert [(part.name, part.status) for part in found.parts(FILES)] == [
        ("image 1", PartStatus.NEEDS_OCR),
        ("image 2", PartStatus.NEEDS_OCR),
        ("images", PartStatus.EMPTY),
        ("drawings", PartStatus.UNREADABLE),
    ]


def test_pictures_without_a_place_are_the_rest(found: Gallery) -> None:
    first = found.place("word/media/image2.png")
    assert first is not None
    assert [p.scanned.part for p in found.rest([first]) if p.scanned] == ["image 2"]


def test_picture_is_found_by_its_number() -> None:
    assert picture(archive(FILES), 2) == OTHER
    with pytest.raises(ReadError, match="3"):
        picture(archive(FILES), 3)


def test_file_that_is_no_zip_has_none() -> None:
    assert gallery(b"x").large == ()

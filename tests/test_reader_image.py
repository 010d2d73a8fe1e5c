import io
import struct
import zlib

import numpy as np
import pytest
from made_images import image_file
from PIL import Image

from ingest.errors import ReadError, TooLargeError
from ingest.model import PartStatus
from ingest.readers import read
from ingest.readers.image import MAX_PIXELS, read_image, render_frame
from ingest.readers.ocr import MAX_SIDE
from ingest.readers.scans import parts_to_scan
from ingest.readers.sniff import Format, sniff


def saved(image: Image.Image, form: str = "PNG", **more: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **more)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has no pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_picture_is_a_page_that_needs_ocr(form: str) -> None:
    data = image_file(form)
    assert sniff("扫描.docx", data) is Format.IMAGE
    reading = read("扫描.docx", data)
    assert [(p.name, p.status) for p in reading.parts] == [("page 1", PartStatus.NEEDS_OCR)]
    assert parts_to_scan(reading) == ["page 1"]
    assert "第1页" in reading.warnings[0]


def test_text_that_begins_like_a_bitmap_is_text() -> None:
    assert sniff("a.txt", "BM 编号".encode()) is Format.TEXT


def test_frames_of_a_tiff_are_pages() -> None:
    data = image_file("TIFF", pages=3)
    assert read_image(data).pages == 3
    assert render_frame(data, 3).shape == (40, 60, 3)


def test_photo_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(Image.new("RGB", (60, 40), "white"), "JPEG", exif=exif)
    assert render_frame(data, 1).shape == (60, 40, 3)


def test_what_shows_through_is_paper() -> None:
    data = saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)))
    assert render_frame(data, 1).min() == 255


def test_sixteen_bits_keep_their_contrast() -> None:
    values = np.array([[0, 40000]], dtype=np.uint16)
    found = render_frame(saved(Image.fromarray(values)), 1)
    assert found[0, :, 0].tolist() == [0, 255]


def test_large_picture_is_made_smaller() -> None:
    found = render_frame(saved(Image.new("L", (MAX_SIDE * 2, 100), 255)), 1)
    assert found.shape == (50, MAX_SIDE, 3)


@pytest.mark.parametrize("side", [30_000, int(MAX_PIXELS**0.5) + 100])
def test_bomb_is_too_large(side: int) -> None:
    with pytest.raises(TooLargeError, match=r"^炸弹\.png"):
        read("炸弹.png", png_header(side, side))


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0" + b"\0" * 64, image_file()[:20]])
def test_damaged_picture_is_a_read_error(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^坏\.png") as caught:
        read("坏.png", data)
    assert caught.value.hint


def test_picture_cut_off_is_a_read_error_when_it_is_drawn() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    with pytest.raises(ReadError):
        render_frame(saved(Image.fromarray(noise))[:2000], 1)

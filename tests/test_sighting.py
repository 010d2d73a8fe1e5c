import io
from pathlib import Path

import numpy as np
import pytest
from made_images import PARAGRAPH, draw, image_file, needs_font
from PIL import Image

from ingest.model import Document, Piece, Reading, compose
from ingest.readers.ocr import OcrLine, Scan, scan_image
from ingest.readers.ocr_layout import lay_out
from ingest.scanned import Frame, Scanned, Words
from ingest.sighting import frames_of, sight

LINE = Words(0, 10, 0.9, 1000, 2000, 6000, 2500)


def document(*pieces: Piece) -> Document:
    return compose("d", "扫描.png", Reading(pieces, ()))


def scanned(text: str, *words: Words, part: str = "page 1") -> Piece:
    return Piece(text, page=1, scanned=Scanned(part, words=words))


def test_frame_is_cut_to_the_characters_of_the_quote() -> None:
    found = frames_of(document(scanned("一二三四五六七八九十", LINE)), 2, 4)
    assert found is not None and found[1] == [Frame(2000, 2000, 3000, 2500)]


def test_half_width_characters_take_half_the_room() -> None:
    text = "12一二三四五六七八"
    assert Scanned("page 1", words=(LINE,)).frames(text, 0, 2)[0].right == round(1000 + 5000 / 9)


def test_quote_over_two_lines_has_two_frames() -> None:
    second = Words(10, 20, 0.9, 1000, 3000, 6000, 3500)
    text = "一二三四五六七八九十" * 2
    found = frames_of(document(scanned(text, LINE, second)), 8, 12)
    assert found is not None
    assert [(frame.left, frame.top, frame.right) for frame in found[1]] == [
        (5000, 2000, 6000),
        (1000, 3000, 2000),
    ]


def test_text_that_is_no_scan_has_no_picture() -> None:
    assert frames_of(document(Piece("一二三")), 0, 2) is None
    assert sight(document(Piece("一二三")), Path("none"), 0, 2) is None


def test_least_confidence_of_the_lines_counts() -> None:
    unsure = Words(10, 20, 0.55, 0, 0, 1, 1)
    place = Scanned("page 1", words=(LINE, unsure))
    assert [place.score(0, 5), place.score(5, 15), place.score(30, 31)] == [0.9, 0.55, None]


def test_equal_cells_are_placed_from_the_top() -> None:
    def line(text: str, y: float) -> OcrLine:
        return OcrLine(
            text=text, score=0.9, corners=((100, y), (200, y), (200, y + 40), (100, y + 40))
        )

    scan = Scan(width=1000, height=1000, lines=(line("合格", 500), line("合格", 100)))
    pieces = lay_out(scan, 1, "image 3").pieces
    assert [p.scanned.part for p in pieces if p.scanned] == ["image 3"] * len(pieces)
    tops = [w.top for p in pieces if p.scanned for w in p.scanned.words]
    assert tops == [1000, 5000]


@needs_font
def test_every_line_of_a_page_has_its_place() -> None:
    scan = scan_image(draw(PARAGRAPH))
    for piece in lay_out(scan, 1).pieces:
        assert piece.scanned
        solid = "".join(piece.text[w.start : w.end] for w in piece.scanned.words)
        assert "".join(solid.split()) == "".join(piece.text.split())


@needs_font
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_quote_is_marked_on_the_upright_page(tmp_path: Path, turn: int) -> None:
    image = np.ascontiguousarray(np.rot90(draw(PARAGRAPH), turn // 90))
    original = tmp_path / "a.png"
    Image.fromarray(image).save(original)
    layout = lay_out(scan_image(image), 1)
    one = document(*layout.pieces)
    start = one.text.index("投诉由专员")
    shown = sight(one, original, start, start + 5)
    assert shown is not None
    pixels = np.asarray(Image.open(io.BytesIO(shown)).convert("RGB")).astype(int)
    yellow = (pixels[:, :, 0] - pixels[:, :, 2]) > 60
    rows, columns = np.nonzero(yellow)
    assert pixels.shape[:2] == (320, 900)
    # The third line begins 171 pixels down; before the quote stand 3 em and a space of a quarter.
    assert 150 < rows.mean() < 215
    assert abs(columns.min() - (40 + 3.25 * 32)) < 40
    assert abs(columns.max() - (40 + 8.25 * 32)) < 40


def test_page_that_is_gone_is_an_error(tmp_path: Path) -> None:
    original = tmp_path / "a.png"
    original.write_bytes(image_file())
    with pytest.raises(OSError):
        sight(document(scanned("一二三四五六七八九十", LINE)), tmp_path / "none.png", 0, 2)

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hostile import hostile
from made_files import rtf, slides
from made_images import PARAGRAPH, draw, image_file, needs_font
from PIL import Image

from ingest import worker
from ingest.embedding import open_embedder
from ingest.errors import LegacyFormatError, ReadError
from ingest.index import open_index
from ingest.intake import IntakeResult, Progress, take_in
from ingest.isolation import Sandbox
from ingest.limits import Limits
from ingest.model import PartStatus, Reading
from ingest.parsing import Job, Parsed, by_cost, parse_all
from ingest.readers import office
from ingest.readers.mail import OLE
from ingest.readers.scans import parts_to_scan
from ingest.sources import Source
from ingest.store import open_store

RULE = "第一条 安装完成后7日内回访用户。"
HOME = Path(__file__).parents[1]


def job(*, ocr: bool = True, file_s: float = 20.0, pages: list[str] | None = None) -> Job:
    told = pages if pages is not None else []
    return Job(
        load=lambda source: source.path.read_bytes(),
        is_known=lambda data: data == b"known",
        limits=Limits(ocr=ocr, file_s=file_s),
        cache=None,
        on_page=lambda file, done, total: told.append(f"{file} {done}/{total}"),
        parse=hostile,
    )


def parsed(folder: Path, given: Job, *, memory_bytes: int = 3 * 1024**3) -> dict[str, Parsed]:
    sources = by_cost(Source(path, path.name) for path in sorted(folder.iterdir()))
    with Sandbox(memory_bytes=memory_bytes) as sandbox:
        return {found.source.file: found for found in parse_all(sources, given, sandbox)}


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(f"{name} {RULE}", encoding="utf-8")


def test_crash_and_loop_and_bomb_are_rows_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "abort.txt", "bomb.txt", "c.txt", "loop.txt", "z.txt")
    found = parsed(tmp_path, job(file_s=3.0))
    codes = {name: own.error.code for name, own in found.items() if own.error}
    assert codes == {"abort.txt": "unreadable", "bomb.txt": "too_large", "loop.txt": "unreadable"}
    assert all(own.error.hint for own in found.values() if own.error)
    assert [name for name, own in found.items() if own.reading] == ["a.txt", "c.txt", "z.txt"]


def test_known_file_is_not_parsed(tmp_path: Path) -> None:
    (tmp_path / "abort.txt").write_bytes(b"known")
    found = parsed(tmp_path, job())["abort.txt"]
    assert (found.data, found.reading, found.error) == (b"known", None, None)


def test_file_that_went_away_is_a_row(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        (found,) = parse_all([Source(tmp_path / "x.txt", "x.txt")], job(), sandbox)
    assert found.error is not None and "x.txt" in found.error.message


def test_pictures_and_old_formats_come_last() -> None:
    names = ["a.JPG", "b.txt", "c.doc", "d.pdf"]
    assert [s.file for s in by_cost(Source(Path(n), n) for n in names)] == [
        "b.txt", "d.pdf", "a.JPG", "c.doc",
    ]  # fmt: skip


def test_parser_that_breaks_is_a_read_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_file: str, _data: bytes) -> Reading:
        raise AttributeError("'NoneType' object has no attribute 'body'")

    monkeypatch.setattr(worker, "read", broken)
    with pytest.raises(ReadError, match=r"^a\.docx") as caught:
        worker.parse("a.docx", b"x", 1.0)
    assert caught.value.hint


@needs_font
def test_picture_is_read_after_the_texts_with_progress_by_page(tmp_path: Path) -> None:
    frames = [Image.fromarray(draw([words], height=100)) for words in PARAGRAPH[:2]]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    write(tmp_path, "b.txt")
    pages: list[str] = []
    found = parsed(tmp_path, job(file_s=60.0, pages=pages))
    assert list(found) == ["b.txt", "a.tif"]
    assert pages == ["a.tif 1/2", "a.tif 2/2"]
    reading = found["a.tif"].reading
    assert reading is not None
    assert [part.status for part in reading.parts] == [PartStatus.OCR] * 2
    assert [piece.page for piece in reading.pieces] == [1, 2]
    assert "七日内回访用户" in reading.pieces[0].text


def test_ocr_switched_off_leaves_the_page_as_it_is(tmp_path: Path) -> None:
    Image.fromarray(np.zeros((40, 40, 3), np.uint8)).save(tmp_path / "a.png")
    reading = parsed(tmp_path, job(ocr=False))["a.png"].reading
    assert reading is not None
    assert [part.status for part in reading.parts] == [PartStatus.NEEDS_OCR]


@needs_font
def test_intake_counts_ocr_pages_and_keeps_their_results(tmp_path: Path) -> None:
    docs, room = tmp_path / "docs", tmp_path / "room"
    docs.mkdir()
    scan = Image.fromarray(draw(PARAGRAPH))
    scan.save(docs / "回访规定.pdf")
    store = open_store(room)
    index = open_index(store, room, open_embedder())
    steps: list[Progress] = []

    def take() -> IntakeResult:
        (row,) = take_in([docs], store, index, open_embedder(), on_progress=steps.append)
        return row

    row = take()
    assert (row.ocr_pages, row.error, row.warnings) == (1, None, ())
    assert "OCR page 1/1" in [step.stage for step in steps]
    assert len(list((room / "ocr-cache").glob("*.json"))) == 1
    assert take().ocr_pages == 1
    index.close()


def test_script_without_main_guard_can_use_a_sandbox(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from ingest.isolation import Sandbox\n"
        "print('once')\n"
        "with Sandbox() as box:\n"
        "    print(box.start(len, 20.0, 'abc').result())\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("once\n3\n", "")


def old_word() -> bytes:
    return OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(64)


def test_old_format_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(LegacyFormatError, match=r"\.doc") as caught:
        worker.parse("a.doc", old_word(), 60.0)
    assert "LibreOffice" in caught.value.hint and ".docx" in caught.value.hint


def test_rich_text_without_libreoffice_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    reading = worker.parse("a.rtf", rtf("7日内回访。\\par "), 60.0)
    assert [piece.text for piece in reading.pieces] == ["7日内回访。"]
    assert "LibreOffice" in reading.warnings[0]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script")
def test_pictures_of_a_converted_file_are_drawn_from_what_it_became(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made.pptx"
    made.write_bytes(slides(picture=image_file(size=(300, 300))))
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\nfor a; do :; done\nmkdir out && cp {made} out/file.pptx\n", encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda _name: str(program))
    data = OLE + bytes(504) + "PowerPoint Document".encode("utf-16-le") + bytes(64)
    reading = worker.parse("a.ppt", data, 60.0)
    assert parts_to_scan(reading) == ["image 1"]
    scanned = worker.scan("a.ppt", reading.converted, "image 1", None)
    assert (scanned.failure, scanned.status) == ("", PartStatus.EMPTY)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_old_format_is_converted_and_read() -> None:
    reading = worker.parse("a.rtf", rtf("Return visit within 7 days.\\par "), 100.0)
    assert [piece.text for piece in reading.pieces] == ["Return visit within 7 days."]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script")
def test_conversion_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = tmp_path / "soffice"
    stuck.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    stuck.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda _name: str(stuck))
    error = LegacyFormatError("a.doc：旧版", "另存", suffix=".doc", target=".docx")
    with pytest.raises(ReadError, match="timed out"):
        office.convert(b"x", error, timeout_s=0.2)


def test_unused_sandbox_starts_nothing() -> None:
    with Sandbox() as sandbox:
        assert sandbox._pool is None

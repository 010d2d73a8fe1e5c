"""The source pane: a quote that OCR read is shown on its page."""

from pathlib import Path

import numpy as np
from made_images import PARAGRAPH, draw, needs_font
from PIL import Image

from assistant.model import Evidence, EvidenceKind, Lang, Stance
from assistant.quotes import MatchStatus
from assistant.settings import Settings
from assistant.ui.desk import Desk
from assistant.ui.evidence import render
from assistant.ui.rooms import Room, Rooms
from ingest.model import locator_of


def room_with(folder: Path, name: str) -> Room:
    rooms = Rooms(Settings(workspace=folder / "room"))
    room = rooms.enter(rooms.create("甲"))
    list(room.workspace.ingest([folder / name]))
    return room


def pane(room: Room, quote: str) -> str:
    (row,) = room.workspace.documents.documents()
    document = room.workspace.document(row.id)
    start = document.text.index(quote)
    evidence = Evidence(
        document_id=row.id,
        file=row.file,
        locator=locator_of(document, start),
        quote=quote,
        start=start,
        end=start + len(quote),
        stance=Stance.SUPPORTS,
        kind=EvidenceKind.RULE,
        status=MatchStatus.VERIFIED,
    )
    shown = render(Desk(lang=Lang.ZH, source=f"cite-{room.book.key(evidence)}"), room)
    room.workspace.index.close()
    return shown


@needs_font
def test_quote_from_a_scan_is_shown_on_its_page(tmp_path: Path) -> None:
    Image.fromarray(np.ascontiguousarray(draw(PARAGRAPH))).save(tmp_path / "扫描.png")
    shown = pane(room_with(tmp_path, "扫描.png"), "投诉由专员")
    assert 'src="data:image/jpeg;base64,/9j/' in shown
    assert '<mark id="hit">投诉由专员</mark>' in shown


def test_quote_from_a_text_has_no_picture(tmp_path: Path) -> None:
    (tmp_path / "规定.txt").write_text("第二条 投诉由专员当日受理。", encoding="utf-8")
    assert "<img" not in pane(room_with(tmp_path, "规定.txt"), "投诉由专员")


@needs_font
def test_page_that_cannot_be_drawn_is_said_and_the_text_shown(tmp_path: Path) -> None:
    Image.fromarray(np.ascontiguousarray(draw(PARAGRAPH))).save(tmp_path / "扫描.png")
    room = room_with(tmp_path, "扫描.png")
    (row,) = room.workspace.documents.documents()
    room.workspace.documents.original(row.id).unlink()
    shown = pane(room, "投诉由专员")
    assert "<img" not in shown and "No such file" in shown
    assert '<mark id="hit">投诉由专员</mark>' in shown

"""What the list of a client's files says of each."""

import pytest

from assistant.model import Lang
from assistant.settings import Settings
from assistant.ui.files import ledger
from assistant.ui.rooms import Rooms
from tests.small_client import CLIENT

FILES = {
    "售后服务手册.md": "# 售后服务手册\n\n2.1 客服接到报修后应在24小时内派人上门。\n",
    "食堂菜谱.txt": "本周食堂菜谱。周一红烧肉。周二鱼香茄子。周三休息。",
}


@pytest.mark.parametrize(("lang", "said"), [(Lang.ZH, "与评价无关"), (Lang.EN, "set aside")])
def test_file_that_no_clause_is_judged_by_is_called_so(tmp_path, lang, said):
    rooms = Rooms(Settings(workspace=tmp_path / "workspace", model="", base_url=""))
    room = rooms.enter(rooms.create(CLIENT))
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        list(room.workspace.ingest([tmp_path / name]))
    rows = ledger(room, lang).split("<tr")[2:]
    called = {name for name in FILES for row in rows if name in row and said in row}
    assert called == {"食堂菜谱.txt"}

"""The fictional sample client: loaded, assessed, shown."""

from assistant import cli_show
from assistant.catalog import CORPORA
from assistant.settings import Settings
from assistant.workspace import Workspace

SAMPLE = CORPORA / "samples" / "quanzao"
CLIENT = "示例客户·泉灶厨房设备（虚构）"


def load(settings: Settings) -> Workspace:
    """Ingest and assess the sample client, printing the verdict table; twice is free."""
    room = Workspace(settings, CLIENT, create=True)
    with cli_show.progress(quiet=False) as on_progress:
        rows = list(room.ingest([SAMPLE / "docs"], on_progress=on_progress))
        room.read(on_progress)
    cli_show.rows(rows)
    with cli_show.clause_progress(quiet=False) as on_clause:
        made = room.assess(on_clause=on_clause)
    cli_show.verdicts(room, made, room.score())
    return room

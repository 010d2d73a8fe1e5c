"""The open audits of this process, one room per client; a key from one opens nothing in another."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from assistant.folders import clients
from assistant.model import Evidence
from assistant.settings import Settings
from assistant.ui.counts import Counts
from assistant.workspace import Workspace
from ingest.errors import UsageError
from ingest.model import content_id

_OPEN = 8


@dataclass
class Book:
    """The quotes that a client's pages point at, by key."""

    _evidence: dict[str, Evidence] = field(default_factory=dict)

    def key(self, evidence: Evidence) -> str:
        """Return the key of a quote; the same quote has one key."""
        key = content_id(evidence.model_dump_json())
        self._evidence[key] = evidence
        return key

    def evidence(self, key: str) -> Evidence | None:
        """Return the quote behind a key, or None if this client has no such quote."""
        return self._evidence.get(key)


@dataclass(frozen=True, slots=True)
class Room:
    """One client's workspace with the quotes shown from it and what was counted of it."""

    workspace: Workspace
    book: Book
    counts: Counts

    @property
    def is_empty(self) -> bool:
        """Whether the client has no documents yet."""
        return not self.workspace.documents.documents()


class Rooms:
    """Opens clients under `settings.workspace` and keeps the last few open."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._open: OrderedDict[str, Room] = OrderedDict()
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """Return the names of all clients, sorted."""
        return clients(self.settings.workspace)

    def known(self, client: str | None) -> str:
        """Return the name of a client.

        Raises:
            UsageError: There is no such client.
        """
        if client is None or client not in self.names():
            raise UsageError(
                f"没有客户“{client or ''}” (no such client)",
                "在页面上方选择或新建 (choose or create one at the top)",
            )
        return client

    def enter(self, client: str | None) -> Room:
        """Return a client's room.

        Raises:
            UsageError: There is no such client.
        """
        return self._room(self.known(client), create=False)

    def create(self, name: str) -> str:
        """Create a client, or find the one of that name; return the name as kept.

        Raises:
            UsageError: The name is empty.
        """
        client = " ".join(name.split())
        self._room(client, create=True)
        return client

    def _room(self, client: str, *, create: bool) -> Room:
        with self._lock:
            if client not in self._open:
                workspace = Workspace(self.settings, client, create=create)
                self._open[client] = Room(workspace, Book(), Counts(workspace))
            self._open.move_to_end(client)
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)
            return self._open[client]

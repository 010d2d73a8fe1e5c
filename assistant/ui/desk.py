"""The desk: what one browser session looks at. The page's only changing value."""

import uuid
from dataclasses import dataclass, field

from assistant.model import Answer, Lang, Verdict


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer."""

    question: str
    answer: Answer


@dataclass
class Talk:
    """A conversation about one client; `busy` while an answer is being written."""

    session: str = field(default_factory=lambda: uuid.uuid4().hex)
    turns: list[Turn] = field(default_factory=list)
    busy: bool = False


@dataclass
class Desk:
    """What one browser session looks at.

    It is changed in place by the handlers of its session, so that one that runs long sees
    that its client has been left and shows nothing more.

    Attributes:
        clause: The clause that is open in the checklist, or "".
        wanted: The verdict that the checklist is narrowed to; None for all.
        source: What the source pane shows: "cite-KEY", "doc-ID" or "".
        talks: One conversation per client.
    """

    lang: Lang = Lang.ZH
    client: str | None = None
    clause: str = ""
    wanted: Verdict | None = None
    source: str = ""
    talks: dict[str, Talk] = field(default_factory=dict)

    def talk(self, client: str) -> Talk:
        """Return this session's conversation about a client."""
        return self.talks.setdefault(client, Talk())

    def go_to(self, client: str | None) -> None:
        """Turn to another client; nothing of the last one stays open."""
        self.client, self.clause, self.wanted, self.source = client, "", None, ""

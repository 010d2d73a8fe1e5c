"""The desk: what one browser session looks at. The page's only changing value."""

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from assistant.model import Answer, Lang, Verdict
from ingest import IntakeResult, Progress


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer."""

    question: str
    answer: Answer


@dataclass
class Talk:
    """A conversation about one client.

    Attributes:
        asking: Mark of the question being answered, "" while none is; an answer whose mark
            is no longer here was stopped and is dropped.
    """

    session: str = field(default_factory=lambda: uuid.uuid4().hex)
    turns: list[Turn] = field(default_factory=list)
    asking: str = ""


class Upload(NamedTuple):
    """Files handed over together, with the rows of those that are read.

    Attributes:
        done: All are read and can be found by a search.
        step: What is being done now, if that is known.
    """

    names: tuple[str, ...]
    rows: tuple[IntakeResult, ...] = ()
    done: bool = False
    step: Progress | None = None

    def after(self, one: Progress | IntakeResult) -> "Upload":
        """Return the upload one step or one row further."""
        if isinstance(one, Progress):
            return self._replace(step=one)
        return self._replace(rows=(*self.rows, one), step=None)


class Run(NamedTuple):
    """An assessment of many clauses: which one is next, or how long all took."""

    done: int
    total: int
    clause: str
    seconds: int = 0


class Written(NamedTuple):
    """A report on the disk and what its writer wants looked at."""

    path: Path
    problems: tuple[str, ...]


@dataclass
class Desk:
    """What one browser session looks at.

    It is changed in place by the handlers of its session, so that one that runs long sees
    that its client has been left and shows nothing more.

    Attributes:
        clause: The clause that is open in the checklist, or "".
        wanted: The verdict that the checklist is narrowed to; None for all.
        source: What the source pane shows: "cite-KEY", "doc-ID" or "".
        upload: The last upload to this client.
        cancelled: The person has asked to break the upload off.
        run: The last assessment of all clauses of this client.
        written: The report written last for this client.
        counted: Whether the report tab shows the rules counted over the records.
        looked: The tabs whose slow count has been asked for.
        check: The record check that is open, or "".
        flaw: The flaw of the records that is open, or "".
        shown: What the ledger of commitments is narrowed to; "" for all.
        who: The person at the desk, as far as the server knows.
        talks: One conversation per client.
    """

    lang: Lang = Lang.ZH
    client: str | None = None
    clause: str = ""
    wanted: Verdict | None = None
    source: str = ""
    upload: Upload | None = None
    cancelled: bool = False
    run: Run | None = None
    written: Written | None = None
    counted: bool = False
    looked: set[str] = field(default_factory=set)
    check: str = ""
    flaw: str = ""
    shown: str = ""
    who: str = ""
    talks: dict[str, Talk] = field(default_factory=dict)

    def talk(self, client: str) -> Talk:
        """Return this session's conversation about a client."""
        return self.talks.setdefault(client, Talk())

    def go_to(self, client: str | None) -> None:
        """Turn to another client; nothing of the last one stays open."""
        self.client, self.clause, self.wanted, self.source = client, "", None, ""
        self.upload = self.run = self.written = None
        self.check = self.flaw = self.shown = ""
        self.counted, self.looked = False, set()

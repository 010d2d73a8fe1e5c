"""The clients of the accuracy sheet: each judged by a reader that has not seen its passages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from assistant import labelled, network_files, passages, reader_files
from assistant.assess import assess
from assistant.catalog import Catalog
from assistant.model import Assessment, Clause
from assistant.network import Network
from assistant.passages import Client
from assistant.reader import Reader
from assistant.rules import RulesEngine
from assistant.train_reader import (
    PAPERS,
    SENTENCES,
    examples,
    fit_stance,
    fit_tone,
    folds_of,
    points_of,
    read_passages,
    read_rows,
)
from assistant.train_topics import Example, Said, fit_topics, out_of_fold, said_by, said_in_rows
from assistant.workspace import Workspace
from evals.cases import Dataset, DatasetError, load
from evals.observation import EngineName, settings_for

Say = Callable[[str], None]
_PARTS = 4
HELD_OUT = frozenset(("shichuan", "anlian", "rentai"))
"""Clients that nothing may be fitted on; they are not opened."""


@dataclass(frozen=True, slots=True)
class Case:
    """A verdict on a clause of a client, and whether it is the gold's."""

    client: str
    clause: Clause
    assessment: Assessment
    right: bool


@dataclass(frozen=True)
class Room:
    """A client's data set with its workspace."""

    dataset: Dataset
    workspace: Workspace

    @cached_property
    def client(self) -> Client | None:
        """Its labelled passages, None if it has none."""
        path = self.dataset.folder / passages.FILE
        if not path.exists():
            return None
        corpus = self.workspace.corpus
        return Client(self.dataset.name, corpus, tuple(passages.rows(path, corpus)))


def judged(folders: Sequence[Path], rooms: Path, networks: Path, say: Say) -> list[Case]:
    """Return the verdicts on all gold clauses of the clients.

    Args:
        rooms: Folder of the clients' workspaces; what lies there already is not read again.
        networks: Folder of networks in folders, one for each client that has not seen it.

    Raises:
        DatasetError: A folder is no dataset, is held out, or has the name of another, or
            every network has seen a client.
    """
    opened = [_opened(dataset, rooms, say) for dataset in datasets(folders)]
    say("train a reader for each client, without it")
    catalog = opened[0].workspace.catalog
    found = examples(labelled.load(SENTENCES), catalog)
    clients = [room.client for room in opened if room.client is not None]
    shipped = reader_files.load()
    taught = [one for paper in passages.load(sorted(PAPERS)) for one in said_by(paper)]
    readers = without_each(shipped, found, clients, taught, catalog)
    blind = [network_files.load(path.parent) for path in sorted(networks.glob("*/network.npz"))]
    cases = []
    for room in opened:
        name = room.dataset.name
        say(f"{name}: assess")
        reader = readers.get(name)
        known = replace(reader, network=unseen_by(name, blind)) if reader else shipped
        cases += list(_cases(room, known))
    return cases


def unseen_by(client: str, networks: Sequence[Network]) -> Network:
    """Return a network that has not seen a client's passages.

    Raises:
        DatasetError: All have.
    """
    for network in networks:
        if client in network.left_out:
            return network
    raise DatasetError(
        f"{client}: no network that has not seen it",
        f"python -m assistant.train_network --leave-out {client} --out DIR/{client}",
    )


def datasets(folders: Sequence[Path]) -> list[Dataset]:
    """Return the data sets of the folders.

    Raises:
        DatasetError: A folder is no dataset, is held out, or has the name of another.
    """
    names = [folder.resolve().name for folder in folders]
    for name in names:
        if name in HELD_OUT:
            raise DatasetError(
                f"{name}: held out", "nothing is fitted on a client that is held out"
            )
        if names.count(name) > 1:
            raise DatasetError(f"{name}: given twice", "name each client once")
    return [load(folder) for folder in folders]


def without_each(
    reader: Reader,
    found: Sequence[Example],
    clients: Sequence[Client],
    taught: Sequence[Said],
    catalog: Catalog,
) -> dict[str, Reader]:
    """Return by client's name a reader that has not seen its passages.

    A part of the clients is left out at a time; tone and match never see passages: they stay.
    The network stays as well, and is to be replaced by one that has not seen the client.

    Args:
        taught: What papers say that no client of the sheet wrote.
    """
    tones = out_of_fold(found, folds_of(found), fit_tone, lambda one: one.sentence.text)
    points, written, said = (
        points_of(catalog),
        read_rows(found, tones, catalog),
        said_in_rows(found),
    )
    wordy = replace(reader, network=None)
    beside = {c.name: read_passages(wordy.study(c.corpus), c, points) for c in clients}
    readers: dict[str, Reader] = {}
    for part in (clients[at::_PARTS] for at in range(min(_PARTS, len(clients)))):
        rest = [client for client in clients if client not in part]
        told = [one for client in rest for one in said_by(client)]
        grams, topics = fit_topics([*said, *taught, *told], reader.points)
        stance = fit_stance([beside[client.name] for client in rest], written)
        blind = replace(reader, topic_grams=grams, topics=topics, stance=stance)
        readers |= {client.name: blind for client in part}
    return readers


def _opened(dataset: Dataset, rooms: Path, say: Say) -> Room:
    say(f"{dataset.name}: read")
    settings = settings_for(EngineName.RULES, rooms)
    workspace = Workspace(settings, dataset.name, create=True)
    failed = [row.file for row in workspace.ingest([dataset.docs]) if row.error is not None]
    if failed:
        say(f"{dataset.name}: could not read {', '.join(failed)}")
    return Room(dataset, workspace)


def _cases(room: Room, reader: Reader) -> Iterator[Case]:
    workspace = room.workspace
    study = reader.study(workspace.corpus)
    engine = RulesEngine(workspace.corpus.glossary, study)
    desk = workspace.desk(engine, room.dataset.gold.audit_date, study)
    for gold in room.dataset.gold.verdicts:
        clause = workspace.catalog.clause(gold.clause)
        made = assess(clause, desk)
        yield Case(room.dataset.name, clause, made, made.verdict is gold.verdict)

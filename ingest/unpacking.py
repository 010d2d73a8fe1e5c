"""Unpacking: archives and mails among the sources are followed by the files inside them."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import NamedTuple

from ingest.errors import ReadError, TooLargeError
from ingest.isolation import Sandbox, result_of
from ingest.limits import Limits
from ingest.readers.archive import may_hold_files
from ingest.sources import Source, is_system, safe
from ingest.worker import Unpacked, unpack

_PREFIX = "unpacked-"
_HEAD_BYTES = 4096


class _Nested(NamedTuple):
    """A source, and how many archives and mails it lies in."""

    source: Source
    depth: int


@dataclass(slots=True)
class _Budget:
    """What one outermost file may still unpack to."""

    entries: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Unpacker:
    """Where files are unpacked to, and what it may cost.

    Attributes:
        on_wait: Called with the name of a file that is being opened, and again a few times a
            second; it may raise CancelledError.
    """

    folder: Path
    sandbox: Sandbox
    limits: Limits
    on_wait: Callable[[str], None] = lambda _file: None
    names: set[str] = field(default_factory=set)


def clear(folder: Path) -> None:
    """Delete what runs that were killed have left unpacked."""
    for left in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give a folder that is gone afterwards, as are those of runs that were killed."""
    clear(folder)
    made = Path(mkdtemp(prefix=_PREFIX, dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def unpacked(sources: Iterable[Source], unpacker: Unpacker) -> list[Source]:
    """Return the sources with those inside archives and mails, named outer/inner.

    An archive itself is no document and goes; a mail stays before what is attached to it.
    What was refused is a source with the error.
    """
    given = list(sources)
    unpacker.names.update(source.file for source in given)
    found: list[Source] = []
    for source in given:
        limits = unpacker.limits.archive
        budget = _Budget(limits.entries, limits.total_bytes)
        found += _opened(_Nested(source, 0), budget, unpacker)
    return found


def _opened(outer: _Nested, budget: _Budget, unpacker: Unpacker) -> Iterator[Source]:
    source, depth = outer
    if not _may_hold_files(source, unpacker.limits):
        yield source
        return
    try:
        made = _unpack(source, unpacker)
        if made.members and depth >= unpacker.limits.archive.depth:
            raise TooLargeError(
                f"{source.file}：压缩包或邮件嵌套超过 {depth} 层 (nested too deep)",
                "请解压后导入其中的文件",
            )
    except (ReadError, OSError) as error:
        yield _refused(source, error)
        return
    if made.is_document:
        yield source
    for path, name, refusal in made.members:
        if refusal is None and is_system(PurePosixPath(name)):
            continue
        inner = Source(path, _unique(safe(f"{source.file}/{name}"), unpacker.names), refusal)
        if refusal is None:
            inner = _within(inner, budget)
        yield from _opened(_Nested(inner, depth + 1), budget, unpacker)


def _within(source: Source, budget: _Budget) -> Source:
    """Return a source, or its refusal if the outermost file has unpacked to too much."""
    budget.entries -= 1
    budget.bytes -= source.path.stat().st_size
    if budget.entries >= 0 and budget.bytes >= 0:
        return source
    source.path.unlink()
    error = TooLargeError(f"{source.file}：压缩包解压后过大 (too much in all)", "请解压后分批导入")
    return Source(source.path, source.file, error)


def _unpack(source: Source, unpacker: Unpacker) -> Unpacked:
    folder = Path(mkdtemp(dir=unpacker.folder))
    seconds = unpacker.limits.file_s
    future = unpacker.sandbox.start(unpack, seconds, source, folder, unpacker.limits)
    unpacker.on_wait(source.file)
    return result_of(future, source.file, seconds, partial(unpacker.on_wait, source.file))


def _may_hold_files(source: Source, limits: Limits) -> bool:
    if source.refusal is not None:
        return False
    try:
        if source.path.stat().st_size > limits.max_bytes:
            return False
        with source.path.open("rb") as file:
            return may_hold_files(file.read(_HEAD_BYTES))
    except OSError:
        return False  # it will be a row when it is read


def _unique(file: str, names: set[str]) -> str:
    name, number = file, 2
    while name in names:
        name, number = f"{file} ({number})", number + 1
    names.add(name)
    return name


def _refused(source: Source, error: ReadError | OSError) -> Source:
    if isinstance(error, OSError):
        error = ReadError(f"{source.file}：无法解压（{error}）", "检查磁盘是否已满")
    return Source(source.path, source.file, error)

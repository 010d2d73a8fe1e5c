"""Child processes for parsers: a crash, a loop or a bomb costs one file, not the run."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from types import ModuleType, TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.errors import ReadError, TooLargeError

_LOOK_S = 0.25
"""So often a wait looks up, to show progress or to be broken off."""
MAX_TASKS = 20
"""After so many files a worker is replaced: parsers leak."""

# Imported once and inherited by all workers. Anything with threads of its own stays out.
_PRELOADED = [
    "ingest.worker",
    "ingest.readers.csvfile",
    "ingest.readers.docx",
    "ingest.readers.html",
    "ingest.readers.markdown",
    "ingest.readers.pdf",
    "ingest.readers.sheet",
    "ingest.readers.text",
    "docx",
    "lxml.etree",
    "openpyxl",
]

P = ParamSpec("P")
T = TypeVar("T")


class Sandbox:
    """A pool of child processes, one for each core; it starts with the first call.

    It ends with the block.

    Not thread-safe; one per intake.
    """

    def __init__(self, *, memory_bytes: int = 0, workers: int | None = None) -> None:
        self.workers = workers or _cores()
        self._memory_bytes = memory_bytes
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def start(
        self, function: Callable[P, T], timeout_s: float, /, *args: P.args, **kwargs: P.kwargs
    ) -> "Future[T]":
        """Begin a call of an importable function in a child; see `result_of`."""
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                max_workers=self.workers,
                max_tasks=MAX_TASKS,
                initializer=_confine,
                initargs=(self._memory_bytes,),
                context=_context(),
            )
        # Its future is one of concurrent.futures, but declares no result.
        future: Future[T] = self._pool.schedule(
            function, args=args, kwargs=kwargs, timeout=timeout_s
        )
        return future


def result_of(
    future: "Future[T]", what: str, timeout_s: float, on_wait: Callable[[], None] = lambda: None
) -> T:
    """Return the result of a call; `what` names its file, `timeout_s` is what it was given.

    `on_wait` is called while there is none yet, and may raise to break the wait off.

    Raises:
        ReadError: The child crashed, hung, or raised it.
        TooLargeError: It needed more memory than it may have.
    """
    while not wait([future], timeout=_LOOK_S).done:
        on_wait()
    try:
        return future.result()
    except TimeoutError as error:
        raise ReadError(
            f"{what}：超过 {timeout_s:.0f} 秒，已停止 (timed out)",
            "文件可能过于复杂或有意做坏；请拆分，或调大 KEZHENG_PARSER_TIMEOUT_S",
        ) from error
    except MemoryError as error:
        raise TooLargeError(
            f"{what}：所需内存超过上限 (out of memory)",
            "文件解压后过大；请拆分，或调大 KEZHENG_PARSER_MEMORY_MB",
        ) from error
    except (ProcessExpired, BrokenProcessPool, EOFError) as error:
        raise ReadError(
            f"{what}：解析程序崩溃，已跳过 (the parser crashed: {error})",
            "文件可能损坏或过大；请用原软件打开另存为新文件后再导入",
        ) from error


def _cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _confine(memory_bytes: int) -> None:
    """Limit the address space of this process and leave no core file, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_bytes and sys.platform == "linux":  # elsewhere RLIMIT_AS is not kept
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _context() -> BaseContext:
    """Return how children are started: from a small server, never as a copy of this process.

    A copy would hold our database, locks and threads, and be over the memory limit at birth.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    multiprocessing.set_forkserver_preload(_PRELOADED)
    return _ServedContext()


if sys.platform != "win32":
    from multiprocessing.context import ForkServerContext, ForkServerProcess

    class _ServedProcess(ForkServerProcess):
        """A child that does not run the main script of its parent again.

        multiprocessing imports that script in each child for functions that it defines. Ours
        are not in it, and a script without `if __name__ == "__main__"` would begin anew.
        """

        @staticmethod
        def _Popen(process_obj: Any) -> Any:  # noqa: ANN401  the hook of multiprocessing
            with _without_main():
                return ForkServerProcess._Popen(process_obj)

    class _ServedContext(ForkServerContext):
        Process = _ServedProcess


@contextmanager
def _without_main() -> Iterator[None]:
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main

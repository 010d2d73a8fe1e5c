"""Progress: where an intake stands, and how long the rest will take."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_SURE_S = 1.0
"""Before, a rate means little; assumed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an intake stands: files done of total, and what is being done to which.

    Attributes:
        page, pages: Pages of the file that OCR has read, of those it must; 0 without OCR.
        left_s: Seconds that the rest will take at the rate so far; None while unknown.
    """

    stage: str
    file: str
    done: int
    total: int
    page: int = 0
    pages: int = 0
    left_s: float | None = None


class Steps:
    """Progress as it is told: how many files are done, and the first that is not.

    Time left is told by bytes for text and by pages for OCR, which takes seconds for each.
    """

    def __init__(
        self,
        sizes: Mapping[str, int],
        on_progress: Callable[[Progress], None] | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._left = dict(sizes)
        self._total = len(sizes)
        self._bytes = sum(sizes.values())
        self._on_progress = on_progress
        self._clock = clock
        self._started = clock()
        self._pages: dict[str, tuple[int, int]] = {}
        self._first_page: float | None = None

    def tell(self, stage: str, file: str) -> None:
        """Say what is being done to a file."""
        if self._on_progress is not None:
            page, pages = self._pages.get(file, (0, 0))
            done = self._total - len(self._left)
            left_s = self._left_s()
            self._on_progress(Progress(stage, file, done, self._total, page, pages, left_s))

    def reading(self) -> None:
        """Say which file is read next."""
        if self._left:
            self.tell("读取 reading", next(iter(self._left)))

    def page(self, file: str, done: int, pages: int) -> None:
        """Say that OCR has read another page of a file."""
        if self._first_page is None:
            self._first_page = self._clock()
        self._pages[file] = (done, pages)
        self.tell(f"OCR page {done}/{pages}", file)

    def finish(self, file: str) -> None:
        """Count a file as done."""
        self._left.pop(file, None)

    @property
    def unfinished(self) -> list[str]:
        """The files that are not done, in their order."""
        return list(self._left)

    def _left_s(self) -> float | None:
        """Return the seconds left; pages of OCR are judged by pages, other files by bytes."""
        now = self._clock()
        read, asked = (
            (sum(counts) for counts in zip(*self._pages.values(), strict=True))
            if (self._pages)
            else (0, 0)
        )
        if self._first_page is not None and read > 1 and now - self._first_page >= _SURE_S:
            return (now - self._first_page) / (read - 1) * (asked - read)
        done = self._bytes - sum(self._left.values())
        if self._first_page is not None or not done or now - self._started < _SURE_S:
            return None
        return (now - self._started) / done * (self._bytes - done)

"""What was counted of a client last; counted anew when its documents or columns change."""

from collections.abc import Callable
from typing import TypeVar

from assistant import promise_gaps, record_flaws
from assistant.promise_gaps import Ledger
from assistant.record_flaws import Flaw
from assistant.records import RecordCheck
from assistant.tables import Table
from assistant.ui.measured import Measure, measure
from assistant.workspace import Workspace

_T = TypeVar("_T")


class Counts:
    """The slow looks at one client that its panes share, each kept for one state of its files."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._basis: object = None
        self._kept: dict[str, object] = {}

    def flaws(self) -> list[Flaw]:
        """Return what is wrong with the records besides their rules."""
        return self._once("flaws", self._workspace.flaws)

    def logs(self) -> list[Table]:
        """Return the tables that are records, with the roles that a person gave."""
        space = self._workspace
        return self._once("logs", lambda: record_flaws.logs(space.corpus, space.rulings.columns()))

    def ledger(self) -> Ledger:
        """Return the ledger of commitments."""
        space = self._workspace
        return self._once("ledger", lambda: promise_gaps.ledger(space.corpus, space.topics()))

    def measure(self, check: RecordCheck) -> Measure:
        """Return the columns and limits of a check."""
        space = self._workspace
        roles = space.rulings.columns()
        return self._once(
            f"measure {check.id}", lambda: measure(check, space.corpus, self.logs(), roles)
        )

    def _once(self, name: str, make: Callable[[], _T]) -> _T:
        basis = (self._workspace.basis, self._workspace.as_of())
        if basis != self._basis:
            self._basis, self._kept = basis, {}
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]  # type: ignore[return-value]

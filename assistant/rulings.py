"""What a person decided about the records of an audit: roles of columns, special deductions."""

from collections.abc import Sequence
from datetime import datetime

from assistant.record_series import all_columns
from assistant.roles import Role
from assistant.store import AuditStore
from assistant.tables import Table
from ingest.errors import UsageError

_COLUMN, _SPECIAL = "column", "special"
_YES, _NO = "yes", "no"
_NONE = "none"
"""The role of a column that stands for nothing a rule can need."""


class Rulings:
    """Decisions in the record of an audit; the newest on each subject holds."""

    def __init__(self, audit: AuditStore) -> None:
        self._audit = audit

    def columns(self) -> dict[str, Role | None]:
        """Return the roles that a person gave to columns, by FILE:SHEET:COLUMN."""
        decided = self._audit.decisions(_COLUMN)
        return {name: None if role == _NONE else Role(role) for name, role in decided.items()}

    def special(self) -> dict[str, bool]:
        """Return by id of a record check whether its deduction was confirmed or dismissed."""
        return {name: value == _YES for name, value in self._audit.decisions(_SPECIAL).items()}

    def correct(self, said: str, grid: Sequence[Table], *, who: str, at: datetime) -> None:
        """Keep a correction "FILE:SHEET:COLUMN=role".

        Raises:
            UsageError: There is no such column, or no such role.
        """
        name, equals, role = said.rpartition("=")
        known = all_columns(grid)
        roles = [*(one.value for one in Role), _NONE]
        if not equals or role not in roles:
            raise UsageError(
                f"没有这种列义“{role}”（no such role）",
                f"写作 文件:工作表:列名=列义，列义为：{'、'.join(roles)}",
            )
        if name not in known:
            raise UsageError(
                f"没有这一列“{name}”（no such column）", f"已有的列：{'、'.join(known[:40])}"
            )
        self._audit.decide(_COLUMN, name, role, who=who, at=at)

    def decide(self, said: str, known: Sequence[str], *, who: str, at: datetime) -> None:
        """Keep whether the special deduction of a record check counts: "CHECK=yes" or "=no".

        Raises:
            UsageError: There is no such check, or the answer is neither.
        """
        check, _, answer = said.partition("=")
        if check not in known or answer not in (_YES, _NO):
            raise UsageError(
                f"不能这样决定“{said}”（no such check or answer）",
                "写作 核查编号=yes 或 核查编号=no，编号见 kezheng records --json",
            )
        self._audit.decide(_SPECIAL, check, answer, who=who, at=at)

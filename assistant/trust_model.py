"""Trust: how likely a verdict is right, as measured where the right verdict is known."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Group(StrEnum):
    """A band of chances."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class Record(BaseModel):
    """How often something was judged, and judged rightly."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int = 0
    right: int = 0


class Trust(BaseModel):
    """What the accuracy sheet says of one verdict.

    Attributes:
        chance: Calibrated chance that the verdict is right, 0 to 1.
        alike: Verdicts of the same kind on the development clients.
        clause: This clause's verdicts, whichever, on the development clients.
        clients: How many development clients there were.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    chance: float
    group: Group
    alike: Record
    clause: Record
    clients: int

    @property
    def abstains(self) -> bool:
        """Whether the engine leaves the verdict to a person; its proposal stands beside."""
        return self.group is Group.LOW

"""A special deduction: a breach of the firm's own rule, one point once a person confirms it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpecialDeduction:
    """A candidate of special deduction (特别扣分).

    Attributes:
        check: Id of the record check.
        rows: Ids of the first rows in breach; `n_breach` are in breach in all.
        decided: True confirmed, False dismissed, None not yet decided.
    """

    check: str
    rule_quote: str
    rule_file: str
    records_file: str
    sheet: str
    n_breach: int
    rows: tuple[str, ...]
    points: float = 1.0
    decided: bool | None = None

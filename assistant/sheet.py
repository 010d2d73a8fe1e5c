"""The accuracy sheet: how often verdicts were right where the right verdict is known.

Made by `python -m evals.sheet`; corpora/reader/README.md explains its file. A sheet speaks for
the reader that it was measured with, and for one standard.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import exp
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import reader_files
from assistant.model import Assessment, Clause, Standard, Verdict
from assistant.sheet_traits import TRAIT_NAMES, has_chances, traits
from assistant.trust_model import Group, Record, Trust
from ingest.errors import ModelError

FILE = reader_files.FOLDER / "sheet.json"
ENGINE = "rules"
"""The engine that the sheet measures."""
BIAS = "bias"
TRAITS, VERDICT = "traits", "verdict"
"""How chances are had: from the traits, or from the verdict given alone."""
HIGH, _LOW = 0.85, 0.6
"""Least chance of the high and the middle group."""
_CLAUSE_PRIOR, _VERDICT_PRIOR = 4.0, 8.0
"""Verdicts of mean accuracy that are added to a clause's or a verdict's record (assumed)."""
_FEW = 5
"""Of fewer verdicts alike, those of the same verdict in any group are named."""


class Sheet(BaseModel):
    """The shipped file.

    Attributes:
        standard: Id of the standard that was judged.
        reader: Fingerprint of the reader that judged.
        made: When, UTC.
        clients: Names of the development clients.
        clauses: By clause and verdict given, how often it was right.
        method: TRAITS or VERDICT.
        weights: Of the traits and the bias, in the order of TRAIT_NAMES.
        high: Least chance of the high group; None if no such group was as right as its name.
        mean: Share of all verdicts that were right.
        verdicts: By verdict given.
        kinds: By verdict given and group, each client judged by what the others taught.
        groups: By group, likewise.
        figures: How well the chances fit, likewise; for people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    standard: str
    reader: str
    made: datetime
    commit: str | None
    settings: dict[str, Any]
    clients: tuple[str, ...]
    clauses: dict[str, dict[Verdict, Record]]
    method: str
    weights: dict[str, float]
    high: float | None
    mean: float
    verdicts: dict[Verdict, Record]
    kinds: dict[Verdict, dict[Group, Record]]
    groups: dict[Group, Record]
    figures: dict[str, Any]

    def clause(self, clause_id: str) -> Record:
        """Return how often a clause was judged rightly, whatever the verdict."""
        return total(self.clauses.get(clause_id, {}))

    def chance(self, clause: Clause, assessment: Assessment) -> float:
        """Return the chance that a verdict is right, 0 to 1."""
        if self.method == VERDICT:
            return by_verdict(self.verdicts.get(assessment.verdict, Record()), self.mean)
        own = by_clause(self.clause(clause.id), self.mean)
        named = zip(TRAIT_NAMES, traits(clause, assessment, own), strict=True)
        score = self.weights[BIAS] + sum(self.weights[name] * value for name, value in named)
        return 1 / (1 + exp(-score))


@dataclass(frozen=True, slots=True)
class Held:
    """A sheet in use; a stale one says so and judges nothing."""

    sheet: Sheet
    stale: bool


def load(standard: Standard, path: Path = FILE, folder: Path = reader_files.FOLDER) -> Held | None:
    """Return the sheet of a standard, None if it has none.

    It is stale if another reader judges now, or if the standard has other clauses.

    Raises:
        ModelError: The file is broken, or of other traits than this version reads.
    """
    if not path.exists():
        return None
    try:
        sheet = Sheet.model_validate_json(path.read_text(encoding="utf-8"))
        if set(sheet.weights) != {*TRAIT_NAMES, BIAS}:
            raise ValueError(f"特征不一致：{sorted(set(sheet.weights) ^ {*TRAIT_NAMES, BIAS})}")
    except (OSError, ValueError, ValidationError) as error:
        raise ModelError(
            f"准确率表无法读取：{error}", f"重新安装，或运行 python -m evals.sheet 重建 {path}"
        ) from error
    if sheet.standard != standard.id:
        return None
    same = set(sheet.clauses) == {clause.id for clause in standard.clauses}
    return Held(sheet, stale=not same or sheet.reader != reader_files.fingerprint(folder))


def save(sheet: Sheet, path: Path = FILE) -> None:
    """Write a sheet, a clause on a line; whole or not at all."""
    held = sheet.model_dump(mode="json")
    clauses = held.pop("clauses")
    lines = [f"  {_line(name)}: {_line(verdicts)}" for name, verdicts in clauses.items()]
    rest = [f" {_line(key)}: {_line(value)}" for key, value in held.items()]
    body = ",\n".join([*rest, ' "clauses": {\n' + ",\n".join(lines) + "\n }"])
    temporary = path.with_name(path.name + ".new")
    temporary.write_text("{\n" + body + "\n}\n", encoding="utf-8")
    temporary.replace(path)


def trusted(assessment: Assessment, standard: Standard, held: Held | None) -> Assessment:
    """Return an assessment with the trust that the sheet has in it.

    None where nothing was measured: no sheet or a stale one, another engine or standard, a
    verdict that is none, quotes whose chance an earlier version did not keep.
    """
    clause = next((one for one in standard.clauses if one.id == assessment.clause), None)
    if held is None or held.stale or clause is None or not _is_measured(assessment):
        return assessment
    return assessment.model_copy(update={"trust": trust_of(held.sheet, clause, assessment)})


def trust_of(sheet: Sheet, clause: Clause, assessment: Assessment) -> Trust:
    """Return the trust of a sheet in a verdict."""
    chance = sheet.chance(clause, assessment)
    group = group_of(chance, sheet.high)
    alike = sheet.kinds.get(assessment.verdict, {}).get(group, Record())
    if alike.n < _FEW:
        alike = sheet.verdicts.get(assessment.verdict, Record())
    return Trust(
        chance=round(chance, 2),
        group=group,
        alike=alike,
        clause=sheet.clause(clause.id),
        clients=len(sheet.clients),
    )


def group_of(chance: float, high: float | None = HIGH) -> Group:
    """Return the group of a chance; without a high group the middle one has no upper end."""
    if high is not None and chance >= high:
        return Group.HIGH
    return Group.MIDDLE if chance >= _LOW else Group.LOW


def by_clause(record: Record, mean: float) -> float:
    """Return a clause's share of right verdicts, shrunk towards the mean."""
    return _shrunk(record, mean, _CLAUSE_PRIOR)


def by_verdict(record: Record, mean: float) -> float:
    """Return a verdict's share of right ones, shrunk towards the mean."""
    return _shrunk(record, mean, _VERDICT_PRIOR)


def total(records: Mapping[Any, Record]) -> Record:
    """Return several records as one."""
    some = records.values()
    return Record(n=sum(one.n for one in some), right=sum(one.right for one in some))


def _shrunk(record: Record, mean: float, prior: float) -> float:
    return (record.right + prior * mean) / (record.n + prior)


def _is_measured(assessment: Assessment) -> bool:
    return (
        assessment.made_by == ENGINE
        and assessment.verdict is not Verdict.COULD_NOT_LOOK
        and has_chances(assessment)
    )


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

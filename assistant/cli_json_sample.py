"""What `kezheng sample` answers with --json."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.sample_book import Standing, TakenRow
from assistant.sample_model import Drawn, Tick
from assistant.sampling import RULE, Deduction, Tally


def standing(one: Standing) -> dict[str, Any]:
    """Return a sample: how it was drawn, each record with its tests, and the deduction."""
    sample = one.sample
    told = sample.model_dump(
        mode="json", exclude={"drawn", "columns", "population_id", "population", "n_population"}
    )
    return {
        **told,
        "population": {
            "name": sample.population,
            "n": sample.n_population,
            "id": sample.population_id,
        },
        "drawn": [
            _drawn(number, record, [t for t in one.tests if t.number == number])
            for number, record in enumerate(sample.drawn, start=1)
        ],
        "tally": _tally(one.tally),
        "deduction": _deduction(one.deduction),
    }


def taken(rows: Sequence[TakenRow], one: Standing) -> dict[str, Any]:
    """Return what became of each row of a tick sheet, and where the sample stands now."""
    return {"rows": [asdict(row) for row in rows], "sample": standing(one)}


def _drawn(number: int, record: Drawn, tests: Sequence[Tick]) -> dict[str, Any]:
    told = record.model_dump(mode="json", exclude={"key", "place"})
    tested = [test.model_dump(mode="json", exclude={"sample", "number"}) for test in tests]
    mark = tests[-1].mark.value if tests else None
    return {"number": number, **told, "locator": record.place, "mark": mark, "tests": tested}


def _tally(counted: Tally) -> dict[str, int]:
    return {**asdict(counted), "n_untested": counted.n_untested}


def _deduction(proposed: Deduction | None) -> dict[str, Any] | None:
    return {**asdict(proposed), "rule": RULE} if proposed else None

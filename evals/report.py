"""The report of a run as values: tables of words, wrong cases beside what was cited."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from evals.show import ROWS, Entry, cell, remarks, value_at

_INTERVAL = "_95"


class Quote(NamedTuple):
    """A quote with where it is from and what it is said to show."""

    source: str
    words: str


class Cell(NamedTuple):
    """What a cell of a table holds: words, then quotes."""

    words: str
    quotes: tuple[Quote, ...] = ()


class Section(NamedTuple):
    """A table with its title.

    Attributes:
        wide: Its cells hold sentences, not figures.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    wide: bool = False


class Part(NamedTuple):
    """One data set."""

    name: str
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]


def overview(outcome: Entry) -> Section:
    """Return the main figures of all data sets side by side, with their intervals."""
    datasets = outcome["datasets"]
    rows, above = [], ""
    for label, path in ROWS:
        above = above if label.startswith(" ") else label
        values = [value_at(one, path) for one in datasets]
        if path.endswith(_INTERVAL) or all(value is None for value in values):
            continue
        bounds = [value_at(one, path + _INTERVAL) for one in datasets]
        cells = [Cell(_with(*pair)) for pair in zip(values, bounds, strict=True)]
        named = f"{above}: {label.strip()}" if label.startswith(" ") else label
        rows.append((Cell(named), *cells))
    note = "In brackets: 95 % bootstrap interval."
    return Section("Figures", ("figure", *map(name_of, datasets)), tuple(rows), note)


def circumstances(outcome: Entry) -> list[tuple[str, str]]:
    """Return what the figures depend on, as names and values."""
    versions = ", ".join(f"{name} {version}" for name, version in outcome["versions"].items())
    settings = ", ".join(f"{k} {v}" for k, v in outcome.get("settings", {}).items() if v)
    facts = {
        "Made": outcome.get("made_at"),
        "Commit": outcome["commit"],
        "Machine": outcome.get("machine"),
        "Settings": settings,
        "Versions": versions,
    }
    return [(name, str(value)) for name, value in facts.items() if value]


def parts(outcome: Entry) -> list[Part]:
    """Return each data set with its tables; those without rows are left out."""
    return [_part(one) for one in outcome["datasets"]]


def name_of(one: Entry) -> str:
    """Return a data set's name with the engine that judged."""
    return f"{one['name']} ({one['engine']})"


def lines_of(one: Cell) -> Iterator[str]:
    """Yield the words of a cell, then each quote with its source."""
    if one.words:
        yield one.words
    yield from (f"{quote.source}: “{quote.words}”" for quote in one.quotes)


def _part(one: Entry) -> Part:
    made: Iterable[Section] = (
        section(value_at(one, path)) for path, section in _SECTIONS if value_at(one, path)
    )
    return Part(name_of(one), tuple(remarks(one)), tuple(s for s in made if s.rows))


def _with(value: object, bounds: Sequence[float] | None) -> str:
    return cell(value) if bounds is None else f"{cell(value)} ({cell(bounds)})"


def _classes(found: Mapping[str, Entry]) -> Section:
    keys = ("gold", "called", "precision", "recall", "f1")
    rows = [_cells(name, *(figures[key] for key in keys)) for name, figures in found.items()]
    return Section("Verdicts by class", ("verdict", *keys), tuple(rows))


def _confusion(found: Mapping[str, Mapping[str, int]]) -> Section:
    called = sorted({name for row in found.values() for name in row})
    rows = [_cells(gold, *(row.get(name, 0) for name in called)) for gold, row in found.items()]
    head = ("gold \\ called", *called)
    return Section("Confusion", head, tuple(rows), "Rows: the gold. Columns: what was called.")


def _calibration(found: Entry) -> Section:
    rows = [
        _cells(
            f"{one['low']:.1f} to {one['high']:.1f}", one["chance"], one["accuracy"], one["cases"]
        )
        for one in found["table"]
    ]
    rows += [
        _cells(f"group {name}", None, one["accuracy"], one["cases"])
        for name, one in found["groups"].items()
        if one["cases"]
    ]
    note = f"Brier {cell(found['brier'])}, ECE {cell(found['ece'])} over {found['cases']} verdicts."
    head = ("shown chance", "mean chance", "right", "verdicts")
    return Section("Calibration of the confidence shown", head, tuple(rows), note)


def _phrasings(found: Mapping[str, float | None]) -> Section:
    rows = [_cells(pattern, value) for pattern, value in found.items()]
    note = "Share of clauses for which a phrasing gave the clause and verdict of the plain one."
    return Section("Paraphrases", ("phrasing", "same"), tuple(rows), note)


def _answers(found: Mapping[str, Entry]) -> Section:
    rows = [
        _cells(name, one["cases"], one["right"], one["accuracy"]) for name, one in found.items()
    ]
    return Section("Questions by type", ("type", "cases", "right", "share"), tuple(rows))


def _conditions(found: Mapping[str, Entry]) -> Section:
    title = "Questions by condition"
    return _answers(found)._replace(title=title, head=("condition", "cases", "met", "share"))


def _wrong_verdicts(wrong: Sequence[Entry]) -> Section:
    rows = [
        (
            *_cells(case["clause"], case["gold"], case["got"]),
            Cell(case["gold_reason"], _quotes(case["gold_cited"])),
            Cell(case["reason"], _quotes(case["cited"])),
        )
        for case in wrong
    ]
    head = ("clause", "gold", "got", "gold rests on", "product cites")
    return Section("Wrong verdicts", head, tuple(rows), wide=True)


def _wrong_answers(wrong: Sequence[Entry]) -> Section:
    rows = [
        (
            Cell(f"{case['id']} ({case['type']}; fails {', '.join(case['failed'])})"),
            Cell(case["question"]),
            Cell("", _quotes(case["gold_cited"])),
            Cell(case["answer"]),
            Cell("", _quotes(case["cited"])),
        )
        for case in wrong
    ]
    head = ("question", "asked", "gold rests on", "answer", "product cites")
    return Section("Wrong answers", head, tuple(rows), wide=True)


def _wrong_checks(cases: Sequence[Entry]) -> Section:
    rows = [
        _cells(
            *(str(case[key]) for key in ("id", "clause", "gold", "got")),
            *(" ".join(case[key]) for key in ("missing_rows", "extra_rows")),
        )
        for case in cases
        if not case["exact"]
    ]
    head = ("check", "clause", "gold", "got", "missing", "extra")
    return Section("Record checks not exact", head, tuple(rows), wide=True)


def _wrong_topics(cases: Sequence[Entry]) -> Section:
    rows = [
        _cells(case["topic"], str(case["conflict"]), str(case["got"]))
        for case in cases
        if case["got"] != case["conflict"]
    ]
    head = ("topic", "gold conflict", "got")
    return Section("Commitments not judged right", head, tuple(rows))


def _differing(cases: Sequence[Entry]) -> Section:
    rows = [_cells(*(case[key] for key in ("clause", "asked", "before", "now"))) for case in cases]
    head = ("clause", "asked", "before", "now")
    return Section("Not answered the same", head, tuple(rows), wide=True)


def _lost(title: str) -> Callable[[Sequence[Entry]], Section]:
    def section(cases: Sequence[Entry]) -> Section:
        rows = [
            (
                Cell(case.get("where") or case.get("clause") or ""),
                Cell(case["problem"]),
                Cell("", (Quote(case["file"], case["quote"]),)),
            )
            for case in cases
        ]
        return Section(title, ("where", "problem", "quote"), tuple(rows), wide=True)

    return section


def _listed(lines: Sequence[str]) -> Section:
    return Section("Questions that raised", ("question",), tuple(_cells(x) for x in lines))


def _cells(*values: object) -> tuple[Cell, ...]:
    return tuple(Cell(cell(value)) for value in values)


def _quotes(cited: Iterable[Entry]) -> tuple[Quote, ...]:
    return tuple(_quote(one) for one in cited)


def _quote(one: Entry) -> Quote:
    source = " ".join(part for part in (one["file"], one["stance"], one["kind"]) if part)
    return Quote(source, one["quote"])


_SECTIONS: tuple[tuple[str, Callable[[Any], Section]], ...] = (
    ("verdict.by_class", _classes),
    ("verdict.confusion", _confusion),
    ("calibration", _calibration),
    ("repeat.by_phrasing", _phrasings),
    ("chat.by_type", _answers),
    ("chat.by_condition", _conditions),
    ("verdict.wrong", _wrong_verdicts),
    ("chat.wrong", _wrong_answers),
    ("chat.error_list", _listed),
    ("records.cases", _wrong_checks),
    ("consistency.cases", _wrong_topics),
    ("repeat.differing", _differing),
    ("quotes.bad", _lost("Quotes not located")),
    ("evidence.unreadable_list", _lost("Gold quotes not in the text")),
    ("evidence.missed", _lost("Gold quotes that no assessment shows")),
)

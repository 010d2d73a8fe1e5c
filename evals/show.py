"""What a run prints on the terminal, and which figures are the main ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

Entry = Mapping[str, Any]

CASE_LISTS = frozenset(
    (
        "wrong",
        "missed",
        "missed_nonconform",
        "unreadable_list",
        "unreadable_clauses",
        "bad",
        "cases",
        "error_list",
        "differing",
    )
)
ROWS = (
    ("clauses", "verdict.cases"),
    ("accuracy", "verdict.accuracy"),
    ("  95 %", "verdict.accuracy_95"),
    ("macro F1", "verdict.macro_f1"),
    ("  95 %", "verdict.macro_f1_95"),
    ("false conform", "verdict.false_conform_rate"),
    ("  95 %", "verdict.false_conform_rate_95"),
    ("nonconform recall", "verdict.nonconform_recall"),
    ("  95 %", "verdict.nonconform_recall_95"),
    ("could not look", "verdict.could_not_look"),
    ("unreadable answers", "verdict.unreadable"),
    ("errors", "verdict.errors"),
    ("confidence: Brier", "calibration.brier"),
    ("confidence: ECE", "calibration.ece"),
    ("same verdict again", "repeat.same_verdict"),
    ("  95 %", "repeat.same_verdict_95"),
    ("same quotes again", "repeat.same_evidence"),
    ("same to paraphrases", "repeat.rephrased_same"),
    ("  95 %", "repeat.rephrased_same_95"),
    ("majority: accuracy", "baselines.majority.accuracy"),
    ("BM25: accuracy", "baselines.bm25_top1.accuracy"),
    ("BM25: false conform", "baselines.bm25_top1.false_conform_rate"),
    ("LangChain: accuracy", "baselines.langchain.accuracy"),
    ("LangChain: false conform", "baselines.langchain.false_conform_rate"),
    ("gold quotes", "evidence.cases"),
    ("  unreadable", "evidence.unreadable"),
    ("recall@5", "evidence.recall@5"),
    ("recall@10", "evidence.recall@10"),
    ("  95 %", "evidence.recall@10_95"),
    ("MRR", "evidence.mrr"),
    ("shown recall", "evidence.shown_recall"),
    ("characters in the first 10", "evidence.chars_10"),
    ("search alone: recall@10", "evidence.retrieved.recall@10"),
    ("places: recall@10", "evidence.places.recall@10"),
    ("  characters", "evidence.places.chars_10"),
    ("BM25: recall@10", "baselines.bm25_top1.evidence.recall@10"),
    ("LangChain: recall@4", "baselines.langchain.evidence.recall@5"),
    ("  characters", "baselines.langchain.evidence.chars_10"),
    ("quotes shown", "quotes.shown"),
    ("  located", "quotes.located"),
    ("record checks", "records.gold"),
    ("  found", "records.found"),
    ("  exact", "records.exact"),
    ("commitments", "consistency.gold"),
    ("  found", "consistency.found"),
    ("  judged right", "consistency.judged"),
    ("questions", "chat.cases"),
    ("  right", "chat.accuracy"),
    ("  95 %", "chat.accuracy_95"),
    ("  unreadable answers", "chat.unreadable"),
    ("  errors", "chat.errors"),
    ("  median ms", "chat.median_ms"),
    ("files", "ingest.files"),
    ("  chunks", "ingest.chunks"),
    ("seconds", "seconds"),
)


def without_cases(figures: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return figures without the cases behind them: a held-out set stays unseen."""
    if not isinstance(figures, dict):
        return figures
    return {
        key: without_cases(value)
        for key, value in figures.items()
        if not (key in CASE_LISTS and isinstance(value, list))
    }


def tables(datasets: Sequence[Entry], console: Console) -> None:
    """Print the figures, one column for each dataset, then the classes and question types."""
    table = Table("", *(f"{one['name']} ({one['engine']})" for one in datasets))
    for label, path in ROWS:
        values = [value_at(one, path) for one in datasets]
        if any(value is not None for value in values):
            table.add_row(label, *map(cell, values))
    console.print(table)
    for one in datasets:
        console.print(_classes(one))
        if value_at(one, "chat.by_type"):
            console.print(_types(one))
        for line in remarks(one):
            console.print(line, markup=False, highlight=False)


def value_at(figures: Entry, path: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value at a dotted path, None where the path ends early."""
    value: Any = figures
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _classes(one: Entry) -> Table:
    table = Table("verdict", "gold", "called", "precision", "recall", "F1", title=one["name"])
    for name, figures in (value_at(one, "verdict.by_class") or {}).items():
        keys = ("gold", "called", "precision", "recall", "f1")
        table.add_row(name, *(cell(figures[key]) for key in keys))
    return table


def _types(one: Entry) -> Table:
    table = Table("question or condition", "cases", "right", "share", title=one["name"])
    for group in ("by_type", "by_lang", "by_condition"):
        for name, figures in one["chat"][group].items():
            keys = ("cases", "right", "accuracy")
            table.add_row(name, *(cell(figures[key]) for key in keys))
        table.add_section()
    return table


def remarks(one: Entry) -> Iterator[str]:
    """Yield what a reader must know beside the figures: what failed, was left out, is noted."""
    if one.get("error"):
        yield f"{one['name']}: {one['error']}"
    for name, value in one.items():
        if isinstance(value, Mapping) and value.get("error"):
            yield f"{one['name']}: {name}: {value['error']}"
    yield from (f"{one['name']}: {note}" for note in one.get("notes", ()))
    failed = value_at(one, "ingest.failed") or {}
    yield from (f"{one['name']}: {file}: {error}" for file, error in failed.items())


def cell(value: object) -> str:
    """Return a figure as it is printed: shares with three digits, a dash for none."""
    if value is None:
        return "–"
    if isinstance(value, list | tuple):
        return " – ".join(map(cell, value))
    return f"{value:.3f}" if isinstance(value, float) and abs(value) <= 1 else str(value)

"""What a run prints: tables on the terminal, a Markdown report with the wrong cases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

Entry = Mapping[str, Any]

CASE_LISTS = frozenset(
    ("wrong", "missed", "missed_nonconform", "unreadable_list", "bad", "cases", "error_list")
)
_ROWS = (
    ("clauses", "verdict.cases"),
    ("accuracy", "verdict.accuracy"),
    ("  95 %", "verdict.accuracy_95"),
    ("macro F1", "verdict.macro_f1"),
    ("false conform", "verdict.false_conform_rate"),
    ("missed nonconform", "verdict.missed_nonconform_rate"),
    ("could not look", "verdict.could_not_look"),
    ("errors", "verdict.errors"),
    ("majority: accuracy", "baselines.majority.accuracy"),
    ("BM25: accuracy", "baselines.bm25_top1.accuracy"),
    ("BM25: false conform", "baselines.bm25_top1.false_conform_rate"),
    ("LangChain: accuracy", "baselines.langchain.accuracy"),
    ("LangChain: false conform", "baselines.langchain.false_conform_rate"),
    ("gold quotes", "evidence.cases"),
    ("  unreadable", "evidence.unreadable"),
    ("recall@5", "evidence.recall@5"),
    ("recall@10", "evidence.recall@10"),
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
    for label, path in _ROWS:
        values = [value_at(one, path) for one in datasets]
        if any(value is not None for value in values):
            table.add_row(label, *map(_cell, values))
    console.print(table)
    for one in datasets:
        console.print(_classes(one))
        if value_at(one, "chat.by_type"):
            console.print(_types(one))
        for line in _remarks(one):
            console.print(line, markup=False, highlight=False)


def report(outcome: Entry) -> str:
    """Return the run as Markdown, wrong cases side by side with what was cited."""
    versions = ", ".join(f"{name} {version}" for name, version in outcome["versions"].items())
    lines = ["# Evaluation", "", f"Commit {outcome['commit']}; {versions}.", ""]
    for one in outcome["datasets"]:
        lines += _section(one)
    return "\n".join(lines) + "\n"


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
        table.add_row(name, *(_cell(figures[key]) for key in keys))
    return table


def _types(one: Entry) -> Table:
    table = Table("question or condition", "cases", "right", "share", title=one["name"])
    for group in ("by_type", "by_lang", "by_condition"):
        for name, figures in one["chat"][group].items():
            keys = ("cases", "right", "accuracy")
            table.add_row(name, *(_cell(figures[key]) for key in keys))
        table.add_section()
    return table


def _remarks(one: Entry) -> Iterator[str]:
    if one.get("error"):
        yield f"{one['name']}: {one['error']}"
    for name, value in one.items():
        if isinstance(value, Mapping) and value.get("error"):
            yield f"{one['name']}: {name}: {value['error']}"
    yield from (f"{one['name']}: {note}" for note in one.get("notes", ()))
    failed = value_at(one, "ingest.failed") or {}
    yield from (f"{one['name']}: {file}: {error}" for file, error in failed.items())


def _section(one: Entry) -> list[str]:
    lines = [f"## {one['name']} ({one['engine']})", "", "| figure | value |", "|---|---|"]
    for label, path in _ROWS:
        value = value_at(one, path)
        if value is not None:
            lines.append(f"| {label.strip()} | {_cell(value)} |")
    lines += ["", *(f"- {_plain(remark)}" for remark in _remarks(one)), ""]
    lines += _wrong_verdicts(value_at(one, "verdict.wrong") or [])
    lines += _wrong_answers(value_at(one, "chat.wrong") or [])
    lines += _wrong_checks(value_at(one, "records.cases") or [])
    lines += _wrong_topics(value_at(one, "consistency.cases") or [])
    lines += _lost("Quotes not located", value_at(one, "quotes.bad") or [])
    lines += _lost("Gold quotes not in the text", value_at(one, "evidence.unreadable_list") or [])
    return lines


def _wrong_verdicts(wrong: Sequence[Entry]) -> list[str]:
    if not wrong:
        return []
    lines = ["### Wrong verdicts", "", "| clause | gold | got | gold rests on | product cites |"]
    lines.append("|---|---|---|---|---|")
    for case in wrong:
        gold = f"{_plain(case['gold_reason'])}<br>{_quotes(case['gold_cited'])}"
        got = f"{_plain(case['reason'])}<br>{_quotes(case['cited'])}"
        lines.append(f"| {case['clause']} | {case['gold']} | {case['got']} | {gold} | {got} |")
    return [*lines, ""]


def _wrong_answers(wrong: Sequence[Entry]) -> list[str]:
    lines = ["### Wrong answers", ""] if wrong else []
    for case in wrong:
        lines += [
            f"**{case['id']}** ({case['type']}; fails {', '.join(case['failed'])}) "
            f"{_plain(case['question'])}",
            "",
            "| gold rests on | answer | product cites |",
            "|---|---|---|",
            f"| {_quotes(case['gold_cited'])} | {_plain(case['answer'])} "
            f"| {_quotes(case['cited'])} |",
            "",
        ]
    return lines


def _wrong_checks(cases: Sequence[Entry]) -> list[str]:
    wrong = [case for case in cases if not case["exact"]]
    if not wrong:
        return []
    lines = ["### Record checks not exact", "", "| check | clause | gold | got | missing | extra |"]
    lines.append("|---|---|---|---|---|---|")
    for case in wrong:
        rows = (" ".join(case[key]) for key in ("missing_rows", "extra_rows"))
        numbers = f"{case['gold']} | {case['got']}"
        lines.append(f"| {case['id']} | {case['clause']} | {numbers} | {' | '.join(rows)} |")
    return [*lines, ""]


def _wrong_topics(cases: Sequence[Entry]) -> list[str]:
    wrong = [case for case in cases if case["got"] != case["conflict"]]
    if not wrong:
        return []
    lines = [
        "### Commitments not judged right",
        "",
        "| topic | gold conflict | got |",
        "|---|---|---|",
    ]
    lines += [f"| {_plain(c['topic'])} | {c['conflict']} | {c['got']} |" for c in wrong]
    return [*lines, ""]


def _lost(title: str, cases: Sequence[Entry]) -> list[str]:
    if not cases:
        return []
    lines = [f"### {title}", ""]
    for case in cases:
        where = case.get("where") or case.get("clause")
        lines.append(
            f"- {where} {_plain(case['file'])}: {case['problem']}: {_plain(case['quote'])}"
        )
    return [*lines, ""]


def _quotes(cited: Iterable[Entry]) -> str:
    return "<br>".join(
        f"{_plain(one['file'])} {one['stance']} {one['kind']}: “{_plain(one['quote'])}”"
        for one in cited
    )


def _plain(text: str) -> str:
    """Keep words of a client's file from becoming Markdown or HTML."""
    flat = " ".join(text.split())
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "\\|")):
        flat = flat.replace(char, entity)
    return flat


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, list | tuple):
        return " – ".join(map(_cell, value))
    return f"{value:.3f}" if isinstance(value, float) and abs(value) <= 1 else str(value)

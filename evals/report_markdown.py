"""The report of a run as Markdown."""

from evals import report
from evals.report import Cell, Section
from evals.show import Entry


def written(outcome: Entry) -> str:
    """Return the run as Markdown, wrong cases side by side with what was cited."""
    lines = ["# Evaluation", ""]
    lines += [f"- {name}: {_plain(value)}" for name, value in report.circumstances(outcome)]
    lines += ["", *_section(report.overview(outcome), "##")]
    for part in report.parts(outcome):
        lines += [f"## {part.name}", ""]
        lines += [*(f"- {_plain(remark)}" for remark in part.remarks), ""]
        for section in part.sections:
            lines += _section(section, "###")
    return "\n".join(lines) + "\n"


def _section(section: Section, mark: str) -> list[str]:
    lines = [f"{mark} {section.title}", ""]
    if section.note:
        lines += [_plain(section.note), ""]
    lines += [_row([_plain(name) for name in section.head]), _row(["---"] * len(section.head))]
    lines += [_row([_cell(cell) for cell in row]) for row in section.rows]
    return [*lines, ""]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_plain(line) for line in report.lines_of(cell))


def _plain(text: str) -> str:
    """Keep words of a client's file from becoming Markdown or HTML."""
    flat = " ".join(text.split())
    pairs = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\\", "\\\\"))
    for char, entity in (*pairs, *((c, f"\\{c}") for c in "|`*_[]")):
        flat = flat.replace(char, entity)
    return flat

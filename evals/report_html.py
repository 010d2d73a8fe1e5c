"""The report of a run as one HTML file that needs nothing else."""

from html import escape
from pathlib import Path

from evals import report
from evals.report import Cell, Part, Section
from evals.show import Entry

_STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""No script, no picture, no address: words of a client's file cannot reach out."""
_VERDICTS = ("conform", "partial", "nonconform", "no_evidence", "not_applicable", "could_not_look")


def written(outcome: Entry) -> str:
    """Return the run as HTML, wrong cases side by side with what was cited."""
    parts = report.parts(outcome)
    names = enumerate(part.name for part in parts)
    links = "".join(f'<a href="#set-{at}">{escape(name)}</a>' for at, name in names)
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
        for name, value in report.circumstances(outcome)
    )
    body = "".join(_part(at, part) for at, part in enumerate(parts))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Kezheng evaluation</title><style>{_STYLE.read_text(encoding='utf-8')}</style>"
        f"</head><body><header><h1>Kezheng evaluation</h1><nav>{links}</nav></header><main>"
        f"<dl>{facts}</dl>{_section(report.overview(outcome))}{body}</main></body></html>\n"
    )


def _part(at: int, part: Part) -> str:
    remarks = "".join(f"<li>{escape(remark)}</li>" for remark in part.remarks)
    said = f'<ul class="remarks">{remarks}</ul>' if remarks else ""
    figures = "".join(_section(one) for one in part.sections if not one.wide)
    cases = "".join(_folded(one) for one in part.sections if one.wide)
    return (
        f'<section id="set-{at}"><h2>{escape(part.name)}</h2>{said}'
        f'<div class="figures">{figures}</div>{cases}</section>'
    )


def _folded(section: Section) -> str:
    count = f"{section.title} ({len(section.rows)})"
    return f"<details><summary>{escape(count)}</summary>{_table(section)}</details>"


def _section(section: Section) -> str:
    note = f"<p>{escape(section.note)}</p>" if section.note else ""
    return f"<article><h3>{escape(section.title)}</h3>{note}{_table(section)}</article>"


def _table(section: Section) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in section.head)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in section.rows)
    name = "wide" if section.wide else "narrow"
    return (
        f'<div class="scroll"><table class="{name}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(cell: Cell) -> str:
    words = escape(cell.words)
    if cell.words in _VERDICTS:
        words = f'<span class="verdict {cell.words}">{words}</span>'
    quotes = "".join(
        f"<blockquote>{escape(quote.words)}<cite>{escape(quote.source)}</cite></blockquote>"
        for quote in cell.quotes
    )
    return f"<td>{words}{quotes}</td>"

"""Plots as Plotly draws them in the page: how long rows took, and blanks by month."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from gradio.components.plot import PlotData

from assistant.model import Lang
from assistant.record_delays import Delays
from assistant.record_flaws import Flaw
from assistant.ui.markup import esc
from assistant.ui.measured import Mark
from assistant.ui.text import say

# Colours that can be read on a light and on a dark page: the plot does not know which it is.
_BAR, _REST, _WRONG, _INK = "#5b95b7", "rgba(128,143,158,0.28)", "#c2463c", "#7b8895"
_LINE = "rgba(128,143,158,0.35)"
_LABEL_PX = 17


def histogram(delays: Delays, marks: Sequence[Mark], lang: Lang) -> PlotData:
    """Return how many rows took how long, with a line at each limit.

    The bars stand side by side in equal width; the numbers between them are their bounds.
    """
    edges = [delays.least - 1, *(bar.most for bar in delays.bars)]
    unit = say(lang, f"unit_{delays.unit}")
    spans = [_span(low, high) for low, high in pairwise(edges)]
    bars = {
        "type": "bar",
        "x": [at + 0.5 for at in range(len(spans))],
        "y": [bar.rows for bar in delays.bars],
        "width": [0.94] * len(spans),
        "marker": {"color": _BAR},
        "customdata": spans,
        "hovertemplate": f"%{{customdata}} {esc(unit)}: %{{y}}<extra></extra>",
    }
    placed = [(position(mark.at, edges), mark) for mark in sorted(marks, key=lambda m: m.at)]
    low, high = min([0.0, *(x for x, _ in placed)]), max([len(spans), *(x for x, _ in placed)])
    axis = {
        "range": [low - 0.25, high + 0.25],
        "tickvals": list(range(len(edges))),
        "ticktext": [str(edge) for edge in edges],
        "title": {"text": esc(say(lang, "plot_delay").format(unit=unit)), "standoff": 8},
    }
    return _drawn([bars], axis, lang, placed)


def months(flaw: Flaw, lang: Lang) -> PlotData:
    """Return by month how many rows are wrong, before all rows of the month."""
    names = [month or say(lang, "plot_no_month") for month, _, _ in flaw.months]
    kinds = (
        (say(lang, "plot_all_rows"), [total for _, _, total in flaw.months], _REST),
        (say(lang, "plot_wrong_rows"), [wrong for _, wrong, _ in flaw.months], _WRONG),
    )
    bars = [
        {
            "type": "bar",
            "name": esc(name),
            "x": names,
            "y": counts,
            "width": 0.6,
            "marker": {"color": colour},
            "hovertemplate": f"%{{x}}: %{{y}} ({esc(name)})<extra></extra>",
        }
        for name, counts, colour in kinds
    ]
    return _drawn(bars, {"type": "category"}, lang)


def position(value: float, edges: Sequence[float]) -> float:
    """Return where a length stands among bars of equal width; half a bar outside them all."""
    if value <= edges[0]:
        return 0.0 if value == edges[0] else -0.5
    for at, (low, high) in enumerate(pairwise(edges)):
        if value <= high:
            return at + (value - low) / (high - low)
    return len(edges) - 0.5


def _span(low: int, high: int) -> str:
    return str(high) if high - low == 1 else f"{low + 1}–{high}"


def _drawn(
    bars: list[dict[str, Any]],
    axis: dict[str, Any],
    lang: Lang,
    placed: Sequence[tuple[float, Mark]] = (),
) -> PlotData:
    still = {"fixedrange": True, "zeroline": False, "automargin": True}
    rows = {"text": esc(say(lang, "plot_rows")), "standoff": 6}
    layout = {
        "barmode": "overlay",
        "height": 250 + _LABEL_PX * len(placed),
        "margin": {"l": 44, "r": 14, "t": 16 + _LABEL_PX * len(placed), "b": 44},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": _INK, "size": 12, "family": "system-ui, sans-serif"},
        "showlegend": len(bars) > 1,
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        "xaxis": {**still, "showgrid": False, "linecolor": _LINE, "showline": True, **axis},
        "yaxis": {**still, "gridcolor": _LINE, "rangemode": "tozero", "tickformat": "d",
                  "title": rows},
        "shapes": [_limit(x) for x, _ in placed],
        "annotations": [_label(x, mark, step) for step, (x, mark) in enumerate(placed)],
    }  # fmt: skip
    figure = {"data": bars, "layout": layout, "config": {"displayModeBar": False}}
    return PlotData(type="plotly", plot=json.dumps(figure, ensure_ascii=False))


def _limit(x: float) -> dict[str, Any]:
    line = {"color": _WRONG, "width": 2, "dash": "dash"}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _label(x: float, mark: Mark, step: int) -> dict[str, Any]:
    """Return the words above a limit; each next one stands higher, so that none hides another."""
    return {
        "x": x,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": _LABEL_PX * step,
        "text": esc(mark.words),
        "showarrow": False,
        "font": {"color": _WRONG, "size": 12},
    }

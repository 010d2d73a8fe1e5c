"""Handlers that show a person's error as a message, never as a traceback."""

import functools
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec

import gradio as gr

from assistant.ui.markup import esc
from ingest.errors import KezhengError

_P = ParamSpec("_P")
Updates = dict[Any, Any]
"""New values by component; components left out stay as they are."""


def guarded(handler: Callable[_P, Updates]) -> Callable[_P, Updates]:
    """Return a handler that turns a KezhengError into a notice and changes nothing."""

    @functools.wraps(handler)
    def quiet(*args: _P.args, **kwargs: _P.kwargs) -> Updates:
        try:
            return handler(*args, **kwargs)
        except KezhengError as error:
            notify(error)
            return gr.skip()

    return quiet


def guarded_steps(handler: Callable[_P, Iterator[Updates]]) -> Callable[_P, Iterator[Updates]]:
    """Return a streaming handler that ends with a notice at a KezhengError."""

    @functools.wraps(handler)
    def quiet(*args: _P.args, **kwargs: _P.kwargs) -> Iterator[Updates]:
        try:
            yield from handler(*args, **kwargs)
        except KezhengError as error:
            notify(error)
            yield gr.skip()

    return quiet


def notify(error: KezhengError) -> None:
    """Show an error with its hint as a notice."""
    hint = f"<br>{esc(error.hint)}" if error.hint else ""
    gr.Warning(f"{esc(error.message)}{hint}", duration=12)

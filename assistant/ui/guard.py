"""Handlers that show a person's error as a message, never as a traceback."""

import functools
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec

import gradio as gr

from assistant.model import Lang
from assistant.ui.desk import Desk
from assistant.ui.markup import esc
from assistant.ui.text import say
from ingest.errors import KezhengError

_P = ParamSpec("_P")
Updates = dict[Any, Any]
"""New values by component; components left out stay as they are."""
_NOTHING: Updates = {"__type__": "update"}  # what gr.skip() returns


def guarded(handler: Callable[_P, Updates]) -> Callable[_P, Updates]:
    """Return a handler that turns a KezhengError into a notice and changes nothing."""

    @functools.wraps(handler)
    def quiet(*args: _P.args, **kwargs: _P.kwargs) -> Updates:
        try:
            return handler(*args, **kwargs)
        except KezhengError as error:
            notify(error, _lang(args))
            return _NOTHING

    return quiet


def guarded_steps(handler: Callable[_P, Iterator[Updates]]) -> Callable[_P, Iterator[Updates]]:
    """Return a streaming handler that ends with a notice at a KezhengError.

    Its last step is empty: Gradio sends the last step again when a stream ends, and by then
    the page may show another client.
    """

    @functools.wraps(handler)
    def quiet(*args: _P.args, **kwargs: _P.kwargs) -> Iterator[Updates]:
        try:
            yield from handler(*args, **kwargs)
        except KezhengError as error:
            notify(error, _lang(args))
        yield _NOTHING

    return quiet


def merged(*parts: Updates) -> Updates:
    """Return updates in one; what two of them say of one component is joined."""
    found: Updates = {}
    for part in parts:
        for component, value in part.items():
            known = found.get(component, {"__type__": "update"})
            found[component] = {**_as_update(known), **_as_update(value)}
    return found


def _as_update(value: object) -> dict[str, Any]:
    if isinstance(value, dict) and value.get("__type__") == "update":
        return value
    return dict(gr.update(value=value))


def notify(error: KezhengError, lang: Lang) -> None:
    """Show an error with its hint as a notice."""
    hint = f"<br>{esc(error.hint)}" if error.hint else ""
    gr.Warning(f"{esc(error.message)}{hint}", duration=12, title=say(lang, "error_title"))


def _lang(args: tuple[object, ...]) -> Lang:
    """Return the language of the desk among a handler's arguments."""
    return next((one.lang for one in args if isinstance(one, Desk)), Lang.ZH)

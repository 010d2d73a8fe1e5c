"""One way to connect a handler to what triggers it."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from gradio.events import Dependency


def on(  # noqa: PLR0913 - what a Gradio event takes
    trigger: Callable[..., Dependency],
    handler: Callable[..., object],
    name: str,
    inputs: Sequence[Any],
    outputs: Sequence[Any],
    cancels: Sequence[Dependency] = (),
    again: Literal["once", "multiple"] | None = None,
) -> Dependency:
    """Connect a handler: named, hidden from the API page, without Gradio's spinner.

    Args:
        again: Whether a trigger counts while the handler still runs; None is Gradio's choice.
    """
    return trigger(
        handler,
        inputs=list(inputs),
        outputs=list(outputs),
        api_name=name,
        api_visibility="private",
        show_progress="hidden",
        cancels=list(cancels) or None,
        trigger_mode=again,
    )

"""One way to connect a handler to what triggers it."""

from collections.abc import Callable, Sequence
from typing import Any

from gradio.events import Dependency


def on(
    trigger: Callable[..., Dependency],
    handler: Callable[..., object],
    name: str,
    inputs: Sequence[Any],
    outputs: Sequence[Any],
    cancels: Sequence[Dependency] = (),
) -> Dependency:
    """Connect a handler: named, hidden from the API page, without Gradio's spinner."""
    return trigger(
        handler,
        inputs=list(inputs),
        outputs=list(outputs),
        api_name=name,
        api_visibility="private",
        show_progress="hidden",
        cancels=list(cancels) or None,
    )

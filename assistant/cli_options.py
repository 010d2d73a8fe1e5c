"""What all commands share: their options, exit codes and one way to answer."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

DONE, SOME_FAILED, USAGE, NOTHING = 0, 1, 2, 3

WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", help="Folder of all clients.", show_default=False)
]
ClientOption = Annotated[
    str | None, typer.Option("--client", help="Client; needed if there are several.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def out(as_json: bool, to_json: Callable[[], Any], show: Callable[[Any], Any], value: Any) -> None:  # noqa: ANN401 - any printable value
    """Print a value as one JSON document, or as `show` shows it to people."""
    if as_json:
        print(json.dumps(to_json(), ensure_ascii=False, indent=1))
    else:
        show(value)


def notices(told: Iterable[str]) -> None:
    """Print on stderr what people should know of the state of their files."""
    for notice in told:
        print(notice, file=sys.stderr)

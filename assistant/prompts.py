"""Prompt files: name, version, variables, text."""

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from ingest.errors import CatalogError

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
_HEADER = re.compile(r"\A---\n(?P<header>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with its version; changing the words bumps the version."""

    name: str
    version: int
    variables: tuple[str, ...]
    body: str

    def fill(self, **values: str) -> str:
        """Return the text with its `$variables` filled.

        Raises:
            CatalogError: The values are not exactly the prompt's variables.
        """
        if set(values) != set(self.variables):
            raise CatalogError(
                f"prompt {self.name}: got {sorted(values)}, needs {sorted(self.variables)}"
            )
        return Template(self.body).substitute(values)


def load(name: str, folder: Path = FOLDER) -> Prompt:
    """Load prompts/<name>.md.

    Raises:
        CatalogError: The file is missing or its header is not name, version, variables.
    """
    path = folder / f"{name}.md"
    match = _HEADER.match(path.read_text(encoding="utf-8")) if path.exists() else None
    if match is None:
        raise CatalogError(f"prompt {path.name}: missing or without a header", "see prompts/")
    fields = dict(line.split(":", 1) for line in match["header"].splitlines() if ":" in line)
    names = tuple(fields.get("variables", "").replace(",", " ").split())
    return Prompt(fields["name"].strip(), int(fields["version"]), names, match["body"].strip())

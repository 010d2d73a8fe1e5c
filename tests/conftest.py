"""Fixtures for all tests: a clean environment, and one client taken in by the command line."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browsing import ARGS, chromium_path
from tests.command_line import Ran, kezheng
from tests.small_client import CLIENT, FILES


@dataclass(frozen=True)
class Taken:
    """A client whose files went in by `kezheng ingest`, two of them bad."""

    workspace: Path
    source: Path
    client: str
    ran: Ran

    def run(self, command: str, *words: object) -> Ran:
        """Run a command on this client with --json."""
        return kezheng(command, *words, "--workspace", self.workspace, "--json")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch):
    for name in [name for name in os.environ if name.upper().startswith("KEZHENG_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def taken(tmp_path_factory) -> Taken:
    folder = tmp_path_factory.mktemp("taken")
    source, workspace = folder / "files", folder / "workspace"
    source.mkdir()
    for name, text in FILES.items():
        (source / name).write_text(text, encoding="utf-8")
    (source / "空文件.txt").write_bytes(b"")
    (source / "坏文件.docx").write_bytes(b"PK\x03\x04 not a zip at all")
    words = ("--workspace", workspace, "--client", CLIENT, "--json")
    return Taken(workspace, source, CLIENT, kezheng("ingest", source, *words))


@pytest.fixture(scope="module")
def chromium():
    path = chromium_path()
    if path is None:
        reason = "no Chromium on this machine (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()

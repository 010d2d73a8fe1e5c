"""A Kezheng server in a process of its own, as a user starts it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_START = """
import sys
from pathlib import Path
from assistant.server import serve
from assistant.settings import Settings
serve(Settings(workspace=Path(sys.argv[1])), "127.0.0.1", 0)
"""


@contextmanager
def serving(workspace: Path, *, before: str = "") -> Iterator[str]:
    """Serve a workspace on a free port; yield the address that the server prints when ready.

    Args:
        before: Code that the server's process runs first.
    """
    command = [sys.executable, "-c", before + _START, str(workspace)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert server.stdout is not None
    try:
        line = server.stdout.readline()
        assert "http://127.0.0.1:" in line, "the server did not start; see its output above"
        yield line.split()[-1].rstrip("/")
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()

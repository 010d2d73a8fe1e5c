"""Old office formats: converted by LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.errors import LegacyFormatError, ReadError

_PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {
    ".docx": "docx:MS Word 2007 XML",
    ".xlsx": "xlsx:Calc MS Excel 2007 XML",
    ".pptx": "pptx:Impress MS PowerPoint 2007 XML",
    ".pdf": "pdf",
}
# A profile of its own runs no macro and asks no question: 3 is "very high".
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def is_installed() -> bool:
    """Return whether LibreOffice is there to convert files."""
    return _program() is not None


def convert(data: bytes, error: LegacyFormatError, *, timeout_s: float) -> bytes:
    """Return a file of an old format in the format that `error` names as its target.

    One conversion takes 7 to 10 seconds (measured).

    Raises:
        LegacyFormatError: LibreOffice is not installed; `error` itself, with its way out.
        ReadError: It cannot convert the file, or not in time.
    """
    program = _program()
    if program is None:
        raise error
    with TemporaryDirectory(prefix="kezheng-office-") as name:
        folder = Path(name)
        source = folder / f"file{error.suffix}"
        source.write_bytes(data)
        _run([program, *_options(folder, error.target), str(source)], folder, error, timeout_s)
        made = folder / "out" / f"file{error.target}"
        if not made.is_file():
            raise ReadError(
                f"{error.message}，LibreOffice 无法转换 (conversion failed)", error.hint
            )
        return made.read_bytes()


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _options(folder: Path, target: str) -> list[str]:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", _FILTERS[target],
        "--outdir", str(folder / "out"),
    ]  # fmt: skip


def _run(command: list[str], folder: Path, error: LegacyFormatError, timeout_s: float) -> None:
    """Run LibreOffice in a process group of its own, so that none of it outlives the wait."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired as late:
            message = f"{error.message}，LibreOffice 转换超过 {timeout_s:.0f} 秒 (timed out)"
            raise ReadError(message, error.hint) from late
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

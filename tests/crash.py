"""An intake that is killed at random moments, again and again: nothing half done may stay.

`python -m tests.crash --kills 50` runs as many as one likes; the test runs a few.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from assistant.settings import Settings
from assistant.upkeep import check_up
from assistant.workspace import open_workspace
from ingest.originals import is_whole

ROOT = Path(__file__).resolve().parent.parent
CLIENT = "被杀"
_PAGE = "第{n}条 报修须在{n}小时内响应，由客服专员登记并在{n}日内回访用户，编号 KB-{seed}-{n}。\n"


@dataclass
class Told:
    """What was seen.

    Attributes:
        kills: Runs that were killed before they ended.
        moments: Documents that were ready after each kill.
        faults: What was wrong after a kill or at the end; empty when nothing is lost.
    """

    kills: int = 0
    moments: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def crash(folder: Path, *, kills: int, seed: int, files: int = 40) -> Told:
    """Kill an intake so often, look after each kill, let it end at last, and look again."""
    docs, workspace = folder / "docs", folder / "workspace"
    write_files(docs, files)
    chance, told = random.Random(seed), Told()
    while told.kills < kills:
        process = start(docs, workspace)
        if _is_killed(process, workspace, chance):
            told.kills += 1
            _look(workspace, told)
        else:  # it was done before
            told.faults += [] if process.returncode == 0 else [f"exit code {process.returncode}"]
            shutil.rmtree(workspace)
    last = start(docs, workspace)
    last.wait()
    _look(workspace, told)
    if last.returncode != 0 or told.moments[-1] != files:
        told.faults.append(f"{told.moments[-1]} of {files} files in, exit code {last.returncode}")
    room = open_workspace(Settings(workspace=workspace), CLIENT)
    told.faults += [f for check in check_up(room, mends=False) for f in check.faults]
    room.index.close()
    return told


def _is_killed(process: "subprocess.Popen[bytes]", workspace: Path, chance: random.Random) -> bool:
    """Kill an intake some files further and some moments later; return whether it still ran."""
    wanted = _written(workspace) + chance.randint(0, 8)
    while _written(workspace) < wanted:
        if _ends(process, 0.01):
            return False
    if _ends(process, chance.uniform(0.0, 0.4)):
        return False
    process.send_signal(signal.SIGKILL)
    process.wait()
    return True


def _ends(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _written(workspace: Path) -> int:
    return len(list(workspace.glob("*/originals/*.txt")))


def write_files(docs: Path, count: int) -> None:
    """Write text files, each with its own words."""
    docs.mkdir(parents=True)
    for seed in range(count):
        lines = (_PAGE.format(n=n, seed=seed) for n in range(1, 120))
        (docs / f"制度{seed:03}.txt").write_text("".join(lines), encoding="utf-8")


def start(
    docs: Path, workspace: Path, *, stdout: int = subprocess.DEVNULL
) -> "subprocess.Popen[bytes]":
    """Start an intake as a user would."""
    options = ["--workspace", str(workspace), "--client", CLIENT, "--json"]
    command = [sys.executable, "-m", "assistant.cli", "ingest", str(docs), *options]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=stdout,
        stderr=subprocess.DEVNULL,
    )


def _look(workspace: Path, told: Told) -> None:
    """Open a workspace as a reader does, and check every document in it."""
    if not list(workspace.glob("*/client.txt")):
        told.moments.append(0)
        return
    room = open_workspace(Settings(workspace=workspace), CLIENT)
    rows = room.documents.documents()
    told.moments.append(len(rows))
    for row in rows:
        document, chunks = room.document(row.id), room.documents.chunks(row.id)
        whole = all(document.text[one.start : one.end] == one.text for one in chunks)
        counted = (len(document.text), len(chunks)) == (row.chars, row.chunks)
        if not (whole and counted and is_whole(room.documents.original(row.id), row.sha256)):
            told.faults.append(f"{row.file} is not whole")
    if rows and not room.index.search("客服专员 登记", 3):
        told.faults.append("search finds nothing")
    room.index.close()


def main() -> int:
    """Run the command line; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kezheng-crash-") as folder:
        told = crash(Path(folder), kills=options.kills, seed=options.seed)
    shown = {"kills": told.kills, "ready": told.moments, "faults": told.faults}
    sys.stdout.write(json.dumps(shown, ensure_ascii=False))
    return int(bool(told.faults))


if __name__ == "__main__":
    sys.exit(main())

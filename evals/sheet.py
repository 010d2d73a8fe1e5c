"""python -m evals.sheet: measure how far verdicts can be trusted, and ship it as a file.

Run it after the reader was trained anew or the engine changed. It needs networks that have not
seen the clients: `python -m assistant.train_network --leave-out CLIENT… --out DIR/NAME`. Data
sets given as arguments come on top of the development clients of this repository; those held
out are refused.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant import reader_files
from assistant.catalog import load
from assistant.sheet import FILE, Sheet, save
from evals.observation import Plan
from evals.run import circumstances
from evals.sheet_clients import HELD_OUT, Case, Say, judged
from evals.sheet_fit import PENALTY, measured
from ingest.errors import KezhengError

_HOME = Path(__file__).resolve().parent
DEVELOPMENT = (
    _HOME.parent / "corpora" / "samples" / "quanzao",
    *(
        folder
        for folder in sorted((_HOME / "datasets").iterdir())
        if (folder / "gold.json").exists() and folder.name not in HELD_OUT
    ),
)
"""The development clients that the repository holds."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    options = _parser().parse_args(words)
    folders = [*([] if options.only else DEVELOPMENT), *options.clients]
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - started:5.0f} s  {line}", file=sys.stderr, flush=True)

    try:
        sheet = made(_judged(folders, options, say), datetime.now(UTC))
    except KezhengError as error:
        print(f"{error}", file=sys.stderr)
        return 3
    save(sheet, options.out)
    print("\n".join(summary(sheet)))
    return 0


def made(cases: Sequence[Case], at: datetime) -> Sheet:
    """Return the sheet of the cases."""
    about = circumstances(Plan(), at)
    standard, found = load(about["settings"]["standard"]).standard, measured(cases)
    clauses = {clause.id: found["clauses"].get(clause.id, {}) for clause in standard.clauses}
    return Sheet(
        standard=standard.id,
        reader=reader_files.fingerprint(),
        made=at.replace(microsecond=0),
        commit=about["commit"],
        settings={
            "engine": "rules",
            "embedding": about["settings"]["embedding"],
            "regression_c": PENALTY,
            "versions": about["versions"],
        },
        clients=tuple(dict.fromkeys(case.client for case in cases)),
        **(found | {"clauses": clauses}),
    )


def summary(sheet: Sheet) -> list[str]:
    """Return the sheet's main figures as lines."""
    lines = [f"{len(sheet.clients)} clients: {', '.join(sheet.clients)}; mean {sheet.mean:.3f}"]
    for verdict, record in sheet.verdicts.items():
        lines.append(f"  said {verdict.value}: {record.right} of {record.n} right")
    for name in ("traits", "verdict"):
        found = sheet.figures[name]
        mark = " (shipped)" if name == sheet.method else ""
        lines.append(f"by {name}{mark}: Brier {found['brier']}, ECE {found['ece']}")
        lines += [
            f"  {one['low']:.1f} to {one['high']:.1f}: chance {one['chance']:.2f}, "
            f"right {one['accuracy']:.2f} of {one['cases']}"
            for one in found["table"]
        ]
    for group, record in sheet.groups.items():
        lines.append(f"group {group.value}: {record.right} of {record.n} right")
    return lines


def _judged(folders: Sequence[Path], options: argparse.Namespace, say: Say) -> list[Case]:
    if options.rooms is not None:
        return judged(folders, options.rooms, options.networks, say)
    with tempfile.TemporaryDirectory(prefix="kezheng-sheet-", ignore_cleanup_errors=True) as root:
        return judged(folders, Path(root), options.networks, say)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.sheet", description=__doc__)
    parser.add_argument("clients", nargs="*", type=Path, metavar="DATASET", help="more data sets")
    parser.add_argument("--only", action="store_true", help="only the data sets given")
    parser.add_argument(
        "--rooms", type=Path, metavar="DIR", help="keep workspaces here: a second run is quicker"
    )
    parser.add_argument(
        "--networks", type=Path, required=True, metavar="DIR", help="networks by whom they left out"
    )
    parser.add_argument("--out", type=Path, default=FILE, metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())

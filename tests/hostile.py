"""Parsers that misbehave as their file's name says; imported by the children of a sandbox."""

import os
import time

from ingest.model import Piece, Reading
from ingest.worker import parse


def hostile(file: str, data: bytes, timeout_s: float) -> Reading:
    """Parse a file, unless its name asks for trouble."""
    if "abort" in file:
        os.abort()
    if "loop" in file:
        while True:
            time.sleep(0.01)
    if "bomb" in file:
        return Reading((Piece("x" * 4_000_000_000),), ())
    return parse(file, data, timeout_s)

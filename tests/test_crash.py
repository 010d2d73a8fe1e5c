"""Kills at any moment leave whole documents; the next intake does the rest."""

import os
from pathlib import Path

import pytest

from tests.crash import crash

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    told = crash(tmp_path, kills=3, seed=7, files=12)
    assert told.faults == []
    assert told.kills == 3
    assert told.moments[-1] == 12

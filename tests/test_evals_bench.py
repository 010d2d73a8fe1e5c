import pytest

from evals.bench import Row, _median, measured_row
from evals.measures import Measure, text_here


def raises():
    raise RuntimeError("no documents")


def ten():
    return Measure(10.0, "s", "one file")


def test_measurement_that_fails_is_a_row():
    row = measured_row("ingest", raises)
    assert (row.value, row.error) == (None, "RuntimeError: no documents")


def test_row_has_time_and_memory_of_a_process_of_its_own():
    row = measured_row("ingest", ten)
    assert (row.value, row.unit, row.detail) == (10.0, "s", "one file")
    assert row.peak_mb > 0


@pytest.mark.parametrize(("values", "middle"), [((3.0, 1.0, 2.0), 2.0), ((3.0, None, 2.0), None)])
def test_median_of_rows_is_the_middle_one_or_a_failed_one(values, middle):
    assert _median([Row("ingest", value) for value in values]).value == middle


def test_text_files_are_taken_in_and_searched(tmp_path):
    (tmp_path / "手册.txt").write_text("投诉应在7日内处理完毕。", encoding="utf-8")
    assert text_here(tmp_path / "room", tmp_path).detail == "1 files, 1 chunks, 1 hits"

"""Sampling: populations, draws that anyone can repeat, tallies, deductions."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant import sampling
from assistant.sample_model import Drawn, Mark, Method, Sample, Tick
from ingest.errors import UsageError
from tests.audit_documents import prose, rows
from tests.small_standard import clause

AT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
COLUMNS = ("单号", "网点", "完工日期")


def log(n=12, file="工单.xlsx"):
    sites = ("甲站", "乙站", "甲站", "丙站")
    return rows(file, COLUMNS, *((f"G{i:02}", sites[i % 4], "2026-05-01") for i in range(n)))


def plain(n, strata=("",)):
    return tuple(
        Drawn(
            key=f"k{i}",
            record=f"R{i}",
            document_id="d",
            file="f",
            place="",
            start=i,
            end=i + 1,
            stratum=strata[i % len(strata)],
        )
        for i in range(n)
    )


def made(n=4):
    return Sample(
        id="s1",
        clause="9.1.1.1",
        population="工单.xlsx",
        population_id="p",
        n_population=20,
        method=Method.SIMPLE,
        by="",
        seed=7,
        rationale="",
        columns=(),
        checks=("签字",),
        drawn=plain(n),
        drawn_by="甲",
        drawn_at=AT,
    )


def ticked(number, mark, **rest):
    given = {"marks": (mark,), "remark": "", "who": "甲", "tested_on": None, "recorded_at": AT}
    return Tick(sample="s1", number=number, mark=mark, **given | rest)


# populations


def test_rows_of_a_table_are_the_population():
    found = sampling.population([log(), prose("制度.docx", "每季度回访。")], "工单.xlsx")
    assert [record.record for record in found.records[:2]] == ["G00", "G01"]
    assert (len(found.records), found.columns) == (12, COLUMNS)


def test_drawn_record_is_located_in_its_file():
    document = log()
    record = sampling.population([document], "工单").records[3]
    assert document.text[record.start : record.end] == "G03\t丙站\t2026-05-01"
    assert record.place == "第5行"


def test_part_of_a_name_that_two_files_have_is_refused_with_both():
    with pytest.raises(UsageError) as refused:
        sampling.population([log(file="工单1.xlsx"), log(file="工单2.xlsx")], "工单")
    assert "工单1.xlsx" in refused.value.hint and "工单2.xlsx" in refused.value.hint


def test_superseded_file_is_no_population():
    with pytest.raises(UsageError, match="没有现行文件"):
        sampling.population([replace(log(), superseded=True)], "工单.xlsx")


def test_file_without_a_table_is_refused():
    with pytest.raises(UsageError, match="没有可抽样的表"):
        sampling.population([prose("制度.docx", "每季度回访。")], "制度.docx")


def test_outlets_are_the_different_values_of_a_column():
    found = sampling.outlets(sampling.population([log()], "工单"), "网点")
    assert [record.record for record in found.records] == ["甲站", "乙站", "丙站"]


def test_unknown_column_is_refused_with_the_known_ones():
    with pytest.raises(UsageError) as refused:
        sampling.outlets(sampling.population([log()], "工单"), "省份")
    assert "网点" in refused.value.hint


# draws


@pytest.mark.parametrize(
    ("n", "root"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4), (100, 10), (101, 11)]
)
def test_root_of_the_outlets_is_rounded_up(n, root):
    assert sampling.root(n) == root


def test_draw_takes_the_first_by_the_hash_of_seed_and_key():
    records = plain(30)
    ranked = sorted(records, key=lambda r: hashlib.sha256(f"7\n{r.key}".encode()).hexdigest())
    assert set(sampling.draw(records, 5, 7)) == set(ranked[:5])


def test_same_seed_draws_the_same_whatever_the_order_of_rows():
    records = plain(30)
    assert set(sampling.draw(records, 6, 3)) == set(sampling.draw(records[::-1], 6, 3))


def test_another_seed_draws_others():
    records = plain(30)
    assert sampling.draw(records, 6, 3) != sampling.draw(records, 6, 4)


def test_larger_sample_keeps_the_smaller_one():
    records = plain(30)
    assert set(sampling.draw(records, 4, 9)) < set(sampling.draw(records, 9, 9))


def test_each_record_is_drawn_about_as_often_as_any():
    records = plain(10)
    counts = Counter(r.record for seed in range(2000) for r in sampling.draw(records, 3, seed))
    assert len(counts) == 10
    assert all(520 < count < 680 for count in counts.values())


def test_strata_share_the_sample_in_proportion():
    records = plain(40, ("甲", "甲", "甲", "乙"))
    shares = Counter(record.stratum for record in sampling.draw(records, 8, 1))
    assert shares == {"甲": 6, "乙": 2}


def test_small_stratum_is_drawn_at_least_once():
    records = (*plain(39, ("甲",)), *(r.model_copy(update={"stratum": "乙"}) for r in plain(1)))
    records = tuple(r.model_copy(update={"key": f"{i}"}) for i, r in enumerate(records))
    shares = Counter(record.stratum for record in sampling.draw(records, 4, 1))
    assert shares == {"甲": 3, "乙": 1}


@pytest.mark.parametrize("size", range(1, 14))
def test_strata_give_exactly_the_size_asked(size):
    records = plain(12, ("甲", "乙", "甲", "丙", "甲", "甲"))
    assert len(sampling.draw(records, size, 5)) == min(size, 12)


def test_blank_stratum_has_a_name():
    document = rows("工单.xlsx", COLUMNS, ("G1", "甲站", "2026-05-01"), ("G2", "", "2026-05-02"))
    found = sampling.stratified(sampling.population([document], "工单"), "网点")
    assert [record.stratum for record in found.records] == ["甲站", "（空白）"]


def test_rationale_says_when_all_are_checked():
    found = sampling.Population("x", (), plain(3))
    assert "全数检查" in sampling.rationale(Method.SIMPLE, found, 3, by="", given=True)


# tallies and deductions


def test_newest_test_of_a_record_counts_and_the_first_failure_stays_known():
    tests = [ticked(1, Mark.FAIL), ticked(2, Mark.PASS), ticked(1, Mark.PASS, who="乙")]
    counted = sampling.tally(made(), tests)
    assert (counted.n_passed, counted.n_failed, counted.n_untested) == (2, 0, 2)
    assert (counted.n_retested, counted.n_first_failed) == (1, 1)


def test_deduction_is_in_proportion_to_failed_records():
    tests = [ticked(1, Mark.FAIL), *(ticked(n, Mark.PASS) for n in (2, 3, 4))]
    proposed = sampling.deduction(clause(), sampling.tally(made(), tests))
    assert (proposed.points, proposed.off, proposed.off_at_most) == (2.0, 0.5, 0.5)


def test_three_blank_forms_of_ten_cost_three_tenths_of_the_points():
    tests = [ticked(n, Mark.FAIL if n <= 3 else Mark.PASS) for n in range(1, 11)]
    counted = sampling.tally(made(10), tests)
    weighted = clause().model_copy(
        update={"weight": clause().weight.model_copy(update={"points": 3.125})}
    )
    assert sampling.deduction(weighted, counted).off == pytest.approx(0.9375)


def test_undecided_and_untested_records_are_never_compliant():
    tests = [ticked(1, Mark.UNDECIDED), ticked(2, Mark.PASS)]
    proposed = sampling.deduction(clause(), sampling.tally(made(), tests))
    assert (proposed.off, proposed.off_at_most) == (0.0, 1.5)


def test_clause_without_points_loses_none():
    free = clause().model_copy(
        update={"weight": clause().weight.model_copy(update={"points": None})}
    )
    assert sampling.deduction(free, sampling.tally(made(), [])) is None

from evals.scoring_stats import (
    by_class,
    confusion,
    interval,
    macro_f1,
    macro_f1_interval,
    mean,
    ratio_interval,
    share,
)


def test_share_over_nothing_is_none():
    assert share(0, 0) is None
    assert mean([]) is None
    assert interval([]) is None


def test_interval_is_the_same_each_time_and_holds_the_share():
    right = [True] * 30 + [False] * 10
    bounds = interval(right)
    assert bounds == interval(right)
    assert bounds.low < 0.75 < bounds.high
    assert 0.55 < bounds.low < 0.68
    assert 0.82 < bounds.high < 0.92


def test_interval_of_sure_cases_is_a_point():
    assert interval([True] * 8) == (1.0, 1.0)


def test_precision_and_recall_by_hand():
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("b", "a"), ("b", "c")]
    classes = by_class(pairs)
    assert (classes["a"].precision, classes["a"].recall, classes["a"].f1) == (0.5, 0.5, 0.5)
    assert (classes["b"].precision, classes["b"].recall) == (0.6667, 0.5)
    assert (classes["c"].gold, classes["c"].precision, classes["c"].recall) == (0, 0.0, None)


def test_macro_f1_leaves_out_classes_that_the_gold_has_not():
    pairs = [("a", "a"), ("b", "c")]
    assert macro_f1(by_class(pairs).values()) == 0.5


def test_confusion_counts_gold_by_called():
    assert confusion([("a", "b"), ("a", "b"), ("b", "b")]) == {"a": {"b": 2}, "b": {"b": 1}}


def test_interval_of_a_ratio_draws_whole_groups():
    assert ratio_interval([(2, 4), (2, 4), (1, 2)]) == (0.5, 0.5)
    wide = ratio_interval([(4, 4), (0, 4), (4, 4), (0, 4)])
    cases = interval([True] * 8 + [False] * 8)
    assert wide.low < cases.low < 0.5 < cases.high < wide.high
    assert ratio_interval([]) is None
    assert ratio_interval([(0, 0)]) is None


def test_interval_of_macro_f1_holds_it():
    pairs = [("a", "a")] * 12 + [("a", "b")] * 4 + [("b", "b")] * 6 + [("b", "a")] * 6
    whole = macro_f1(by_class(pairs).values())
    bounds = macro_f1_interval(pairs)
    assert bounds.low < whole < bounds.high
    assert bounds == macro_f1_interval(pairs)
    assert macro_f1_interval([("a", "a"), ("b", "b")]) == (1.0, 1.0)
    assert macro_f1_interval([]) is None

import io
import json

from rich.console import Console

from evals import show

ONE = {
    "name": "demo", "engine": "rules", "seconds": 3.2, "notes": ["chat: skipped on request"],
    "verdict": {
        "cases": 2, "accuracy": 0.5, "missed_nonconform": ["5.1.1.1"], "by_class": {},
        "wrong": [{
            "clause": "5.1.1.1", "gold": "nonconform", "got": "conform", "reason": "有|证据",
            "gold_reason": "空白", "cited": [
                {"file": "a.txt", "quote": "<b>设部门</b>", "stance": "supports", "kind": "rule"}
            ], "gold_cited": [],
        }],
    },
    "records": {"gold": 1, "cases": [
        {"id": "RC1", "clause": "5.3.2.2", "gold": [18, 2, 1], "got": None, "exact": False,
         "missing_rows": ["breach YJ01"], "extra_rows": []},
    ]},
    "chat": {"error": "KeyError: x"},
}  # fmt: skip


def test_held_out_figures_come_without_cases():
    blind = show.without_cases(ONE)
    assert blind["verdict"] == {"cases": 2, "accuracy": 0.5, "by_class": {}}
    assert blind["records"] == {"gold": 1}
    assert "5.1.1.1" not in json.dumps(blind)


def test_tables_show_figures_and_failures():
    stream = io.StringIO()
    show.tables([ONE], Console(file=stream, width=100))
    assert "0.500" in stream.getvalue()
    assert "chat: KeyError: x" in stream.getvalue()


def test_path_that_ends_early_has_no_value():
    assert show.value_at(ONE, "chat.accuracy") is None
    assert show.value_at(ONE, "seconds.of.what") is None

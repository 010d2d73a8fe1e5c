"""The report of a run: figures with their intervals, wrong cases, words of a file escaped."""

import re
from html.parser import HTMLParser

import pytest

from evals import report, report_html, report_markdown, show
from evals.report import Cell, Quote, lines_of

HOSTILE = '<img src=x onerror=alert(1)>设部门 [点](http://evil) | `码` & "引"'
ONE = {
    "name": "demo", "engine": "rules", "seconds": 3.2, "notes": ["chat: skipped on request"],
    "verdict": {
        "cases": 2, "accuracy": 0.5, "accuracy_95": [0.0, 1.0], "missed_nonconform": ["5.1.1.1"],
        "by_class": {
            "conform": {"gold": 1, "called": 2, "precision": 0.5, "recall": 1.0, "f1": 0.6667},
        },
        "confusion": {"conform": {"conform": 1}, "nonconform": {"conform": 1}},
        "wrong": [{
            "clause": "5.1.1.1", "gold": "nonconform", "got": "conform", "reason": "有证据",
            "gold_reason": "空|白", "cited": [
                {"file": "a.txt", "quote": HOSTILE, "stance": "supports", "kind": "rule"}
            ], "gold_cited": [
                {"file": "b.txt", "quote": "一行都没有", "stance": "contradicts", "kind": "record"}
            ],
        }],
    },
    "calibration": {
        "cases": 2, "brier": 0.25, "ece": 0.2,
        "table": [{"low": 0.7, "high": 0.8, "cases": 2, "chance": 0.7, "accuracy": 0.5}],
        "groups": {"middle": {"cases": 2, "right": 1, "accuracy": 0.5},
                   "low": {"cases": 0, "right": 0, "accuracy": None}},
    },
    "records": {"gold": 1, "cases": [
        {"id": "RC1", "clause": "5.3.2.2", "gold": [18, 2, 1], "got": None, "exact": False,
         "missing_rows": ["breach YJ01"], "extra_rows": []},
    ]},
    "chat": {"error": "KeyError: x"},
}  # fmt: skip
OUTCOME = {
    "commit": "abc",
    "made_at": "2026-01-02T03:04:05+00:00",
    "settings": {"engine": "rules"},
    "versions": {"python": "3.11"},
    "datasets": [ONE],
}


class Seen(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.names, self.text = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def page():
    seen = Seen()
    seen.feed(report_html.written(OUTCOME))
    return seen


def test_overview_sets_figures_with_their_intervals():
    rows = {row[0].words: row[1].words for row in report.overview(OUTCOME).rows}
    assert rows["accuracy"] == "0.500 (0.000 – 1.000)"
    assert rows["confidence: Brier"] == "0.250"
    assert rows["record checks"] == "1"
    assert not [name for name in rows if "95 %" in name]


def test_confusion_has_a_column_for_each_called_verdict():
    (part,) = report.parts(OUTCOME)
    (confusion,) = [one for one in part.sections if one.title == "Confusion"]
    assert confusion.head == ("gold \\ called", "conform")
    assert [[cell.words for cell in row] for row in confusion.rows] == [
        ["conform", "1"],
        ["nonconform", "1"],
    ]


def test_calibration_leaves_out_groups_without_verdicts():
    (part,) = report.parts(OUTCOME)
    (found,) = [one for one in part.sections if one.title.startswith("Calibration")]
    assert [row[0].words for row in found.rows] == ["0.7 to 0.8", "group middle"]
    assert found.note == "Brier 0.250, ECE 0.200 over 2 verdicts."


def test_cell_is_told_as_words_then_quotes():
    cell = Cell("理由", (Quote("a.txt supports rule", "话"),))
    assert list(lines_of(cell)) == ["理由", "a.txt supports rule: “话”"]


def test_markdown_sets_wrong_cases_beside_what_was_cited():
    text = report_markdown.written(OUTCOME)
    assert "## demo (rules)" in text
    assert "- Made: 2026-01-02T03:04:05+00:00" in text
    line = next(x for x in text.splitlines() if x.startswith("| 5.1.1.1 | nonconform | conform |"))
    gold, product = line.split(" | ")[3:5]
    assert "b.txt contradicts record" in gold
    assert "a.txt supports rule" in product
    assert "| RC1 | 5.3.2.2 |" in text


def test_words_of_a_file_stay_words_in_markdown():
    text = report_markdown.written(OUTCOME)
    assert "&lt;img src=x" in text
    assert "空\\|白" in text
    assert "[点](" not in text
    assert "`码`" not in re.sub(r"\\`", "", text)


def test_html_shows_wrong_cases_with_both_sides(page):
    text = " ".join(page.text)
    for words in ("demo (rules)", "5.1.1.1", "一行都没有", "b.txt contradicts record", HOSTILE):
        assert words in text
    assert "Wrong verdicts (1)" in text
    assert "KeyError: x" in text


def test_words_of_a_file_become_no_tag_in_html(page):
    assert {"img", "script", "link", "iframe"}.isdisjoint(page.tags)
    assert {"onerror", "src"}.isdisjoint(page.names)


def test_html_needs_nothing_from_elsewhere():
    text = report_html.written(OUTCOME)
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import", text)


def test_html_of_a_blind_run_shows_no_case():
    blind = {**OUTCOME, "datasets": [show.without_cases(ONE)]}
    text = report_html.written(blind)
    assert "5.1.1.1" not in text
    assert "0.500" in text


def test_data_set_that_failed_is_told():
    failed = {"name": "x", "engine": "rules", "error": "no dataset"}
    text = report_html.written({**OUTCOME, "datasets": [failed]})
    assert "no dataset" in text

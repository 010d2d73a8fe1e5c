"""The accuracy sheet: whom it speaks for, and chances that follow from the traits."""

import json
import shutil
from datetime import UTC, datetime
from math import log

import pytest

from assistant import reader_files, replies, sheet
from assistant.answer import Labels
from assistant.catalog import load as load_standard
from assistant.model import (
    Assessment,
    EvidenceKind,
    Lang,
    Need,
    PointAssessment,
    Searched,
    Stance,
    Verdict,
)
from assistant.sheet import BIAS, TRAITS, VERDICT, Sheet
from assistant.sheet_traits import TRAIT_NAMES, traits
from assistant.trust_model import Group, Record
from assistant.trust_words import measured, told
from ingest.errors import ModelError
from tests.small_standard import AS_OF, clause, evidence, point, words

CLAUSE = clause(point(id="a", need=Need.DONE), point(id="b", need=Need.SET_UP))


def quote(stance, chance, why=""):
    found = evidence(EvidenceKind.RECORD, stance)
    return found.model_copy(update={"chance": chance, "why": why})


def assessment(verdict=Verdict.NONCONFORM, made_by="rules", points=None):
    gap, backing = Stance.CONTRADICTS, Stance.SUPPORTS
    first = (quote(gap, 1.0, "counted: 3/9 breach"), quote(gap, 0.6), quote(backing, 0.7))
    return Assessment(
        clause=CLAUSE.id,
        verdict=verdict,
        reason=words(),
        points=points
        or (
            PointAssessment(id="9.1.1.1-a", verdict=verdict, reason=words(), evidence=first),
            PointAssessment(id="9.1.1.1-b", verdict=Verdict.NO_EVIDENCE, reason=words()),
        ),
        evidence=first,
        searched=Searched(documents=1, queries=()),
        made_by=made_by,
        as_of=AS_OF,
    )


def made(standard="gbt27922-2011", **values):
    given = {
        "standard": standard,
        "reader": reader_files.fingerprint(),
        "made": datetime(2026, 1, 2, tzinfo=UTC),
        "commit": "abc",
        "settings": {},
        "clients": ("甲", "乙", "丙", "丁", "戊", "己"),
        "clauses": {CLAUSE.id: {
            Verdict.NONCONFORM: Record(n=3, right=2), Verdict.CONFORM: Record(n=1, right=1),
        }},
        "method": TRAITS,
        "weights": dict.fromkeys((*TRAIT_NAMES, BIAS), 0.0),
        "high": 0.85,
        "mean": 0.7,
        "verdicts": {Verdict.NONCONFORM: Record(n=10, right=8)},
        "kinds": {Verdict.NONCONFORM: {Group.MIDDLE: Record(n=9, right=7)}},
        "groups": {},
        "figures": {},
    }  # fmt: skip
    return Sheet(**(given | values))


@pytest.fixture(scope="module")
def standard():
    return load_standard("gbt27922-2011").standard


# the shipped sheet


def test_shipped_sheet_names_every_clause_of_the_standard(standard):
    held = sheet.load(standard)
    assert list(held.sheet.clauses) == [one.id for one in standard.clauses]
    assert sum(sheet.total(one).n for one in held.sheet.clauses.values()) > 200


def test_shipped_sheet_was_measured_with_the_shipped_reader(standard):
    """If this fails, run python -m evals.sheet: the reader was trained anew since."""
    assert sheet.load(standard).stale is False


def test_shipped_groups_were_as_right_as_their_names_say(standard):
    groups = sheet.load(standard).sheet.groups
    low, middle = groups[Group.LOW], groups[Group.MIDDLE]
    assert low.right / low.n < middle.right / middle.n


# staleness


def test_sheet_of_another_reader_is_stale_and_gives_no_trust(standard, tmp_path):
    for name in reader_files.FILES:
        shutil.copy(reader_files.FOLDER / name, tmp_path)
    path = tmp_path / "weights.json"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    held = sheet.load(standard, folder=tmp_path)
    assert held.stale
    one = assessment().model_copy(update={"clause": standard.clauses[0].id})
    assert sheet.trusted(one, standard, held).trust is None
    assert sheet.trusted(one, standard, sheet.load(standard)).trust is not None


def test_sheet_of_other_clauses_is_stale(standard, tmp_path):
    path = tmp_path / "sheet.json"
    sheet.save(made(), path)
    assert sheet.load(standard, path).stale


def test_standard_without_a_sheet_has_none(tmp_path):
    other = load_standard("service-procedures").standard
    assert sheet.load(other) is None
    assert sheet.load(other, tmp_path / "none.json") is None


def test_broken_sheet_is_an_error_with_a_hint(standard, tmp_path):
    path = tmp_path / "sheet.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="准确率表"):
        sheet.load(standard, path)


def test_sheet_of_other_traits_is_an_error(standard, tmp_path):
    path = tmp_path / "sheet.json"
    sheet.save(made(weights={"charm": 1.0}), path)
    with pytest.raises(ModelError, match="charm"):
        sheet.load(standard, path)


def test_saved_sheet_comes_back_as_it_was(tmp_path):
    path = tmp_path / "sheet.json"
    sheet.save(made(), path)
    assert Sheet.model_validate_json(path.read_text(encoding="utf-8")) == made()


# chances


def test_traits_are_what_stands_in_the_assessment():
    named = dict(zip(TRAIT_NAMES, traits(CLAUSE, assessment(), 0.725), strict=True))
    assert {name: value for name, value in named.items() if value} == {
        "said_nonconform": 1.0,
        "doing": 0.5,
        "supports": pytest.approx(log(2)),
        "gaps": pytest.approx(log(3)),
        "support_chance": 0.7,
        "gap_chance": 1.0,
        "unproven_points": 0.5,
        "both_sides": 1.0,
        "counted": 1.0,
        "record": 0.725,
    }


def test_chance_is_what_the_traits_give():
    weights = made().weights | {
        BIAS: -1.0,
        "said_nonconform": 0.4,
        "doing": -0.6,
        "gap_chance": 1.5,
        "both_sides": -0.9,
        "record": 2.0,
    }
    # the clause was right 3 of 4 times; with 4 of the mean 0.7: (3 + 2.8) / 8 = 0.725
    # -1 + 0.4 - 0.3 + 1.5 - 0.9 + 1.45 = 1.15; 1 / (1 + e^-1.15) = 0.7595
    trust = sheet.trust_of(made(weights=weights), CLAUSE, assessment())
    assert trust.chance == 0.76
    assert trust.group is Group.MIDDLE
    assert (trust.alike, trust.clause) == (Record(n=9, right=7), Record(n=4, right=3))


def test_chance_by_verdict_alone_is_its_shrunk_share():
    # (8 + 8 * 0.7) / (10 + 8) = 0.7556
    assert sheet.trust_of(made(method=VERDICT), CLAUSE, assessment()).chance == 0.76


@pytest.mark.parametrize(
    ("chance", "group"),
    [(0.85, Group.HIGH), (0.8499, Group.MIDDLE), (0.6, Group.MIDDLE), (0.5999, Group.LOW)],
)
def test_group_begins_at_its_least_chance(chance, group):
    assert sheet.group_of(chance) is group


def test_without_a_high_group_no_chance_is_high():
    assert sheet.group_of(0.99, None) is Group.MIDDLE


def test_few_verdicts_alike_give_way_to_all_of_the_verdict():
    few = {Verdict.NONCONFORM: {Group.LOW: Record(n=4, right=1)}}
    trust = sheet.trust_of(made(kinds=few), CLAUSE, assessment())
    assert trust.group is Group.LOW  # all weights are 0: chance 0.5
    assert trust.alike == Record(n=10, right=8)


@pytest.mark.parametrize(
    "one",
    [
        assessment(made_by="llm"),
        assessment(Verdict.COULD_NOT_LOOK),
        assessment(
            points=(
                PointAssessment(
                    id="9.1.1.1-a",
                    verdict=Verdict.CONFORM,
                    reason=words(),
                    evidence=(evidence(EvidenceKind.RECORD),),
                ),
            )
        ),
    ],
    ids=["another engine", "no verdict", "a quote whose chance was not kept"],
)
def test_what_was_not_measured_has_no_trust(standard, one):
    known = standard.model_copy(update={"clauses": (CLAUSE,)})
    held = sheet.Held(made(), stale=False)
    assert sheet.trusted(assessment(), known, held).trust is not None
    assert sheet.trusted(one, known, held).trust is None


# words


def test_words_say_how_often_such_verdicts_were_right():
    trust = sheet.trust_of(made(method=VERDICT), CLAUSE, assessment())
    assert measured(trust).zh == "同类判定在6家开发客户上 7/9 判对；本条款 3/4"
    assert told(trust).zh == "把握中（76%）：同类判定在6家开发客户上 7/9 判对；本条款 3/4。"
    assert "7 of 9" in told(trust).en


def test_low_trust_leaves_the_verdict_to_a_person_and_keeps_the_proposal():
    trust = sheet.trust_of(made(), CLAUSE, assessment())
    low = assessment().model_copy(update={"trust": trust})
    assert "建议人工判定" in told(trust).zh
    said = replies.verdict(low, CLAUSE, Lang.ZH, Labels())
    assert "把握低，请人工重点核实" in said
    assert "不符合" in said
    assert "话" in said


def test_chat_says_nothing_of_trust_that_is_not_low():
    trust = sheet.trust_of(made(method=VERDICT), CLAUSE, assessment())
    sure = assessment().model_copy(update={"trust": trust})
    assert "把握" not in replies.verdict(sure, CLAUSE, Lang.ZH, Labels())


# in an audit


def test_audit_gives_trust_and_stores_none(taken):
    from assistant.settings import Settings
    from assistant.workspace import open_workspace

    room = open_workspace(Settings(workspace=taken.workspace), taken.client)
    (first,) = room.assess(["5.3.1.4"])
    assert first.trust is not None
    assert room.assessments()["5.3.1.4"].trust == first.trust
    stored = room.audit.assessments(basis=room.basis)["5.3.1.4"]
    assert stored.trust is None
    assert stored.verdict is first.verdict


def test_command_line_tells_trust_beside_the_verdict(taken):
    shown = taken.run("assess", "--clause", "5.3.1.4").json
    assert shown["sheet"]["stale"] is False
    trust = shown["assessments"][0]["trust"]
    assert set(trust) >= {"chance", "group", "alike", "clause", "abstains", "said", "said_en"}
    assert trust["abstains"] is (trust["group"] == "low")
    assert "家开发客户上" in json.dumps(trust, ensure_ascii=False)

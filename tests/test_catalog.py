"""The shipped standard as data, what the loader refuses, and how clauses are found."""

import pytest
import yaml

from assistant.catalog import load, load_glossary
from assistant.model import Role
from ingest.errors import CatalogError, UsageError

NOTE = "5.1.1.3"
CONCEPT = {"id": "bell", "zh": ["车铃"], "en": ["bell"]}
STANDARD = {
    "id": "bike-1",
    "title": {"zh": "修车标准", "en": "Bike repair standard"},
    "source": "made up for a test",
    "stars": [["达标级", 70], ["三星级", 80]],
    "sections": [{"id": "7.1", "title": {"zh": "修车", "en": "Repair"}, "points": 2}],
    "indicators": [{"id": "7.1.1", "title": {"zh": "车铃", "en": "Bells"}}],
}


def both(zh, en):
    return {"zh": zh, "en": en}


def bell_clause(**changes):
    point = {
        "id": "a",
        "question": both("车铃响吗？", "Does the bell ring?"),
        "need": "done",
        "about": [["bell"]],
        "queries": ["车铃 检查", "铃声 清脆"],
    }
    clause = {
        "id": "7.1.1.1",
        "title": both("车铃", "Bells"),
        "requirement": both("交车前试响车铃。", "The bell is tried before delivery."),
        "weight": {"points": 2, "status": "assumed", "source": "made up"},
        "points": [point],
        "records": ["试铃记录"],
        "gaps": ["铃不响"],
        "ask": both("请出示试铃记录。", "Please show the bell log."),
    }
    point.update(changes.pop("point", {}))
    clause.update(changes)
    return {key: value for key, value in clause.items() if value is not None}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "standards").mkdir()
    (tmp_path / "glossary").mkdir()

    def write(*clauses, concepts=(CONCEPT,), text=None):
        glossary = yaml.safe_dump(list(concepts), allow_unicode=True)
        (tmp_path / "glossary" / "bikes.yaml").write_text(glossary, encoding="utf-8")
        standard = text or yaml.safe_dump(
            {**STANDARD, "clauses": list(clauses)}, allow_unicode=True
        )
        (tmp_path / "standards" / "bike-1.yaml").write_text(standard, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="module")
def shipped():
    return load("gbt27922-2011")


def test_shipped_standard_has_fifteen_indicators(shipped):
    assert len(shipped.standard.indicators) == 15


def test_shipped_standard_scores_fifty_items_and_leaves_out_the_note_on_outlets(shipped):
    scored = [clause.id for clause in shipped.standard.clauses if clause.scored]
    unscored = [clause.id for clause in shipped.standard.clauses if not clause.scored]
    assert (len(scored), unscored) == (50, [NOTE])


def test_shipped_weights_sum_to_one_hundred(shipped):
    total = sum(c.weight.points for c in shipped.standard.clauses if c.scored)
    assert total == pytest.approx(100, abs=0.1)


def test_shipped_weights_of_each_section_sum_to_its_points(shipped):
    for section in shipped.standard.sections:
        points = [c.weight.points for c in shipped.under(section.id) if c.scored]
        assert sum(points) == pytest.approx(section.points, abs=0.1), section.id


def test_note_has_no_points(shipped):
    assert shipped.clause(NOTE).weight.points is None


def test_shipped_clauses_have_one_to_five_points_with_ids_in_order(shipped):
    for clause in shipped.standard.clauses:
        ids = "".join(point.id for point in clause.points)
        assert ids and ids == "abcde"[: len(ids)], clause.id


def test_shipped_clauses_each_have_a_point_that_counts(shipped):
    for clause in shipped.standard.clauses:
        assert any(point.role is not Role.OPTIONAL for point in clause.points), clause.id


def test_shipped_texts_are_written_in_both_languages(shipped):
    for clause in shipped.standard.clauses:
        texts = [clause.title, clause.requirement, clause.ask, *(p.question for p in clause.points)]
        for text in texts:
            assert any("一" <= char <= "鿿" for char in text.zh), clause.id
            assert text.en.isascii() or "–" in text.en or "’" in text.en, (clause.id, text.en)


def test_shipped_points_name_only_known_concepts(shipped):
    known = set(shipped.glossary.concepts)
    for clause in shipped.standard.clauses:
        for point in clause.points:
            groups = (*point.about, point.without)
            assert {concept for group in groups for concept in group} <= known, clause.id


def test_shipped_clause_numbers_stand_under_their_indicators(shipped):
    indicators = {indicator.id for indicator in shipped.standard.indicators}
    assert {clause.id.rsplit(".", 1)[0] for clause in shipped.standard.clauses} == indicators


def test_a_second_standard_loads_from_a_folder(folder):
    catalog = load("bike-1", folder(bell_clause()))
    assert catalog.clause("7.1.1.1").title.en == "Bells"


def test_unknown_standard_names_the_known_ones(folder):
    with pytest.raises(CatalogError) as refused:
        load("bike-2", folder(bell_clause()))
    assert "bike-2" in refused.value.message
    assert "bike-1" in refused.value.hint


def test_bad_yaml_names_the_file_and_line(folder):
    with pytest.raises(CatalogError, match=r"bike-1\.yaml(?s:.)*line 2"):
        load("bike-1", folder(text="id: bike-1\ntitle: {zh: [修车\n"))


def test_file_that_is_a_list_is_refused_by_name(folder):
    with pytest.raises(CatalogError, match=r"bike-1\.yaml: not a mapping"):
        load("bike-1", folder(text="- id: bike-1\n"))


@pytest.mark.parametrize(
    ("changes", "item", "field"),
    [
        ({"ask": None}, "7.1.1.1", "ask"),
        ({"title": {"zh": "车铃"}}, "7.1.1.1", "title.en"),
        ({"points": []}, "7.1.1.1", "points"),
        ({"point": {"queries": ["车铃"]}}, "7.1.1.1", "points.0.queries"),
        ({"point": {"need": "wished"}}, "7.1.1.1", "points.0.need"),
        ({"colour": "red"}, "7.1.1.1", "colour"),
        ({"id": "seven"}, "seven", "id"),
    ],
)
def test_wrong_field_is_named_with_its_file_and_item(folder, changes, item, field):
    with pytest.raises(CatalogError) as refused:
        load("bike-1", folder(bell_clause(**changes)))
    assert refused.value.message.startswith(f"bike-1.yaml: {item}: {field}: ")


def test_unknown_concept_is_named_with_clause_and_field(folder):
    wrong = bell_clause(point={"about": [["bell", "horn"]]})
    with pytest.raises(CatalogError) as refused:
        load("bike-1", folder(wrong))
    assert refused.value.message == "bike-1.yaml: 7.1.1.1: points.a.about: no concept 'horn'"


def test_unknown_concept_of_a_deletion_is_named(folder):
    deletable = {"when": both("没有车铃", "no bell"), "shown_by": [["horn"]]}
    with pytest.raises(CatalogError, match=r"bike-1\.yaml: 7\.1\.1\.1: deletable: .*horn"):
        load("bike-1", folder(bell_clause(deletable=deletable)))


def test_clause_number_that_stands_twice_is_refused(folder):
    with pytest.raises(CatalogError, match=r"bike-1\.yaml: 7\.1\.1\.1: id: stands twice"):
        load("bike-1", folder(bell_clause(), bell_clause()))


def test_clause_without_an_indicator_above_it_is_refused(folder):
    with pytest.raises(CatalogError, match=r"bike-1\.yaml: 7\.1\.9\.1: id: no indicator"):
        load("bike-1", folder(bell_clause(id="7.1.9.1")))


def test_concept_defined_in_two_files_is_refused(tmp_path):
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path in paths:
        path.write_text("- {id: bell, zh: [车铃]}\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"b\.yaml: bell: defined twice"):
        load_glossary(paths)


def test_concept_term_of_one_character_is_refused(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("- {id: bell, zh: [铃]}\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"a\.yaml: bell: zh: '铃'"):
        load_glossary([path])


@pytest.mark.parametrize("number", ["5.3.2.1", "５．３．２．１", " 5.3.2.1。", "５.3.２.1"])
def test_clause_is_returned_by_its_number_in_any_width(shipped, number):
    assert shipped.clause(number).id == "5.3.2.1"


def test_unknown_number_names_the_nearest(shipped):
    with pytest.raises(UsageError) as refused:
        shipped.clause("5.3.2.77")
    assert "5.3.2.77" in refused.value.message
    assert "5.3.2." in refused.value.hint


def test_number_of_an_indicator_names_the_clauses_under_it(shipped):
    under = [clause.id for clause in shipped.under("5.2.6")]
    assert under and shipped.nearest("5.2.6") == under


def test_nothing_stands_under_a_longer_number_with_the_same_beginning(shipped):
    assert shipped.under("5.1.1") == [c for c in shipped.standard.clauses if c.id[:6] == "5.1.1."]


def test_question_with_a_full_width_number_finds_that_clause_alone(shipped):
    found = shipped.find("请问５．１．２．２能过吗？")
    assert [(hit.clause.id, hit.by_number) for hit in found] == [("5.1.2.2", True)]


def test_two_numbers_are_found_in_the_order_of_the_question(shipped):
    found = shipped.find("compare 5.3.2.1 with 5.1.1.1")
    assert [hit.clause.id for hit in found] == ["5.3.2.1", "5.1.1.1"]


def test_numbers_of_versions_and_dates_are_no_clause_numbers(shipped):
    assert shipped.numbers("版本 2.1，2026.5.1 实施，费率 3.5") == []


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("电话回访做得怎么样", "5.3.1.3"),
        ("他们有多少人考到了售后服务管理师证", "5.1.2.2"),
        ("客户能不能打热线电话报修", "5.3.1.1"),
        ("Are there enough certified after-sales service managers?", "5.1.2.2"),
        ("do they have enough service outlets in their sales area", "5.1.1.2"),
        ("is there a budget for after-sales work", "5.1.3.1"),
    ],
)
def test_question_in_other_words_finds_its_clause_among_three(shipped, question, clause):
    assert clause in [hit.clause.id for hit in shipped.find(question)]


def test_question_about_nothing_finds_nothing(shipped):
    assert shipped.find("☺") == []


def test_clauses_about_a_concept_are_those_whose_points_name_it(folder):
    catalog = load("bike-1", folder(bell_clause()))
    assert (catalog.about("bell"), catalog.about("horn")) == (("7.1.1.1",), ())

"""Free questions: which sentences answer, and whether any does."""

import pytest

from assistant.facts import ANSWERED, Facts, expansions
from assistant.model import Lang
from ingest.model import DocumentKind
from tests.audit_documents import prose, rows
from tests.small_client import shared


def _find(question, lang=Lang.ZH):
    room = shared()
    return room.facts.find(question, lang, room.search)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("电机的质保期多久", "电机质保期为36个月"),
        ("专职维修工程师有几名", "工程师6名"),
        ("投诉几个工作日内办结", "5个工作日"),
        ("服务热线几点有人接听", "8:00-20:00"),
    ],
)
def test_best_passage_holds_the_fact(question, words):
    best = _find(question)[0]
    assert words in best.sentence.text
    assert best.coverage >= ANSWERED


def test_english_question_reaches_chinese_files():
    best = _find("how long is the warranty period?", Lang.EN)[0]
    assert "18个月" in best.sentence.text
    assert best.coverage >= ANSWERED


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("股票代码是多少", Lang.ZH),
        ("公司去年的营业额是多少", Lang.ZH),
        ("what is the share price?", Lang.EN),
    ],
)
def test_fact_that_no_file_tells_is_not_answered(question, lang):
    assert all(passage.coverage < ANSWERED for passage in _find(question, lang))


def test_coverage_is_a_share_and_falls():
    coverages = [passage.coverage for passage in _find("上门维修多久到场")]
    assert coverages == sorted(coverages, reverse=True)
    assert all(0.0 <= coverage <= 1.0 for coverage in coverages)


def test_superseded_documents_tell_no_facts():
    room = shared()
    old = {d.id for d in room.facts.corpus.documents if d.superseded}
    assert old
    assert not any(passage.sentence.document.id in old for passage in _find("72小时内到场"))


@pytest.mark.parametrize("question", ["", "？", "的", "吗呢吧"])
def test_question_without_content_finds_nothing(question):
    assert _find(question) == []


def test_comparison_takes_one_passage_of_each_document_that_rules_or_tells():
    room = shared()
    found = room.facts.compare("官网和手册的到场时间一致吗", Lang.ZH, room.search)
    files = [passage.sentence.document.file for passage in found]
    assert len(files) == len(set(files))
    kinds = {passage.sentence.document.kind for passage in found}
    assert not kinds & {DocumentKind.INTERVIEW, DocumentKind.RECORD_LOG}


def test_other_year_than_the_one_asked_for_does_not_answer():
    from assistant.corpus import build

    handbook = prose("总结.md", "2025年共受理投诉12件。", kind=DocumentKind.REPORT)
    built = build([handbook], shared().catalog.glossary)

    def everywhere(queries, k):
        return built.sentences and [_Hit(s.document.id, s.start, s.end) for s in built.sentences]

    right = Facts(built).find("2025年受理投诉多少件", Lang.ZH, everywhere)
    wrong = Facts(built).find("2024年受理投诉多少件", Lang.ZH, everywhere)
    assert right[0].coverage >= ANSWERED > wrong[0].coverage


def test_row_of_a_log_stands_behind_a_sentence_with_the_same_words():
    from assistant.corpus import build

    told = prose("手册.md", "到场时限为24小时。", kind=DocumentKind.MANUAL)
    log = rows("台账.csv", ("到场时限",), ("到场时限为24小时",))
    built = build([told, log], shared().catalog.glossary)

    def everywhere(queries, k):
        return [_Hit(s.document.id, s.start, s.end) for s in built.sentences]

    best, behind = Facts(built).find("到场时限为多少小时", Lang.ZH, everywhere)
    assert best.sentence.document.file == "手册.md"
    assert behind.coverage < best.coverage


def test_expansions_are_the_words_of_the_field():
    (phrase,) = expansions("warranty", shared().catalog.glossary)[:1]
    assert "质保" in phrase


class _Hit:
    def __init__(self, document_id, start, end):
        self.document_id, self.start, self.end = document_id, start, end


def test_pair_across_two_words_is_no_part_of_a_question():
    units = shared().facts.units.of("水泵到场几小时", Lang.ZH)
    told = shared().facts.units.of("整机电机质保期", Lang.ZH)
    words = {word for unit in (*units, *told) for word in unit.words}
    assert "机电" not in words


def test_turnover_is_not_the_department_of_sales():
    units = shared().facts.units.of("销售额是多少", Lang.ZH)
    assert "销售额" in {word for unit in units for word in unit.words}


def test_number_of_a_paragraph_is_no_value():
    found = _find("专职的部门经理有多少名")
    assert all(not p.lacks for p in found if "6名" in p.sentence.text)
    assert all(p.lacks for p in found if p.sentence.text.startswith("1.1"))

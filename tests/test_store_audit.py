"""The record of an audit: rows are added, never changed; the newest counts."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from assistant.model import Answer, Lang, Verdict
from assistant.store import ASSESSMENTS, LOG, AuditStore, Exchange
from ingest.store import open_store
from tests.audit_values import assessed, quote
from tests.small_standard import clause

AT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
BASIS = "0123456789abcdef"


@pytest.fixture
def engine(tmp_path):
    return open_store(tmp_path / "审核 一").engine


@pytest.fixture
def store(engine):
    made = AuditStore(engine)
    made.prepare()
    return made


def judged(verdict=Verdict.CONFORM, number="9.1.1.1", **rest):
    return assessed(clause(id=number), verdict, quote("完工后3日内回访。", page=2), **rest)


def rows(engine, table):
    with engine.connect() as connection:
        return connection.execute(select(table)).mappings().all()


def test_assessment_comes_back_as_it_was(store):
    made = judged()
    store.add_assessments([made], basis=BASIS, at=AT)
    assert store.assessments(basis=BASIS) == {"9.1.1.1": made}


def test_newest_assessment_of_a_clause_counts(store):
    store.add_assessments([judged(Verdict.CONFORM)], basis=BASIS, at=AT)
    store.add_assessments([judged(Verdict.PARTIAL)], basis=BASIS, at=AT)
    assert store.assessments(basis=BASIS)["9.1.1.1"].verdict is Verdict.PARTIAL


def test_earlier_assessments_stay_on_record(store, engine):
    store.add_assessments([judged(Verdict.CONFORM)], basis=BASIS, at=AT)
    store.add_assessments([judged(Verdict.PARTIAL)], basis=BASIS, at=AT)
    assert len(rows(engine, ASSESSMENTS)) == 2


def test_assessment_on_other_documents_is_stale(store):
    store.add_assessments([judged()], basis=BASIS, at=AT)
    assert store.assessments(basis="another")["9.1.1.1"].stale is True
    assert store.assessments(basis=BASIS)["9.1.1.1"].stale is False


def test_clauses_are_kept_apart(store):
    made = [judged(number="9.1.1.1"), judged(Verdict.NONCONFORM, number="9.1.1.2")]
    store.add_assessments(made, basis=BASIS, at=AT)
    found = store.assessments(basis=BASIS)
    assert {number: one.verdict for number, one in found.items()} == {
        "9.1.1.1": Verdict.CONFORM,
        "9.1.1.2": Verdict.NONCONFORM,
    }


def test_audit_date_and_engine_come_back(store):
    store.add_assessments([judged(made_by="llm", as_of=date(2026, 5, 2))], basis=BASIS, at=AT)
    found = store.assessments(basis=BASIS)["9.1.1.1"]
    assert (found.made_by, found.as_of) == ("llm", date(2026, 5, 2))


def test_nothing_to_add_adds_nothing(store, engine):
    store.add_assessments([], basis=BASIS, at=AT)
    assert rows(engine, ASSESSMENTS) == []


def test_time_is_kept_to_the_second_with_its_zone(store, engine):
    store.add_assessments([judged()], basis=BASIS, at=AT)
    assert rows(engine, ASSESSMENTS)[0]["made_at"] == "2026-07-01T09:30:00+00:00"


def exchange(number):
    return Exchange(f"问{number}", '{"n": 1}', Answer(text=f"答{number}", lang=Lang.ZH))


def test_exchanges_of_a_session_come_back_in_order(store):
    for number in range(3):
        store.add_exchange("s1", exchange(number), at=AT)
    assert store.exchanges("s1") == [exchange(0), exchange(1), exchange(2)]


def test_sessions_do_not_mix(store):
    store.add_exchange("s1", exchange(1), at=AT)
    store.add_exchange("s2", exchange(2), at=AT)
    assert store.exchanges("s2") == [exchange(2)]
    assert store.exchanges("s3") == []


def test_only_the_last_exchanges_are_returned_oldest_first(store):
    for number in range(5):
        store.add_exchange("s1", exchange(number), at=AT)
    assert store.exchanges("s1", limit=2) == [exchange(3), exchange(4)]


def test_log_keeps_who_did_what_when(store, engine):
    store.log("report", "报告.docx", who="审核员甲", at=AT)
    (row,) = rows(engine, LOG)
    assert (row["who"], row["action"], row["detail"]) == ("审核员甲", "report", "报告.docx")
    assert row["at"] == "2026-07-01T09:30:00+00:00"


def test_tables_are_made_once(store):
    store.add_assessments([judged()], basis=BASIS, at=AT)
    store.prepare()
    assert len(store.assessments(basis=BASIS)) == 1


def test_another_store_on_the_same_folder_sees_the_rows(store, tmp_path):
    store.add_assessments([judged()], basis=BASIS, at=AT)
    other = AuditStore(open_store(tmp_path / "审核 一").engine)
    assert set(other.assessments(basis=BASIS)) == {"9.1.1.1"}

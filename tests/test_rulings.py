"""What a person decided: the newest decision holds, a wrong one is refused."""

from datetime import UTC, datetime

import pytest

from assistant.record_flaws import logs
from assistant.roles import Role
from assistant.rulings import Rulings
from assistant.store import AuditStore
from ingest.errors import UsageError
from ingest.store import open_store
from tests.audit_documents import corpus, rows

AT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
GRID = logs(
    corpus(rows("工单.xlsx", ("单号", "甲"), *((f"A{i}", f"2026-03-0{i}") for i in range(1, 7))))
)


@pytest.fixture
def rulings(tmp_path):
    audit = AuditStore(open_store(tmp_path / "审核").engine)
    audit.prepare()
    return Rulings(audit)


def test_corrected_column_is_kept(rulings):
    rulings.correct("工单.xlsx::甲=arrived", GRID, who="丁一凡", at=AT)
    assert rulings.columns() == {"工单.xlsx::甲": Role.ARRIVED}


def test_newest_correction_holds(rulings):
    for role in ("arrived", "none"):
        rulings.correct(f"工单.xlsx::甲={role}", GRID, who="丁一凡", at=AT)
    assert rulings.columns() == {"工单.xlsx::甲": None}


@pytest.mark.parametrize("said", ["工单.xlsx::甲=到了", "工单.xlsx::乙=arrived", "甲"])
def test_unknown_column_or_role_is_refused(rulings, said):
    with pytest.raises(UsageError):
        rulings.correct(said, GRID, who="丁一凡", at=AT)
    assert rulings.columns() == {}


def test_deduction_is_confirmed_and_taken_back(rulings):
    rulings.decide("k1=yes", ["k1"], who="丁一凡", at=AT)
    assert rulings.special() == {"k1": True}
    rulings.decide("k1=no", ["k1"], who="丁一凡", at=AT)
    assert rulings.special() == {"k1": False}


@pytest.mark.parametrize("said", ["k2=yes", "k1=maybe", "k1"])
def test_unknown_check_or_answer_is_refused(rulings, said):
    with pytest.raises(UsageError):
        rulings.decide(said, ["k1"], who="丁一凡", at=AT)

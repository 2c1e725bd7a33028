"""What the steps found, as measurements that gates can read."""

from __future__ import annotations

from datetime import UTC, datetime

from bastide.cutover.measure import Measurement
from bastide.cutover.rehearsal.database.drift import Drift
from bastide.cutover.rehearsal.database.findings import Finding, Trap
from bastide.cutover.rehearsal.database.freeze import Proof
from bastide.cutover.rehearsal.database.measures import Maker
from bastide.cutover.rehearsal.database.replicate import Lag
from bastide.cutover.rehearsal.database.rollback import RolledBack
from bastide.cutover.rehearsal.database.slots import Slot, left_behind
from bastide.cutover.rehearsal.database.verify import Comparison

NOW = datetime(2026, 11, 29, tzinfo=UTC)
MAKER = Maker("PostgreSQL 15.18 to 18.4", NOW)


def by_id(found: tuple[Measurement, ...]) -> dict[str, Measurement]:
    return {measurement.measure: measurement for measurement in found}


def test_preflight() -> None:
    findings = [Finding(Trap.WITHOUT_IDENTITY, "s.a"), Finding(Trap.UNLOGGED, "s.b"), Finding(Trap.SEQUENCE, "s.c")]
    found = by_id(MAKER.preflight(findings, 7))
    assert found["tables.count"].value == 7
    assert found["tables.without_identity"].objects == ("s.a",)
    assert found["database.not_replicated"].objects == ("s.a (table-without-identity)", "s.b (unlogged-table)")


def test_many_names_are_counted_and_a_hundred_shown() -> None:
    findings = [Finding(Trap.WITHOUT_IDENTITY, f"s.t{number:04}") for number in range(250)]
    found = by_id(MAKER.preflight(reversed(findings), 250))["tables.without_identity"]
    assert found.value == 250
    assert found.objects == tuple(f"s.t{number:04}" for number in range(100))


def test_lag_that_was_not_reached_says_so() -> None:
    found = by_id(MAKER.replication(Lag(30.0, 12345, False), Drift((), (), ()), {"a"}))
    assert found["database.lag_seconds"].value == 30.0
    assert found["database.lag_seconds"].objects == ("not caught up; 12,345 bytes of WAL behind when asked",)
    assert found["database.slots_seen"].value == 1


def test_frozen_only_by_a_proof_over_something() -> None:
    assert by_id(MAKER.frozen(Proof(0, ()), 1.0))["legacy.read_only"].value is False
    assert by_id(MAKER.frozen(Proof(2, ("s.a",)), 1.0))["legacy.read_only"].objects == ("s.a",)
    assert by_id(MAKER.frozen(Proof(2, ()), 1.23456))["database.final_delta_seconds"].value == 1.235


def test_lost_transactions_are_differences() -> None:
    found = by_id(MAKER.compared(Comparison(2, 10, ("s.a: x",), ("view",)), ("lost",), ("s.u",)))
    assert found["database.tables_different"].value == 2
    assert found["database.not_replicated"].objects == ("s.u", "view")
    assert found["database.rows"].value == 10


def test_rolled_back_only_where_no_slot_is_left() -> None:
    left = Slot("ours", False, 1024, "reserved")
    for slots, proof, done in (
        ((), Proof(1, ()), True),
        ((left,), Proof(1, ()), False),
        ((), Proof(1, ("s.a",)), False),
    ):
        found = by_id(MAKER.ended(RolledBack(proof, slots), {"ours"}))
        assert found["rehearsal.rollback_done"].value is done
        assert found["database.slots_left"].value == len(slots)
    assert str(left) == "ours (inactive, keeps 1,024 bytes of WAL)"


def test_slots_left_behind() -> None:
    ours, read, left = Slot("ours", False, 0, "x"), Slot("read", True, 0, "x"), Slot("left", False, 0, "x")
    assert left_behind((ours, read, left), "ours") == (left,)

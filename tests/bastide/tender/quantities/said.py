"""Declarations in which everything is said, and bills made with them."""

from __future__ import annotations

from typing import Any, Final

from bastide.tender.candidate import Candidate
from bastide.tender.quantities.count import quantities
from bastide.tender.quantities.declared import DeclaredQuantities, declared
from bastide.tender.quantities.lines import LINES
from bastide.tender.quantities.model import Line, Quantities

MONTHS: Final = 48
NAMED: Final = tuple(name for group in declared().buckets for name in group.names)


def known(value: Any) -> dict[str, Any]:
    """A value that somebody has said."""
    return {"value": value, "source": "a test", "checked": "2026-11-28"}


UNSAID: Final = {"unknown": {"en": "how much", "fr": "combien"}, "ask": {"en": "somebody", "fr": "quelqu'un"}}


def _phase(id_: str, months: int, legacy: bool, moves: bool = False) -> dict[str, Any]:
    title = {"en": id_, "fr": f"phase {id_}"}
    return {"id": id_, "title": title, "months": known(months), "legacy": legacy, "moves": moves}


def raw(**volumes: Any) -> dict[str, Any]:
    """The file's data: 48 months, of which 3 build and 1 switch, with the legacy running in both."""
    said = {
        "traffic_out_tb_month": 2,
        "log_gb_day": 10,
        "key_operations_million_month": 1.5,
        "backup_gb": 9000,
        "moved_tb": 120,
        "legacy_egress_tb": 150,
        **volumes,
    }
    own = {group.id: list(group.names) for group in declared().buckets}
    return {
        "schema": "bastide/quantities/1",
        "contract": {"currency": "EUR", "months": known(MONTHS)},
        "phases": [_phase("build", 3, True, True), _phase("switch", 1, True)],
        "buckets": [{"id": id_, "names": names, "tb": known(2.5)} for id_, names in own.items()],
        "volumes": {name: value if isinstance(value, dict) else known(value) for name, value in said.items()},
    }


def all_said(**volumes: Any) -> DeclaredQuantities:
    """The same, checked."""
    return DeclaredQuantities.model_validate(raw(**volumes))


def bill_of(candidate: Candidate, said: DeclaredQuantities | None = None) -> Quantities:
    """The bill of a candidate with these declarations (none given: everything is said)."""
    choices = candidate.definition.choices.model_dump(mode="json")
    return quantities(candidate.estate, candidate.view, choices, said or all_said(), candidate.on, candidate.lang)


def line_of(bill: Quantities, id_: str) -> Line:
    """One line."""
    return bill.lines[[line.id for line in LINES].index(id_)]

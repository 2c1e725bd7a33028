"""Who owns a provider. What nobody has verified is unknown, and says who must find out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from components.contract.words import Cloud
from facts import ask, registers
from facts.answer import Known, Stale, Unknown
from facts.document import parse
from facts.errors import BadInput
from facts.registers import refuse_double
from facts.sovereignty import Providers
from facts.validate import validate
from tests.facts.conftest import Register

DAY = date(2026, 11, 28)
FIELDS = (
    "seat",
    "parent",
    "largest_holding",
    "holdings",
    "veto",
    "board",
    "foreign_laws",
    "remote_access",
    "disclosure",
)
SEAT = "seat: {value: "
KNOWN = "mark: P, source: a register, checked: 2026-11-01"
MADE_UP = f"""schema: bastide/providers/1
providers:
  one:
    name: One
    seat: {{value: FR, {KNOWN}}}
    parent: {{value: {{name: One, country: FR}}, {KNOWN}}}
    largest_holding: {{value: 24, {KNOWN}}}
    holdings: {{value: 39.0, {KNOWN}}}
    veto: {{value: false, {KNOWN}}}
    board: {{value: false, {KNOWN}}}
    foreign_laws:
      value:
        - {{law: first law, country: US, since: 2026-06-01, until: 2026-11-28}}
        - {{law: second law, country: CA, since: 2026-12-01}}
      {KNOWN.replace(", ", chr(10) + "      ")}
    remote_access: {{value: false, {KNOWN}}}
    disclosure: {{value: qualified, {KNOWN}}}
others: {{}}
"""


def test_every_cloud_is_registered_with_every_field() -> None:
    for cloud in Cloud:
        found = ask.provider(cloud.value, DAY)
        assert found.registered and isinstance(found.seat, Known)


def test_microsoft_is_under_the_law_of_the_united_states() -> None:
    found = ask.provider("azure", DAY)
    assert isinstance(found.seat, Known) and found.seat.value == "US"
    assert isinstance(found.parent, Known) and found.parent.value.country == "US"
    assert isinstance(found.foreign_laws, Known) and [law.country for law in found.foreign_laws.value] == ["US"]
    assert isinstance(found.remote_access, Known) and found.remote_access.value


def test_the_canadian_order_against_ovhcloud_is_a_fact() -> None:
    found = ask.provider("ovhcloud", DAY).foreign_laws
    assert isinstance(found, Known) and [law.country for law in found.value] == ["CA"]


@pytest.mark.parametrize("cloud", ["scaleway", "ovhcloud", "outscale", "numspot", "cloudtemple"])
def test_no_holding_of_a_candidate_was_verified(cloud: str) -> None:
    found = ask.provider(cloud, DAY)
    for field in ("largest_holding", "holdings", "veto", "board", "disclosure"):
        answer = getattr(found, field)
        assert isinstance(answer, Unknown), field
        assert answer.ask and answer.place == f"facts/providers.yaml: providers.{cloud}.{field}"


def test_a_provider_that_is_not_registered_is_unknown_in_every_field() -> None:
    found = ask.provider("no-such", DAY)
    assert not found.registered and found.id == "no-such"
    assert all(isinstance(getattr(found, field), Unknown) for field in FIELDS)


def test_of_other_companies_only_the_seat_is_known() -> None:
    found = ask.provider("datadog", DAY)
    assert found.registered and isinstance(found.seat, Known) and found.seat.value == "US"
    assert all(isinstance(getattr(found, field), Unknown) for field in FIELDS[1:])


def test_after_its_lifetime_nothing_of_a_provider_is_believed() -> None:
    found = ask.provider("azure", date(2029, 1, 1))
    assert isinstance(found.seat, Stale) and found.seat.place == "facts/providers.yaml: providers.azure.seat"


@pytest.mark.parametrize(
    ("on", "laws"),
    [
        (date(2026, 6, 1), ["US"]),
        (date(2026, 11, 28), ["US"]),
        (date(2026, 12, 1), ["CA"]),
    ],
)
def test_foreign_laws_are_those_of_the_day(register: Register[Providers], on: date, laws: list[str]) -> None:
    register("providers", Providers, MADE_UP)
    found = ask.provider("one", on)
    assert isinstance(found.foreign_laws, Known) and [law.country for law in found.foreign_laws.value] == laws
    assert isinstance(found.disclosure, Known) and found.disclosure.value == "qualified"
    assert isinstance(found.largest_holding, Known) and found.largest_holding.value == 24


def test_before_the_first_recorded_law_nobody_has_looked(register: Register[Providers]) -> None:
    register("providers", Providers, MADE_UP)
    assert isinstance(ask.provider("one", date(2026, 5, 31)).foreign_laws, Unknown)


def test_a_law_that_has_ended_leaves_none(register: Register[Providers]) -> None:
    register(
        "providers", Providers, MADE_UP.replace("        - {law: second law, country: CA, since: 2026-12-01}\n", "")
    )
    found = ask.provider("one", date(2026, 11, 29)).foreign_laws
    assert isinstance(found, Known) and found.value == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("seat: {value: FR", "seat: {value: France", 5, "`France`"),
        ("seat: {value: FR, mark: P", "seat: {value: FR, mark: X", 5, "`X`"),
        (f"{SEAT}FR, mark: P, source: a register, ", f"{SEAT}FR, mark: P, ", 5, "the key `source` is missing"),
        (f"{SEAT}FR, {KNOWN}", f"{SEAT}FR, mark: P, source: a register", 5, "the key `checked` is missing"),
        ("seat: {value: FR, ", "seat: {", 5, "the key `value` is missing"),
        ("seat: {value: FR, ", "seat: {vlaue: FR, ", 5, "did you mean `value`?"),
        (f"{SEAT}FR, {KNOWN}}}", "seat: {unknown: its seat}", 5, "the key `ask` is missing"),
        ("seat: {value: FR, ", "seat: {value: FR, unknown: its seat, ", 5, "is unknown"),
        (f"{SEAT}FR, {KNOWN}}}", "seat: FR", 5, "`FR`"),
        ("largest_holding: {value: 24", "largest_holding: {value: 101", 7, "100"),
        ("veto: {value: false", "veto: {value: perhaps", 9, "`perhaps`"),
        ("disclosure: {value: qualified", "disclosure: {value: fine", 19, "`fine`"),
    ],
)
def test_a_fault_is_named_at_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in MADE_UP
    with pytest.raises(BadInput) as refused:
        validate(parse(MADE_UP.replace(old, new, 1), Path("p.yaml")), Providers)
    message = str(refused.value)
    assert f"p.yaml:{line}:" in message and words in message and "  do: " in message, message


def test_a_company_stands_once() -> None:
    text = MADE_UP.replace("others: {}", f"others:\n  one: {{name: One, seat: {{value: FR, {KNOWN}}}}}")
    document = parse(text, Path("p.yaml"))
    with pytest.raises(BadInput, match="`one` below `providers` as well"):
        refuse_double(document, validate(document, Providers))


def test_ids_of_others_do_not_repeat_clouds() -> None:
    register = registers.providers()
    assert set(register.providers) == {cloud.value for cloud in Cloud}
    assert {"aws", "google", "pulumi", "github"} <= set(register.others)

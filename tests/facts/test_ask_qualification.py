"""What is qualified on a day: by service, region and plan, to the last day, and never by a row that says less."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from facts import ask, registers
from facts.answer import Answer, Known, Stale, Unknown
from facts.document import parse
from facts.errors import BadInput
from facts.sovereignty import HdsRow, MissingRow, Qualifications, SecNumCloudRow, Status
from facts.validate import validate
from tests.facts.conftest import Register

DAY = date(2026, 11, 28)
TERM = "since: 2026-01-01, until: 2027-01-01"
MADE_UP = """schema: bastide/qualifications/1
secnumcloud:
  one:
    - {kinds: [store], regions: [r1], status: qualified, version: "3.2",
       since: 2026-01-10, until: 2028-02-14, mark: P, source: the list, checked: 2026-01-20}
    - {kinds: [store.file], regions: [r1], status: in-progress,
       mark: P, source: the list, checked: 2026-01-20}
    - {kinds: ["*"], regions: [r1], status: none,
       mark: P, source: the list, checked: 2026-01-20}
    - {kinds: ["*"], regions: ["*"], unknown: what the list says, unknown_fr: ce que dit la liste,
       ask: ANSSI's list, ask_fr: la liste de l'ANSSI}
hds_versions:
  "1": {until: 2026-05-16, mark: S, source: a page, checked: 2026-01-20}
  "2": {since: 2024-11-16, mark: S, source: a page, checked: 2026-01-20}
hds:
  one:
    - {kinds: [db], regions: [r1], covered: true, version: "2", activities: [3, 4, 5, 6],
       since: 2025-01-01, until: 2028-01-01, mark: P, source: certificate, checked: 2026-01-20}
    - {kinds: [db], regions: [r1], plans: [essential], covered: false,
       mark: P, source: annex, checked: 2026-01-20}
    - {kinds: [store], regions: [r1], covered: true, version: "1", activities: [3],
       since: 2024-01-01, until: 2027-01-01, mark: P, source: certificate, checked: 2026-01-20}
    - {kinds: [dns], regions: [r1], covered: true, version: "9", activities: [3],
       since: 2024-01-01, until: 2027-01-01, mark: P, source: certificate, checked: 2026-01-20}
"""


@pytest.fixture
def made_up(register: Register[Qualifications]) -> None:
    register("qualifications", Qualifications, MADE_UP)


def known(answer: Answer[ask.Qualification]) -> ask.Qualification:
    assert isinstance(answer, Known), answer
    return answer.value


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2026, 1, 9), False),
        (date(2026, 1, 10), True),
        (date(2026, 4, 1), True),
        (date(2028, 2, 15), False),
        (date(2040, 1, 1), False),
    ],
)
def test_a_qualification_counts_from_its_first_to_its_last_day(on: date, in_force: bool) -> None:
    found = known(ask.qualification("one", "store.object", "r1", on))
    assert (found.status, found.in_force) == ("qualified", in_force)


@pytest.mark.usefixtures("made_up")
def test_a_qualification_that_nobody_has_looked_at_for_long_is_not_believed() -> None:
    """Checked on 20 January 2026, 92 days: the last one is 22 April."""
    assert known(ask.qualification("one", "store.object", "r1", date(2026, 4, 22))).in_force
    found = ask.qualification("one", "store.object", "r1", date(2026, 4, 23))
    assert isinstance(found, Stale) and found.days == 1
    # the last day itself is in the term, so only age speaks against it
    assert isinstance(ask.qualification("one", "store.object", "r1", date(2028, 2, 14)), Stale)


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize(
    ("kind", "region", "status"),
    [
        ("store.object", "r1", "qualified"),
        ("store.file", "r1", "in-progress"),
        ("db", "r1", "none"),
        ("storefront", "r1", "none"),
    ],
)
def test_the_most_telling_row_wins(kind: str, region: str, status: str) -> None:
    assert known(ask.qualification("one", kind, region, date(2026, 2, 1))).status == status


@pytest.mark.usefixtures("made_up")
def test_another_region_and_another_provider_are_not_covered() -> None:
    for provider, region in (("one", "r2"), ("one", ""), ("two", "r1")):
        found = ask.qualification(provider, "store.object", region, date(2026, 2, 1))
        assert isinstance(found, Unknown) and found.ask


@pytest.mark.usefixtures("made_up")
def test_hds_by_plan_and_version() -> None:
    on = date(2026, 2, 1)
    covered, excluded = ask.hds("one", "db", "r1", on), ask.hds("one", "db", "r1", on, "Essential")
    assert isinstance(covered, Known) and covered.value.in_force and covered.value.activities == (3, 4, 5, 6)
    assert isinstance(ask.hds("one", "db", "r1", on, "enterprise"), Known)
    assert isinstance(excluded, Known) and not excluded.value.covered and not excluded.value.in_force
    assert isinstance(ask.hds("one", "kms.key", "r1", on), Unknown)


@pytest.mark.usefixtures("made_up")
def test_a_certificate_of_a_version_that_is_no_longer_accepted_is_not_in_force() -> None:
    for on, in_force in ((date(2026, 2, 1), True), (date(2026, 5, 17), False)):
        found = ask.hds("one", "store.object", "r1", on)
        assert isinstance(found, Known) and found.value.covered and found.value.in_force is in_force
    assert isinstance(ask.hds("one", "dns", "r1", date(2026, 2, 1)), Unknown)


def test_the_version_ends_on_a_day_that_is_still_in_it(register: Register[Qualifications]) -> None:
    register("qualifications", Qualifications, MADE_UP.replace("2026-01-20", "2026-05-01"))
    for on, in_force in ((date(2026, 5, 16), True), (date(2026, 5, 17), False)):
        found = ask.hds("one", "store.object", "r1", on)
        assert isinstance(found, Known) and found.value.in_force is in_force


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('kinds: ["*"], regions: [r1], QUALIFIED, version: "3.2", since: 2026-01-01, ', "qualified` without"),
        ('kinds: ["*"], regions: [r1], QUALIFIED, TERM, ', "qualified` without"),
        ('kinds: ["*"], regions: ["*"], QUALIFIED, version: "3.2", TERM, ', "without"),
        (
            'kinds: ["*"], regions: [r1], QUALIFIED, version: "3.2", since: 2027-01-01, until: 2026-01-01, ',
            "before `since`",
        ),
        ('kinds: ["Store"], regions: [r1], status: none, ', "`Store`"),
        ("kinds: [], regions: [r1], status: none, ", "at least 1 item"),
        ('kinds: ["*"], regions: [r1], status: maybe, ', "`maybe`"),
        ('kinds: ["*"], regions: [r1], statsu: none, ', "did you mean `status`?"),
        ('kinds: ["*"], regions: [r1], status: none, until: soon, ', "`soon`"),
    ],
)
def test_a_row_that_says_too_little_is_refused_at_its_line(row: str, words: str) -> None:
    row = row.replace("QUALIFIED", "status: qualified").replace("TERM", TERM)
    text = (
        "schema: bastide/qualifications/1\nsecnumcloud:\n  one:\n"
        f"    - {{{row}mark: S, source: a page, checked: 2026-01-01}}\nhds_versions: {{}}\nhds: {{}}\n"
    )
    with pytest.raises(BadInput) as refused:
        validate(parse(text, Path("q.yaml")), Qualifications)
    assert "q.yaml:4:" in str(refused.value) and words in str(refused.value), refused.value


def test_coverage_without_activities_and_two_rows_of_one_service_are_refused() -> None:
    bare = MADE_UP.replace(", activities: [3, 4, 5, 6],", ",")
    with pytest.raises(BadInput, match="without `activities`"):
        validate(parse(bare, Path("q.yaml")), Qualifications)
    twice = MADE_UP.replace("{kinds: [store.file]", "{kinds: [store]")
    with pytest.raises(BadInput, match=r"two rows of secnumcloud\.one for kind `store`, region `r1`"):
        validate(parse(twice, Path("q.yaml")), Qualifications)


def test_the_one_qualification_that_sources_name_ends_with_november() -> None:
    for zone in ("cloudgouv-eu-west-1", "cloudgouv-eu-west-1a", "CLOUDGOUV-EU-WEST-1"):
        assert known(ask.qualification("outscale", "compute.vm", zone, date(2026, 11, 30))).in_force
        assert not known(ask.qualification("outscale", "compute.vm", zone, date(2026, 12, 1))).in_force
    assert not known(ask.qualification("outscale", "compute.vm", "eu-west-2", DAY)).in_force
    assert isinstance(ask.qualification("outscale", "store.object", "cloudgouv-eu-west-1", DAY), Unknown)


def test_what_is_on_its_way_or_not_found_is_not_in_force() -> None:
    for provider, region, status in (
        ("scaleway", "fr-par", "in-progress"), ("numspot", "cloudgouv-eu-west-1", "in-progress"),
        ("ovhcloud", "EU-WEST-PAR", "none"), ("azure", "francecentral", "none"),
    ):  # fmt: skip
        found = known(ask.qualification(provider, "store.object", region, DAY))
        assert (found.status, found.in_force) == (status, False)
    contradiction = ask.qualification("cloudtemple", "compute.vm", "FR1", DAY)
    assert isinstance(contradiction, Unknown) and "ANSSI" in contradiction.ask


def test_hds_of_the_candidates() -> None:
    def covered(provider: str, kind: str, region: str, plan: str = "") -> bool | None:
        found = ask.hds(provider, kind, region, DAY, plan)
        return found.value.covered if isinstance(found, Known) else None

    assert covered("ovhcloud", "db", "EU-WEST-PAR", "essential") is False
    assert covered("ovhcloud", "db", "EU-WEST-PAR", "production") is None
    assert covered("ovhcloud", "kms.key", "eu-west-par") is False
    assert covered("scaleway", "store.object", "nl-ams") is False
    assert covered("scaleway", "store.object", "fr-par") is None


def test_nothing_good_is_claimed_without_source_day_and_region() -> None:
    """The register may grow; what it must never hold is an unbounded good row."""
    register = registers.qualifications()
    rows = [row for table in (register.secnumcloud, register.hds) for found in table.values() for row in found]
    assert len(rows) > 15
    for row in rows:
        if isinstance(row, MissingRow):
            assert row.ask
        elif (isinstance(row, SecNumCloudRow) and row.status is Status.QUALIFIED) or (
            isinstance(row, HdsRow) and row.covered
        ):
            assert row.until and row.since and "*" not in row.regions

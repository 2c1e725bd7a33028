"""In which country a place lies, in each of its spellings; and that knowing a region does not permit it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from facts import ask, load, registers
from facts.answer import Known, Stale, Unknown
from facts.document import parse
from facts.errors import BadInput
from facts.lifetimes import last_day
from facts.owners import GlobalServices, OtherRegions
from facts.registers import refuse_permitted
from facts.validate import validate
from tests.conftest import Estates
from tests.facts.conftest import Register

DAY = date(2026, 11, 28)


def place(cloud: str, text: str, on: date = DAY) -> ask.Location:
    found = ask.place(cloud, text, on)
    assert isinstance(found, Known), found
    return found.value


@pytest.mark.parametrize(
    ("cloud", "text", "region", "zone", "country"),
    [
        ("scaleway", "fr-par", "fr-par", "", "FR"),
        ("scaleway", "FR-PAR", "fr-par", "", "FR"),
        ("scaleway", " fr-par-2 ", "fr-par", "fr-par-2", "FR"),
        ("scaleway", "nl-ams-1", "nl-ams", "nl-ams-1", "NL"),
        ("ovhcloud", "GRA11", "GRA11", "", "FR"),
        ("ovhcloud", "GRA", "GRA11", "", "FR"),
        ("ovhcloud", "gra", "GRA11", "", "FR"),
        ("ovhcloud", "eu-west-gra", "GRA11", "", "FR"),
        ("ovhcloud", "eu-west-par-b", "EU-WEST-PAR", "eu-west-par-b", "FR"),
        ("ovhcloud", "eu-west-par", "EU-WEST-PAR", "", "FR"),
        ("ovhcloud", "eu-west-eri", "UK1", "", "GB"),
        ("ovhcloud", "BHS", "BHS1", "", "CA"),
        ("ovhcloud", "ca-east-bhs", "BHS1", "", "CA"),
        ("outscale", "cloudgouv-eu-west-1a", "cloudgouv-eu-west-1", "cloudgouv-eu-west-1a", "FR"),
        ("outscale", "us-east-2", "us-east-2", "", "US"),
        ("outscale", "ap-northeast-1", "ap-northeast-1", "", "JP"),
        ("numspot", "cloudgouv-eu-west-1a", "cloudgouv-eu-west-1", "cloudgouv-eu-west-1a", "FR"),
        ("cloudtemple", "fr1", "FR1", "", "FR"),
        ("cloudtemple", "AZ06", "FR1", "AZ06", "FR"),
        ("azure", "francecentral", "francecentral", "", "FR"),
        ("azure", "France Central", "francecentral", "", "FR"),
        ("azure", "East US 2", "eastus2", "", "US"),
        ("azure", "norwayeast", "norwayeast", "", "NO"),
        ("azure", "uksouth", "uksouth", "", "GB"),
        ("aws", "eu-west-2", "eu-west-2", "", "GB"),
    ],
)
def test_every_spelling_of_a_place(cloud: str, text: str, region: str, zone: str, country: str) -> None:
    found = place(cloud, text)
    assert (found.region, found.zone, found.country) == (region, zone, country)


@pytest.mark.parametrize(
    ("cloud", "text"),
    [
        ("azure", "global"), ("azure", "Global"), ("azure", ""), ("azure", "1"), ("azure", "francecentral2"),
        ("scaleway", "fr-par-9"), ("scaleway", "eu-west-2"), ("ovhcloud", "eu-west-nowhere"),
        ("nowhere", "fr-par"), ("outscale", "*"),
    ],
)  # fmt: skip
def test_a_place_that_no_register_knows_is_unknown(cloud: str, text: str) -> None:
    found = ask.place(cloud, text, DAY)
    assert isinstance(found, Unknown) and found.ask and found.place.startswith("facts/")


def test_the_same_name_at_two_clouds_is_two_places() -> None:
    assert place("outscale", "eu-west-2").country == "FR"
    assert place("aws", "eu-west-2").country == "GB"


def test_only_the_register_of_regions_permits() -> None:
    assert place("scaleway", "fr-par").permitted
    assert not place("azure", "westeurope").permitted
    assert not place("ovhcloud", "GRA9").permitted


@pytest.mark.parametrize(
    ("estate", "old", "new"),
    [
        ("azure-legacy", "francecentral", "westeurope"),
        ("azure-legacy", "francecentral", "eastus"),
        ("outscale", "cloudgouv-eu-west-1", "us-east-2"),
    ],
)
def test_a_region_that_is_only_known_is_refused_as_a_choice(
    estate: str, old: str, new: str, estates: Estates, bastide: object
) -> None:
    """Adding regions to tell their country must not let an estate move there."""
    estates.replace(f"{estate}.yaml", f"region: {old}", f"region: {new}")
    answer = bastide("preview", estate)  # type: ignore[operator]
    assert answer.code == 2
    assert f"found the region `{new}`, which is not one of" in answer.err


def test_a_country_is_told_until_the_last_day_of_the_fact() -> None:
    fact = load.regions("scaleway")["fr-par"]
    end = last_day(fact.checked, "regions")
    assert isinstance(ask.place("scaleway", "fr-par", end), Known)
    stale = ask.place("scaleway", "fr-par", end + timedelta(days=1))
    assert isinstance(stale, Stale) and stale.days == 1
    assert stale.place == "facts/regions.yaml: clouds.scaleway.fr-par"


def test_areas() -> None:
    def inside(country: str, area: str) -> bool:
        found = ask.in_area(country, area, DAY)
        assert isinstance(found, Known)
        return found.value

    assert inside("FR", "EU") and inside("FR", "EEA")
    assert not inside("NO", "EU") and inside("NO", "EEA")
    assert not inside("GB", "EEA") and not inside("CH", "EEA") and not inside("fr", "EU")
    assert isinstance(ask.area("EFTA", DAY), Unknown)
    assert isinstance(ask.area("EU", date(2040, 1, 1)), Stale)


def test_nothing_is_known_of_global_services_and_the_nearest_entry_speaks() -> None:
    for provider in ("azure", "scaleway", "ovhcloud", "outscale", "numspot", "cloudtemple"):
        found = ask.global_service(provider, "iam.policy", DAY)
        assert isinstance(found, Unknown) and found.ask
        assert found.place == f"facts/global_services.yaml: providers.{provider}.iam"
    assert isinstance(ask.global_service("scaleway", "store.object", DAY), Unknown)


def test_a_global_service_that_is_known(register: Register[GlobalServices]) -> None:
    register(
        "global_services",
        GlobalServices,
        """schema: bastide/global-services/1
providers:
  scaleway:
    iam: {value: [FR, NL], mark: S, source: a letter, checked: 2026-11-01}
    iam.idp: {value: [US], mark: S, source: a letter, checked: 2026-11-01}
""",
    )
    wide, near = ask.global_service("scaleway", "iam.user", DAY), ask.global_service("scaleway", "iam.idp", DAY)
    assert isinstance(wide, Known) and wide.value == {"FR", "NL"}
    assert isinstance(near, Known) and near.value == {"US"}
    assert isinstance(ask.global_service("scaleway", "iam.idp", date(2028, 1, 1)), Stale)


def test_regions_have_one_home() -> None:
    assert registers.other_regions()
    document = parse(
        "schema: bastide/other-regions/1\nclouds:\n  scaleway:\n"
        "    fr-par: {country: FR, place: Paris, source: somewhere, checked: 2026-11-01}\n",
        Path("other.yaml"),
    )
    with pytest.raises(BadInput) as refused:
        refuse_permitted(document, validate(document, OtherRegions).clouds)
    assert "other.yaml:4:5: clouds.scaleway.fr-par" in str(refused.value)


def test_what_state_hosts_say_of_regions_outside_is_what_the_registers_say() -> None:
    for cloud, fact in load.state_hosts().items():
        for region, country in fact.outside.items():
            assert place(cloud, region).country == country

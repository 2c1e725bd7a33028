"""Who owns a host, an image, a CI action."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from facts import ask, load, registers
from facts.answer import Known, Stale, Unknown
from facts.owners import Hosts
from tests.conftest import REPOSITORY
from tests.facts.conftest import Register

DAY = date(2026, 11, 28)


def owner(host: str, on: date = DAY) -> ask.Owner:
    found = ask.owner_of(host, on)
    assert isinstance(found, Known), found
    return found.value


@pytest.mark.parametrize(
    ("host", "provider", "seat"),
    [
        ("s3.fr-par.scw.cloud", "scaleway", "FR"),
        ("https://S3.FR-PAR.SCW.CLOUD.:443/bucket", "scaleway", "FR"),
        ("s3.gra.io.cloud.ovh.net", "ovhcloud", "FR"),
        ("eu.api.ovh.com", "ovhcloud", "FR"),
        ("oos.cloudgouv-eu-west-1.outscale.com", "outscale", "FR"),
        ("objectstorage.eu-west-2.numspot.com", "numspot", "FR"),
        ("x.s3.fr1.cloud-temple.com", "cloudtemple", "FR"),
        ("kv-hdh-hub.vault.azure.net", "azure", "US"),
        ("stlegacy.blob.core.windows.net", "azure", "US"),
        ("login.microsoftonline.com", "azure", "US"),
        ("api.pulumi.com", "pulumi", "US"),
        ("ghcr.io", "github", "US"),
        ("raw.githubusercontent.com", "github", "US"),
        ("time.google.com", "google", "US"),
        ("dns.google", "google", "US"),
        ("http-intake.logs.datadoghq.eu", "datadog", "US"),
        ("tenant.okta.com", "okta", "US"),
        ("smtp.sendgrid.net", "twilio", "US"),
    ],
)
def test_the_owner_and_its_seat(host: str, provider: str, seat: str) -> None:
    found = owner(host)
    assert (found.provider, found.seat, found.kind) == (provider, seat, "provider")


def test_the_longest_domain_wins() -> None:
    assert owner("api.us.ovhcloud.com").seat == "US"
    assert owner("api.ovhcloud.com").seat == "FR"
    assert owner("ca.api.ovh.com").seat == "CA"


@pytest.mark.parametrize(
    "host",
    [
        "evilscw.cloud", "scw.cloud.evil.com", "scw-cloud.com", "scw.cloud@evil.com", "https://scw.cloud:443@evil.com/",
        "xn--scw-cloud.com", "cloud", "8.8.8.8", "0.0.0.0", "::", "2a00:1450::1", "224.0.0.1", "fileserver", "",
        "0x7f.0.0.1", "2130706433",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_known_host_is_unknown(host: str) -> None:
    found = ask.owner_of(host, DAY)
    assert isinstance(found, Unknown), found
    assert found.ask and found.place == "facts/hosts.yaml: owners"


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("portal.hdh.example", "documentation"),
        ("198.51.100.123", "documentation"),
        ("2001:db8::7", "documentation"),
        ("hdh.internal", "private"),
        ("10.64.0.10", "private"),
        ("172.16.3.4:3128", "private"),
        ("fd00::1", "private"),
        ("::ffff:10.0.0.1", "private"),
        ("169.254.169.254", "private"),
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("x.localhost", "loopback"),
        ("www.data.gouv.fr", "public-body"),
        ("annuaire.sante.fr", "public-body"),
        ("0.debian.pool.ntp.org", "community"),
    ],
)
def test_hosts_that_belong_to_no_company(host: str, kind: str) -> None:
    assert owner(host).kind == kind


def test_an_owner_whose_seat_is_not_known_says_who_must_ask() -> None:
    for host in ("www.debian.org", "x.jfrog.com"):
        assert owner(host).seat is None
        assert owner(host).ask


def test_addresses_of_standards_never_grow_old_and_other_hosts_do() -> None:
    late = date(2060, 1, 1)
    assert isinstance(ask.owner_of("10.0.0.1", late), Known)
    found = ask.owner_of("s3.fr-par.scw.cloud", late)
    assert isinstance(found, Stale) and found.days > 10_000 and "owners.scaleway" in found.place


def test_a_seat_that_has_grown_old_is_not_believed(register: Register[Hosts]) -> None:
    """The host's own record is young; that of the provider's seat is not."""
    register(
        "hosts",
        Hosts,
        """schema: bastide/hosts/1
default_registry: docker.io
action_host: docker.io
owners:
  d: {kind: provider, provider: azure, hosts: {docker.io: [images]}, mark: U, source: a source, checked: 2029-12-31}
""",
    )
    found = owner("docker.io", date(2030, 1, 1))
    assert found.seat is None and found.ask


@pytest.mark.parametrize(
    ("reference", "provider"),
    [
        ("nginx", "docker"), ("nginx:1", "docker"), ("ghcr.io/a/b", "github"),
        ("rg.fr-par.scw.cloud/ns/x:1", "scaleway"), ("mcr.microsoft.com/x", "azure"),
        ("quay.io/a/b@sha256:" + "a" * 64, "redhat"),
    ],
)  # fmt: skip
def test_the_owner_of_an_image(reference: str, provider: str) -> None:
    found = ask.image_owner(reference, DAY)
    assert isinstance(found, Known) and found.value.provider == provider


def test_an_image_of_nobody_known_is_unknown() -> None:
    for reference in ("", "host:5000/x@sha256:" + "a" * 64, "registry.unheard-of.net/x", "docker.io.evil.net/x"):
        assert isinstance(ask.image_owner(reference, DAY), Unknown), reference


@pytest.mark.parametrize(
    ("uses", "provider", "kind"),
    [
        ("actions/checkout@v4", "github", "provider"),
        ("some-one/action/sub/folder@0123456789abcdef", "github", "provider"),
        ("docker://alpine:3", "docker", "provider"),
        ("https://gitlab.com/group/component@1", "gitlab", "provider"),
        ("gitlab.com/group/component@1", "gitlab", "provider"),
        ("./.github/actions/own", "", "local"),
        ("../own", "", "local"),
    ],
)
def test_the_owner_of_a_ci_action(uses: str, provider: str, kind: str) -> None:
    found = ask.action_owner(uses, DAY)
    assert isinstance(found, Known), found
    assert (found.value.provider, found.value.kind) == (provider, kind)


@pytest.mark.parametrize(
    "uses", ["", "checkout", "owner/", "/x", "codeberg.unheard-of.net/a/b@v1", "${{ matrix.action }}"]
)
def test_a_ci_action_of_nobody_known_is_unknown(uses: str) -> None:
    assert isinstance(ask.action_owner(uses, DAY), Unknown)


def test_the_hosts_of_state_backends_have_the_seat_that_the_providers_have() -> None:
    for name, fact in load.state_hosts().items():
        host = fact.endpoint.replace("{region}", "r").replace("{account}", "a")
        found = owner(host)
        assert found.seat == fact.seat, name
        if name in registers.providers().providers:
            assert found.provider == name


def _hosts_in(value: Any) -> set[str]:
    text = json.dumps(value)
    return set(re.findall(r"\b(?:[a-z0-9-]+\.)+(?:example|cloud|com|net|fr|org|io|internal)\b", text))


def test_every_host_that_the_estates_allow_has_an_owner() -> None:
    """A new destination in an intent needs a fact before a rule can judge it."""
    for intent in ("hdh.yaml", "hdh-legacy.yaml"):
        text = (REPOSITORY / "stacks" / intent).read_text(encoding="utf-8")
        hosts = _hosts_in(re.findall(r"(?:host|domain|upstream): (?:https://)?([a-z0-9.-]+)", text))
        assert len(hosts) > 4
        for host in hosts:
            assert isinstance(ask.owner_of(host, DAY), Known), host

"""What the address of a state backend says, and what is refused. Nothing is guessed and no password is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts import load
from facts.errors import BadInput
from plan.engine.backend import UNKNOWN, Backend, Kind, configured, parse, refuse, state_url

WHERE = {
    "s3://Hdh-state/p?endpoint=https://s3.fr-par.scw.cloud&region=fr-par": ("scaleway", "fr-par", "FR", "FR"),
    "s3://b?endpoint=s3.gra.io.cloud.ovh.net&region=gra": ("ovhcloud", "GRA11", "FR", "FR"),
    "s3://b?endpoint=s3.uk.io.cloud.ovh.net": ("ovhcloud", "UK1", "GB", "FR"),
    "s3://b?endpoint=s3.bhs.io.cloud.ovh.net": ("ovhcloud", "bhs", "CA", "FR"),
    "s3://b?endpoint=s3.nowhere.io.cloud.ovh.net": ("ovhcloud", "nowhere", UNKNOWN, "FR"),
    "s3://b?endpoint=https://oos.cloudgouv-eu-west-1.outscale.com": ("outscale", "cloudgouv-eu-west-1", "FR", "FR"),
    "s3://b?endpoint=https://ns.s3.fr1.cloud-temple.com": ("cloudtemple", "FR1", "FR", "FR"),
    "s3://b?region=us-east-1": ("aws", "us-east-1", "US", "US"),
    "s3://b?region=eu-west-3": ("aws", "eu-west-3", UNKNOWN, "US"),
    "s3://b": (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    # the right words in the wrong place are another host
    "s3://b?endpoint=https://s3.fr-par.scw.cloud.example.com": (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "s3://b?endpoint=https://example.com/s3.fr-par.scw.cloud": (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "s3://b?endpoint=https://s3.fr-par.scw.cloud@example.com": (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "azblob://c?storage_account=hdh": ("azure", UNKNOWN, UNKNOWN, "US"),
    "azblob://c": ("azure", UNKNOWN, UNKNOWN, "US"),
    "gs://b": ("google", UNKNOWN, UNKNOWN, "US"),
    "https://api.pulumi.com": ("pulumi-cloud", UNKNOWN, "US", "US"),
    "https://app.pulumi.com/hdh": ("pulumi-cloud", UNKNOWN, "US", "US"),
    "https://pulumi.hdh.example": (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "postgres://u:p@db.example/state": (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    "file://~/state": (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
}


@pytest.mark.parametrize("url", WHERE)
def test_where_a_state_lies(url: str) -> None:
    found = parse(url)
    assert (found.cloud, found.region, found.country, found.seat) == WHERE[url]


@pytest.mark.parametrize(
    ("url", "tls"),
    [
        ("s3://b?endpoint=s3.fr-par.scw.cloud", True),
        ("s3://b?endpoint=s3.fr-par.scw.cloud&disableSSL=true", False),
        # the CLI ignores `disableSSL` where the endpoint has a scheme, and obeys `disable_https` always
        ("s3://b?endpoint=https://s3.fr-par.scw.cloud&disableSSL=true", True),
        ("s3://b?endpoint=https://s3.fr-par.scw.cloud&disable_https=1", False),
        ("s3://b?endpoint=http://s3.fr-par.scw.cloud", False),
        ("azblob://c?storage_account=a&protocol=http", False),
        ("azblob://c?storage_account=a", True),
        ("gs://b", True),
        ("http://pulumi.example", False),
        ("postgres://db.example/state", True),
        ("postgres://db.example/state?sslmode=verify-full", True),
        ("postgres://db.example/state?sslmode=prefer", False),
        ("postgres://db.example/state?sslmode=disable", False),
        ("file:///state", None),
    ],
)
def test_whether_it_travels_encrypted(url: str, tls: bool | None) -> None:
    assert parse(url).tls is tls


def test_the_record_has_everything_but_what_opens_it() -> None:
    found = parse("postgres://admin:hunter2@db.example:5432/state?sslmode=require&password=hunter2")
    assert found.record() == {
        "kind": "postgres",
        "host": "db.example",
        "bucket": "state",
        "region": UNKNOWN,
        "country": UNKNOWN,
        "cloud": UNKNOWN,
        "seat": UNKNOWN,
        "path_style": False,
        "tls": True,
    }
    assert parse("s3://Hdh?endpoint=e.example&s3ForcePathStyle=true").record()["path_style"] is True
    assert parse("s3://Hdh?endpoint=e.example").bucket == "Hdh"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "found no scheme"),
        ("hdh-state", "found no scheme"),
        ("hunter2:hunter2@host", "found no scheme"),
        ("ftp://user:hunter2@host/state", "found the scheme `ftp`"),
        ("s3://[hunter2", "it is not an address"),
        ("s3://b?endpoint=https://[hunter2", "its endpoint is not an address"),
        ("s3://b?enpoint=https://s3.fr-par.scw.cloud", "did you mean `endpoint`?"),
        ("azblob://c?account=a", "did you mean `storage_account`?"),
        ("s3://?endpoint=https://s3.fr-par.scw.cloud", "names no bucket"),
        ("gs://", "names no bucket"),
    ],
)
def test_what_is_no_backend_is_refused_and_never_quoted(url: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(url)
    message = refused.value.message()
    assert words in message
    assert "PULUMI_BACKEND_URL" in message
    assert refused.value.action
    assert "hunter2" not in message


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("s3://b?endpoint=http://s3.fr-par.scw.cloud", "without TLS"),
        ("postgres://db.example/state?sslmode=disable", "without TLS"),
        ("http://pulumi.example", "without TLS"),
        ("s3://b?endpoint=https://s3.uk.io.cloud.ovh.net", "in GB"),
        ("s3://b?region=us-east-1", "in US"),
        ("https://api.pulumi.com", "in US"),
    ],
)
def test_what_is_certainly_wrong_is_refused(url: str, words: str) -> None:
    refused = refuse(parse(url))
    assert refused is not None
    assert words in refused.message()
    assert refused.action


@pytest.mark.parametrize(
    "url",
    [
        "s3://b?endpoint=https://s3.fr-par.scw.cloud",
        "s3://b?endpoint=https://s3.example",
        "s3://b?endpoint=http://127.0.0.1:7070",
        "s3://b?endpoint=http://localhost:7070",
        "postgres://localhost/state?sslmode=disable",
        "azblob://c?storage_account=devstoreaccount1&domain=127.0.0.1:10000&protocol=http",
        "file:///state",
    ],
)
def test_what_is_right_or_only_unknown_is_left_to_the_rules(url: str) -> None:
    assert refuse(parse(url)) is None


def test_every_country_of_a_known_region_is_judged_by_the_area() -> None:
    eu = load.areas()["EU"].countries
    assert len(eu) == 27
    assert len(set(load.areas()["EEA"].countries) - set(eu)) == 3
    for country in ("FR", "DE", "US", "GB", "CH", "NO"):
        found = refuse(Backend(Kind.S3, "host.example", country=country, tls=True))
        assert (found is None) is (country in eu)


ADDRESSES = {
    ("scaleway", "fr-par", ""): "s3://state?endpoint=https://s3.fr-par.scw.cloud&region=fr-par&use_path_style=true",
    ("ovhcloud", "GRA11", ""): "s3://state?endpoint=https://s3.gra.io.cloud.ovh.net&region=gra&use_path_style=true",
    ("outscale", "eu-west-2", ""): "s3://state?endpoint=https://oos.eu-west-2.outscale.com&region=eu-west-2&use_path_style=true",
    ("cloudtemple", "FR1", "ns"): "s3://state?endpoint=https://ns.s3.fr1.cloud-temple.com&region=fr1&use_path_style=true",
    ("cloudtemple", "FR1", ""): None,
    ("scaleway", "mars", ""): None,
    ("azure", "francecentral", "hdh"): None,
    ("nobody", "fr-par", ""): None,
}  # fmt: skip


@pytest.mark.parametrize(("cloud", "region", "account"), ADDRESSES)
def test_the_address_of_a_state_at_each_cloud(cloud: str, region: str, account: str) -> None:
    assert state_url(cloud, region, "state", account) == ADDRESSES[cloud, region, account]


@pytest.mark.parametrize("cloud", ["scaleway", "ovhcloud", "outscale", "numspot", "cloudtemple"])
def test_an_address_leads_back_to_the_cloud_and_region_it_was_made_for(cloud: str) -> None:
    for region, fact in load.regions(cloud).items():
        url = state_url(cloud, region, "state", "namespace")
        assert url is not None
        found = parse(url)
        assert (found.cloud, found.region, found.country, found.bucket) == (cloud, region, fact.country, "state")
        assert found.tls
        assert found.path_style


def test_the_variable_comes_before_the_project_file(tmp_path: Path) -> None:
    project = tmp_path / "Pulumi.yaml"
    project.write_text("name: bastide\nruntime: python\n")
    assert configured(tmp_path, {}) is None
    project.write_text("name: bastide\nruntime: python\nbackend:\n  url: gs://b\n")
    assert configured(tmp_path, {}) == parse("gs://b")
    assert configured(tmp_path, {"PULUMI_BACKEND_URL": "file://~"}) == Backend(Kind.FILE)
    project.write_text("name: bastide\nbackend:\n  url: ftp://b\n")
    with pytest.raises(BadInput, match=r"backend.url of Pulumi.yaml"):
        configured(tmp_path, {})

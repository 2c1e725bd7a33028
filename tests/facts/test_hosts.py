"""Which host a text names. What two programs could read differently names none."""

from __future__ import annotations

import pytest

from facts.hosts import host_of, image_host, suffixes


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("scw.cloud", "scw.cloud"),
        ("S3.FR-PAR.SCW.Cloud", "s3.fr-par.scw.cloud"),
        ("scw.cloud.", "scw.cloud"),
        ("  scw.cloud  ", "scw.cloud"),
        ("scw.cloud:443", "scw.cloud"),
        ("scw.cloud:", "scw.cloud"),
        ("scw.cloud/path?x=http://other.example", "scw.cloud"),
        ("https://scw.cloud:8443/a#b", "scw.cloud"),
        ("//scw.cloud/a", "scw.cloud"),
        ("*.scw.cloud", "scw.cloud"),
        (".scw.cloud", "scw.cloud"),
        ("on-call@hdh.example", "hdh.example"),
        ("mailto:on-call@hdh.example", "hdh.example"),
        ("https://user:secret@scw.cloud/", "scw.cloud"),
        ("https://scw.cloud@evil.example/", "evil.example"),
        ("https://scw.cloud:443@evil.example/", "evil.example"),
        ("git@github.com:owner/repository.git", "github.com"),
        ("git@github.com:22/repository.git", "github.com"),
        ("git+https://github.com/a/b", "github.com"),
        ("postgres://db.scw.cloud:5432/x", "db.scw.cloud"),
        ("_acme-challenge.scw.cloud", "_acme-challenge.scw.cloud"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("\uff53\uff43\uff57.cloud", "scw.cloud"),
        ("scw\u3002cloud", "scw.cloud"),
        ("localhost:5000", "localhost"),
        ("192.0.2.7:443", "192.0.2.7"),
        ("[2001:DB8::1]:443", "2001:db8::1"),
        ("https://[2001:db8::1]/x", "2001:db8::1"),
        ("2001:db8:0:0::1", "2001:db8::1"),
    ],
)
def test_the_host_of_a_text(text: str, host: str) -> None:
    assert host_of(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "*",
        "two words",
        "scw.cloud evil.example",
        "https://scw.cloud\\@evil.example/",
        "scw.cloud\nevil.example",
        "scw.cloud\tx",
        "%73cw.cloud",
        "https://scw.cloud%2eevil.example/",
        "scw..cloud",
        "-scw.cloud",
        "scw-.cloud",
        "scw.cloud:https",
        "scw.cloud:99999",
        "scw.cloud:\u0664\u0664\u0663",
        "https://[2001:db8::1",
        "https://[not-an-address]/",
        "https://",
        f"{'a' * 64}.cloud",
        ".".join(["abcdefgh"] * 40),
        "ü" * 80 + ".example",
    ],
)
def test_what_is_not_certainly_a_host_is_none(text: str) -> None:
    assert host_of(text) == ""


def test_a_domain_owns_what_ends_in_it_at_a_dot() -> None:
    assert suffixes("a.scw.cloud") == ["a.scw.cloud", "scw.cloud", "cloud"]
    assert "scw.cloud" not in suffixes("evilscw.cloud")


@pytest.mark.parametrize(
    ("reference", "host"),
    [
        ("nginx", "docker.io"),
        ("nginx:1", "docker.io"),
        ("nginx:1.27-alpine", "docker.io"),
        ("nginx@sha256:" + "a" * 64, "docker.io"),
        ("library/nginx:1", "docker.io"),
        ("some_team/some.image:1", "docker.io"),
        ("docker://nginx:1", "docker.io"),
        ("docker.io/library/nginx", "docker.io"),
        ("GHCR.io/owner/image:1", "ghcr.io"),
        ("registry.hdh.example/team/image:1@sha256:" + "b" * 64, "registry.hdh.example"),
        ("host:5000/x@sha256:" + "c" * 64, "host"),
        ("localhost/x", "localhost"),
        ("10.0.0.1:5000/x", "10.0.0.1"),
        ("[2001:db8::1]:5000/x", "2001:db8::1"),
        ("oci://rg.fr-par.scw.cloud/ns/x:1", "rg.fr-par.scw.cloud"),
    ],
)
def test_the_registry_of_an_image(reference: str, host: str) -> None:
    assert image_host(reference, "docker.io") == host


@pytest.mark.parametrize(
    "reference", ["", "https://docker.io/nginx", "NGINX", "a b", "docker.io/", "nginx:", "/nginx", "nginx@"]
)
def test_what_is_no_image(reference: str) -> None:
    assert image_host(reference, "docker.io") == ""

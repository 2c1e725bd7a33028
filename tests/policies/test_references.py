"""What a text names outside itself. Evasions and harmless texts are with SOV-CTL-005; here is what is found exactly."""

from __future__ import annotations

import base64
import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.values import UNKNOWN, Archive, Asset, Secret
from policies.commands import hosts_fetched, images_run
from policies.encoded import decoded_in
from policies.kinds.values import Reference
from policies.references import named_in, references_in, without_comments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Get.Docker.COM.:443/x?y=https://quay.io/z", {("host", "get.docker.com")}),
        ("see https://a.example.io, or http://b.example.io.", {("host", "a.example.io"), ("host", "b.example.io")}),
        ("https://good.fr\\@evil.io/", {("host", "good.fr"), ("host", "evil.io")}),
        ("https://evil.io\\nnext line of JSON", {("host", "evil.io")}),
        ("http://[2606:4700::1111]:80/", {("host", "2606:4700::1111")}),
        ("ldaps://x.example.io ssh://git@y.example.io/x", {("host", "x.example.io"), ("host", "y.example.io")}),
        ("file:///etc/hosts urn:x://y unix:///run/x.sock", set()),
        ("docker://alpine:3 oci://ghcr.io/x/y", {("image", "docker://alpine:3"), ("image", "docker://ghcr.io/x/y")}),
        ("awskms://alias/x?region=eu-west-3", {("secrets-provider", "kms.amazonaws.com")}),
        ("s3://state?endpoint=s3.gra.io.cloud.ovh.net", {("host", "s3.gra.io.cloud.ovh.net")}),
        ("s3://state", {("host", "s3.amazonaws.com")}),
        ("s3://state --endpoint-url https://s3.fr-par.scw.cloud", {("host", "s3.fr-par.scw.cloud")}),
        ("gs://state", {("host", "storage.googleapis.com")}),
        ("uses: actions/checkout@v4", {("action", "actions/checkout@v4")}),
        ("  - uses: 'docker://alpine'", {("action", "docker://alpine"), ("image", "docker://alpine'")}),
        ("REPO=https://user:p,w(d@x.example.io/simple", {("host", "x.example.io")}),
        ("REPO=https://user:p,w@140.82.121.4/simple", {("host", "140.82.121.4")}),
        ("postgresql://a.example.io:5432,b.example.io:5432/db", {("host", "a.example.io"), ("host", "b.example.io")}),
        ("mongodb://u:p;w@a.example.io,b.example.io", {("host", "a.example.io"), ("host", "b.example.io")}),
        ("(https://a.example.io),(x@b.example.io)", {("host", "a.example.io"), ("host", "b.example.io")}),
        ("https://a.example.io/x,y@b.example.io https://a.example.io,1.txt", {("host", "a.example.io")}),
        ('{"url":"https:\\u002f\\u002Fx.example.io"}', {("host", "x.example.io")}),
        ('{"web":{"image":"nginx:1"},"db":{"image" : "x/y"}}', {("image", "nginx:1"), ("image", "x/y")}),
        ("services: {web: {image: nginx}}", {("image", "nginx")}),
        ('"image": \'nginx\'', {("image", "nginx")}),
        ("FROM --platform=x python:3 AS a\nRUN x\nFROM a\nFROM scratch\n", {("image", "python:3")}),
        ("SELECT id\nFROM people\nWHERE x", set()),
        ("systemd.unit name.value 1.2.3 v3.11.4", set()),
        ("pull from docker.io/library/nginx", {("host", "docker.io")}),
    ],
)  # fmt: skip
def test_what_running_text_names(text: str, expected: set[tuple[str, str]]) -> None:
    found = {(what, name.rstrip("'")) for what, name in named_in(text, False)}
    assert found == {(what, name.rstrip("'")) for what, name in expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mirror.unheard-of.io", ["mirror.unheard-of.io"]),
        ("mirror.unheard-of.io:443", ["mirror.unheard-of.io"]),
        ("*.unheard-of.io", ["unheard-of.io"]),
        ("Mirror.Unheard-Of.IO.", ["mirror.unheard-of.io"]),
        ("a.example.io, b.example.io;c.example.io", ["a.example.io", "b.example.io", "c.example.io"]),
        ("on-call@unheard-of.io", ["unheard-of.io"]),
        ("8.8.8.8", ["8.8.8.8"]),
        ("2001:4860:4860::8888", ["2001:4860:4860::8888"]),
        ("10.0.0.4", []),
        ("localhost", []),
        ("eu-west-par", []),
        ("Standard_D2s.v3", []),
    ],
)
def test_where_a_host_is_expected_a_bare_name_counts(text: str, expected: list[str]) -> None:
    assert [name for _, name in named_in(text, True)] == expected


@pytest.mark.parametrize("between", [" ", ",", ";", "|", "\n"])
def test_a_list_of_hosts_is_read_to_its_end(between: str) -> None:
    text = between.join([*("node.internal" for _ in range(400)), "mirror.unheard-of.io"])
    assert ("host", "mirror.unheard-of.io") in named_in(text, True)


def test_the_place_of_each_reference_is_told() -> None:
    found = references_in({"a": [{"endpoint": "x.example.io"}], "b": {"c": "https://y.example.io"}})
    assert found == (
        Reference("host", "x.example.io", "a[0].endpoint"),
        Reference("host", "y.example.io", "b.c"),
    )


def test_what_a_secret_calls_its_parts_is_not_told() -> None:
    hidden = Secret({"planted-key": {"host": "x.example.io"}, "planted-image": {"container": {"image": "alpine"}}})
    found = references_in({"a": [{"b": hidden}]})
    assert {(item.what, item.name, item.place) for item in found} == {
        ("host", "x.example.io", "a[0].b"),
        ("image", "alpine", "a[0].b"),
    }


def test_secrets_archives_and_unknown_values_are_walked() -> None:
    archive = Archive("assets", {"boot": Asset("text", "curl https://z.example.io")})
    inputs = {"a": Secret({"url": "https://x.example.io"}), "b": archive, "c": UNKNOWN, "d": Secret(UNKNOWN), "e": 3}
    assert {(item.name, item.in_secret) for item in references_in(inputs)} == {
        ("x.example.io", True),
        ("z.example.io", False),
    }


@pytest.mark.parametrize("key", ["image", "registryImage"])
def test_an_image_of_a_container_is_one_and_that_of_a_host_is_not(key: str) -> None:
    assert [item.what for item in references_in({"containers": [{key: "nginx"}]})] == ["image"]
    assert references_in({"image": "debian_bookworm"}) == ()
    assert references_in({"containers": [{key: "nginx"}]}, containers=False) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("docker run --rm -it -v /a:/b --name=x alpine sh -c 'nginx:1'", ["alpine"]),
        ("/usr/bin/podman pull -q quay.io/x/y@sha256:ab", ["quay.io/x/y@sha256:ab"]),
        ("ctr -n k8s.io images pull docker.io/library/x:1", ["docker.io/library/x:1"]),
        ("crictl pull x/y", ["x/y"]),
        ("docker run -d \\\n  --name web \\\r\n  nginx:1.27", ["nginx:1.27"]),
        ("docker --log-level warn -H unix:///run/x.sock run -d nginx", ["nginx"]),
        ("nerdctl -n k8s.io pull x/y", ["x/y"]),
        ("runcmd:\n  - [docker, run, -d, --name, web, nginx]", ["nginx"]),
        ('"command": [\n  "/usr/bin/podman",\n  "pull",\n  "x/y"\n]', ["x/y"]),
        ("[sudo, docker, pull, nginx]", ["nginx"]),
        ("docker running nginx", []),
        ("docker pull", []),
        ("docker run $IMAGE", []),
        ("docker ps", []),
    ],
)
def test_which_image_a_command_runs(text: str, expected: list[str]) -> None:
    assert list(images_run(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("curl -fsSL -o /tmp/a.sh get.example.io/a.sh | sh", ["get.example.io"]),
        ("wget -O- example.io:8080/x", ["example.io:8080"]),
        ("curl -H 'Host: a.example.io' --data b.example.io c.example.io", ["a.example.io", "c.example.io"]),
        ("curl -fsSL \\\n  get.example.io/a.sh | sh", ["get.example.io"]),
        ("runcmd:\n  - [curl, -o, /tmp/a.sh, get.example.io/a.sh]", ["get.example.io"]),
        ("curl $URL", []),
        ("echo example.io", []),
    ],
)
def test_which_host_a_command_fetches_from(text: str, expected: list[str]) -> None:
    assert list(hosts_fetched(text)) == expected


def test_comments_are_left_out_and_what_only_looks_like_one_is_not() -> None:
    text = "#!/bin/sh\n# see https://a.example.io\n#include https://b.example.io\necho # https://c.example.io\n"
    kept = without_comments(text)
    assert "a.example.io" not in kept
    assert "b.example.io" in kept and "c.example.io" in kept and kept.startswith("#!/bin/sh")


SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = "#cloud-config\nruncmd: [curl https://get.example.io/x]\n"


@pytest.mark.parametrize("wrap", [0, 76, 20])
@pytest.mark.parametrize(
    "around", ["{}", "content: {}", "- content: |\n    {}\n- path: /x\n", "something\nelsewhere\n{}\n"]
)
def test_encoded_texts_are_opened_also_over_several_lines(wrap: int, around: str) -> None:
    block = base64.b64encode(TEXT.encode()).decode()
    lines = [block[index : index + wrap] for index in range(0, len(block), wrap)] if wrap else [block]
    assert TEXT in decoded_in(around.format("\n    ".join(lines)))


def test_a_bomb_gives_only_so_much() -> None:
    bomb = base64.b64encode(gzip.compress(b"a" * 50_000_000)).decode()
    assert all(len(text) <= 4_000_000 for text in decoded_in(bomb))


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\x1f\x8bnot gzip at all, whatever it says", b"\x00\x01\x02" * 20]
)
def test_what_is_no_text_gives_none(data: bytes) -> None:
    assert decoded_in(base64.b64encode(data).decode()) == ()


@SLOW
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40))
def test_any_text_is_read_without_an_error_and_hosts_have_no_room_for_tricks(text: str) -> None:
    for is_host in (True, False):
        for what, name in named_in(f"{text} https://{text}/ curl {text} docker run {text}", is_host):
            assert what in ("host", "image", "action", "secrets-provider") and name and not name.isspace()


@SLOW
@given(st.text(min_size=30, max_size=200))
def test_whatever_is_encoded_comes_back(text: str) -> None:
    block = base64.b64encode(text.encode("utf-8", errors="ignore")).decode()
    for found in decoded_in(block):
        assert isinstance(found, str)

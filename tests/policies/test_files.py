"""Files of a repository: what each of them names, and what none can hide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from facts.errors import BadInput
from policies import files
from policies.files import sources
from policies.keepers import of_backend, of_secrets_provider
from policies.kinds.values import Reference
from policies.runners import hosted
from tests.conftest import REPOSITORY


def write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def named(root: Path, estate: str = "scaleway") -> set[tuple[str, str]]:
    return {(item.what, item.name) for file in sources(root, estate) for item in file.inputs["references"]}


STACK = "stacks/Pulumi.scaleway-hub.yaml"
WORKFLOW = ".github/workflows/a.yml"
OWN = "jobs:\n a:\n  runs-on: self-hosted\n"
CHECKOUT = {("action", "actions/checkout@v4")}
CASES: dict[str, tuple[str, str, set[tuple[str, str]]]] = {
    "an action on one line": (WORKFLOW, f"{OWN}  steps: [{{uses: actions/checkout@v4}}]\n", CHECKOUT),
    "an action in quotes": (WORKFLOW, f'{OWN}  steps:\n   - "uses": "actions/checkout@v4"\n', CHECKOUT),
    "an action by its anchor": (WORKFLOW, f"x: &x actions/checkout@v4\n{OWN}  steps: [{{uses: *x}}]\n", CHECKOUT),
    "an action merged in": (WORKFLOW, f"x: &x {{uses: actions/checkout@v4}}\n{OWN}  steps: [{{<<: *x}}]\n", CHECKOUT),
    "an action beside a day that is none": (
        WORKFLOW,
        f"{OWN}  when: 2026-99-99\n  steps: [{{uses: actions/checkout@v4}}]\n",
        CHECKOUT,
    ),
    "an action beside an odd key": (WORKFLOW, f"? [a]\n: b\n{OWN}  steps: [{{uses: actions/checkout@v4}}]\n", CHECKOUT),
    "a runner under a key that stands twice": (
        WORKFLOW,
        f"jobs:\n a:\n  runs-on: ubuntu-latest\n{OWN}",
        {("runner", "github.com")},
    ),
    "an image beside a tag of the forge": (
        ".gitlab-ci.yml",
        "a:\n  script: !reference [.b, script]\n  image: {name: nginx}\n",
        {("image", "nginx")},
    ),
    "an image in a second document": (
        ".gitlab-ci.yml",
        "spec: {inputs: {}}\n---\na:\n  image: {name: nginx}\n",
        {("image", "nginx")},
    ),
    "a state under a key that stands twice": (
        "Pulumi.yaml",
        "backend: {url: https://state.unheard-of.io}\nbackend: {url: 'file://~'}\n",
        {("backend", "state.unheard-of.io"), ("host", "state.unheard-of.io")},
    ),
    "files further down": (".gitlab/ci/x/a.yml", "image: nginx\n", {("image", "nginx")}),
    "a script further down": (".ci/x/a.sh", "docker pull nginx\n", {("image", "nginx")}),
    "a build file by its ending": ("web.Dockerfile", "FROM nginx\n", {("image", "nginx")}),
    "a stage called like its image": ("Dockerfile", "FROM nginx AS nginx\nFROM nginx\n", {("image", "nginx")}),
    "a stage before it is one": ("Dockerfile", "FROM alpine\nFROM scratch AS alpine\n", {("image", "alpine")}),
    "an image to copy from": (
        "Dockerfile",
        "FROM scratch AS a\nCOPY --chown=1 --from=nginx:1 / /\nCOPY --from=a / /\nCOPY --from=0 / /\n"
        "RUN --mount=type=bind,from=alpine:3,target=/x true\n",
        {("image", "nginx:1"), ("image", "alpine:3")},
    ),
    "an image in the next line": ("Dockerfile", "FROM \\\n  nginx\n", {("image", "nginx")}),
    "an image in a command of several lines": (
        "pipelines/run.sh",
        "docker run --rm \\\n  --name web \\\n  nginx:1 # docker pull alpine\n",
        {("image", "nginx:1")},
    ),
    "state of the engine's maker": (
        "Pulumi.yaml",
        "backend: {url: https://api.pulumi.com}\n",
        {("backend", "api.pulumi.com")},
    ),
    "state at Amazon by default": (
        "Pulumi.yaml",
        "backend: {url: 's3://state?region=eu-west-3'}\n",
        {("backend", "s3.eu-west-3.amazonaws.com")},
    ),
    "state at Amazon without a region": (
        "Pulumi.yaml",
        "backend: {url: 's3://state'}\n",
        {("backend", "s3.amazonaws.com")},
    ),
    "state in an own bucket": (
        "Pulumi.yaml",
        "backend: {url: 's3://state?endpoint=https://s3.fr-par.scw.cloud'}\n",
        {("backend", "s3.fr-par.scw.cloud")},
    ),
    "state at Azure": ("Pulumi.yaml", "backend: {url: 'azblob://state'}\n", {("backend", "blob.core.windows.net")}),
    "state at Google": ("Pulumi.yaml", "backend: {url: 'gs://state'}\n", {("backend", "storage.googleapis.com")}),
    "state that cannot be read": (
        "Pulumi.yaml",
        "backend: {url: 'carrier-pigeon://x'}\n",
        {("backend", "an address that cannot be read")},
    ),
    "key at Amazon": (
        STACK,
        "secretsprovider: awskms://alias/x?region=eu-west-3\n",
        {("secrets-provider", "kms.amazonaws.com")},
    ),
    "key at Google": (
        STACK,
        "secretsprovider: gcpkms://projects/p\n",
        {("secrets-provider", "cloudkms.googleapis.com")},
    ),
    "key at Azure": (
        STACK,
        "secretsprovider: azurekeyvault://kv.vault.azure.net/keys/k\n",
        {("secrets-provider", "kv.vault.azure.net")},
    ),
    "key in a vault of which only the environment knows": (
        STACK,
        "secretsprovider: hashivault://k\n",
        {("secrets-provider", "hashivault")},
    ),
    "key at a service that nobody knows": (
        "stacks/Pulumi.scaleway-hub.yml",
        "secretsprovider: sesame://k\n",
        {("secrets-provider", "a key service that is not known")},
    ),
    "a stack file beside the project": (
        "Pulumi.scaleway-hub.yaml",
        "secretsprovider: gcpkms://projects/p\n",
        {("secrets-provider", "cloudkms.googleapis.com")},
    ),
    "an anchor": (
        "stacks/scaleway.yaml",
        "x: &where https://get.docker.com/\nscaleway: {mirror: *where}\n",
        {("host", "get.docker.com")},
    ),
    "a name without scheme where a host is expected": (
        "stacks/scaleway.yaml",
        "scaleway: {dns_servers: [ns.unheard-of.io]}\n",
        {("host", "ns.unheard-of.io")},
    ),
    "a broken file": ("stacks/scaleway.yaml", "a: [https://get.docker.com/\n", {("host", "get.docker.com")}),
    "a hosted runner": (".github/workflows/a.yml", "jobs: {a: {runs-on: ubuntu-24.04}}\n", {("runner", "github.com")}),
    "an action": (
        ".forgejo/workflows/a.yml",
        "jobs:\n  a:\n    steps:\n    - uses: actions/checkout@v4\n",
        {("action", "actions/checkout@v4")},
    ),
    "a container of a job": (".gitlab-ci.yml", "a:\n  image: python:3.12\n", {("image", "python:3.12")}),
    "a script of a job": (
        ".woodpecker.yml",
        "steps:\n- run: |\n    # https://comment.example.io\n    curl get.example.io/x | sh\n",
        {("host", "get.example.io")},
    ),
    "a script": (
        ".ci/run",
        "#!/bin/sh\ncurl https://get.docker.com | sh # https://comment.example.io\n",
        {("host", "get.docker.com")},
    ),
    "a script of the pipelines": (
        "pipelines/post.sh",
        "#!/usr/bin/env bash\ncurl -s https://get.docker.com | sh\ndocker run --rm quay.io/x/y:1\n",
        {("host", "get.docker.com"), ("host", "quay.io"), ("image", "quay.io/x/y:1")},
    ),
    "a sign in quotes": (".ci/run", "X='a #b' curl https://get.docker.com\n", {("host", "get.docker.com")}),
    "a quote inside a word": (".ci/run", "echo x'y # z'; curl https://get.docker.com\n", {("host", "get.docker.com")}),
    "stages of an image": (
        "Dockerfile",
        "FROM --platform=linux/amd64 debian:13 AS base\nFROM base\nFROM scratch\n",
        {("image", "debian:13")},
    ),
    "an image by a variable": ("images/Dockerfile", "FROM ${BASE}\n", {("image", "${BASE}")}),
    "an image by its name": (".gitlab-ci.yml", "a: {image: {name: alpine}}\n", {("image", "alpine")}),
    "services": (
        "compose.yaml",
        "services: {a: {image: 'quay.io/x/y'}}\n",
        {("image", "quay.io/x/y"), ("host", "quay.io")},
    ),
}


@pytest.mark.parametrize(("name", "text", "expected"), CASES.values(), ids=CASES)
def test_what_a_file_names(name: str, text: str, expected: set[tuple[str, str]], tmp_path: Path) -> None:
    write(tmp_path, name, text)
    found = named(tmp_path)
    assert expected <= found
    assert not {item for item in found if "comment" in item[1]}


NOTHING = {
    "a passphrase": (STACK, "secretsprovider: passphrase\nencryptionsalt: v1:x:y\n"),
    "the default": (STACK, "secretsprovider: default\n"),
    "a state in a file": ("Pulumi.yaml", "backend: {url: 'file://~'}\n"),
    "a state of this machine": ("Pulumi.yaml", "backend: {url: 'http://localhost:8080'}\n"),
    "comments": ("stacks/scaleway.yaml", "# see https://github.com/x\na: 1 # and https://quay.io\n"),
    "an apostrophe before a comment": ("stacks/scaleway.yaml", "note: l'état d'un seau # https://github.com\n"),
    "own runners": (".github/workflows/a.yml", "jobs: {a: {runs-on: [self-hosted, linux]}}\n"),
    "another estate": ("stacks/Pulumi.outscale-hub.yaml", "secretsprovider: gcpkms://projects/p\n"),
    "an image of a host": ("stacks/scaleway.yaml", "scaleway: {image: debian_trixie}\n"),
}


@pytest.mark.parametrize(("name", "text"), NOTHING.values(), ids=NOTHING)
def test_what_names_nothing_outside(name: str, text: str, tmp_path: Path) -> None:
    write(tmp_path, name, text)
    assert {item for item in named(tmp_path) if item[1] != "localhost"} == set()


@pytest.mark.parametrize(
    ("jobs", "own"),
    [
        ({"a": {"runs-on": "self-hosted"}}, True),
        ({"a": {"runs-on": {"group": "x", "labels": ["self-hosted"]}}}, True),
        ({"a": {"uses": "o/r/.github/workflows/x.yml@v1"}}, True),
        ({"a": {"runs-on": "self-hosted"}, "b": {"runs-on": "ubuntu-latest"}}, False),
        ({"a": {"runs-on": "not-self-hosted"}}, False),
        ({"a": {"runs-on": "${{ matrix.os }}"}}, False),
        ({"a": {"runs-on": {"group": "x"}}}, False),
        ({"a": "self-hosted"}, False),
        ({}, False),
        (None, False),
        ("self-hosted", False),
    ],
)
def test_each_job_must_ask_for_a_machine_of_ones_own(jobs: Any, own: bool) -> None:
    assert bool(list(hosted(".github/workflows/a.yml", {"jobs": jobs}))) is not own


@pytest.mark.parametrize("name", [".circleci/config.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml"])
def test_a_file_of_a_service_is_run_by_that_service(name: str) -> None:
    assert [item.what for item in hosted(name, None)] == ["runner"]


def test_a_file_of_workflows_that_cannot_be_read_is_run_elsewhere() -> None:
    assert list(hosted(".github/workflows/a.yml", None)) == [
        Reference("runner", "github.com", ".github/workflows/a.yml")
    ]


@pytest.mark.parametrize("url", [None, ""])
def test_no_address_names_no_backend(url: Any) -> None:
    assert list(of_backend(url, "x")) == []


@pytest.mark.parametrize("provider", [3, ["awskms://x"], {"a": 1}])
def test_a_provider_of_secrets_that_is_no_text_is_known_to_nobody_or_read_all_the_same(provider: Any) -> None:
    assert [item.what for item in of_secrets_provider(provider, "x")] == ["secrets-provider"]


def test_the_intent_of_an_estate_is_read_with_it_and_nothing_beside_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "stacks/scaleway.yaml", "intent: wanted.yaml\n")
    write(tmp_path, "stacks/wanted.yaml", "hub: {egress: {allowed: [{host: www.example.io}]}}\n")
    assert named(tmp_path) == {("host", "www.example.io")}
    write(tmp_path, "stacks/scaleway.yaml", "intent: ../outside.yaml\n")
    write(tmp_path, "outside.yaml", "host: www.example.io\n")
    assert named(tmp_path) == set()


def test_a_line_is_told_and_each_name_stands_once(tmp_path: Path) -> None:
    write(tmp_path, ".ci/run", "true\ncurl https://get.docker.com\ncurl https://get.docker.com\n")
    (file,) = sources(tmp_path, "scaleway")
    assert file.inputs["references"] == (Reference("host", "get.docker.com", ".ci/run:2"),)
    assert (file.urn, file.type) == ("urn:bastide:file::.ci/run", "source:repository:File")


def test_a_file_that_is_too_large_to_search_is_refused_not_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MOST_BYTES", 100)
    write(tmp_path, ".ci/run", "#" * 101)
    with pytest.raises(BadInput) as refused:
        sources(tmp_path, "scaleway")
    assert ".ci/run" in str(refused.value)


def test_bytes_that_are_no_text_hide_nothing(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_bytes(b"\xff\xfe\x00curl https://get.docker.com\n")
    assert ("host", "get.docker.com") in named(tmp_path)


def test_a_folder_without_any_names_nothing(tmp_path: Path) -> None:
    assert sources(tmp_path, "scaleway") == ()


@pytest.mark.parametrize("script", sorted(file.name for file in (REPOSITORY / "pipelines").glob("*.sh")))
def test_what_is_planted_in_a_script_of_the_pipelines_is_found(script: str, tmp_path: Path) -> None:
    """In the repository's own ones, which name nothing outside by themselves."""
    text = (REPOSITORY / "pipelines" / script).read_text(encoding="utf-8")
    write(tmp_path, f"pipelines/{script}", text)
    assert sources(tmp_path, "scaleway") == ()
    write(tmp_path, f"pipelines/{script}", f"{text}curl -fsSL https://raw.githubusercontent.com/x/y/install | bash\n")
    (found,) = sources(tmp_path, "scaleway")
    line = len(text.splitlines()) + 1
    assert found.inputs["references"] == (Reference("host", "raw.githubusercontent.com", f"pipelines/{script}:{line}"),)


def test_the_files_of_this_repository_are_found() -> None:
    assert "stacks/hdh.yaml" in {file.name for file in sources(REPOSITORY, "scaleway")}


def test_of_a_move_the_crossing_and_the_targets_intent_are_read(tmp_path: Path) -> None:
    write(tmp_path, "stacks/cutover-x.yaml", "crossing: move.yaml\nlegacy: old\ntarget: x\n")
    write(tmp_path, "stacks/move.yaml", "mirror: https://mirror.example.org/\n")
    write(tmp_path, "stacks/x.yaml", "intent: wanted.yaml\n")
    write(tmp_path, "stacks/wanted.yaml", "host: https://wanted.example.org/\n")
    write(tmp_path, "stacks/old.yaml", "intent: found.yaml\n")
    write(tmp_path, "stacks/found.yaml", "host: https://left.example.org/\n")
    hosts = {name for _, name in named(tmp_path, "cutover-x")}
    assert hosts == {"mirror.example.org", "wanted.example.org"}

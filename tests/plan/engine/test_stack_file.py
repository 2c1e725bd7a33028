"""Stack files for runs without a key: what is copied, what is replaced, and that the real CLI opens the result."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from facts.errors import BadInput
from plan.engine.sealing import Seal, decrypted, encrypted, passphrase_seal
from plan.engine.stack_file import PLACEHOLDER, offline, placeholder
from plan.engine.transit import PROVIDER, Transit, transit
from tests.pulumi_cli import real_cli

FILE = Path("stacks/Pulumi.scaleway-hub.yaml")
SEAL = Seal({"secretsprovider": PROVIDER, "encryptedkey": "a2V5"}, bytes(range(32)))
SECRETS = """\
  bastide:password:
    secure: v1:AAAAAAAAAAAAAAAA:c2VhbGVkLWJ5LXNvbWVib2R5
  bastide:database:
    user: admin
    password: {secure: c2VhbGVk}
    ports: [5432, {secure: "c2VhbGVk"}]
"""
PLAIN = """\
  bastide:flag: on
  bastide:time: 12:30:00
  bastide:number: 007
  bastide:text: "007"
  bastide:day: 2026-11-24
  bastide:country: NO
  bastide:long: {long}
  bastide:lines: |
    one
    two
""".replace("{long}", "word " * 60 + "end")
PROVIDERS = {
    "hashivault": "secretsprovider: hashivault://hdh\nencryptedkey: dmF1bHQ6djE6YWJj\n",
    "azurekeyvault": "secretsprovider: azurekeyvault://hdh.vault.azure.net/keys/state\nencryptedkey: YWJj\n",
    "awskms": "secretsprovider: awskms://alias/hdh?region=eu-west-3\nencryptedkey: YWJj\n",
    "gcpkms": "secretsprovider: gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k\nencryptedkey: YWJj\n",
    "passphrase": "encryptionsalt: v1:c2FsdHNhbHQ=:v1:AAAAAAAAAAAAAAAA:c2VhbGVkLWJ5LXNvbWVib2R5\n",
}


def _config(text: str) -> Any:
    return yaml.safe_load(text)["config"]


def test_every_sealed_value_becomes_the_placeholder_of_its_key() -> None:
    config = _config(offline("config:\n" + SECRETS, FILE, SEAL))
    assert decrypted(config["bastide:password"]["secure"], SEAL.key) == "offline-placeholder:bastide:password"
    database = config["bastide:database"]
    assert decrypted(database["password"]["secure"], SEAL.key) == "offline-placeholder:bastide:database.password"
    assert decrypted(database["ports"][1]["secure"], SEAL.key) == "offline-placeholder:bastide:database.ports[1]"
    assert database["user"] == "admin"
    assert database["ports"][0] == 5432


def test_nothing_of_what_was_sealed_is_left() -> None:
    for provider in PROVIDERS.values():
        text = offline(provider + "config:\n" + SECRETS, FILE, SEAL)
        assert "c2VhbGVk" not in text
        assert [line for line in text.splitlines() if line.split(":")[0] in ("secretsprovider", "encryptedkey")] == [
            f"secretsprovider: {PROVIDER}",
            "encryptedkey: a2V5",
        ]
        assert "encryptionsalt" not in text


def test_plain_values_are_copied_as_they_are_written() -> None:
    # `on`, times and leading zeros are read otherwise by Pulumi: only the text itself is right
    lines = offline("config:\n" + PLAIN, FILE, SEAL).splitlines()
    assert lines[2:] == ("config:\n" + PLAIN).splitlines()


@pytest.mark.parametrize("text", ["", "# nothing\n", "config:\n", "config: {}\n", "encryptionsalt: v1:a:v1:b:c\n"])
def test_a_file_without_configuration_has_a_header_only(text: str) -> None:
    head = yaml.safe_load(offline(text, FILE, SEAL))
    assert head == dict(SEAL.header) or head == {**SEAL.header, "config": {}}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("config: [1\n", ":2:1", "not YAML"),
        ("- a\n", ":1:1", "found a list"),
        ("just words\n", ":1:1", "found a text"),
        ("config: hunter2\n", ":1:9: config", "found a text"),
        ("config:\n  a:b: 1\nconfg: {}\n", ":3:1: confg", "did you mean `config`?"),
        ("secretprovider: passphrase\n", ":1:1: secretprovider", "did you mean `secretsprovider`?"),
        ("environment: [prod]\n", ":1:1: environment", "Pulumi Cloud"),
        ("config:\n  a:b:\n    secure: hunter2\n    other: 1\n", ":3:5", "beside other keys"),
        ("config:\n  a:b:\n    secure: 12345\n", ":3:5", "does not hold a text"),
        ("config:\n  a:b:\n    secure: {secure: hunter2}\n", ":3:5", "does not hold a text"),
        ("config:\n  a:b: 1\n  a:b: 2\n", ":3:3", "a second time"),
        ("config: &x {}\n", ":1:9", "anchor"),
        ("config: {}\n---\nconfig: {}\n", ":2:1", "not YAML"),
    ],
)
def test_a_wrong_file_is_refused_at_its_line_and_never_quoted(text: str, place: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        offline(text, FILE, SEAL)
    message = refused.value.message()
    assert message.startswith(f"{FILE}{place}"), message
    assert words in message
    assert refused.value.action
    assert not re.search("hunter2|12345", message)


def test_a_passphrase_seal_is_what_pulumi_makes() -> None:
    # a salt and a value that the CLI itself made with an empty passphrase
    salt, value = "GM9LRfiRqVk=", "v1:fdo4S8G/4znTqg9Z:M2sn+VSLTU6G9hoArAhE6wc="
    seal = passphrase_seal("", salt=base64.b64decode(salt))
    assert seal.header["encryptionsalt"].startswith(f"v1:{salt}:v1:")
    assert decrypted(value, seal.key) == "v"


@pytest.mark.parametrize(
    "sealed", ["", "v1:a", "v2:AAAAAAAAAAAAAAAA:AAAA", "v1:@:@", "v1:2za/FZKrjqePJcwV:ahexVV7OuEEQPuuuWhShWA4="]
)
def test_what_another_key_has_sealed_does_not_open(sealed: str) -> None:
    with pytest.raises(ValueError, match="not a value sealed with this key"):
        decrypted(sealed, SEAL.key)


def test_a_seal_does_not_show_its_key() -> None:
    assert "key" not in repr(SEAL).replace("encryptedkey", "")


@pytest.fixture(scope="module")
def served() -> Iterator[Transit]:
    with transit() as provider:
        yield provider


def _ask(provider: Transit, path: str, body: bytes, token: str | None = None) -> int:
    token = provider.environment["VAULT_TOKEN"] if token is None else token
    request = urllib.request.Request(
        provider.environment["VAULT_ADDR"] + path, data=body, method="PUT", headers={"X-Vault-Token": token}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def test_the_provider_answers_only_its_own_run(served: Transit) -> None:
    plain, path = json.dumps({"plaintext": "eA=="}).encode(), "/v1/transit/encrypt/bastide-offline"
    assert _ask(served, path, plain) == 200
    assert _ask(served, path, plain, token="") == 403
    assert _ask(served, path, plain, token="é") == 403
    assert _ask(served, "/v1/secret/data/x", plain) == 404
    for body in (b"", b"{", b"[]", b"{}", json.dumps({"plaintext": 7}).encode(), b"x" * 70_000):
        assert _ask(served, path, body) == 400
    foreign = json.dumps({"ciphertext": "vault:" + encrypted("eA==", bytes(32))}).encode()
    assert _ask(served, "/v1/transit/decrypt/bastide-offline", foreign) == 400


@pytest.fixture(scope="module")
def executable() -> Path:
    return real_cli().path


Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pulumi(executable: Path, tmp_path: Path) -> Call:
    """Calls the real CLI in a project of its own, with nothing of this process's environment."""
    for name in ("home", "state", "stacks"):
        (tmp_path / name).mkdir()
    (tmp_path / "Pulumi.yaml").write_text("name: bastide\nruntime: python\nstackConfigDir: stacks\n")
    own = {
        "PATH": os.defpath,
        "HOME": str(tmp_path / "home"),
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_BACKEND_URL": f"file://{tmp_path / 'state'}",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "NO_COLOR": "1",
    }

    def call(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(executable), *arguments, "--non-interactive"],
            cwd=tmp_path,
            env={**own, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return call


def _opened(pulumi: Call, tmp_path: Path, text: str, environment: Mapping[str, str]) -> dict[str, Any]:
    stack = "scaleway-hub"
    (tmp_path / "stacks" / f"Pulumi.{stack}.yaml").write_text(text)
    provider = PROVIDER if "VAULT_ADDR" in environment else "passphrase"
    made = pulumi("stack", "init", stack, "--secrets-provider", provider, environment=environment)
    assert made.returncode == 0, made.stderr
    shown = pulumi("config", "--show-secrets", "--json", "--stack", stack, environment=environment)
    assert shown.returncode == 0, shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_cli_opens_the_file_of_any_provider_without_its_key(
    provider: str, pulumi: Call, tmp_path: Path, served: Transit
) -> None:
    text = PROVIDERS[provider] + "config:\n" + SECRETS + "  bastide:flag: on\n"
    found = _opened(pulumi, tmp_path, offline(text, FILE, served.seal), served.environment)
    assert found["bastide:password"] == {"value": placeholder(("bastide:password",)), "secret": True}
    assert found["bastide:database"]["secret"]
    assert found["bastide:database"]["objectValue"] == {
        "user": "admin",
        "password": f"{PLACEHOLDER}bastide:database.password",
        "ports": [5432, f"{PLACEHOLDER}bastide:database.ports[1]"],
    }


def test_the_cli_opens_a_file_sealed_with_the_empty_passphrase(pulumi: Call, tmp_path: Path) -> None:
    text = offline("config:\n" + SECRETS, FILE, passphrase_seal())
    found = _opened(pulumi, tmp_path, text, {"PULUMI_CONFIG_PASSPHRASE": ""})
    assert found["bastide:password"] == {"value": placeholder(("bastide:password",)), "secret": True}


def test_the_cli_reads_the_same_plain_values_from_the_copy(pulumi: Call, tmp_path: Path, served: Transit) -> None:
    original = "".join(f"{key}: {value}\n" for key, value in served.seal.header.items()) + "config:\n" + PLAIN
    expected = _opened(pulumi, tmp_path, original, served.environment)
    assert pulumi("stack", "rm", "scaleway-hub", "--yes", environment=served.environment).returncode == 0
    assert _opened(pulumi, tmp_path, offline(original, FILE, served.seal), served.environment) == expected


def test_nothing_opens_once_the_run_has_ended(pulumi: Call, tmp_path: Path) -> None:
    with transit() as provider:
        environment = dict(provider.environment)
        _opened(pulumi, tmp_path, offline("config:\n" + SECRETS, FILE, provider.seal), environment)
    with transit() as other:
        after = pulumi(
            "config", "get", "bastide:password", "--stack", "scaleway-hub", environment=dict(other.environment)
        )
    assert after.returncode != 0
    assert PLACEHOLDER not in after.stdout

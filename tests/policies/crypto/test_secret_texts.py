"""Texts that are secrets, or hold one."""

from __future__ import annotations

import base64
import gzip
import random
import string

import pytest

from policies.crypto.secret_texts import FORMS, Form, secret_in

RANDOM = random.Random(7)


def word(length: int, signs: str = string.ascii_letters + string.digits) -> str:
    return "".join(RANDOM.choice(signs) for _ in range(length))


SECRETS = {
    "list of passwords": "#cloud-config\nchpasswd: {list: 'root:Pl4nted'}\n",
    "list of passwords, one a line": "chpasswd:\n  expire: false\n  list:\n    - first:R\n    - root:Pl4nted\n",
    "password of a pipe": "echo 'root:Pl4nted' | sudo chpasswd",
    "private key": "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----",
    "private key of OpenSSH": "x: |\n  -----BEGIN OPENSSH PRIVATE KEY-----\n",
    "access key of AWS": "AKIA" + word(16, string.ascii_uppercase + string.digits),
    "access key of Scaleway": "SCW" + word(17, string.ascii_uppercase + string.digits),
    "storage account": "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=" + word(86) + "==",
    "shared access signature": "https://x.example/c?sv=2024&sig=" + word(40) + "%3D",
    "token of GitHub": "ghp_" + word(36),
    "token of Vault": "hvs." + word(30),
    "older token of Vault": "s." + word(24),
    "token of GitLab": "glpat-" + word(20),
    "token of Slack": "xoxb-" + word(24),
    "token of Pulumi": "pul-" + RANDOM.randbytes(20).hex(),
    "key of age": "AGE-SECRET-KEY-1" + word(58, string.ascii_uppercase + string.digits),
    "web token": f"eyJhbGciOiJIUzI1NiJ9.eyJ{word(20)}.{word(43)}",
    "bearer": "Authorization: Bearer " + word(30),
    "address with password": "postgresql://app:s3cr3t-word@db.internal:5432/core",
    "assignment": "export DB_PASSWORD=correct-horse",
    "assignment in JSON": '{"client_secret": "correct-horse"}',
    "random base64": base64.b64encode(RANDOM.randbytes(32)).decode(),
    "random letters": word(40),
    "random hex": RANDOM.randbytes(20).hex(),
    "document in base64": base64.b64encode(
        b"#cloud-config\nrun: [export PASSWORD=correct-horse, do-it]\n" * 2
    ).decode(),
    "document in gzip": base64.b64encode(gzip.compress(b"password: correct-horse\n" * 30)).decode(),
}

HARMLESS = {
    "random passwords": "chpasswd:\n  list: |\n    root:RANDOM\n    first:R\n",
    "password of a variable": 'echo "root:$PASS" | chpasswd',
    "sentence": "Cardiovascular outcomes after acute coronary syndrome, extended until the end of the year",
    "uuid": "11111111-1111-4111-8111-1b1c1d2e3f40",
    "path of Azure": "/subscriptions/4f0c1f6e-6b7c-4d84-9d63-0f3a1c9b7e52/resourceGroups/rg-hdh-hub/providers/"
    "Microsoft.ManagedIdentity/userAssignedIdentities/id-cmk-hdh-prod-data",
    "public key of SSH": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFTQmfounrcFlIyLdxx1CG+z8I6Cf5B+iq3Bhnc8PU58 x@y",
    "certificate": "-----BEGIN CERTIFICATE-----\n" + word(60) + "\n" + word(60) + "\n-----END CERTIFICATE-----\n",
    "image by digest": "registry.hdh.example/tools/python@sha256:" + RANDOM.randbytes(32).hex(),
    "long name": "azureManagedDiskEncryptionSetIdentityOfProduction1",
    "placeholder": "password: ${PASSWORD_FROM_VAULT}",
    "no password": "ssh_pwauth: false\nlock_passwd: true\npassword: null\n",
    "address": "https://debian-mirror.hdh.example/debian-security",
    "condition": 'request.time < timestamp("2028-01-15T00:00:00Z")',
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS)
def test_a_secret_is_found_and_not_shown(text: str) -> None:
    found = secret_in(text)
    assert found is not None
    assert found.en != found.fr
    assert text not in found.en + found.fr


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.marks[0])
def test_what_has_a_form_has_one_of_its_marks(form: Form) -> None:
    # a mark that is missing would let every secret of its form pass
    texts = [text for text in SECRETS.values() if form.pattern.search(text)]
    assert texts
    assert all(any(mark in text.casefold() for mark in form.marks) for text in texts)
    assert all(mark == mark.casefold() and mark.isascii() for mark in form.marks)


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_text_is_left_alone(text: str) -> None:
    assert secret_in(text) is None


def test_a_random_key_is_found_nearly_always() -> None:
    found = [secret_in(base64.b64encode(RANDOM.randbytes(size)).decode()) for size in (24, 32, 64) for _ in range(200)]
    assert sum(item is not None for item in found) >= 0.97 * len(found)


def test_a_version_that_looks_random_is_no_secret_where_its_name_says_so() -> None:
    version = RANDOM.randbytes(16).hex()
    assert secret_in(version) is not None
    assert secret_in(version, public=True) is None


def test_a_long_text_is_looked_at_to_its_end() -> None:
    assert secret_in("a harmless line\n" * 30_000 + "password: correct-horse") is not None
    assert secret_in("a harmless line\n" * 30_000) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", True),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", True),
        ("export DB_PASS=Winter2026!", True),
        ("AWS_SECRET_ACCESS_KEY=${KEY}", False),
        ("first-pass: everything", False),
        ("bypass=everything", False),
    ],
)
def test_assignments_of_credentials_of_object_storage_and_of_short_words(text: str, is_one: bool) -> None:
    assert (secret_in(text) is not None) is is_one

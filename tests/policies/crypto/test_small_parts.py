"""Versions of TLS, SSH keys, doors for passwords, documents of hosts."""

from __future__ import annotations

import base64
import gzip
import struct

import pytest

from plan.values import UNKNOWN, WITHHELD
from policies.crypto.documents import decoded
from policies.crypto.password_doors import password_doors
from policies.crypto.ssh_keys import fault, same_key
from policies.crypto.versions import reaches, tls_version
from policies.parameters import parameters

LEAST = parameters().ssh_key_types.value
ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFTQmfounrcFlIyLdxx1CG+z8I6Cf5B+iq3Bhnc8PU58"


@pytest.mark.parametrize(
    ("text", "version"),
    [("1.2", (1, 2)), ("TLS1_2", (1, 2)), ("TLSv1.3", (1, 3)), ("SSL3.0", None), ("none", None), ("", None)],
)
def test_versions(text: str, version: tuple[int, int] | None) -> None:
    assert tls_version(text) == version


def test_what_is_no_version_does_not_reach_the_floor() -> None:
    assert reaches("1.2", "1.2") and reaches("TLS1_3", "1.2")
    assert not reaches("1.1", "1.2") and not reaches("none", "1.2") and not reaches(None, "1.2")


def rsa(bits: int) -> str:
    parts = (b"ssh-rsa", (65537).to_bytes(3, "big"), b"\0" + (1 << (bits - 1)).to_bytes(bits // 8, "big"))
    blob = b"".join(struct.pack(">I", len(part)) + part for part in parts)
    return f"ssh-rsa {base64.b64encode(blob).decode()}"


def test_ssh_keys() -> None:
    assert fault(ED25519, LEAST) == ""
    assert fault(rsa(3072), LEAST) == ""
    assert fault(rsa(2048), LEAST) == "ssh-rsa 2048"
    assert fault("ssh-dss AAAAB3NzaC1kc3M=", LEAST) == "ssh-dss"
    assert fault("a password", LEAST) == "no public key"


def test_the_blob_of_a_key_decides_not_its_label() -> None:
    assert fault(ED25519.replace("ssh-ed25519", "ssh-rsa"), LEAST).startswith("ssh-rsa over")
    assert fault(rsa(2048).replace("ssh-rsa ", "ssh-ed25519 "), LEAST).startswith("ssh-ed25519 over")


def test_one_key_in_two_spellings() -> None:
    assert same_key(ED25519) == same_key(f"{ED25519} somebody@else")


@pytest.mark.parametrize(
    ("line", "door"),
    [
        ("ssh_pwauth: true", "ssh_pwauth"),
        ('"ssh_pwauth": true', "ssh_pwauth"),
        ("ssh_pwauth: unchanged", "ssh_pwauth"),
        ("PasswordAuthentication yes", "PasswordAuthentication"),
        ("  - chpasswd:", "chpasswd"),
        ("  lock_passwd: false", "lock_passwd"),
        ("  plain_text_passwd: x", "plain_text_passwd"),
    ],
)
def test_doors(line: str, door: str) -> None:
    assert door in password_doors(f"#cloud-config\n{line}\n")
    assert password_doors("#cloud-config\nssh_pwauth: false\nusers:\n- lock_passwd: true\n") == ()


def test_documents_are_read_through_base64_and_gzip() -> None:
    text = "#cloud-config\nhostname: desk\npackages: [chrony, nftables, cryptsetup-bin]\n"
    assert decoded(text) == text
    assert decoded(base64.b64encode(text.encode()).decode()) == text
    assert decoded(base64.b64encode(gzip.compress(text.encode() * 3)).decode()) == text * 3
    assert decoded(UNKNOWN) is None and decoded(WITHHELD) is None


def test_what_is_broken_stays_as_it_is() -> None:
    broken = base64.b64encode(gzip.compress(b"x" * 500)[:20] + b"\xff" * 60).decode()
    assert decoded(broken) == broken

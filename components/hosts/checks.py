"""Checks of the arguments of hosts: each raises a ValueError that says found and expected."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

from components.contract import accounts

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_PATH_SIGNS = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.:")
_CURVES = {"nistp256", "nistp384", "nistp521"}
_KEY_KINDS = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
MINIMUM_RSA_BITS = 3072


def mismatch(what: str, found: object, expected: str) -> ValueError:
    """The one shape of an error about an argument."""
    return ValueError(f"{what}: found {found!r}, expected {expected}")


def network(what: str, value: str) -> Network:
    """The network that a CIDR names; host bits must be zero, for a typing error there widens or moves a rule."""
    try:
        return ipaddress.ip_network(value, strict=True)
    except ValueError as error:
        raise mismatch(what, value, f"a CIDR such as 10.20.0.0/24 ({error})") from None


def cidrs(what: str, values: Iterable[str], *, anywhere: bool = False) -> None:
    """One CIDR at least, and never everybody, unless `anywhere` is said for a destination."""
    listed = tuple(values)
    if not listed:
        raise mismatch(what, listed, "at least one CIDR")
    for value in listed:
        if network(what, value).prefixlen == 0 and not anywhere:
            raise mismatch(what, value, "a bounded network: the whole internet is not accepted here")


def address(what: str, value: str) -> None:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise mismatch(what, value, "an IP address such as 10.20.0.5") from None


def is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def fqdn(what: str, value: str) -> None:
    labels = value.split(".")
    well_formed = len(value) <= 253 and len(labels) >= 2 and all(_LABEL.fullmatch(label) for label in labels)
    if not well_formed or labels[-1].isdigit():
        raise mismatch(what, value, "a full domain name in lower case such as packages.example.org, no wildcard")


def host_name(what: str, value: str) -> None:
    if not _LABEL.fullmatch(value):
        raise mismatch(what, value, "a host name of 1 to 63 lower-case letters, digits and hyphens")


def account(what: str, value: str) -> None:
    expected = accounts.expected(value)
    if expected:
        raise mismatch(what, value, expected)


def path(what: str, value: str) -> None:
    one_line(what, value)
    if not value.startswith("/") or ".." in value or not set(value) <= _PATH_SIGNS:
        raise mismatch(what, value, "an absolute path of letters, digits and /-_.:")


def device(what: str, value: str) -> None:
    path(what, value)
    if not value.startswith("/dev/"):
        raise mismatch(what, value, "a path below /dev")


def distinct(what: str, values: Iterable[str]) -> None:
    listed = list(values)
    twice = sorted({value for value in listed if listed.count(value) > 1})
    if twice:
        raise mismatch(what, ", ".join(twice), "each of them once")


def port(what: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65535:
        raise mismatch(what, value, "a port from 1 to 65535")


def between(what: str, value: int, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise mismatch(what, value, f"a whole number from {low} to {high}")


def one_line(what: str, value: str, *, secret: bool = False) -> None:
    """Printable text in one line: what goes into a configuration file must not be able to add a line to it."""
    if not value or not value.isprintable() or value != value.strip() or any(sign in value for sign in "\"\\'"):
        found = f"{len(value)} characters" if secret else value
        raise mismatch(what, found, "printable text in one line, without quotes or backslashes")


def url(what: str, value: str, schemes: tuple[str, ...], *, path: bool = False) -> None:
    parts = urlsplit(value)
    expected = f"a URL {' or '.join(f'{scheme}://' for scheme in schemes)} with a host, no user, no query"
    try:
        number = parts.port
    except ValueError:
        raise mismatch(what, value, expected) from None
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if parts.scheme not in schemes or not parts.hostname or not plain or re.search(r"[\s\"'\\;{}$]", value):
        raise mismatch(what, value, expected)
    if number is not None:
        port(what, number)
    if not path and parts.path not in ("", "/"):
        raise mismatch(what, value, f"{expected}, no path")
    if not is_address(parts.hostname):
        fqdn(what, parts.hostname)


def ssh_public_key(what: str, value: str) -> None:
    """An OpenSSH public key whose inner type is the one it is labelled with and whose strength is enough."""
    parts = value.split()
    if "\n" in value or "\r" in value or not 2 <= len(parts) <= 3 or parts[0] not in _KEY_KINDS:
        raise mismatch(what, value[:40], f"one line `TYPE BASE64 [COMMENT]`, TYPE one of {', '.join(_KEY_KINDS)}")
    fields = _key_fields(what, parts[1])
    if fields[0] != parts[0].encode():
        raise mismatch(what, fields[0].decode("ascii", "replace"), f"a key of the type it says, {parts[0]}")
    if parts[0] == "ssh-rsa":
        _rsa_long_enough(what, fields)
    elif parts[0].startswith(("ssh-ed25519", "sk-ssh-ed25519")) and (len(fields) < 2 or len(fields[1]) != 32):
        raise mismatch(what, f"{parts[0]} with a damaged key", "an ed25519 key of 32 bytes")
    elif "ecdsa" in parts[0] and (len(fields) < 3 or fields[1].decode("ascii", "replace") not in _CURVES):
        raise mismatch(what, f"{parts[0]} with a damaged key", f"a key on one of the curves {sorted(_CURVES)}")


def _key_fields(what: str, encoded: str) -> list[bytes]:
    try:
        blob = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise mismatch(what, encoded[:20], "the base64 of a public key") from None
    fields: list[bytes] = []
    while blob:
        if len(blob) < 4 or len(blob) < 4 + struct.unpack(">I", blob[:4])[0]:
            raise mismatch(what, f"a public key cut off in field {len(fields) + 1}", "a whole public key")
        length = struct.unpack(">I", blob[:4])[0]
        fields.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    if not fields:
        raise mismatch(what, "an empty public key", "a whole public key")
    return fields


def _rsa_long_enough(what: str, fields: list[bytes]) -> None:
    bits = int.from_bytes(fields[2], "big").bit_length() if len(fields) == 3 else 0
    if bits < MINIMUM_RSA_BITS:
        raise mismatch(what, f"an RSA key of {bits} bits", f"{MINIMUM_RSA_BITS} bits or more, better ssh-ed25519")


# Kind of key -> how its unencrypted content starts (OpenSSH's own form; DER of a SEQUENCE).
_PRIVATE_KEYS = {"OPENSSH": b"openssh-key-v1\0\0\0\0\4none", "EC": b"\x30"}


def ssh_private_key(what: str, value: str) -> None:
    """The shape only: an unencrypted private key that OpenSSH reads. The value itself never enters a message."""
    lines = value.strip().splitlines()
    expected = "a private key without passphrase (OPENSSH PRIVATE KEY, or EC PRIVATE KEY in PEM)"
    kind = next((kind for kind in _PRIVATE_KEYS if lines and lines[0] == f"-----BEGIN {kind} PRIVATE KEY-----"), None)
    if kind is None or len(lines) < 3:
        raise mismatch(what, f"{len(lines)} lines of other text", expected)
    if lines[-1] != f"-----END {kind} PRIVATE KEY-----":
        raise mismatch(what, "a key without its last line", expected)
    try:
        # an encrypted PEM key has headers with a colon, which are not base64
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
    except (binascii.Error, ValueError):
        raise mismatch(what, "a damaged key, or one with a passphrase", expected) from None
    if not blob.startswith(_PRIVATE_KEYS[kind]):
        raise mismatch(what, "a key with a passphrase, or a damaged one", expected)


def certificate(what: str, value: str) -> None:
    lines = value.strip().splitlines()
    if not lines or lines[0] != "-----BEGIN CERTIFICATE-----" or lines[-1] != "-----END CERTIFICATE-----":
        raise mismatch(what, f"{len(lines)} lines of other text", "certificates in PEM")


def tls_private_key(what: str, value: str) -> None:
    """The shape only: one private key in PEM without passphrase. The value itself never enters a message."""
    lines = value.strip().splitlines()
    whole = len(lines) > 2 and lines[0] == "-----BEGIN PRIVATE KEY-----" and lines[-1] == "-----END PRIVATE KEY-----"
    if not whole:
        raise mismatch(what, f"{len(lines)} lines of other text", "a private key in PEM (PKCS 8, no passphrase)")


_TRANSIT_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def transit_name(what: str, value: str) -> None:
    """A name that is the same in a path of the key store's API, in a policy and in a certificate."""
    if not _TRANSIT_NAME.fullmatch(value):
        raise mismatch(what, value, "1 to 63 lower-case letters, digits and hyphens")

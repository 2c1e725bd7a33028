"""Formats of texts and numbers: checked where a program gives one, made where an output needs one."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
import uuid
from collections.abc import Callable
from typing import Any, Final

FIXED_TIME: Final = "2026-01-01T00:00:00Z"
"""One instant for every time that a cloud would write down: a run must not differ from the next."""

_DOCUMENTATION: Final = ipaddress.ip_network("198.51.100.0/24")
_DOCUMENTATION_6: Final = ipaddress.ip_network("2001:db8::/32")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_MAC: Final = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}\Z", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\Z")
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+\Z", re.IGNORECASE)
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?\Z")


class Seed:
    """Values that depend on a text only: the same text, the same values."""

    def __init__(self, text: str) -> None:
        self.text = text

    def bytes(self, salt: str = "", count: int = 32) -> bytes:
        """As many bytes as asked for."""
        made = b""
        block = 0
        while len(made) < count:
            made += hashlib.sha256(f"{self.text}\n{salt}\n{block}".encode()).digest()
            block += 1
        return made[:count]

    def uuid(self, salt: str = "") -> str:
        """A version 4 UUID."""
        return str(uuid.UUID(bytes=self.bytes(salt, 16), version=4))

    def hex(self, count: int, salt: str = "") -> str:
        """A text of hexadecimal digits."""
        return self.bytes(salt, (count + 1) // 2).hex()[:count]

    def number(self, low: int, high: int, salt: str = "") -> int:
        """A number from `low` to `high`, both included."""
        return low + int.from_bytes(self.bytes(salt, 8)) % (high - low + 1)


def _is_cidr(value: str) -> bool:
    # Host bits are left to the cloud: some take them (a machine's own /32 route, a gateway's address with its mask).
    if "/" not in value:
        return False
    try:
        ipaddress.ip_interface(value)
    except ValueError:
        return False
    return True


def _is_address(versions: tuple[int, ...]) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            return ipaddress.ip_address(value).version in versions
        except ValueError:
            return False

    return check


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: bool(pattern.match(value))


_CHECKS: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "cidr": ("an address range such as 10.0.0.0/24", _is_cidr),
    "ip": ("an IP address", _is_address((4, 6))),
    "ipv4": ("an IPv4 address", _is_address((4,))),
    "ipv6": ("an IPv6 address", _is_address((6,))),
    "uuid": ("a UUID such as 11111111-2222-4333-8444-555555555555", _matches(_UUID)),
    "mac": ("a MAC address such as 02:00:00:00:00:01", _matches(_MAC)),
    "email": ("an e-mail address", _matches(_EMAIL)),
    "url": ("a URL with its scheme", _matches(_URL)),
    "datetime": ("a time such as 2026-01-01T00:00:00Z", _matches(_TIME)),
    "ip-or-cidr": ("an IP address or an address range", lambda value: _is_cidr(value) or _is_address((4, 6))(value)),
    "arm-id": (
        "an Azure resource id (/subscriptions/...)",
        lambda value: value.lower().startswith(("/subscriptions/", "/providers/")),
    ),
}

_PORTS: Final = (0, 65535)


def wrong(name: str, value: Any) -> str:
    """What the format expects, where the value is not of it; "" for a good value or a format without a check."""
    if name == "port":
        good = isinstance(value, int | float) and _PORTS[0] <= value <= _PORTS[1]
        good = good or (isinstance(value, str) and value.isdigit() and int(value) <= _PORTS[1])
        return "" if good else f"a port from {_PORTS[0]} to {_PORTS[1]}"
    if name == "port-or-all":
        good = isinstance(value, int | float) and -1 <= value <= _PORTS[1]
        return "" if good else f"a port from {_PORTS[0]} to {_PORTS[1]}, or -1 for all"
    if name not in _CHECKS or not isinstance(value, str):
        return ""
    expected, is_good = _CHECKS[name]
    return "" if is_good(value) else expected


def _address(seed: Seed, salt: str) -> str:
    return str(_DOCUMENTATION[seed.number(1, 254, salt)])


def _address_6(seed: Seed, salt: str) -> str:
    return str(_DOCUMENTATION_6[int.from_bytes(seed.bytes(salt, 8)) + 1])


def _pem(seed: Seed, salt: str, label: str = "CERTIFICATE") -> str:
    return f"-----BEGIN {label}-----\n{seed.hex(64, salt)}\n-----END {label}-----\n"


_MAKERS: Final[dict[str, Callable[[Seed, str], str]]] = {
    "cidr": lambda seed, salt: f"{_address(seed, salt)}/32",
    "ip": _address,
    "ipv4": _address,
    "ipv6": _address_6,
    "uuid": lambda seed, salt: seed.uuid(salt),
    "mac": lambda seed, salt: "02:" + ":".join(seed.hex(10, salt)[i : i + 2] for i in range(0, 10, 2)),
    "datetime": lambda seed, salt: FIXED_TIME,
    "url": lambda seed, salt: f"https://{seed.hex(12, salt)}.offline.example",
    "hostname": lambda seed, salt: f"{seed.hex(12, salt)}.offline.example",
    "email": lambda seed, salt: f"{seed.hex(8, salt)}@offline.example",
    "arm-id": lambda seed, salt: f"/subscriptions/00000000-0000-0000-0000-000000000000/offline/{seed.hex(12, salt)}",
    "hex": lambda seed, salt: seed.hex(32, salt),
    "base64": lambda seed, salt: base64.b64encode(seed.bytes(salt, 24)).decode(),
    "pem": _pem,
    "ssh-key": lambda seed, salt: f"ssh-ed25519 offline-{seed.hex(40, salt)}",
    "port": lambda seed, salt: str(seed.number(1024, 49151, salt)),
}

_BY_NAME: Final = (
    (
        re.compile(
            r"(created|updated|deleted|expires|modified|provisioned|rotated|locked)(At|On|Time)\Z|.*(At|Date|Timestamp)\Z",
            re.ASCII,
        ),
        "datetime",
    ),
    (re.compile(r".*(ipv6|Ipv6|v6)(Address)?\Z"), "ipv6"),
    (re.compile(r"(.*(Ip|IpAddress|Ipv4|ipAddress|Ips|Addresses)|ip|address|accessIpV4|ips|addresses)\Z"), "ip"),
    (re.compile(r".*(mac|Mac|macAddress|MacAddress)\Z"), "mac"),
    (re.compile(r".*(Url|Uri|url|uri|endpoint|Endpoint)\Z"), "url"),
    (re.compile(r".*(fqdn|Fqdn|hostname|Hostname|dnsName|domainName)\Z"), "hostname"),
    (re.compile(r".*(Ids?|uuid|Uuid)\Z|ids?\Z"), "uuid"),
)
"""A value's form by the name of its property, where no table gives one: only ever for values that are made."""


def made(name: str, seed: Seed, salt: str) -> str:
    """A text of the format; raises KeyError for a format that cannot be made."""
    return _MAKERS[name](seed, salt)


def by_name(name: str) -> str:
    """The format that a property's name suggests, "" for none."""
    return next((format for pattern, format in _BY_NAME if pattern.match(name)), "")


KNOWN: Final = frozenset({*_CHECKS, *_MAKERS, "port", "port-or-all"})
"""Every format that a table may name."""

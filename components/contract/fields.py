"""Fields of an intent: what a name, an address, a port or a key may look like.

Validators raise `ValueError("found | expected | next action")`; `facts.validate` adds file, line and path.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from components.contract import accounts

WIDEST = 8
"""The shortest prefix of a range that anybody owns."""
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=24)]
"""Lower-case words joined by `-`: the only shape that every cloud accepts in every name."""
Label = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", max_length=80)]
"""An explicit cloud name, for what already exists (the legacy)."""
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=400)]
FlowId = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3}$", max_length=30)]
Host = Annotated[str, StringConstraints(pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$", max_length=253)]
Slot = Annotated[int, Field(ge=0, strict=True)]
Days = Annotated[int, Field(ge=1, le=36500, strict=True)]
Gigabytes = Annotated[int, Field(ge=10, le=100_000, strict=True)]
Zone = Annotated[int, Field(ge=1, le=3, strict=True)]


def _each_once(zones: tuple[int, ...]) -> tuple[int, ...]:
    twice = sorted({zone for zone in zones if zones.count(zone) > 1})
    if twice:
        raise ValueError(
            f"found zone {twice[0]} twice | each zone once: one host stands in each of them | remove one of the two"
        )
    return zones


HostZones = Annotated[tuple[Zone, ...], Field(min_length=1), AfterValidator(_each_once)]
"""One host in each listed zone. Adding a zone adds a host and moves none."""


def _cidr(text: str) -> str:
    try:
        network = ipaddress.IPv4Network(text)
    except ValueError as error:
        raise ValueError(
            f"found `{text}`, which is not a network: {error} | an IPv4 network such as 10.64.0.0/16 with no host "
            "bits set | correct the address"
        ) from None
    if network.prefixlen < WIDEST:
        # two halves of the internet are the whole of it
        raise ValueError(
            f"found `{text}`, a large part of the whole internet | a network with an owner, /{WIDEST} or smaller | "
            "name the real source"
        )
    return str(network)


Cidr = Annotated[str, AfterValidator(_cidr)]


def _address(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise ValueError(f"found the address `{text}` | an IPv4 address | correct the address") from None


Address = Annotated[str, AfterValidator(_address)]
_SSH_KEY = re.compile(
    r"^(ssh-ed25519|sk-ssh-ed25519@openssh\.com|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/=]+( \S+)?$"
)


def _ssh_key(text: str) -> str:
    if not _SSH_KEY.match(text):
        raise ValueError(
            f"found `{text[:30]}...`, which is not an accepted public key | an ed25519 or ECDSA public key in one line "
            "| paste the content of the .pub file"
        )
    return text


def _account(text: str) -> str:
    expected = accounts.expected(text)
    if expected:
        raise ValueError(f"found the account name `{text}` | {expected} | choose another id")
    return text


PersonId = Annotated[Name, AfterValidator(_account)]
"""A person by function (`cardio-researcher-1`), never by name: it becomes the account's name on every host."""
Url = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(/[a-z0-9._-]+)*$", max_length=200)]
SshKey = Annotated[str, AfterValidator(_ssh_key)]


def _ports(text: str | int) -> str:
    low, _, high = str(text).partition("-")
    if not (low.isdigit() and (high or low).isdigit() and 1 <= int(low) <= int(high or low) <= 65535):
        raise ValueError(f"found the port `{text}` | one port or a range `low-high` within 1-65535 | correct the port")
    return str(text)


Ports = Annotated[str | int, AfterValidator(_ports)]

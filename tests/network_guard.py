"""No test reaches beyond loopback: what tries to is refused, and the test fails even where the code got over it.

It sees what Python does in this process. Children and what C libraries do is for the network namespace
(`make test-offline`), in which there is nothing to reach.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_refused: list[str] = []


class BeyondLoopback(OSError):
    """A test tried to use the network."""


def install() -> None:
    """For the rest of the process: an audit hook cannot be taken out again."""
    sys.addaudithook(_hook)


def refused() -> list[str]:
    """What was refused since this was last asked."""
    found = list(_refused)
    _refused.clear()
    return found


@contextmanager
def expected() -> Iterator[list[str]]:
    """For the tests of the guard itself: what is refused in the block counts for nothing."""
    before = refused()
    seen: list[str] = []
    try:
        yield seen
    finally:
        seen.extend(refused())
        _refused.extend(before)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    target = _target(event, arguments)
    if target is not None and not is_local(target):
        _refused.append(f"{event} {target}")
        raise BeyondLoopback(f"a test must not reach {target}: only loopback is allowed ({event})")


def _target(event: str, arguments: tuple[Any, ...]) -> str | None:
    """The host that an event is about, None where it is about none."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        # anything else than a pair is a path, a netlink address, or none at all
        if arguments[0].family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple):
            return _text(address[0])
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        return _text(arguments[0])
    return None


def _text(host: Any) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")


def is_local(host: str) -> bool:
    """Whether a host's name or address is this machine's own, without asking anybody."""
    if host in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def interfaces_beyond_loopback() -> list[str]:
    return sorted(name for _, name in socket.if_nameindex() if name != "lo")

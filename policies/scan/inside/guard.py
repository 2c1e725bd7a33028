"""No network, whatever checkov thinks of: every attempt is refused and told."""

from __future__ import annotations

import socket
import sys
from typing import Any, Final

_REFUSED: Final[list[str]] = []
_NAMES: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_ADDRESSES: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


def install() -> None:
    """For the rest of the process: an audit hook cannot be taken out again."""
    sys.addaudithook(_hook)


def refused() -> list[str]:
    """What was tried, without its target."""
    return sorted(set(_REFUSED))


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _NAMES or (event in _ADDRESSES and arguments[0].family != socket.AF_UNIX):
        _REFUSED.append(event)
        raise OSError("a scan uses no network")

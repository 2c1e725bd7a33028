"""Which host a text names: addresses, image references, CI actions. Pure text, no look-up of any kind."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

_LABEL: Final = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_FORBIDDEN: Final = re.compile(r"[\s\\<>\"'`{}|^\x00-\x1f\x7f]")
_SCHEME: Final = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*:)?//")
_SCP: Final = re.compile(r"^[\w.-]+@([^:/@]+):(?!\d+(/|$))")
"""`git@host:owner/repository`: what follows the colon is a path."""
_LONGEST: Final = 253
_HIGHEST_PORT: Final = 65535
_IMAGE_SCHEMES: Final = ("docker://", "oci://", "docker-image://")


def host_of(text: str) -> str:
    """The host that an address names: lower case, ASCII, without port, credentials, wildcard or trailing dot.

    Takes URLs, `host`, `host:port`, `user@host`, `*.host` and `host/path`. What is not certainly a host is "" (spaces,
    backslashes, percent signs in the host, ports that are none): a browser and a library may read such texts
    differently, and what is read differently has no owner. IPv6 addresses come without brackets.
    """
    text = text.strip()
    if not text or _FORBIDDEN.search(text):
        return ""
    copied = _SCP.match(text)
    if copied:
        text = copied.group(1)
    if not _SCHEME.match(text):
        text = f"//{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return _machine(parts.netloc.rpartition("@")[2])


def _machine(netloc: str) -> str:
    """Host of `host`, `host:port`, `[v6]`, `[v6]:port`."""
    if netloc.startswith("["):
        address, bracket, rest = netloc[1:].partition("]")
        return _address(address) if bracket and _port_is_well(rest) else ""
    if netloc.count(":") > 1:
        return _address(netloc)
    name, colon, port = netloc.partition(":")
    if not _port_is_well(colon + port):
        return ""
    return _address(name) or _name(name)


def _port_is_well(text: str) -> bool:
    """Of "", `:443`. An empty port (`host:`) is allowed in URLs."""
    if text in ("", ":"):
        return True
    digits = text[1:]
    return text[0] == ":" and digits.isascii() and digits.isdigit() and int(digits[:6]) <= _HIGHEST_PORT


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def _name(text: str) -> str:
    text = text.removeprefix("*").removeprefix(".")
    try:
        # IDNA also folds full-width letters and the ideographic full stop, as resolvers do
        ascii_ = text.encode("idna").decode("ascii").lower() if not text.isascii() else text.lower()
    except UnicodeError:
        return ""
    name = ascii_.removesuffix(".")
    if not name or len(name) > _LONGEST:
        return ""
    return name if all(_LABEL.match(label) for label in name.split(".")) else ""


def suffixes(host: str) -> list[str]:
    """`a.b.c` -> `a.b.c`, `b.c`, `c`: a domain owns what ends in it at a dot, and the longest wins."""
    labels = host.split(".")
    return [".".join(labels[index:]) for index in range(len(labels))]


def image_host(reference: str, default: str) -> str:
    """The registry of a container image's reference; `default` where it names none, "" where it is no reference.

    The first part is a host only where it has a dot or a port or is `localhost`: `nginx`, `library/nginx:1` and
    `some/image@sha256:..` name none.
    """
    text = reference.strip()
    for scheme in _IMAGE_SCHEMES:
        text = text.removeprefix(scheme)
    if not text or "://" in text or _FORBIDDEN.search(text):
        return ""
    first, slash, rest = text.partition("/")
    if not slash:
        return default if _is_image_name(first) else ""
    if first.startswith("[") or "." in first or ":" in first or first == "localhost":
        return host_of(first) if rest else ""
    return default if _is_image_name(text) else ""


_IMAGE_NAME: Final = re.compile(r"^[a-z0-9]+([._/-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?(@[a-z0-9+._-]+:[0-9a-fA-F]+)?$")


def _is_image_name(text: str) -> bool:
    return bool(_IMAGE_NAME.match(text))

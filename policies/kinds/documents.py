"""Readers of what a host is told at its first boot: user-data, cloud-init documents, scripts.

They read what the documents say and nothing of the image; a document that says nothing gives None.
"""

from __future__ import annotations

import base64 as _base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from plan.values import UNKNOWN, Secret, revealed
from policies.kinds.readers import look, reads
from policies.kinds.table import Inputs, Reader

# cloud-init's own key and the setting of sshd; a line that is a comment does not count
_LOGIN: Final = re.compile(
    r"^[ \t]*(?:-[ \t]+)?(?:ssh_pwauth[ \t]*:|PasswordAuthentication(?:[ \t]+|[ \t]*=[ \t]*))[ \t]*[\"']?(\w+)",
    re.IGNORECASE | re.MULTILINE,
)
_DOCUMENTS: Final = 256
_NO: Final = frozenset({"no", "false", "off", "0", "n"})
# lines of chrony and ntpd, and of systemd-timesyncd
_SERVER: Final = re.compile(r"^[ \t]*(?:server|pool|peer)[ \t]+([A-Za-z0-9.:-]*[.:][A-Za-z0-9.:-]*)", re.MULTILINE)
_TIMESYNCD: Final = re.compile(r"^[ \t]*(?:Fallback)?NTP[ \t]*=[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
# the section `ntp` of a cloud-init document
_CLOUD_INIT: Final = re.compile(r"^ntp:[ \t]*\n((?:[ \t]+.*\n?|-.*\n?)+)", re.MULTILINE)
_ENTRY: Final = re.compile(r"(?:^|[\[,\s-])[\"']?([A-Za-z0-9][A-Za-z0-9-]*(?:[.:][A-Za-z0-9:.-]+)+)")


def texts_at(*paths: str, base64: bool = False) -> Reader:
    """The documents at `paths` as a tuple of clear texts, UNKNOWN ones included; empty where there is none.

    A mapping counts with each of its values. `base64`: the provider takes them encoded.
    """

    @reads(*paths)
    def read(inputs: Inputs) -> tuple[Any, ...]:
        return tuple(_documents(inputs, paths, base64))

    return read


def secret_at(*paths: str) -> Reader:
    """Whether every document at `paths` is given as a secret; None where there is none."""

    @reads(*paths)
    def read(inputs: Inputs) -> bool | None:
        found = [kept for path in paths for kept in _kept(inputs, path.split("."), False)]
        return all(found) if found else None

    return read


def password_login_at(*paths: str, base64: bool = False) -> Reader:
    """Whether the documents let somebody in with a password; None where they do not say."""

    @reads(*paths)
    def read(inputs: Inputs) -> Any:
        documents = list(_documents(inputs, paths, base64))
        said = [let_in for text in _known(documents) for let_in in _logins(text)]
        if any(said):
            return True
        if UNKNOWN in documents:
            return UNKNOWN
        return False if said else None

    return read


def time_sources_at(*paths: str, base64: bool = False) -> Reader:
    """Time servers that the documents name, a tuple of hosts and addresses; None where they name none."""

    @reads(*paths)
    def read(inputs: Inputs) -> Any:
        documents = list(_documents(inputs, paths, base64))
        found = tuple(dict.fromkeys(server for text in _known(documents) for server in _servers(text)))
        if found:
            return found
        return UNKNOWN if UNKNOWN in documents else None

    return read


# hosts of one purpose are given the same document, and searching one takes a millisecond
@lru_cache(maxsize=_DOCUMENTS)
def _logins(text: str) -> tuple[bool, ...]:
    """What each line about passwords says: whether they let in."""
    return tuple(match.lower() not in _NO for match in _LOGIN.findall(text))


@lru_cache(maxsize=_DOCUMENTS)
def _servers(text: str) -> tuple[str, ...]:
    found: list[str] = _SERVER.findall(text)
    for line in _TIMESYNCD.findall(text) if "NTP" in text else ():
        found += line.split()
    for section in _CLOUD_INIT.findall(text) if "ntp:" in text else ():
        found += _ENTRY.findall(section)
    return tuple(found)


def _known(documents: Iterable[Any]) -> Iterator[str]:
    return (text for text in documents if isinstance(text, str))


def _documents(inputs: Inputs, paths: Iterable[str], encoded: bool) -> Iterator[Any]:
    for path in paths:
        for value in _leaves(look(inputs, path)):
            yield _decoded(value) if encoded and isinstance(value, str) else value


def _leaves(value: Any) -> Iterator[Any]:
    value = revealed(value)
    if value is UNKNOWN or (isinstance(value, str) and value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)


def _decoded(text: str) -> str:
    """The text behind base64; the text itself where it is not encoded."""
    try:
        return _base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return text


def _kept(value: Any, steps: list[str], secret: bool) -> Iterator[bool]:
    """For each document below `value`: whether a secret holds it."""
    secret = secret or isinstance(value, Secret)
    value = revealed(value)
    if not steps:
        yield from _leaf_secrets(value, secret)
    elif isinstance(value, Mapping):
        yield from _kept(value.get(steps[0]), steps[1:], secret)
    elif value is UNKNOWN:
        yield secret


def _leaf_secrets(value: Any, secret: bool) -> Iterator[bool]:
    secret = secret or isinstance(value, Secret)
    value = revealed(value)
    if value is UNKNOWN or (isinstance(value, str) and value):
        yield secret
    elif isinstance(value, Mapping | list | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _leaf_secrets(item, secret)

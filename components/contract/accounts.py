"""Accounts of people on the platform's hosts: which names a host accepts, and the number that each name has."""

from __future__ import annotations

import hashlib
import re

# Names that a Debian system or a package of ours already gives to an account or a group.
# fmt: off
RESERVED = frozenset({
    "root", "daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news", "uucp", "proxy", "www-data", "backup",
    "list", "irc", "gnats", "nobody", "sshd", "messagebus", "adm", "tty", "disk", "sudo", "audio", "video", "users",
    "staff", "shadow", "utmp", "kvm", "crontab", "debian", "onward", "chrony", "polkitd", "tcpdump",
})
# fmt: on
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
# Above the numbers that Debian gives out one after the other, and within what it gives to people.
_FIRST, _LAST = 10_000, 59_999


def expected(name: str) -> str | None:
    """What an account's name should be, where `name` cannot be one; None for a good name."""
    if not _NAME.fullmatch(name):
        return "a name of 1 to 31 lower-case letters, digits and hyphens, a letter first"
    if name in RESERVED or name.startswith(("bastide", "systemd-", "_")):
        return "a name that the system does not use itself"
    return None


def number(name: str) -> int:
    """The account's number (uid) on every host, from its name alone.

    Files on a data volume or a share belong to a number and outlive the host: counted in the order of a list, one more
    person would hand somebody's files to somebody else. Not made here: certainty that two names differ; whoever puts
    names together on a host checks that.
    """
    digest = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
    return _FIRST + digest % (_LAST - _FIRST + 1)

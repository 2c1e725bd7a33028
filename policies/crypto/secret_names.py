"""Inputs whose name says that they take a secret."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ENDS: Final = (
    "password", "passwords", "passwd", "passphrase", "passcode", "adminpass", "pwd",
    "secret", "secrets", "secretvalue", "secretstring", "secretbinary", "clientsecret",
    "secretkey", "secretaccesskey", "secretkeyid", "privatekey", "privatekeypem", "sharedkey", "presharedkey", "psk",
    "accountkey",
    "secretkeys", "privatekeys", "apikeys", "apitokens", "accesstokens", "authtokens",
    "apikey", "apitoken", "accesstoken", "authtoken", "sastoken", "token", "credential", "credentials",
    "connectionstring", "keymaterial", "keymaterialbase64", "payload", "secretenvironmentvariables", "ssecustomerkey",
    "salt",
)  # fmt: skip
# named like a secret, and none: a request's own number, a place in a list, names of secrets
_NONE: Final = frozenset({"clienttoken", "nexttoken", "tagsecret", "disablepassword"})
_JOINT: Final = re.compile(r"[_\-\s]")
# a word of its own (`DB_PASS`, `dbPass`, `PGPASS`), never the end of another one (`bypass`)
_PASS: Final = re.compile(r"(?:(?i:\A|[_\-\s])(?i:(?:pg)?pass)|[a-z0-9]Pass)\Z")
_WRITE_ONLY: Final = re.compile(r"(?:_wo|Wo)\Z")


@lru_cache(maxsize=8192)
def names_secret(name: str) -> bool:
    """Whether an input of this name takes a secret: `administratorLoginPassword`, `shared_key`, `dataWo`."""
    bare, written_only = _WRITE_ONLY.subn("", name)
    word = _JOINT.sub("", bare).lower()
    # an argument that is only written and never read back is made for secrets
    return bool(written_only) or (word.endswith(_ENDS) and word not in _NONE) or _PASS.search(bare) is not None


_PUBLIC: Final = re.compile(
    r"(?i)(?:version|digest|checksum|sha_?(?:1|256|384|512)|md5|fingerprint|thumbprint|hash|etag|commit)\Z"
)


@lru_cache(maxsize=8192)
def names_digest(name: str) -> bool:
    """Whether an input of this name takes a public digest or version, which looks random and opens nothing."""
    return _PUBLIC.search(name) is not None

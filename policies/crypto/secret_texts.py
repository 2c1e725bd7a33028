"""Texts that are secrets, or hold one. Says which kind, never what."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from policies.crypto.documents import decoded
from policies.model import Text

_PRIVATE_KEY: Final = Text("a private key", "une clé privée")
_ACCESS_KEY: Final = Text("an access key of a cloud", "une clé d'accès d'un nuage")
_TOKEN: Final = Text("a token of a service", "un jeton de service")
_PASSWORD: Final = Text("a password", "un mot de passe")
_RANDOM: Final = Text("random text as keys and tokens are", "un texte aléatoire, comme le sont clés et jetons")


class Form(NamedTuple):
    """How one kind of secret is written. `marks`: without any of these texts the pattern finds nothing; folded."""

    marks: tuple[str, ...]
    pattern: re.Pattern[str]
    what: Text


FORMS: Final = (
    Form(
        ("private key",),
        re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
        _PRIVATE_KEY,
    ),
    Form(("age-secret-key-1",), re.compile(r"\bAGE-SECRET-KEY-1[0-9A-Z]{20,}"), _PRIVATE_KEY),
    Form(("akia", "asia", "scw"), re.compile(r"\b(?:AKIA|ASIA|SCW)[A-Z0-9]{16,17}\b"), _ACCESS_KEY),
    Form(
        ("accountkey=", "sharedaccesskey="),
        re.compile(r"\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/=]{20,}"),
        _ACCESS_KEY,
    ),
    Form(("sig=",), re.compile(r"[?&]sig=[\w%+/=-]{20,}"), _TOKEN),
    Form(
        ("gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_", "glpat-", "xox"),
        re.compile(r"\b(?:gh[oprsu]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{10,})"),
        _TOKEN,
    ),
    Form(("b.", "s."), re.compile(r"\b(?:hv[bs]|[bs])\.[A-Za-z0-9_-]{24,}"), _TOKEN),
    Form(("pul-",), re.compile(r"\bpul-[0-9a-f]{40}\b"), _TOKEN),
    Form((".eyj",), re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*"), _TOKEN),
    Form(("bearer",), re.compile(r"(?i)\bbearer\s+[\w.~+/-]{20,}"), _TOKEN),
    Form(("://",), re.compile(r"[a-z][a-z0-9+.-]*://[^\s/:@'\"]+:[^\s/@'\"$<{]{3,}@"), _PASSWORD),
    # cloud-init's list of `name:password`, where `R` asks for a random one, and a pipe into the command
    Form(
        ("chpasswd",),
        re.compile(
            r"\bchpasswd:[\s\S]{0,80}?\blist:[\s|>\[{'\"-]*(?:[\w.-]{1,32}:R(?:ANDOM)?[\s,'\"-]+)*"
            r"[\w.-]{1,32}:(?!R\b|RANDOM\b)[^\s$<{]{4}"
        ),
        _PASSWORD,
    ),
    Form(
        ("chpasswd",),
        re.compile(r"[\w.-]{1,32}:[^\s$<{'\"]{4,}['\"]?\s*\|\s*(?:sudo\s+)?chpasswd\b"),
        _PASSWORD,
    ),
)
# an assignment in a script or connection string; placeholders (`$X`, `<x>`, `{{x}}`, `[secret]`) are none
_ASSIGNED: Final = re.compile(
    r"(?i)(?:^|[\s;,{(\"'_-])(?:password|passwd|passphrase|pg_?pass|(?<=_)pass|pwd|secret|secret[_-]?key"
    r"|secret[_-]?access[_-]?key|private[_-]?key|api[_-]?key|access[_-]?token|auth[_-]?token|psk)[\"']?\s*[:=]\s*[\"']?(?P<value>[^\s\"',;]{8,})"
)
_NO_VALUE: Final = re.compile(r"(?i)^(?:[$<{\[%]|\(|/|https?://|true\b|false\b|none\b|null\b|required\b|optional\b)")
# the blob of an SSH public key begins with its length and type
_SSH_BLOB: Final = re.compile(r"\bAAAA[BCEI][A-Za-z0-9+/]{20,}={0,3}")
_PUBLIC_BLOCK: Final = re.compile(
    r"-----BEGIN ((?:[A-Z0-9]+ )*(?:CERTIFICATE|PUBLIC KEY|REQUEST))-----.*?-----END \1-----", re.S
)
_CANDIDATE: Final = re.compile(r"[A-Za-z0-9+=_-]{20,}")
_WITH_SLASHES: Final = re.compile(r"[A-Za-z0-9+/=]{32,}")
_HEX: Final = re.compile(r"[0-9a-fA-F]{32,}\Z")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
# what stands before a public digest or public key
_PUBLIC_BEFORE: Final = re.compile(
    r"(?i)(?:sha-?(?:1|224|256|384|512)|md5|digest|checksum|fingerprint|thumbprint|commit)\W{0,4}\Z"
)
_SHORT: Final = 4096
_LONGEST: Final = 262_144
"""Characters of a text that are looked at; a longer one is cut into pieces."""


def secret_in(text: str, *, public: bool = False) -> Text | None:
    """Which kind of secret a text holds, None where it looks harmless. `public`: a digest or version may stand here."""
    size = len(text)
    if size < 20 and "=" not in text and ":" not in text:
        return None
    if size > _LONGEST:
        return _search(text, public)
    return (_cached if size <= _SHORT else _cached_long)(text, public)


@lru_cache(maxsize=32_768)
def _cached(text: str, public: bool) -> Text | None:
    return _search(text, public)


@lru_cache(maxsize=128)
def _cached_long(text: str, public: bool) -> Text | None:
    # documents of hosts, of which many are equal; few are kept, for they are long
    return _search(text, public)


def _search(text: str, public: bool) -> Text | None:
    inner = decoded(text) if len(text) >= 64 else None
    if inner is not None and inner != text:
        # what is inside counts: base64 around it would look random
        return _pieces(inner, public)
    return _pieces(text, public)


def _pieces(text: str, public: bool) -> Text | None:
    for start in range(0, len(text), _LONGEST):
        piece = text[start : start + _LONGEST]
        found = _by_form(piece) or _by_chance(piece, public)
        if found is not None:
            return found
    return None


def _by_form(text: str) -> Text | None:
    folded = text.casefold()
    for form in FORMS:
        if any(mark in folded for mark in form.marks) and form.pattern.search(text):
            return form.what
    if "=" in text or ":" in text:
        for match in _ASSIGNED.finditer(text):
            if not _NO_VALUE.match(match["value"]):
                return _PASSWORD
    return None


def _by_chance(text: str, public: bool) -> Text | None:
    if "-----BEGIN " in text:
        text = _PUBLIC_BLOCK.sub(" ", text)
    if "AAAA" in text:
        text = _SSH_BLOB.sub(" ", text)
    text = _UUID.sub(" ", text) if "-" in text else text
    for match in _CANDIDATE.finditer(text):
        if _random(match[0], public) and not _PUBLIC_BEFORE.search(text[max(0, match.start() - 20) : match.start()]):
            return _RANDOM
    if "/" in text and any(_random_path(match[0]) for match in _WITH_SLASHES.finditer(text)):
        return _RANDOM
    return None


def _random_path(word: str) -> bool:
    """Base64 has slashes too; a path is made of words, so it has to be more random to count."""
    return "/" in word and _mixed(word) and _changes(word) >= 0.45 and _bits(word) >= 4.0


def _random(word: str, public: bool) -> bool:
    """Whether a word without separators is random rather than made of words: many changes between kinds of signs."""
    if _HEX.match(word):
        return not public and _bits(word.lower()) > 3.0
    if len(word) < 24 or not _mixed(word):
        return False
    return _changes(word) >= 0.35 and _bits(word) >= 3.8


def _mixed(word: str) -> bool:
    return any(c.isdigit() for c in word) and any(c.islower() for c in word) and any(c.isupper() for c in word)


_KIND_OF: Final[Mapping[int, int]] = {
    **{ord(c): 0 for c in "0123456789"},
    **{ord(c): 1 for c in "abcdefghijklmnopqrstuvwxyz"},
    **{ord(c): 2 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}


def _changes(word: str) -> float:
    kinds = [_KIND_OF.get(ord(c), 3) for c in word]
    return sum(a != b for a, b in pairwise(kinds)) / (len(word) - 1)


def _bits(word: str) -> float:
    """Entropy of a word in bits a sign, by how often each sign stands in it."""
    total = len(word)
    return -sum(n / total * math.log2(n / total) for n in Counter(word).values())

"""Secrets that stand in the clear in the inputs of a resource."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from plan.values import UNKNOWN, WITHHELD, Archive, Asset, Secret
from policies.crypto.secret_names import names_digest, names_secret
from policies.crypto.secret_texts import secret_in
from policies.model import Text
from policies.texts import Cleared, Texts

_NAMED = Text("an input for a secret, given in the clear", "une entrée prévue pour un secret, donnée en clair")
_LATER = Text(
    "an input for a secret, not marked as one, whose value comes after apply",
    "une entrée prévue pour un secret, non marquée comme telle, dont la valeur vient après l'application",
)


class PlainSecret(NamedTuple):
    """One secret in the clear: where, and which kind. Never the value."""

    path: str
    what: Text
    later: bool = False


def plain_secrets(inputs: Mapping[str, Any]) -> Sequence[PlainSecret]:
    """Every input that is, names or holds a secret and is not marked as one. What stands in a Secret is in order."""
    found: list[PlainSecret] = []
    _mapping(inputs, "", False, found)
    return found


def may_hold_secrets(texts: Texts) -> bool:
    """Whether `plain_secrets` could find anything among the inputs with these texts. Nearly always not: then no path
    needs to be written."""
    return texts.odd or not _plain_names.all(texts.keys) or not _harmless.all(texts.plain)


class _Key(NamedTuple):
    """What the name of an input says: it takes a secret, it takes a public digest, it is a secret itself."""

    named: bool
    public: bool
    secret: Text | None


@lru_cache(maxsize=8192)
def _key(name: str) -> _Key:
    return _Key(names_secret(name), names_digest(name), secret_in(name))


def _is_plain(name: str) -> bool:
    """Whether an input of this name takes no secret."""
    key = _key(name)
    return not key.named and key.secret is None


def _is_harmless(text: str) -> bool:
    # where no digest is expected: what is harmless there is harmless everywhere
    return _text(text, False, False) is None


_plain_names: Final = Cleared(_is_plain)
_harmless: Final = Cleared(_is_harmless)


def _mapping(value: Mapping[str, Any], path: str, named: bool, found: list[PlainSecret]) -> None:
    for name, item in value.items():
        kind = type(item)
        if kind is bool or kind is int or item is None or kind is Secret:
            continue
        key = _key(name)
        if key.secret is not None:
            # the name itself must not be shown either
            found.append(PlainSecret(path or "inputs", key.secret))
        else:
            _value(item, f"{path}.{name}" if path else name, named or key.named, key.public, found)


def _value(value: Any, path: str, named: bool, public: bool, found: list[PlainSecret]) -> None:
    if isinstance(value, str):
        what = _text(value, named, public)
        if what is not None:
            found.append(PlainSecret(path, what))
    elif isinstance(value, dict):
        _mapping(value, path, named, found)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _value(item, f"{path}[{index}]", named, public, found)
    elif value is UNKNOWN:
        if named:
            found.append(PlainSecret(path, _LATER, later=True))
    elif isinstance(value, Mapping):
        _mapping(value, path, named, found)
    elif isinstance(value, Asset | Archive):
        _value(value.value, path, named, public, found)


def _text(value: str, named: bool, public: bool) -> Text | None:
    if named:
        return _NAMED if value.strip() and value != WITHHELD else None
    if value.startswith("urn:pulumi:") or value == WITHHELD:
        return None
    return secret_in(value, public=public)

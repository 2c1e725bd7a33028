"""Policy documents of S3 in neutral words: who may do what. Used for every cloud that speaks S3."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN, revealed
from policies.kinds.readers import each
from policies.kinds.values import Grant

EVERYONE: Final = "*"
_VERBS: Final[Mapping[str, str]] = {
    "get": "read-data",
    "head": "read-data",
    "list": "read-data",
    "select": "read-data",
    "create": "write-data",
    "upload": "write-data",
    "abort": "write-data",
    "restore": "write-data",
    "deleteobject": "delete-data",
    "bypass": "delete-data",
}
"""Beginning of an action of S3 -> what it allows. Any other action counts as everything: it changes the bucket."""
_WHOLE: Final[Mapping[str, str]] = {
    # `PutObjectAcl` opens an object to everybody, and `PutObjectLegalHold` takes a hold away
    "putobject": "write-data",
    # the only locks that count cannot be made shorter
    "putobjectretention": "write-data",
    "putobjecttagging": "write-data",
    "putobjectversiontagging": "write-data",
    # `DeleteBucketPolicy` changes who may what
    "deletebucket": "delete-data",
}
"""Whole actions, of which a longer name is something else."""


def grants_of(document: Any) -> Any:
    """The grants of a policy document (JSON text or mapping), one for each statement and principal; UNKNOWN stays.

    A statement that refuses is left out: it never makes another one harmless. A document that cannot be read counts
    as every right for everyone.
    """
    document = revealed(document)
    if document is UNKNOWN:
        return UNKNOWN
    if document is None or document == "":
        return ()
    parsed = parsed_document(document)
    if not isinstance(parsed, Mapping):
        return (Grant(EVERYONE, (), True, "resource", None, frozenset({"all"})),)
    return tuple(grant for item in statements(parsed) for grant in _statement(item))


def parsed_document(document: Any) -> Any:
    """The document as a mapping; None where it is not JSON."""
    if isinstance(document, Mapping):
        return document
    try:
        return json.loads(document)
    except (TypeError, ValueError, RecursionError):
        return None


def statements(document: Mapping[str, Any]) -> Iterator[Any]:
    """The statements that allow something, whatever the document's style."""
    found = revealed(document.get("Statement", document.get("statement")))
    for item in each(found) if isinstance(found, list | tuple) else (found,):
        if isinstance(item, Mapping) and str(revealed(by_key(item).get("effect", "Allow"))).casefold() == "deny":
            continue
        if item is not None:
            yield item


def is_public(grants: Any) -> Any:
    """True where everyone gets something, None where nobody does: whether a bucket is public is for others to say."""
    if grants is UNKNOWN:
        return UNKNOWN
    named = [grant.principal for grant in grants]
    # whom only the engine will know can be everyone
    return True if EVERYONE in named else UNKNOWN if UNKNOWN in named else None


def words(value: Any) -> tuple[Any, ...]:
    """One text or a list of texts as a tuple."""
    value = revealed(value)
    if value is None:
        return ()
    return tuple(each(value)) if isinstance(value, list | tuple) else (value,)


def _statement(item: Any) -> Iterator[Grant]:
    if not isinstance(item, Mapping):
        # a statement that is known later, or no statement at all
        yield Grant(EVERYONE, (), True, "resource", None, frozenset({"all"}))
        return
    item = by_key(item)
    actions = words(item.get("action"))
    everything = "notaction" in item or any(_is_all(action) for action in actions)
    wildcard = everything or "notresource" in item or any(_is_all(resource) for resource in words(item.get("resource")))
    able = frozenset({"all"}) if everything else frozenset(_able(action) for action in actions)
    for principal in _principals(item):
        yield Grant(principal, actions, wildcard, "resource", _until(item.get("condition")), able)


def by_key(item: Mapping[str, Any]) -> dict[str, Any]:
    """A statement whose keys are in lower case, however they are written."""
    return {str(key).casefold(): value for key, value in item.items()}


def _is_all(text: Any) -> bool:
    return str(text) == "*" or str(text).endswith((":*", ":*/*"))


def _able(action: Any) -> str:
    name = str(action).rpartition(":")[2].casefold()
    return _WHOLE.get(name) or next((able for verb, able in _VERBS.items() if name.startswith(verb)), "all")


def _principals(item: Mapping[str, Any]) -> Iterable[Any]:
    if "notprincipal" in item:
        return (EVERYONE,)
    principal = revealed(item.get("principal"))
    if isinstance(principal, Mapping):
        named = [word for value in principal.values() for word in words(value)]
    else:
        named = list(words(principal))
    # a document of a user's own names nobody: the rights are that user's
    return dict.fromkeys(EVERYONE if _is_everyone(name) else name for name in named) or (None,)


def _is_everyone(name: Any) -> bool:
    return isinstance(name, str) and (name.strip() in ("", "*") or name.endswith(("::*", ":*")))


def _until(condition: Any) -> Any:
    """The date or first instant at which the statement no longer allows, where it has one."""
    condition = revealed(condition)
    if not isinstance(condition, Mapping):
        return None
    for name, test in condition.items():
        if str(name).casefold().startswith("datelessthan") and isinstance(test, Mapping):
            for value in test.values():
                found = words(value)
                if len(found) == 1 and isinstance(found[0], str):
                    return found[0]
    return None

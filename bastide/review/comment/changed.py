"""The resources that change, as the comment names them. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from bastide.review.changes import Changes
from bastide.review.comment.model import Changed, Noun
from bastide.review.properties import properties
from plan.model import ROLE_PREFIX, LayerPlan, Operation, PlannedResource
from plan.values import masked
from policies.erasing import erases
from policies.kinds.tables import entry
from policies.kinds.vocabulary import is_data

Mask = Callable[[str], str]
"""What stands for a text: the text without what must not be shown."""

_NOUNS: Final[Mapping[str, Noun]] = {
    "backup": Noun.BACKUP,
    "compute.vm": Noun.MACHINE,
    "db": Noun.DATABASE,
    "kms.key": Noun.KEY,
    "kms.secret": Noun.SECRET,
    "kms.vault": Noun.KEY_STORE,
    "log.store": Noun.LOG_STORE,
    "registry": Noun.REGISTRY,
    "store.block": Noun.VOLUME,
    "store.file": Noun.SHARE,
    "store.object": Noun.BUCKET,
}
_ROLES: Final[Mapping[str, Noun]] = {
    "AuditSink": Noun.LOG_STORE,
    "Backup": Noun.BACKUP,
    "Bucket": Noun.BUCKET,
    "Database": Noun.DATABASE,
    "FileShare": Noun.SHARE,
    "Key": Noun.KEY,
    "KeyStore": Noun.KEY_STORE,
    "Registry": Noun.REGISTRY,
    "Secret": Noun.SECRET,
    "Volume": Noun.VOLUME,
}
_NOBODY_KNOWS: Final = frozenset({"refused", "unknown"})


def changed(plans: Sequence[LayerPlan], found: Changes, mask: Mask) -> tuple[Changed, ...]:
    """What `found` names, in its order, with values that are whole: a mask must see them before anything is cut.

    An engine that refuses a deletion stops there, and names what it meets first: a lock or a rule of a bucket, not the
    bucket. What belongs to a role that the program no longer has goes with the role, which is named first then.
    """
    resources = {(f"{plan.stack}-{plan.layer}", item.urn): item for plan in plans for item in plan.resources}
    listed = tuple(
        _changed(resources[item.stack, item.urn], item.stack, item.role, item.kept, item.follows, mask)
        for item in found.resources
    )
    return (*(role for plan in plans if plan.refused for role in _gone(plan)), *listed)


def _changed(resource: PlannedResource, stack: str, role: str, kept: bool, follows: bool, mask: Mask) -> Changed:
    noun, data = _what(resource)
    # a plan that does not say what changes there may erase as well
    erased = erases(resource) is not False
    return Changed(
        stack=stack.rstrip("-"),
        operation=resource.operation,
        noun=noun,
        type=resource.type,
        name=resource.name,
        role=role or _roles(resource.urn),
        data=data or erased,
        kept=kept,
        erased=erased,
        follows=follows,
        properties=properties(resource, partial(_shown, mask=mask)),
    )


def _types(urn: str) -> list[str]:
    """The types of a resource and of what it stands in, the outermost first: all that a URN says of them."""
    parts = urn.split("::")
    return parts[2].split("$") if len(parts) > 3 else []


def _roles(urn: str) -> str:
    """The role path as the URN tells it, for what stands in the plan without the roles around it."""
    return "/".join(token.rpartition(":")[2] for token in _types(urn) if token.startswith(ROLE_PREFIX))


def _gone(plan: LayerPlan) -> Iterator[Changed]:
    """Roles with data of which something is deleted, that are in the program no more, and are not deleted by name."""
    deleted: dict[str, list[PlannedResource]] = {}
    for resource in plan.resources:
        if resource.operation is Operation.DELETE and resource.parent not in plan.by_urn:
            deleted.setdefault(resource.parent, []).append(resource)
    for parent, resources in deleted.items():
        types = _types(parent)
        noun = _ROLES.get(types[-1].rpartition(":")[2]) if types and types[-1].startswith(ROLE_PREFIX) else None
        if noun is None or any(_what(resource)[0] is noun for resource in resources):
            continue
        yield Changed(
            stack=f"{plan.stack}-{plan.layer}".rstrip("-"),
            operation=Operation.DELETE,
            noun=noun,
            type=types[-1],
            name=parent.rpartition("::")[2],
            role=_roles(parent),
            data=True,
            kept=all(resource.options.retain_on_delete for resource in resources),
            erased=False,
            follows=False,
            properties=(),
        )


def _what(resource: PlannedResource) -> tuple[Noun, bool]:
    """What it is called, and whether its loss loses data.

    As `PLN-003` sees it; beyond that, what somebody has protected is never called less than that.
    """
    known = entry(resource.type)
    guarded = bool(resource.options.protect or resource.options.retain_on_delete)
    if resource.is_cloud and known.kind in _NOBODY_KNOWS:
        return Noun.UNKNOWN, True
    # a setting of another resource (a bucket's rules) is neither that resource nor holds its data
    noun = Noun.OTHER if known.of else _NOUNS.get(known.kind, Noun.OTHER)
    if is_data(known.kind) and not known.of:
        return noun, True
    return (Noun.PROTECTED if guarded and noun is Noun.OTHER else noun), guarded


def _shown(value: Any, mask: Mask) -> str:
    """The value as one text. Every text in it is masked by itself, since JSON spells some signs in another way."""
    visible = _texts(masked(value), mask)
    if visible is None:
        return ""
    return visible if isinstance(visible, str) else json.dumps(visible, ensure_ascii=False)


def _texts(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {mask(key): _texts(item, mask) for key, item in value.items()}
    return [_texts(item, mask) for item in value] if isinstance(value, list) else value


def operations() -> tuple[Operation, ...]:
    """Operations that change something, those that lose something first."""
    return (Operation.DELETE, Operation.REPLACE, Operation.CREATE, Operation.UPDATE, Operation.IMPORT)

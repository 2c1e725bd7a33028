"""Who holds what over a whole estate: abilities of grants by identity, rights of the intent by group and by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from plan.values import UNKNOWN
from policies.kept import kept
from policies.kinds.readers import each, look
from policies.kinds.values import Grant
from policies.record import Record
from policies.view import View

KINDS: Final = ("iam.policy", "iam.user", "iam.group", "store.object")
"""Kinds of records that carry grants."""
_IDENTITIES: Final = frozenset({"role.Group", "role.ServiceAccount"})


@dataclass(frozen=True)
class Holders:
    """Of one estate.

    Attributes:
        abilities: identity -> neutral abilities out of all its grants.
        groups: identity -> the groups that it is a member of in code.
        members: the reverse.
        rights: group or service account -> rights that roles of the intent give it.
        people: person -> what the lists of roles give that person.
    """

    abilities: Mapping[str, frozenset[str]]
    groups: Mapping[str, frozenset[str]]
    members: Mapping[str, frozenset[str]]
    rights: Mapping[str, frozenset[str]]
    people: Mapping[str, frozenset[str]]

    def all_of(self, identity: str) -> frozenset[str]:
        """The abilities of an identity and of every group around it."""
        return frozenset().union(*(self.abilities.get(name, frozenset()) for name in self._around(identity)))

    def touched(self, identity: str) -> frozenset[str]:
        """The identity and everybody who is in it: whom a grant to it reaches."""
        return frozenset({identity}) | self.members.get(identity, frozenset())

    def _around(self, identity: str) -> Iterator[str]:
        yield identity
        yield from self.groups.get(identity, ())


def holders(view: View) -> Holders:
    """Of everything that the plans of an estate grant."""
    found: Holders | None = view.memo.get("identity.holders")
    if found is None:
        members, groups = _memberships(view)
        able = _sums(
            (identity, abilities(record, grant))
            for record in view.of(*KINDS)
            for grant in grants(record)
            for identity in identities(record, grant)
        )
        found = view.memo["identity.holders"] = Holders(
            able, groups, members, _sums(_rights(view)), _sums(_people(view))
        )
    return found


def attribute(record: Record) -> str:
    """Where a record has its grants."""
    return "policies" if record.kind == "store.object" else "grants"


@kept
def grants(record: Record) -> tuple[Grant, ...]:
    """The grants of a policy or identity, or of a bucket's policies; those that are not known yet are left out."""
    value = record.raw(attribute(record))
    return tuple(item for item in value if isinstance(item, Grant)) if isinstance(value, tuple | list) else ()


def abilities(record: Record, grant: Grant) -> frozenset[str]:
    """What a grant enables to. Where it gives a role that the plan defines, the definition says it."""
    defined = [item for role in record.refs("role", "iam.policy") for item in grants(role)] if _gives(record) else []
    return frozenset().union(*(item.capabilities for item in defined)) if defined else grant.capabilities


def _gives(record: Record) -> bool:
    return record.kind == "iam.policy"


def defines_only(record: Record) -> bool:
    """Whether a policy defines a role that others give: by itself nobody gets it."""
    return any(ref == "role" for _, ref in record.view.pointing.get(record.urn, ()))


def identities(record: Record, grant: Grant) -> tuple[str, ...]:
    """Whom a grant is for: the identity of the role that it was made for, what it points to or is linked to, else its
    text."""
    if record.kind in ("iam.user", "iam.group"):
        return (named(record),)
    role = granted_role(record)
    linked = record.view.linked(role, "identity") if role is not None else None
    if linked is not None:
        return (linked.urn,)
    found = _pointed(record)
    if found:
        return found
    if grant.principal is UNKNOWN or grant.principal is None:
        # nobody to tell it from: at least its own grants are held together
        return (record.urn,)
    return (str(grant.principal),)


def _pointed(record: Record) -> tuple[str, ...]:
    if not _gives(record):
        return ()
    linked = (other for other, ref in record.view.pointing.get(record.urn, ()) if ref == "policies")
    return tuple(dict.fromkeys(named(item) for item in (*record.refs("identity"), *linked)))


@kept
def granted_role(record: Record) -> Record | None:
    """The `Grant` role that a policy was made for."""
    return next((role for role in record.owners() if role.kind == "role.Grant"), None)


def named(identity: Record) -> str:
    """The URN of an identity: that of its role, where one was made for it alone."""
    owner = identity.owner
    return owner.urn if owner is not None and owner.kind in _IDENTITIES else identity.urn


def _memberships(view: View) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    pairs = [(named(group), named(member)) for group in view.of("iam.group") for member in group.refs("members")]
    return (
        _sums((group, frozenset({member})) for group, member in pairs),
        _sums((member, frozenset({group})) for group, member in pairs),
    )


def _rights(view: View) -> Iterator[tuple[str, frozenset[str]]]:
    for role in view.of("role.Grant"):
        identity = view.linked(role, "identity")
        right = look(role.raw("spec"), "right")
        if identity is not None and isinstance(right, str):
            yield identity.urn, frozenset({right})
    for airlock in view.of("role.Airlock"):
        reviewers = view.linked(airlock, "reviewers")
        if reviewers is not None:
            yield reviewers.urn, frozenset({"review"})


_LISTS: Final = (
    ("role.Workstation", "people", "work"),
    ("role.Workstation", "operators", "administer"),
    ("role.KeyStore", "operators", "custody"),
)


def _people(view: View) -> Iterator[tuple[str, frozenset[str]]]:
    for kind, attribute, right in _LISTS:
        for role in view.of(kind):
            for person in people(role, attribute):
                yield person, frozenset({right})


def people(role: Record, attribute: str) -> tuple[str, ...]:
    """The persons in one list of a role's spec."""
    return tuple(str(item) for item in each(look(role.raw("spec"), attribute)) if isinstance(item, str))


def _sums(pairs: Iterable[tuple[str, Any]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for key, words in pairs:
        found[key] = found.get(key, frozenset()) | words
    return found

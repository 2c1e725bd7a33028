"""Who has which right in which area, as the plans of one estate give it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bastide.cutover.parity.entitled.rights import LATER, MEANINGS, OWN
from bastide.cutover.parity.model import RoleId
from bastide.tender.drawing.shown import field as field_of
from bastide.tender.drawing.shown import shown, spec, texts
from components.contract.intent import Intent
from components.contract.names import role_name
from components.contract.words import Right as Word
from plan.values import UNKNOWN
from policies.identity.holders import KINDS, abilities, attribute, defines_only, granted_role, grants, identities
from policies.net.estate import HUB
from policies.record import Record
from policies.view import View

PERSON: Final = "Person"
IDENTITY: Final = "Identity"
_IDENTITIES: Final = ("Group", "ServiceAccount")
_LISTS: Final = (
    ("Bastion", "people", "enter"),
    ("KeyStore", "operators", "custody"),
    ("Workstation", "operators", "administer"),
    ("Workstation", "people", "work"),
)
"""Lists of persons by role: what each gives in the role's area."""


class Right(NamedTuple):
    """One right of one holder (kind and name, as of roles) in one area."""

    holder: RoleId
    area: str
    right: str


@dataclass
class _Held:
    rights: set[str] = field(default_factory=set)
    abilities: set[str] = field(default_factory=set)


_Holdings = dict[tuple[RoleId, str], _Held]


def receivers(intent: Intent) -> Mapping[str, RoleId]:
    """Name of a `Grant` role -> the role of who receives it, for clouds whose plans do not link the two."""
    return {
        role_name(area, item): (
            "ServiceAccount" if any(account.name == item.to for account in area.accounts) else "Group",
            f"{area.name}-{item.to}",
        )
        for area in intent.areas
        for item in area.grants
    }


@dataclass(frozen=True)
class Given:
    """The rights of one estate.

    Attributes:
        rights: all that its plans give.
        short: right that is declared and not given -> the abilities that its holder lacks.
    """

    rights: frozenset[Right] = frozenset()
    short: Mapping[Right, tuple[str, ...]] = field(default_factory=dict)


def entitlements(view: View, receiving: Mapping[str, RoleId]) -> Given:
    """Every right that the plans give.

    A right of the intent counts where the cloud's own records give its holder at least the abilities that it means;
    abilities beyond count by themselves. Lists of persons count where their role is built. Not here: who is a member of
    a group, which the identity provider knows and no plan does.
    """
    found = _granted(view, receiving)
    short = dict(_short(found))
    granted = frozenset(_rights(found)) - short.keys()
    return Given(granted.union(_people(view), _reviewers(view, granted)), short)


def _rights(found: _Holdings) -> Iterator[Right]:
    for (holder, area), held in found.items():
        meant = [MEANINGS[right].most for right in held.rights if right in MEANINGS]
        most = frozenset().union(*meant, OWN.get(holder[0], frozenset()))
        yield from (Right(holder, area, right) for right in {*held.rights, *(held.abilities - most)})


def _short(found: _Holdings) -> Iterator[tuple[Right, tuple[str, ...]]]:
    for (holder, area), held in found.items():
        for right in held.rights & MEANINGS.keys() if "all" not in held.abilities else ():
            lacking = MEANINGS[right].least - held.abilities
            if lacking:
                yield Right(holder, area, right), tuple(sorted(lacking))


def _granted(view: View, receiving: Mapping[str, RoleId]) -> _Holdings:
    found: _Holdings = defaultdict(_Held)
    for record in view.of(*KINDS):
        if defines_only(record):
            continue
        role = granted_role(record)
        if role is None:
            for holder, able in _beside(record):
                found[holder, record.area.name].abilities |= able
            continue
        held = found[_receiver(role, receiving), _area(role)]
        held.rights.add(shown(spec(role, "right")))
        held.abilities |= _able(record)
    return found


def _able(record: Record) -> frozenset[str]:
    raw = record.raw(attribute(record))
    later = raw is UNKNOWN or (isinstance(raw, tuple | list) and any(item is UNKNOWN for item in raw))
    found = frozenset().union(*(abilities(record, grant) for grant in grants(record)))
    return found | {LATER} if later else found


def _receiver(role: Record, receiving: Mapping[str, RoleId]) -> RoleId:
    linked = role.view.linked(role, "identity")
    if linked is not None:
        return linked.resource.role_kind, linked.name
    return receiving.get(role.name, ("Grant", role.name))


def _area(role: Record) -> str:
    """The area in which a grant gives its right: that of the project it is linked to; a link is one to the hub."""
    project = role.view.linked(role, "project")
    if project is not None and project.area.name:
        return project.area.name
    hub = next((area.name for area in role.view.areas.values() if area.stage == HUB), "")
    return hub if hub and shown(spec(role, "right")) == Word.LINK else role.area.name


def _beside(record: Record) -> Iterator[tuple[RoleId, frozenset[str]]]:
    """Rights that no `Grant` role gives: of an identity's own, of a role to itself, or of nobody's making."""
    for grant in grants(record):
        able = abilities(record, grant)
        for identity in identities(record, grant):
            yield _holder(record, identity), able
    if LATER in _able(record):
        yield _holder(record, record.urn), frozenset({LATER})


def _holder(record: Record, identity: str) -> RoleId:
    target = record.view.record(identity)
    made = target if target is not None else record
    role = made if made.is_role else made.owner
    if role is not None and role.resource.role_kind in _IDENTITIES:
        return role.resource.role_kind, role.name
    owner = record.owner
    if owner is not None and owner.resource.role_kind in OWN:
        return owner.resource.role_kind, owner.name
    return IDENTITY, made.name if target is not None else shown(identity)


def _people(view: View) -> Iterator[Right]:
    for kind, path, right in _LISTS:
        for role in view.of(f"role.{kind}"):
            for person in _persons(role, path) if _is_built(role) else ():
                yield Right((PERSON, person), role.area.name, right)


def _persons(role: Record, path: str) -> Iterator[str]:
    found = spec(role, path)
    if found is UNKNOWN:
        yield LATER
    for item in found if isinstance(found, list | tuple) else ():
        yield shown(field_of(item, "id")) if not isinstance(item, str) else texts((item,))[0]


def _reviewers(view: View, granted: frozenset[Right]) -> Iterator[Right]:
    """Who is named as reviewers of an airlock without the right to review: that is no right, and not nothing."""
    for airlock in view.of("role.Airlock"):
        group = view.linked(airlock, "reviewers")
        if group is not None and _is_built(group) and _is_built(airlock):
            holder = (group.resource.role_kind, group.name)
            if Right(holder, airlock.area.name, Word.REVIEW) not in granted:
                yield Right(holder, airlock.area.name, "decide")


def _is_built(role: Record) -> bool:
    """Whether the role has no gap of its own; one of a feature leaves it standing."""
    gaps = role.raw("gaps")
    words = (shown(field_of(gap, "capability")) for gap in (gaps if isinstance(gaps, list | tuple) else ()))
    return all("." in word for word in words)

"""The names by which clients reach what an estate has. Pure.

Which inputs hold them at Azure, the only legacy: documentation of private endpoints (a zone group names the zones in
which an endpoint is registered) and of private zones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from bastide.cutover.parity.model import NameKind, RoleId
from bastide.tender.drawing.shown import field as field_of
from bastide.tender.drawing.shown import shown, spec
from policies.kinds.readers import each, look
from policies.record import Record
from policies.view import View

PRIVATE: Final = "privatelink."
_ZONE_GROUP: Final = "azure-native:network:PrivateDnsZoneGroup"
_RECORD: Final = "azure-native:privatedns:PrivateRecordSet"
_APEX: Final = "@"


class Known(NamedTuple):
    """One name: `proxy` in the zone `legacy.hdh.internal`, and the role that is reached by it."""

    kind: NameKind
    name: str
    zone: str
    role: RoleId


@dataclass(frozen=True)
class Names:
    """The names of one estate.

    Attributes:
        known: all of them.
        domains: the platform's internal zones by role, also where the cloud has none.
        zones: the provider's own zones in which its endpoints are registered, without `privatelink.`.
        texts: every host that roles and zones of the plan name, for what must not live on.
    """

    known: frozenset[Known] = frozenset()
    domains: Mapping[RoleId, str] = field(default_factory=dict)
    zones: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


def names(view: View) -> Names:
    """The public names of portals, those of the internal zone, and those that the provider gives to endpoints.

    Not here: hosts that only machines of the platform call outside, which are flows.
    """
    groups = list(_zone_groups(view))
    return Names(
        known=frozenset({*_public(view), *_internal(view), *_provided(groups)}),
        domains={_id(role): shown(spec(role, "domain")) for role in view.of("role.InternalDns")},
        zones=frozenset(zone.removeprefix(PRIVATE) for _, zones in groups for zone in zones),
        texts=frozenset(_texts(view)),
    )


def _id(role: Record) -> RoleId:
    return role.resource.role_kind, role.name


def _public(view: View) -> Iterator[Known]:
    for role in view.of("role.Portal", "role.Certificate"):
        host = shown(spec(role, "host"))
        if host and _is_built(view, role):
            yield Known(NameKind.PUBLIC, host, "", _id(role))


def _internal(view: View) -> Iterator[Known]:
    """The records of the internal zone that the cloud really has; where it says none, those of the role."""
    for role in view.of("role.InternalDns"):
        if not _is_built(view, role):
            continue
        zone = shown(spec(role, "domain"))
        made = [record for record in view.made_for(role) if record.resource.type == _RECORD]
        labels = [shown(record.inputs("relativeRecordSetName")) for record in made] or list(spec(role, "records") or {})
        yield from (Known(NameKind.INTERNAL, label, zone, _id(role)) for label in labels if label != _APEX)


def _is_built(view: View, role: Record) -> bool:
    gaps = role.raw("gaps")
    return all("." in shown(field_of(gap, "capability")) for gap in (gaps if isinstance(gaps, list | tuple) else ()))


def _zone_groups(view: View) -> Iterator[tuple[Record, tuple[str, ...]]]:
    for record in view.records:
        if record.resource.type == _ZONE_GROUP:
            configs = each(record.inputs("privateDnsZoneConfigs"))
            yield record, tuple(_last(look(config, "privateDnsZoneId")) for config in configs)


def _provided(groups: list[tuple[Record, tuple[str, ...]]]) -> Iterator[Known]:
    for group, zones in groups:
        endpoint = _endpoint(group)
        role = group.owner
        if endpoint is not None and role is not None:
            service = _last(endpoint.raw("service"))
            yield from (Known(NameKind.PROVIDER, service, zone.removeprefix(PRIVATE), _id(role)) for zone in zones)


def _endpoint(group: Record) -> Record | None:
    role = group.owner
    name = group.inputs("privateEndpointName")
    made = role.view.made_for(role) if role is not None else ()
    return next((one for one in made if one.kind == "net.endpoint" and one.inputs("privateEndpointName") == name), None)


def _last(text: Any) -> str:
    """The last part of an id. What is known only after apply is said, not guessed."""
    return shown(text.rpartition("/")[2] if isinstance(text, str) else text)


def _texts(view: View) -> Iterator[str]:
    for record in view.of("dns"):
        yield from (text.casefold() for text in _strings(record.resource.inputs))
    for role in view.of("role.InternalDns", "role.Portal", "role.Certificate", "role.EgressAllowList"):
        yield from (text.casefold() for text in _strings(role.raw("spec")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield shown(value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)

"""Peerings: which areas they join. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from plan.values import UNKNOWN
from policies.model import PASSED, Result, Text, Verdict, failed, known_later
from policies.net.estate import HUB, estate, ref_names
from policies.record import Record


def joined(peering: Record) -> Iterator[Verdict]:
    """One verdict on whom a peering joins, one on what it lets through."""
    yield _ends(peering)
    transit = peering.raw("transit")
    if transit is UNKNOWN:
        yield known_later("transit")
    elif transit and not _has_hub(peering):
        yield _without_hub("transit")
    elif transit and not _by_gateway(peering):
        yield failed(
            "lets traffic from beyond the other network pass: areas reach each other through it",
            "laisse passer le trafic venu d'au-delà de l'autre réseau : des domaines s'atteignent à travers lui",
            "transit",
        )
    elif transit is not None:
        yield PASSED


def _by_gateway(peering: Record) -> bool:
    """Whether traffic from beyond is that of the hub's own gateway: accepted at an area's end, never at the hub's.

    The first of the ends is the one that the peering is set on.
    """
    ends = peering.raw("peers")
    first = ends[0] if isinstance(ends, tuple | list) and ends else None
    near = _network(peering, first) if isinstance(first, str) else None
    gateways = [item for item in peering.view.of("net.egress_gw") if item.area.stage == HUB]
    return near is not None and near.area.stage not in ("", HUB) and bool(gateways)


def _all_ends(peering: Record) -> list[Record]:
    """What it joins, by whatever name the class has for each end."""
    found = (end for ref in sorted(ref_names(peering)) for end in peering.refs(ref))
    named = (end for text in _written(peering) if (end := _network(peering, text)) is not None)
    return [end for end in dict.fromkeys((*found, *named)) if end.kind.startswith("net.") or end.kind == "reference"]


def _written(peering: Record) -> list[str]:
    """The ends that are written out."""
    ends = peering.raw("peers")
    return [end for end in ends if isinstance(end, str) and end] if isinstance(ends, tuple | list) else []


def _network(peering: Record, text: str) -> Record | None:
    """The network of the plan that a written end means, by its id or its name at the cloud."""
    return next((other for other in peering.view.of("net.vpc") if _is_named(other, text.casefold())), None)


def _is_named(network: Record, text: str) -> bool:
    if network.resource.id and network.resource.id.casefold() == text:
        return True
    name = network.inputs(network.entry.named) if network.entry.named else None
    if not isinstance(name, str) or not name:
        return False
    if "/" not in text:
        return name.casefold() == text
    # an ARM id: two groups or subscriptions can have networks of one name
    return text.rpartition("/")[2] == name.casefold() and all(part in text for part in _parts(network))


def _parts(network: Record) -> list[str]:
    provider = network.provider
    group = network.inputs("resourceGroupName")
    subscription = provider.inputs("subscriptionId") if provider is not None else None
    named = (("resourcegroups", group), ("subscriptions", subscription))
    return [f"/{word}/{value.casefold()}/" for word, value in named if isinstance(value, str)]


def _ends(peering: Record) -> Verdict:
    areas = {_area(other) for other in _all_ends(peering)} - {""}
    sealed = {name for name in areas if not _is_hub(peering, name)}
    if peering.area.name and peering.area.stage != HUB:
        sealed.add(peering.area.name)
    if len(sealed) > 1:
        names = ", ".join(sorted(sealed))
        return failed(f"joins {names} to each other", f"joint {names} entre eux", "networks")
    strange = next((text for text in _written(peering) if _network(peering, text) is None), "")
    if strange and not _has_hub(peering):
        return _without_hub("peers")
    if strange:
        return failed(
            f"joins a network that is no part of this estate ({strange})",
            f"joint un réseau qui ne fait pas partie de ce patrimoine ({strange})",
            "peers",
        )
    return PASSED


def _is_hub(peering: Record, name: str) -> bool:
    """Whether an area is the hub; in a plan of one layer only its name tells, which the intent fixes."""
    area = peering.view.areas.get(name)
    return area.stage == HUB if area is not None else name == HUB


def _has_hub(peering: Record) -> bool:
    return bool(estate(peering.view).hubs)


def _without_hub(attribute: str) -> Verdict:
    """In a plan of one layer the other end is out of sight."""
    return Verdict(
        Result.UNKNOWN,
        Text(
            "the plan does not have the hub that the other end should be; check the whole estate",
            "le plan n'a pas le hub que l'autre extrémité devrait être ; vérifier tout le patrimoine",
        ),
        (attribute,),
    )


def _area(end: Record) -> str:
    """The area of an end: of a network, or of the layer whose outputs name it."""
    if end.kind != "reference":
        return end.area.name
    stack = end.raw("stack")
    return _layer(stack.rpartition("/")[2], end) if isinstance(stack, str) else ""


def _layer(stack: str, record: Record) -> str:
    name = stack.removeprefix(f"{record.plan.stack}-")
    return name.removeprefix("space-")

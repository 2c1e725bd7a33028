"""Rules of network security groups as flows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from plan.values import UNKNOWN, revealed
from policies.kinds.azure_native.reading import folded
from policies.kinds.flows import EVERY_PORT, WORLD, flow_ids, has_ports, peer, ports_of, protocol
from policies.kinds.readers import each, look, reads
from policies.kinds.table import Inputs
from policies.kinds.values import Flow

_EVERYBODY: Final = frozenset({"any", "all", "internet", "world", "everyone"})
_TAG: Final = re.compile(r"^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?$")


@reads("securityRules[]")
def inline_rules(inputs: Inputs) -> Any:
    """The rules that are written inside a group."""
    rules = look(inputs, "securityRules")
    if rules is UNKNOWN:
        return UNKNOWN
    return tuple(flow_of(rule, f"securityRules[{index}]") for index, rule in enumerate(each(rules)))


@reads(
    "direction",
    "access",
    "protocol",
    "sourceAddressPrefix",
    "sourceAddressPrefixes",
    "destinationAddressPrefix",
    "destinationAddressPrefixes",
    "destinationPortRange",
    "destinationPortRanges",
)
def single_rule(inputs: Inputs) -> tuple[Flow, ...]:
    """The one rule that a resource of its own is."""
    return (flow_of(inputs, ""),)


def flow_of(rule: Any, place: str) -> Flow:
    """One rule. What has no spelling that is known is the wider: allowed, any protocol, every port, the world."""
    if rule is UNKNOWN or not isinstance(rule, Mapping):
        return Flow(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, label=place)
    direction = _word(rule, "direction", {"inbound": "in", "outbound": "out"}, "in")
    word = protocol(look(rule, "protocol"))
    near, far = ("source", "destination") if direction == "out" else ("destination", "source")
    return Flow(
        direction=direction,
        allow=_word(rule, "access", {"allow": True, "deny": False}, True),
        protocol=word,
        ports=_ports(rule, "destination") if has_ports(word) else (),
        peers=_peers(rule, far),
        flow=_flows(rule),
        label=_label(rule, place),
        own=_own(rule, near),
        own_ports=_ports(rule, "source") if direction == "out" else (),
    )


def _word(rule: Mapping[str, Any], key: str, words: Mapping[str, Any], otherwise: Any) -> Any:
    value = look(rule, key)
    return UNKNOWN if value is UNKNOWN else words.get(folded(value), otherwise)


def _flows(rule: Mapping[str, Any]) -> tuple[str, ...]:
    said = (look(rule, key) for key in ("description", "name", "securityRuleName"))
    return tuple(dict.fromkeys(match for text in said for match in flow_ids(text)))


def _label(rule: Mapping[str, Any], place: str) -> str:
    names = (look(rule, key) for key in ("securityRuleName", "name"))
    return next((name for name in names if isinstance(name, str) and name), place)


def _values(rule: Mapping[str, Any], *keys: str) -> list[Any]:
    """What stands at several keys, each a value or a list of them."""
    found: list[Any] = []
    for key in keys:
        value = look(rule, key)
        if value is not None:
            found += list(each(value)) if isinstance(value, list | tuple) else [value]
    return found


def _ports(rule: Mapping[str, Any], end: str) -> Any:
    written = _values(rule, f"{end}PortRange", f"{end}PortRanges")
    if any(value is UNKNOWN for value in written):
        return UNKNOWN
    ranges = tuple(dict.fromkeys(part for value in written for part in _ranges(str(value))))
    return ranges or EVERY_PORT


@lru_cache(maxsize=4096)
def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    found = [ports_of(part) for part in text.split(",")]
    return tuple(part for ranges in found for part in ranges)


def _peers(rule: Mapping[str, Any], end: str) -> Any:
    written = _values(rule, f"{end}AddressPrefix", f"{end}AddressPrefixes")
    groups = _groups(rule, end)
    if any(value is UNKNOWN for value in (*written, *groups)):
        return UNKNOWN
    found = [peer for value in written for peer in _addresses(str(value))]
    return tuple(dict.fromkeys([*found, *(f"group:{group}" for group in groups)])) or WORLD


def _groups(rule: Mapping[str, Any], end: str) -> list[Any]:
    members = look(rule, f"{end}ApplicationSecurityGroups")
    found = [UNKNOWN] if members is UNKNOWN else [look(member, "id") for member in each(members)]
    # a member without id is one that nobody can name
    return [UNKNOWN if member is None else member for member in found]


@lru_cache(maxsize=4096)
def _addresses(text: str) -> tuple[str, ...]:
    found: tuple[str, ...] = peer(text)
    # a service tag is no network; what is neither is the world
    tag = found == WORLD and _TAG.match(text.strip()) and text.strip().casefold() not in _EVERYBODY
    return (f"service:{text.strip()}",) if tag else found


def _own(rule: Mapping[str, Any], end: str) -> Any:
    """Addresses at the group's own end; empty where the rule is for all of them."""
    written = _values(rule, f"{end}AddressPrefix", f"{end}AddressPrefixes")
    groups = _groups(rule, end)
    if any(value is UNKNOWN for value in (*written, *groups)):
        return UNKNOWN
    found = [peer for value in written for peer in _addresses(str(value))]
    if any(peer in WORLD for peer in found):
        return ()
    return tuple(dict.fromkeys([*found, *(f"group:{group}" for group in groups)]))


@reads("securityRules[]")
def default_in(inputs: Inputs) -> Any:
    """`deny` where a rule closes everything; else Azure's own rules let in the network, its peers and its balancers."""
    return _default(inputs, "in")


@reads("securityRules[]")
def default_out(inputs: Inputs) -> Any:
    """`deny` where a rule closes everything; else Azure's own rules let everything out."""
    return _default(inputs, "out")


def _default(inputs: Inputs, direction: str) -> Any:
    rules = look(inputs, "securityRules")
    if rules is UNKNOWN:
        return UNKNOWN
    members = list(each(rules))
    if any(closes_everything(rule, direction) for rule in members):
        return "deny"
    return UNKNOWN if UNKNOWN in members else "allow"


def closes_everything(rule: Any, direction: str) -> bool:
    """Whether a rule refuses every connection of one direction."""
    flow = flow_of(rule, "")
    return (
        flow.direction == direction
        and flow.allow is False
        and flow.protocol == "any"
        and flow.ports == EVERY_PORT
        and _ports(rule, "source") == EVERY_PORT
        and flow.own == ()
        and set(WORLD) <= set(flow.peers if isinstance(flow.peers, tuple) else ())
    )


def hosts_of(values: Iterable[Any]) -> tuple[Any, ...]:
    """Texts of destinations in their order, each once; UNKNOWN ones stay."""
    return tuple(dict.fromkeys(revealed(value) for value in values))

"""Rules of security groups as Outscale's API writes them; NumSpot's are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from plan.values import UNKNOWN, revealed
from policies.kinds.flows import EVERY_PORT, WORLD, has_ports, peer, port_range, protocol
from policies.kinds.readers import each, look, reads
from policies.kinds.table import Inputs, Reader
from policies.kinds.values import Flow

_LATER: Final = "?"
"""Stands for the name of a group that only the engine will know."""
_SINGLE: Final = ("ipProtocol", "fromPortRange", "toPortRange", "ipRange")
_LINKED: Final = ("securityGroupNameToLink", "securityGroupAccountIdToLink")
_MEMBERS: Final = ("ipRanges", "securityGroupsMembers", "serviceIds")


@reads("flow", *_SINGLE, *_LINKED, "rules[]")
def rules(inputs: Inputs) -> Any:
    """The rules of one SecurityGroupRule: the one in its own inputs, and those in its list."""
    listed = look(inputs, "rules")
    if listed is UNKNOWN:
        return UNKNOWN
    towards = _direction(look(inputs, "flow"))
    found = [_flow(towards, rule, f"rules[{index}]") for index, rule in enumerate(each(listed))]
    if not found or any(look(inputs, name) is not None for name in (*_SINGLE, *_LINKED)):
        found.insert(0, _flow(towards, inputs, ""))
    return tuple(found)


@reads("flow", *_SINGLE)
def single(inputs: Inputs) -> tuple[Flow, ...]:
    """The rule of a class that holds exactly one."""
    return (_flow(_direction(look(inputs, "flow")), inputs, ""),)


def inside(inbound: str, outbound: str) -> Reader:
    """Rules written inside a group, in one list for each direction."""

    @reads(f"{inbound}[]", f"{outbound}[]")
    def read(inputs: Inputs) -> Any:
        found: list[Flow] = []
        for path, towards in ((inbound, "in"), (outbound, "out")):
            listed = look(inputs, path)
            if listed is UNKNOWN:
                return UNKNOWN
            found += [_flow(towards, rule, f"{path}[{index}]") for index, rule in enumerate(each(listed))]
        return tuple(found)

    return read


def _direction(value: Any) -> Any:
    """`in` or `out`. Another word counts as `in`, where more is at stake."""
    if value is UNKNOWN:
        return UNKNOWN
    return "out" if str(value).strip().casefold() == "outbound" else "in"


def _flow(towards: Any, rule: Any, label: str) -> Flow:
    """One rule as a Flow. It allows: security groups know nothing else."""
    if not isinstance(rule, Mapping):
        return Flow(towards, True, UNKNOWN, UNKNOWN, UNKNOWN, label=label)
    named = protocol(look(rule, "ipProtocol"))
    return Flow(towards, True, named, _ports(rule, named), _peers(rule), label=label)


def _ports(rule: Mapping[str, Any], named: Any) -> Any:
    if named == "any":
        return EVERY_PORT
    return port_range(look(rule, "fromPortRange"), look(rule, "toPortRange")) if has_ports(named) else ()


def _peers(rule: Mapping[str, Any]) -> Any:
    if any(look(rule, name) is UNKNOWN for name in _MEMBERS):
        return UNKNOWN
    found = [*_ranges(rule), *(f"group:{name}" for name in _groups(rule)), *_services(rule)]
    # no range and no group: everybody
    return tuple(dict.fromkeys(found)) if found else WORLD


def _ranges(rule: Mapping[str, Any]) -> Iterator[Any]:
    for item in (look(rule, "ipRange"), *each(rule.get("ipRanges"))):
        if item is UNKNOWN:
            yield UNKNOWN
        elif item is not None:
            yield from peer(item if isinstance(item, str) else str(item))


def _groups(rule: Mapping[str, Any]) -> Iterator[str]:
    for member in each(rule.get("securityGroupsMembers")):
        names = [look(member, name) for name in ("securityGroupId", "securityGroupName")]
        yield _known(next((name for name in names if name), None)) if UNKNOWN not in names else _LATER
    linked = look(rule, "securityGroupNameToLink")
    if linked is not None:
        yield _known(linked)


def _services(rule: Mapping[str, Any]) -> Iterator[str]:
    return (f"service:{_known(item)}" for item in each(rule.get("serviceIds")))


def _known(name: Any) -> str:
    name = revealed(name)
    return _LATER if name is UNKNOWN or name in (None, "") else str(name)

"""The flows that parts of our own need at a cloud that does not offer them as a service.

An intent names no cloud, so it cannot say which of its services become hosts. Where a key store or an audit sink does,
its flows are added to the estate's intent, each with an id of its own (`K-<AREA>-001`), and everything else
sees them like declared ones. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from components.contract.addresses import Fault
from components.contract.capability import operated_by_us
from components.contract.intent import Area, Flow, Intent, Space
from components.contract.words import Protocol, Purpose
from facts.model import Capability

KEY_STORE_PORT, KEY_STORE_CLUSTER_PORT, LOG_STORE_PORT = 8200, 8201, 443
_PROXY, _MIRROR, _TIME, _SSH = "3128", "3142", "123", "22"
A = TypeVar("A", bound=Area)
# Segments whose hosts keep data on disks that the key store opens.
_CLIENTS = frozenset({Purpose.WORKSTATIONS, Purpose.CLUSTER, Purpose.DATA})


@dataclass(frozen=True)
class _Wanted:
    source: str
    to: str
    ports: tuple[str, ...]
    justification: str
    protocol: Protocol = Protocol.TCP


def completed(intent: Intent, offered: Mapping[str, Capability]) -> Intent:
    """The intent with the flows of the parts that this cloud makes us operate. The same intent where there are none."""
    keys, logs = (operated_by_us(name, offered) for name in ("key-store", "audit-sink"))
    if not (keys or logs):
        return intent
    return intent.changed(
        hub=_with_flows(intent.hub, _hub_wants(intent, keys, logs)),
        environments=tuple(_with_flows(area, _area_wants(intent, area, keys)) for area in intent.environments),
        spaces=tuple(_with_flows(area, _area_wants(intent, area, keys)) for area in intent.spaces),
    )


def _with_flows(area: A, wants: Iterable[_Wanted]) -> A:
    added = list(area.flows)
    for want in wants:
        missing = tuple(port for port in want.ports if not _open(added, want, port))
        if missing:
            added.append(_flow(area, len(added) - len(area.flows) + 1, replace(want, ports=missing)))
    return area.model_copy(update={"flows": tuple(added)})


def _open(flows: Iterable[Flow], want: _Wanted, port: str) -> bool:
    return any(
        (flow.source, flow.to, flow.protocol) == (want.source, want.to, want.protocol)
        and any(_covers(str(item), int(port)) for item in flow.ports)
        for flow in flows
    )


def _covers(ports: str, port: int) -> bool:
    low, _, high = ports.partition("-")
    return int(low) <= port <= int(high or low)


def _flow(area: Area, number: int, want: _Wanted) -> Flow:
    return Flow.model_validate(
        {
            "id": f"K-{area.name.upper()}-{number:03}",
            "from": want.source,
            "to": want.to,
            "protocol": want.protocol,
            "ports": want.ports,
            "justification": want.justification,
        }
    )


def _area_wants(intent: Intent, area: Area, keys: bool) -> Iterator[_Wanted]:
    if not (keys and area.keys):
        return
    hub, home = intent.hub, area.service_segment
    yield from _store(area, home)
    yield _Wanted(f"hub.{hub.bastion.segment}", home, (_SSH,), "operators of the key store, through the bastion")
    egress = f"hub.{hub.egress.segment}"
    yield _Wanted(home, egress, (_PROXY, _MIRROR), "software of the key store's hosts")
    yield _Wanted(home, egress, (_TIME,), "time of the key store's hosts", Protocol.UDP)
    yield _Wanted(home, f"hub.{hub.service_segment}", (str(KEY_STORE_PORT),), "the hub's key store unseals this one")


def _store(area: Area, home: str) -> Iterator[_Wanted]:
    for segment in area.segments:
        if segment.name == home or segment.purpose in _CLIENTS:
            yield _Wanted(segment.name, home, (str(KEY_STORE_PORT),), "hosts ask the key store for their disks' keys")
    yield _Wanted(home, home, (str(KEY_STORE_CLUSTER_PORT),), "the key store's hosts among each other")


def _hub_wants(intent: Intent, keys: bool, logs: bool) -> Iterator[_Wanted]:
    hub = intent.hub
    home, egress, bastion = hub.service_segment, hub.egress.segment, hub.bastion.segment
    areas = [area for area in intent.areas if area.keys] if keys else []
    pools = dict.fromkeys("spaces" if isinstance(area, Space) else "environments" for area in areas if area is not hub)
    if logs:
        yield _Wanted(bastion, home, (str(LOG_STORE_PORT),), "recordings of sessions to the audit sink")
    if hub in areas or pools:
        yield from _store(hub, home)
        yield _Wanted(bastion, home, (_SSH,), "operators of the key store, through the bastion")
    for pool in pools:
        yield _Wanted(pool, home, (str(KEY_STORE_PORT),), "the hub's key store unseals the others")
        yield _Wanted(bastion, pool, (_SSH,), "operators of the key stores, through the bastion")
        yield _Wanted(pool, egress, (_PROXY, _MIRROR), "software of the key stores' hosts")
        yield _Wanted(pool, egress, (_TIME,), "time of the key stores' hosts", Protocol.UDP)
    if areas or logs:
        yield _Wanted(home, egress, (_PROXY, _MIRROR), "software of our own hosts")
        yield _Wanted(home, egress, (_TIME,), "time of our own hosts", Protocol.UDP)


def faults(intent: Intent, offered: Mapping[str, Capability]) -> list[Fault]:
    """What keeps parts of our own from being run at this cloud, though the intent by itself is a good one."""
    if intent.hub.key_store.operators or not operated_by_us("key-store", offered):
        return []
    return [
        Fault(
            ("hub", "key_store"),
            "found no operators of the key store, which stands on hosts of our own at this cloud",
            "at least one id of `hub.bastion.people`: somebody must open and unseal it",
            "add `operators` to hub.key_store",
        )
    ]

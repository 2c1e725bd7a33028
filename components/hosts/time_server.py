"""The time server: one time for an estate, from given sources."""

from __future__ import annotations

from dataclasses import dataclass

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled
from components.hosts.firewall import ANYWHERE, Flow
from components.hosts.hardening import Machine, host_network, machine_document, needs_names, operators_door


@dataclass(frozen=True)
class TimeSource:
    """One source by address or name; `nts` asks for authenticated time, which needs a name."""

    server: str
    nts: bool = False

    def __post_init__(self) -> None:
        if not checks.is_address(self.server):
            checks.fqdn("time source", self.server)
        elif self.nts:
            raise checks.mismatch("time source with nts", self.server, "a name, for its certificate")


@dataclass(frozen=True, kw_only=True)
class TimeServer(Machine):
    """`sources` are what it follows; `time_servers` of a machine are not asked here and stay empty."""

    allowed_cidrs: tuple[str, ...]
    sources: tuple[TimeSource, ...]
    time_servers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.cidrs("allowed_cidrs", self.allowed_cidrs)
        checks.distinct("sources", [source.server for source in self.sources])
        if any(not checks.is_address(source.server) for source in self.sources):
            needs_names(self, "a time source")

    def _check_time(self) -> None:
        if self.time_servers:
            raise checks.mismatch("time_servers", self.time_servers, "none: a time server follows its sources")
        if not self.sources:
            raise checks.mismatch("sources", self.sources, "at least one time source, better four")


def user_data(host: TimeServer) -> str:
    """The `#cloud-config` of a time server.

    Produced: chrony that follows the given sources and answers the given networks. Not produced: a local
    clock that is served when every source is lost; clients must notice that.
    """
    clients = Flow("clients of time", host.allowed_cidrs, "udp", (123,))
    own = File("/etc/chrony/chrony.conf", configuration(host))
    return machine_document(
        host,
        operators_door(host),
        Part(),
        inbound=(clients,),
        outbound=_source_flows(host),
        time_configuration=own,
    )


def configuration(host: TimeServer) -> str:
    sources = [f"server {source.server} iburst{' nts' if source.nts else ''}" for source in host.sources]
    service = "\n".join([*(f"allow {cidr}" for cidr in host.allowed_cidrs), "ratelimit interval 1 burst 16"])
    return filled("chrony.conf", servers="\n".join(sources), service=service)


def _source_flows(host: TimeServer) -> tuple[Flow, ...]:
    named = any(not checks.is_address(source.server) for source in host.sources)
    addresses = tuple(host_network(item.server) for item in host.sources if checks.is_address(item.server))
    flows = [Flow("time sources", ANYWHERE if named else addresses, "udp", (123,), anywhere=named)]
    if any(source.nts for source in host.sources):
        flows.append(Flow("keys of time sources", ANYWHERE, "tcp", (4460,), anywhere=True))
    return tuple(flows)

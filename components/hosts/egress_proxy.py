"""The egress proxy: the only way out, to listed names and ports."""

from __future__ import annotations

from dataclasses import dataclass

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled
from components.hosts.firewall import ANYWHERE, Flow
from components.hosts.hardening import Machine, machine_document, needs_names, operators_door


@dataclass(frozen=True)
class Destination:
    """One name that may be reached at one port. On port 80 it is read in the clear, on others through
    CONNECT.
    """

    fqdn: str
    port: int = 443

    def __post_init__(self) -> None:
        checks.fqdn("destination", self.fqdn)
        checks.port(f"port of {self.fqdn}", self.port)


@dataclass(frozen=True, kw_only=True)
class EgressProxy(Machine):
    allowed_cidrs: tuple[str, ...]
    destinations: tuple[Destination, ...]
    port: int = 3128
    log_days: int = 365

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.cidrs("allowed_cidrs", self.allowed_cidrs)
        checks.port("port", self.port)
        checks.between("log_days", self.log_days, 1, 3650)
        checks.distinct("destinations", [f"{item.fqdn}:{item.port}" for item in self.destinations])
        if self.destinations:
            needs_names(self, "every destination")


def user_data(host: EgressProxy) -> str:
    """The `#cloud-config` of an egress proxy.

    Produced: squid that lets the given networks reach the listed names, each at its own port, and a log of
    every request. Not produced: a cache, an interception of TLS, a wildcard, a way to an address or to the
    metadata service.
    """
    clients = Flow("clients of the proxy", host.allowed_cidrs, "tcp", (host.port,))
    ports = tuple(sorted({item.port for item in host.destinations}))
    out = (Flow("listed ports", ANYWHERE, "tcp", ports, user="proxy", anywhere=True),) if ports else ()
    part = Part(
        packages=("logrotate", "squid"),
        files=(
            File("/etc/squid/squid.conf", configuration(host)),
            File("/etc/logrotate.d/squid", filled("squid.logrotate", days=str(host.log_days))),
        ),
        commands=(
            ("squid", "-k", "parse"),
            ("systemctl", "enable", "squid"),
            ("systemctl", "restart", "squid"),
        ),
    )
    return machine_document(host, operators_door(host), part, inbound=(clients,), outbound=out)


def configuration(host: EgressProxy) -> str:
    ports = sorted({item.port for item in host.destinations})
    names, rules = [], []
    for port in ports:
        listed = sorted(item.fqdn for item in host.destinations if item.port == port)
        names += [f"acl port_{port} port {port}", f"acl names_{port} dstdomain -n {' '.join(listed)}"]
        method = "reading !CONNECT" if port == 80 else "CONNECT"
        rules.append(f"http_access allow {method} port_{port} names_{port}")
    return filled(
        "squid.conf",
        port=str(host.port),
        clients=" ".join(host.allowed_cidrs),
        names="\n".join(names),
        rules="\n".join(rules),
        host_name=host.host_name,
    )

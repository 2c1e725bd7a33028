"""The package mirror: Debian packages for machines that have no way out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.files import filled
from components.hosts.firewall import ANYWHERE, Flow
from components.hosts.hardening import Machine, host_network, machine_document, needs_names, operators_door


@dataclass(frozen=True, kw_only=True)
class PackageMirror(Machine):
    """`upstream` and `security_upstream` are served as `/debian` and `/debian-security`; there is no default."""

    allowed_cidrs: tuple[str, ...]
    upstream: str
    security_upstream: str
    port: int = 80
    cache_gib: int = 20

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.cidrs("allowed_cidrs", self.allowed_cidrs)
        checks.port("port", self.port)
        checks.between("cache_gib", self.cache_gib, 1, 1000)
        for what, value in (("upstream", self.upstream), ("security_upstream", self.security_upstream)):
            checks.url(what, value, ("http", "https"), path=True)
            if not checks.is_address(_host(value)):
                needs_names(self, what)


def user_data(host: PackageMirror) -> str:
    """The `#cloud-config` of a package mirror.

    Produced: nginx that fetches from two fixed upstreams and keeps what it fetched; apt's signatures stay the
    proof of what a package is. Not produced: a general proxy, an upload, an upstream that a request could
    choose.
    """
    clients = Flow("clients of the mirror", host.allowed_cidrs, "tcp", (host.port,))
    part = Part(
        packages=("ca-certificates", "nginx-light"),
        files=(
            File("/etc/nginx/nginx.conf", configuration(host)),
            # Workers run as www-data, the cache manager too; the folder must exist before the first check.
            File("/etc/tmpfiles.d/bastide-mirror.conf", "d /var/cache/nginx-mirror 0700 www-data www-data -\n"),
        ),
        commands=(
            ("systemd-tmpfiles", "--create", "/etc/tmpfiles.d/bastide-mirror.conf"),
            ("nginx", "-t", "-q"),
            ("systemctl", "enable", "nginx"),
            ("systemctl", "restart", "nginx"),
        ),
    )
    return machine_document(host, operators_door(host), part, inbound=(clients,), outbound=_upstream_flows(host))


def configuration(host: PackageMirror) -> str:
    upstreams = {"debian": host.upstream, "debian-security": host.security_upstream}
    locations = [
        filled("nginx-mirror-location.conf", path=path, upstream=value.rstrip("/")).rstrip()
        for path, value in upstreams.items()
    ]
    return filled(
        "nginx-mirror.conf",
        port=str(host.port),
        cache_gib=str(host.cache_gib),
        allowed="\n        ".join(f"allow {cidr};" for cidr in host.allowed_cidrs),
        resolver=f"resolver {' '.join(_bracketed(server) for server in host.dns_servers)};" if host.dns_servers else "",
        locations="\n\n        ".join(locations),
    )


def _upstream_flows(host: PackageMirror) -> tuple[Flow, ...]:
    """nginx' workers and apt itself: an upstream known by name may be at any address, but at its own port
    only.
    """
    flows = {}
    for value in (host.upstream, host.security_upstream):
        parts = urlsplit(value)
        known = checks.is_address(_host(value))
        cidrs = (host_network(_host(value)),) if known else ANYWHERE
        port = parts.port or (443 if parts.scheme == "https" else 80)
        flows[cidrs, port] = Flow("upstream of packages", cidrs, "tcp", (port,), anywhere=not known)
    return tuple(flows.values())


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _bracketed(server: str) -> str:
    return f"[{server}]" if ":" in server else server

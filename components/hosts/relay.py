"""The relay of a move: it copies from one side to the other, and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from components.hosts import checks
from components.hosts.cloud_config import File, Part
from components.hosts.data_volume import DataVolume, data_volume
from components.hosts.firewall import Flow
from components.hosts.hardening import OPERATORS_GROUP, Machine, machine_document, operators_door
from components.hosts.luks import LuksVolume, luks_volume

PACKAGES = ("postgresql-client", "rclone")
# cloud-init writes the hosts file from it at every start, after the files of the first one.
_HOSTS = "/etc/cloud/templates/hosts.debian.tmpl"
_LOCAL = (
    "## template:jinja",
    "127.0.1.1 {{fqdn}} {{hostname}}",
    "127.0.0.1 localhost",
    "::1 localhost ip6-localhost ip6-loopback",
)


@dataclass(frozen=True, kw_only=True)
class Relay(Machine):
    """`names`: name of a service on the other side -> its address across the link. `egress`: what it may reach beside
    time and packages. `volume` is its work space, encrypted here, or plain where the cloud encrypts it.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    egress: tuple[Flow, ...] = ()
    proxy: str
    volume: LuksVolume | DataVolume

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.operators:
            raise checks.mismatch("operators", self.operators, "at least one id: nobody else starts a copy")
        for name, address in self.names.items():
            checks.fqdn("names", name)
            checks.address(f"address of {name}", address)
        checks.url("proxy", self.proxy, ("http",))
        if not checks.is_address(urlsplit(self.proxy).hostname or ""):
            raise checks.mismatch("proxy", self.proxy, "a URL whose host is an address, for the firewall")


def user_data(host: Relay) -> str:
    """The `#cloud-config` of a relay.

    Produced: the copy tools, the other side's names at their addresses across the link, a work volume for operators,
    the proxy for everything else that is known by name. Not produced: a credential, a job that starts by itself, a way
    that no flow names.
    """
    volume = _volume(host.volume)
    part = Part(
        packages=(*PACKAGES, *volume.packages),
        files=(File(_HOSTS, hosts_template(host.names)), File("/etc/environment", environment(host)), *volume.files),
        commands=volume.commands,
    )
    return machine_document(host, operators_door(host), part, outbound=host.egress)


def hosts_template(names: Mapping[str, str]) -> str:
    lines = [*_LOCAL, *(f"{address} {name}" for name, address in sorted(names.items()))]
    return "\n".join(lines) + "\n"


def environment(host: Relay) -> str:
    """Everything by the proxy but what lies across the link."""
    direct = ",".join(["localhost", "127.0.0.1", *sorted(host.names)])
    lines = [f'{name}="{host.proxy}"' for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")]
    return "\n".join([*lines, f'no_proxy="{direct}"', f'NO_PROXY="{direct}"']) + "\n"


def _volume(volume: LuksVolume | DataVolume) -> Part:
    part = luks_volume(volume) if isinstance(volume, LuksVolume) else data_volume(volume)
    opened = ("install", "-d", "-m", "1770", "-g", OPERATORS_GROUP, volume.mount_point)
    return replace(part, commands=(*part.commands, opened))

"""The research workstation: a terminal inside a space, with no way out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from components.contract import accounts
from components.hosts import checks
from components.hosts.cloud_config import Account, File, Part
from components.hosts.data_volume import DataVolume, data_volume
from components.hosts.files import filled, text
from components.hosts.firewall import Flow
from components.hosts.hardening import LIBRARY, SSH_GROUP, Doors, Machine, authorized_key, machine_document
from components.hosts.key_store_volume import KeyStoreVolume, key_store_flow, key_store_volume
from components.hosts.luks import LuksVolume, luks_volume

RESEARCHERS_GROUP = "bastide-researchers"


@dataclass(frozen=True, kw_only=True)
class Workstation(Machine):
    """`researchers` are the ids by which the bastion knows them. `egress` lists what it may reach beside time, names
    and packages: the proxy, storage, a database. `volume` is encrypted here, or plain where the cloud encrypts it.
    """

    researchers: tuple[str, ...]
    egress: tuple[Flow, ...] = ()
    proxy: str | None = None
    volume: LuksVolume | DataVolume | KeyStoreVolume | None = None
    packages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.bastion is None:
            raise checks.mismatch("bastion", None, "how the bastions are known: sessions come from nowhere else")
        if not self.researchers:
            raise checks.mismatch("researchers", self.researchers, "at least one id of a person")
        for researcher in self.researchers:
            checks.account("researchers", researcher)
        people = (*self.researchers, *self.operators)
        checks.distinct("researchers and operators", people)
        checks.distinct("account numbers of researchers and operators", [str(accounts.number(one)) for one in people])
        for flow in self.egress:
            checks.cidrs(f"egress {flow.why}", flow.cidrs)
        for package in self.packages:
            checks.one_line("packages", package)
        if self.proxy is not None:
            checks.url("proxy", self.proxy, ("http",))
            if not checks.is_address(urlsplit(self.proxy).hostname or ""):
                raise checks.mismatch("proxy", self.proxy, "a URL whose host is an address, for the firewall")


def user_data(host: Workstation) -> str:
    """The `#cloud-config` of a workstation.

    Produced: an account for each researcher, reached from the bastions only and only with a terminal; egress
    to the listed networks; the data volume where asked, in which every researcher may put files and change nobody
    else's. Not produced: rights of administration for researchers, a way to the internet or to the cloud's
    metadata (which holds this document), a file or clipboard channel by SSH.
    """
    access = host.bastion
    assert access is not None  # checked by the argument class
    doors = Doors(
        (Flow("SSH from the bastions", access.cidrs, "tcp", (22,)),),
        filled("workstation/sshd_session", group=RESEARCHERS_GROUP),
    )
    volume = _volume(host.volume)
    keys = [authorized_key(name, access.onward_public_key, sources=access.cidrs) for name in host.researchers]
    part = Part(
        packages=(*host.packages, *volume.packages),
        groups=(RESEARCHERS_GROUP,),
        accounts=tuple(_researcher(name) for name in host.researchers),
        files=(*keys, *_settings(host), *volume.files),
        commands=volume.commands,
    )
    keys_of_disks = (key_store_flow(host.volume),) if isinstance(host.volume, KeyStoreVolume) else ()
    return machine_document(host, doors, part, outbound=(*host.egress, *keys_of_disks))


def _researcher(name: str) -> Account:
    groups = (SSH_GROUP, RESEARCHERS_GROUP)
    return Account(name, "researcher", "/bin/bash", groups, number=accounts.number(name))


def _volume(volume: LuksVolume | DataVolume | KeyStoreVolume | None) -> Part:
    """The volume, opened to researchers once it is mounted: a new file system belongs to root alone."""
    if volume is None:
        return Part()
    if isinstance(volume, KeyStoreVolume):
        return key_store_volume(volume, group=RESEARCHERS_GROUP, mode="1770")
    part = luks_volume(volume) if isinstance(volume, LuksVolume) else data_volume(volume)
    shared = ("install", "-d", "-m", "1770", "-g", RESEARCHERS_GROUP, volume.mount_point)
    return replace(part, commands=(*part.commands, shared))


def _settings(host: Workstation) -> tuple[File, ...]:
    session = File(f"{LIBRARY}/session", text("workstation/session"), "0755")
    umask = File("/etc/profile.d/bastide.sh", "umask 077\n")
    if host.proxy is None:
        return (session, umask)
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    lines = [f'{name}="{host.proxy}"' for name in names] + ['no_proxy="localhost,127.0.0.1"']
    return (session, umask, File("/etc/environment", "\n".join(lines) + "\n"))

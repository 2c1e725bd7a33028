"""The recorded bastion: people come in by SSH and go onward to a target, and every session is recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from components.hosts import checks
from components.hosts.cloud_config import Account, File, Part
from components.hosts.files import filled, text
from components.hosts.firewall import Flow
from components.hosts.hardening import LIBRARY, SSH_GROUP, Doors, Machine, authorized_key, machine_document
from components.hosts.people import Person

PEOPLE_GROUP = "bastide-people"
ONWARD_HOME = "/var/lib/bastide/onward"


@dataclass(frozen=True, kw_only=True)
class RecordingStore:
    """The locked S3 bucket that recordings go to, reached at `cidrs` directly or through `proxy`.

    The key needs the right to write objects with a lock (`PutObject`, `PutObjectRetention`) and no other
    right.
    """

    endpoint: str
    region: str
    bucket: str
    access_key_id: str
    secret_access_key: str = field(repr=False)
    cidrs: tuple[str, ...]
    prefix: str = ""
    port: int = 443
    retention_days: int = 365
    proxy: str | None = None
    ca_certificate: str | None = None

    def __post_init__(self) -> None:
        checks.url("endpoint", self.endpoint, ("https",))
        checks.one_line("region", self.region)
        checks.one_line("access_key_id", self.access_key_id)
        checks.one_line("secret_access_key", self.secret_access_key, secret=True)
        _key_part("bucket", self.bucket)
        if self.prefix:
            _key_part("prefix", self.prefix)
        checks.cidrs("store cidrs", self.cidrs)
        checks.port("store port", self.port)
        checks.between("retention_days", self.retention_days, 1, 36500)
        if self.proxy is not None:
            checks.url("proxy", self.proxy, ("http",))
        if self.ca_certificate is not None:
            checks.certificate("ca_certificate", self.ca_certificate)


@dataclass(frozen=True, kw_only=True)
class Bastion(Machine):
    """Arguments of one bastion of a pair: both get the same, but for `host_name`.

    `onward_key` is the private key by which targets know the bastions. `known_hosts` fixes the targets' own
    keys (`@cert-authority` lines work); without it a target's key is trusted at first sight, by each bastion
    for itself.
    """

    people: tuple[Person, ...]
    targets: tuple[str, ...]
    allowed_cidrs: tuple[str, ...]
    onward_key: str = field(repr=False)
    store: RecordingStore
    known_hosts: tuple[str, ...] = ()
    idle_seconds: int = 900
    seal_period_seconds: int = 60

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.people:
            raise checks.mismatch("people", self.people, "at least one person")
        checks.distinct("people", [person.id for person in self.people])
        checks.distinct("keys of people", [" ".join(person.ssh_public_key.split()[:2]) for person in self.people])
        checks.cidrs("targets", self.targets)
        checks.cidrs("allowed_cidrs", self.allowed_cidrs)
        checks.ssh_private_key("onward_key", self.onward_key)
        checks.between("idle_seconds", self.idle_seconds, 30, 3600)
        checks.between("seal_period_seconds", self.seal_period_seconds, 5, 3600)
        for line in self.known_hosts:
            checks.one_line("known_hosts", line)
        if self.operators or self.bastion is not None:
            raise checks.mismatch("operators", self.operators, "none: a bastion has no shell for anyone")


def user_data(host: Bastion) -> str:
    """The `#cloud-config` of one bastion.

    Produced: one account for each person whose only ability is a recorded session at a target; recordings
    made by sudo as root (input with its timing, output), sealed into a chain and uploaded to the locked
    bucket. Not produced: a shell for anyone (a bastion is replaced, not administered), a file or port
    channel, a name that is resolved.
    """
    door = Flow("SSH of people", host.allowed_cidrs, "tcp", (22,))
    onward = Flow("SSH onward", host.targets, "tcp", (22,), user="onward")
    store = Flow("recordings to their store", host.store.cidrs, "tcp", (host.store.port,), user="root")
    doors = Doors((door,), filled("bastion/sshd_session", idle=str(host.idle_seconds)))
    part = Part(
        packages=("curl", "python3", "sudo"),
        groups=(PEOPLE_GROUP,),
        accounts=(_onward(), *(_person(person) for person in host.people)),
        files=(*_session(host), *_recordings(host)),
        commands=((f"{LIBRARY}/setup-bastion",),),
    )
    # The accounts of people and the account that the firewall names must exist before its rules are loaded.
    return machine_document(host, doors, part, outbound=(onward, store))


def _onward() -> Account:
    return Account("onward", "goes onward to targets", "/usr/sbin/nologin", system=True, home=ONWARD_HOME)


def _person(person: Person) -> Account:
    return Account(person.id, "person", f"{LIBRARY}/session", (SSH_GROUP, PEOPLE_GROUP))


def _session(host: Bastion) -> tuple[File, ...]:
    checking = "yes" if host.known_hosts else "accept-new"
    return (
        *(authorized_key(person.id, person.ssh_public_key) for person in host.people),
        File(f"{LIBRARY}/session", text("bastion/session"), "0755"),
        File(f"{LIBRARY}/connect", text("bastion/connect"), "0755"),
        File("/etc/sudoers.d/bastide-recorded", filled("bastion/sudoers", group=PEOPLE_GROUP), "0440"),
        File("/etc/bastide/targets", "\n".join(host.targets) + "\n"),
        File("/etc/bastide/onward_ssh_config", filled("bastion/onward_ssh_config", checking=checking)),
        File("/etc/bastide/onward_key", host.onward_key.strip() + "\n", "0600"),
        File("/etc/bastide/known_hosts", "".join(f"{line}\n" for line in host.known_hosts)),
    )


def _recordings(host: Bastion) -> tuple[File, ...]:
    period = f"{host.seal_period_seconds}s"
    units = "/etc/systemd/system"
    authority = host.store.ca_certificate
    certificates = (File("/etc/bastide/store-ca.pem", authority.strip() + "\n"),) if authority else ()
    return (
        *certificates,
        File("/etc/bastide/store.json", _store_settings(host.store), "0600"),
        File(f"{LIBRARY}/seal", text("bastion/seal"), "0700"),
        File(f"{LIBRARY}/upload", text("bastion/upload"), "0700"),
        File(f"{LIBRARY}/setup-bastion", text("bastion/setup"), "0700"),
        File(f"{units}/bastide-seal.service", text("bastion/bastide-seal.service")),
        File(f"{units}/bastide-seal.timer", filled("bastion/bastide-seal.timer", period=period)),
        File(f"{units}/bastide-upload.service", text("bastion/bastide-upload.service")),
        File(f"{units}/bastide-upload.timer", filled("bastion/bastide-upload.timer", period=period)),
    )


def _store_settings(store: RecordingStore) -> str:
    settings = {
        "endpoint": store.endpoint.rstrip("/"),
        "region": store.region,
        "bucket": store.bucket,
        "prefix": f"{store.prefix.strip('/')}/" if store.prefix else "",
        "access_key_id": store.access_key_id,
        "secret_access_key": store.secret_access_key,
        "retention_days": str(store.retention_days),
        "proxy": store.proxy or "",
        "ca_file": "/etc/bastide/store-ca.pem" if store.ca_certificate else "",
    }
    return json.dumps(settings, indent=2) + "\n"


def _key_part(what: str, value: str) -> None:
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-._/")
    if not value or not set(value) <= allowed or ".." in value or value.startswith("/"):
        raise checks.mismatch(what, value, "lower-case letters, digits and -._/ only")

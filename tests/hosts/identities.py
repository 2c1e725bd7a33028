"""Authorities and certificates for tests, made for one run."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from components import certificates
from components.certificates import Subject
from components.hosts.identity import HostIdentity

UNTIL = date(2040, 1, 1)


@dataclass(frozen=True)
class Authority:
    """One authority and what it signs."""

    key: str
    certificate: str

    def identity(self, name: str, *addresses: str, unit: str = "") -> HostIdentity:
        own = certificates.private_key(seed())
        subject = Subject(name, UNTIL, addresses, unit=unit)
        return HostIdentity(own, certificates.signed(own, subject, self.key, self.certificate), self.certificate)


def authority(name: str) -> Authority:
    key = certificates.private_key(seed())
    return Authority(key, certificates.authority(key, Subject(name, UNTIL)))


def seed() -> str:
    return base64.b64encode(os.urandom(certificates.SEED_BYTES)).decode()


def laid_out(folder: Path, identity: HostIdentity, *clients: str) -> Path:
    """The files of a server: its own, and the authorities that it lets clients name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "certificate.pem").write_text(identity.certificate)
    (folder / "key.pem").write_text(identity.private_key)
    (folder / "authority.pem").write_text(identity.authority)
    (folder / "clients.pem").write_text("".join(clients))
    return folder

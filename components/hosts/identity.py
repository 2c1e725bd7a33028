"""What a host shows of itself over TLS, and whom it believes."""

from __future__ import annotations

from dataclasses import dataclass, field

from components.hosts import checks


@dataclass(frozen=True)
class HostIdentity:
    """A private key, its certificate, and the certificate of the authority that signed it and all its peers."""

    private_key: str = field(repr=False)
    certificate: str
    authority: str

    def __post_init__(self) -> None:
        checks.tls_private_key("private_key", self.private_key)
        checks.certificate("certificate", self.certificate)
        checks.certificate("authority", self.authority)

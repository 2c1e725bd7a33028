"""X.509 certificates of hosts, as pure functions of a key and a subject: the same input gives the same bytes.

Ed25519 throughout: its keys are 32 random bytes and its signatures have no random part (RFC 8032, section 5.1.6), so
nothing of a certificate changes from one run to the next.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SEED_BYTES: Final = 32
NOT_BEFORE: Final = date(2026, 1, 1)
"""Fixed: a date that moved would make every certificate another one."""


@dataclass(frozen=True)
class Subject:
    """Whose certificate it is and until when."""

    common_name: str
    until: date
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    unit: str = ""

    def check(self, *, signed: bool) -> None:
        """Raise ValueError for a subject that no host could use."""
        if not 1 <= len(self.common_name) <= 64 or not self.common_name.isprintable():
            raise ValueError(f"common name: found {self.common_name!r}, expected 1 to 64 printable characters")
        if self.until <= NOT_BEFORE:
            raise ValueError(f"until: found {self.until}, expected a day after {NOT_BEFORE}")
        if not signed and (self.addresses or self.names or self.unit):
            raise ValueError(f"authority {self.common_name}: found addresses, names or a unit, expected none of them")
        for address in self.addresses:
            ipaddress.ip_address(address)


def private_key(seed: str) -> str:
    """The private key of a base64 seed, as PEM."""
    raw = base64.b64decode(seed, validate=True)
    if len(raw) != SEED_BYTES:
        raise ValueError(f"seed of a TLS key: found {len(raw)} bytes, expected {SEED_BYTES}")
    plain = serialization.NoEncryption()
    key = Ed25519PrivateKey.from_private_bytes(raw)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode("ascii")


def authority(key: str, subject: Subject) -> str:
    """A self-signed certificate that may sign those of hosts and nothing else: no authority below it."""
    subject.check(signed=False)
    own, name = _loaded(key), _name(subject)
    use = _usage(key_cert_sign=True, crl_sign=True)
    builder = _builder(own, name, name, subject).add_extension(x509.BasicConstraints(True, 0), critical=True)
    return _pem(builder.add_extension(use, critical=True).sign(own, None))


def signed(key: str, subject: Subject, issuer_key: str, issuer_certificate: str) -> str:
    """A host's certificate, good for both ends of a connection, signed by the authority."""
    subject.check(signed=True)
    own, issuer = _loaded(key), x509.load_pem_x509_certificate(issuer_certificate.encode("ascii"))
    if issuer.not_valid_after_utc < _midnight(subject.until):
        raise ValueError(f"until: found {subject.until}, expected a day the authority lives to see")
    both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    signer = _loaded(issuer_key)
    builder = (
        _builder(own, _name(subject), issuer.subject, subject)
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(both, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    alternatives = [x509.IPAddress(ipaddress.ip_address(one)) for one in subject.addresses]
    alternative_names = [*alternatives, *(x509.DNSName(one) for one in subject.names)]
    if alternative_names:
        builder = builder.add_extension(x509.SubjectAlternativeName(alternative_names), critical=False)
    return _pem(builder.sign(signer, None))


def _builder(key: Ed25519PrivateKey, name: x509.Name, issuer: x509.Name, subject: Subject) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(issuer, name, key.public_key(), _serial(key, subject))
        .not_valid_before(_midnight(NOT_BEFORE))
        .not_valid_after(_midnight(subject.until))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _serial(key: Ed25519PrivateKey, subject: Subject) -> int:
    """Another one for every key and subject, without a memory of those given: 152 bits of a hash."""
    said = repr((key.public_key().public_bytes_raw(), subject)).encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:19], "big") or 1


def _name(subject: Subject) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, subject.common_name)]
    if subject.unit:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, subject.unit))
    return x509.Name(parts)


def _usage(*, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(digital_signature, False, False, False, False, key_cert_sign, crl_sign, False, False)


def _loaded(key: str) -> Ed25519PrivateKey:
    found = serialization.load_pem_private_key(key.encode("ascii"), None)
    if not isinstance(found, Ed25519PrivateKey):
        raise ValueError("TLS key: found another kind of key, expected Ed25519")
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")

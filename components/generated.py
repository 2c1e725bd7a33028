"""Values that a program generates: Pulumi secrets from the first moment, the same at every run.

Shared by all clouds; uses pulumi-random only.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date
from typing import Any

import pulumi
import pulumi_random as random
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from components import certificates
from components.contract.site import Place
from components.hosts.identity import HostIdentity

_CURVE = ec.SECP384R1()
_SEED_BYTES = 48


def password(place: Place[Any], suffix: str, *, length: int = 40, symbols: bool = True) -> pulumi.Output[str]:
    """A random text of letters, digits and (where the taker allows them) a few safe symbols."""
    made = random.RandomPassword(
        f"{place.name}-{suffix}",
        length=length,
        special=symbols,
        override_special="-_.~" if symbols else None,
        min_lower=2,
        min_upper=2,
        min_numeric=2,
        min_special=1 if symbols else 0,
        opts=place.options(provider="random"),
    )
    secret: pulumi.Output[str] = pulumi.Output.secret(made.result)
    return secret


def ssh_key(place: Place[Any], suffix: str) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
    """A private SSH key (PEM, a Pulumi secret) and its public half (one line, not secret).

    An ECDSA key on P-384, computed from random bytes in the state: unlike the other formats of SSH keys, its PEM form
    has no random part, so a second run changes no host.
    """
    seed = random.RandomBytes(f"{place.name}-{suffix}", length=_SEED_BYTES, opts=place.options(provider="random"))
    secret: pulumi.Output[str] = pulumi.Output.secret(seed.base64)
    return secret.apply(private_key), pulumi.Output.unsecret(secret.apply(public_key))


def private_key(seed: str) -> str:
    """The private key of a base64 seed, as PEM."""
    return (
        _key(seed)
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        .decode("ascii")
    )


def public_key(seed: str) -> str:
    """The public half, in the one-line form of authorized_keys."""
    return (
        _key(seed)
        .public_key()
        .public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
        .decode("ascii")
    )


def _key(seed: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(base64.b64decode(seed), "big") % (_CURVE.group_order - 1) + 1
    return ec.derive_private_key(number, _CURVE)


@dataclass(frozen=True)
class TlsIdentity:
    """A private key (PEM, a Pulumi secret) and its certificate (PEM, not secret)."""

    private_key: pulumi.Output[str]
    certificate: pulumi.Output[str]


def tls_identity(
    place: Place[Any],
    suffix: str,
    *,
    common_name: str,
    until: date,
    addresses: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    unit: str = "",
    issuer: TlsIdentity | None = None,
) -> TlsIdentity:
    """A certificate authority, or with an `issuer` what it signs: one certificate for a server and a client.

    Made from random bytes in the state: a second run gives the same text and changes no host. `unit` is how a key
    store knows what the holder may do. Deliberately not: a date that the clock chooses; `until` is the estate's, and
    whoever moves it replaces the hosts. Raises ValueError for what `components.certificates` refuses.
    """
    subject = certificates.Subject(common_name, until, addresses, names, unit)
    subject.check(signed=issuer is not None)
    seed = random.RandomBytes(
        f"{place.name}-{suffix}", length=certificates.SEED_BYTES, opts=place.options(provider="random")
    )
    secret: pulumi.Output[str] = pulumi.Output.secret(seed.base64)
    private = secret.apply(certificates.private_key)
    if issuer is None:
        made = private.apply(lambda key: certificates.authority(key, subject))
    else:
        both = pulumi.Output.all(private, issuer.private_key, issuer.certificate)
        made = both.apply(lambda parts: certificates.signed(parts[0], subject, parts[1], parts[2]))
    return TlsIdentity(private, pulumi.Output.unsecret(made))


def host_identity(identity: TlsIdentity, issuer: TlsIdentity) -> pulumi.Output[HostIdentity]:
    """The same as the documents of hosts take it; a secret."""
    parts = pulumi.Output.all(identity.private_key, identity.certificate, issuer.certificate)
    made: pulumi.Output[HostIdentity] = pulumi.Output.secret(parts.apply(lambda three: HostIdentity(*three)))
    return made

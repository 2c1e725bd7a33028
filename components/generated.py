"""Values that a program generates: Pulumi secrets from the first moment, the same at every run.

Shared by all clouds; uses pulumi-random only.
"""

from __future__ import annotations

import base64
from typing import Any

import pulumi
import pulumi_random as random
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from components.contract.site import Place

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

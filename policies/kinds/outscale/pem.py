"""What a certificate in PEM says of itself."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from policies.kinds.readers import mapped
from policies.kinds.table import Reader


class _Said(NamedTuple):
    issuer: str | None
    algorithm: str | None
    size: int | None


# a certificate that cannot be read says nothing: the rules fail on what is not said
_NOTHING: Final = _Said(None, None, None)


def issuer(path: str) -> Reader:
    """Who signed the certificate at `path`: organisation, or else common name."""
    return mapped(path, lambda text: _read(text).issuer)


def algorithm(path: str) -> Reader:
    """`rsa`, `ec`, `ed25519` or `ed448`."""
    return mapped(path, lambda text: _read(text).algorithm)


def size(path: str) -> Reader:
    """Bits of the key."""
    return mapped(path, lambda text: _read(text).size)


def _read(text: Any) -> _Said:
    return _parsed(text) if isinstance(text, str) else _NOTHING


@lru_cache(maxsize=64)
def _parsed(text: str) -> _Said:
    try:
        found = x509.load_pem_x509_certificate(text.encode())
        return _Said(_issuer(found), *_key(found.public_key()))
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion):
        return _NOTHING


def _issuer(found: x509.Certificate) -> str | None:
    for name in (x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME):
        for attribute in found.issuer.get_attributes_for_oid(name):
            return str(attribute.value)
    return None


def _key(key: object) -> tuple[str | None, int | None]:
    if isinstance(key, rsa.RSAPublicKey):
        return "rsa", key.key_size
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "ec", key.key_size
    if isinstance(key, ed25519.Ed25519PublicKey):
        return "ed25519", 256
    return ("ed448", 456) if isinstance(key, ed448.Ed448PublicKey) else (None, None)

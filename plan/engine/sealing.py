"""Sealed values in Pulumi's own format: AES-256-GCM below a key that a secrets provider keeps."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 8
_ROUNDS: Final = 1_000_000
"""Fixed by Pulumi's format `v1`; a quarter of a second, here and in every call of the CLI."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals values for one secrets provider.

    Attributes:
        header: what a stack file says at its top so that Pulumi finds the key.
    """

    header: Mapping[str, str]
    key: bytes = field(repr=False)

    def seal(self, plain: str) -> str:
        """`plain` as the text of a `secure:` value. Differs at each call: the nonce is random."""
        return encrypted(plain, self.key)


def passphrase_seal(phrase: str = "", salt: bytes | None = None) -> Seal:
    """A seal that the CLI opens with PULUMI_CONFIG_PASSPHRASE. The default protects nothing: placeholders only.

    Slow (0.25 s): make one for a run. Stack files and states that carry the same salt cost the CLI one derivation a
    call, not one each.
    """
    salt = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
    key = PBKDF2HMAC(SHA256(), KEY_BYTES, salt, _ROUNDS).derive(phrase.encode())
    # Pulumi decrypts this word to know whether the passphrase is right.
    return Seal({"encryptionsalt": f"v1:{base64.b64encode(salt).decode()}:{encrypted('pulumi', key)}"}, key)


def encrypted(plain: str, key: bytes) -> str:
    """The text of a sealed value: `v1:<nonce>:<ciphertext>`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, plain.encode(), None)
    return f"v1:{base64.b64encode(nonce).decode()}:{base64.b64encode(sealed).decode()}"


def decrypted(sealed: str, key: bytes) -> str:
    """What `encrypted` was given.

    Raises:
        ValueError: it was not sealed with this key, or is no sealed value at all.
    """
    try:
        version, nonce, ciphertext = sealed.split(":")
        if version != "v1":
            raise ValueError(version)
        return AESGCM(key).decrypt(base64.b64decode(nonce), base64.b64decode(ciphertext), None).decode()
    except (ValueError, InvalidTag):
        # without the cause: it might quote what it was given
        raise ValueError("not a value sealed with this key") from None

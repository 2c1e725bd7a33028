"""Who keeps a stack's state and the key of its secrets, as Pulumi's own files name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from facts.errors import BadInput
from plan.engine.backend import UNKNOWN, parse
from policies.kinds.values import Reference
from policies.references import named_in

_WITHOUT_KEEPER: Final = ("", "default", "passphrase")
"""A passphrase is kept by people; `default` is what the state's backend does, which is judged with it."""
_AMAZON: Final = "s3.amazonaws.com"


def of_backend(url: Any, place: str) -> Iterator[Reference]:
    """The machine behind `backend.url`. One that cannot be read is a machine that nobody owns."""
    if url is None or url == "":
        return
    try:
        backend = parse(str(url), place)
    except BadInput:
        yield Reference("backend", "an address that cannot be read", place)
        return
    if not backend.is_local:
        # S3 without an endpoint is Amazon's
        host = _AMAZON if backend.kind.value == "s3" and backend.host in ("", UNKNOWN) else backend.host
        yield Reference("backend", host, place)


def of_secrets_provider(provider: Any, place: str) -> Iterator[Reference]:
    """The key service that `secretsprovider` names; nothing for a passphrase."""
    if provider is None or (isinstance(provider, str) and provider.strip() in _WITHOUT_KEEPER):
        return
    named = [name for what, name in named_in(str(provider), False, False) if what == "secrets-provider"]
    # an address of a service that nobody here knows
    yield from (Reference("secrets-provider", name, place) for name in named or ["a key service that is not known"])

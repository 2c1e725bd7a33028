"""By what resources of azure-native name each other: types of older versions, and ids in their several spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plan.model import PlannedResource
from policies.kinds.readers import look

_VERSIONED: Final = re.compile(r"^(azure-native:[a-z0-9]+)/v[0-9]{8}[a-z0-9]*:(\w+)$")
_KEY: Final = re.compile(r"^https://([a-z0-9-]+)\.(?:vault|managedhsm)\.[a-z.]+/keys/([^/]+)(?:/[^/]*)?/?$")
_KEY_ID: Final = re.compile(r"/providers/microsoft\.keyvault/(?:vaults|managedhsms)/([^/]+)/keys/([^/]+)$")
_ROLE: Final = re.compile(r"/roledefinitions/([0-9a-f-]{36})$")
# services of a storage account have settings of their own and are no resource of their own
_SERVICE: Final = re.compile(r"(/storageaccounts/[^/]+)/(?:blob|file|queue|table)services/default$")
_KEYS: Final = "azure-native:keyvault:Key"


def unversioned(token: str) -> str:
    """The type without its API version: `azure-native:storage/v20230101:Queue` is `azure-native:storage:Queue`."""
    found = _VERSIONED.match(token)
    return f"{found[1]}:{found[2]}" if found else token


def plain_id(text: str) -> str:
    """One spelling for all: without case, a key's URL or id as `vault/key`, a service's id as its account's."""
    text = text.strip().rstrip("/").casefold()
    key = _KEY.match(text) or _KEY_ID.search(text)
    if key:
        return f"{key[1]}/{key[2]}"
    role = _ROLE.search(text)
    return role[1] if role else _SERVICE.sub(r"\1", text)


def own_ids(resource: PlannedResource) -> Iterator[str]:
    """Every id of a resource by which others may name it: its own, the one it is imported by, and a key's address."""
    for identifier in (resource.id, resource.options.import_id):
        if identifier:
            yield plain_id(identifier)
    if unversioned(resource.type) == _KEYS:
        vault, key = look(resource.inputs, "vaultName"), look(resource.inputs, "keyName")
        if isinstance(vault, str) and isinstance(key, str):
            yield plain_id(f"{vault}/{key}")

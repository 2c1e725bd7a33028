"""Entries of the secret store, for every role that keeps a generated value there."""

from __future__ import annotations

import pulumi
from pulumiverse_scaleway import secrets

from components import own_key_store
from components.contract.handles import KeyHandle
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD


def stored(
    place: Here, resource: str, name: str, value: pulumi.Output[str], key: KeyHandle | None, *, data: bool = False
) -> tuple[secrets.Secret, secrets.Version]:
    """A protected entry below the area's own path and its first version.

    The value is write-only: it reaches neither the state nor an output. `data`: what it opens bears data, which is lost
    without it, so it is protected and kept like that.
    """
    held_by = own_key_store.for_cloud(key)
    entry = secrets.Secret(
        resource,
        name=name,
        path=f"/{place.site.area.name}",
        key_id=held_by.id if held_by else None,
        protected=True,
        region=place.choices.region,
        project_id=project_id(place),
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD, data=data),
    )
    hidden: pulumi.Output[str] = pulumi.Output.secret(value)
    version = secrets.Version(
        resource,
        secret_id=entry.id,
        data_wo=hidden,
        data_wo_version=1,
        region=place.choices.region,
        opts=place.options(provider=CLOUD, data=data),
    )
    return entry, version

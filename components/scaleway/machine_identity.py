"""Identities of machines that may only write: an application, its policy, its key with an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumiverse_scaleway import iam

from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD

# An upload under a bucket key takes both rights on the key; without a right to read objects, decryption gives nothing.
_WRITER = ("ObjectStorageObjectsWrite", "KeyManagerKeyEncrypt", "KeyManagerKeyDecrypt")


@dataclass(frozen=True)
class Writer:
    """`principal` as bucket policies spell it; `secret_key` is a Pulumi secret."""

    principal: pulumi.Output[str]
    access_key: pulumi.Output[str]
    secret_key: pulumi.Output[str]


def writer(place: Here, name: str, purpose: str) -> Writer:
    """An application that may add objects in the role's project, with a key that ends when the choices say.

    Deliberately not: a right to read, list or delete.
    """
    application = iam.Application(
        f"{place.name}-writer",
        name=name,
        description=purpose,
        organization_id=place.choices.organization_id,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    iam.Policy(
        f"{place.name}-writer",
        name=name,
        description=purpose,
        organization_id=place.choices.organization_id,
        application_id=application.id,
        rules=[iam.PolicyRuleArgs(permission_set_names=list(_WRITER), project_ids=[project_id(place)])],
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    key = iam.ApiKey(
        f"{place.name}-writer",
        application_id=application.id,
        default_project_id=project_id(place),
        description=purpose,
        expires_at=f"{place.choices.machine_keys_until + timedelta(days=1)}T00:00:00Z",
        opts=place.options(provider=CLOUD, secret_outputs=("accessKey", "secretKey")),
    )
    return Writer(
        pulumi.Output.format("application_id:{0}", application.id),
        pulumi.Output.secret(key.access_key),
        pulumi.Output.secret(key.secret_key),
    )

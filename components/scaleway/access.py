"""People and machines: groups, service accounts, grants."""

from __future__ import annotations

from datetime import date, timedelta

import pulumi
from pulumiverse_scaleway import iam

from components.contract.handles import IdentityHandle, ServiceHandle
from components.contract.roles.access import GrantLinks, GrantSpec, GroupSpec, IdentityLinks, ServiceAccountSpec
from components.contract.words import Right
from components.scaleway.place import Here, project_id
from components.scaleway.providers import CLOUD

_READ = ("ObjectStorageBucketsRead", "ObjectStorageObjectsRead", "KeyManagerKeyDecrypt")
_WORK = (*_READ, "ObjectStorageObjectsWrite", "KeyManagerKeyEncrypt")
_INFRASTRUCTURE = (
    "BlockStorageFullAccess",
    "ContainerRegistryFullAccess",
    "FileStorageFullAccess",
    "IPAMFullAccess",
    "InstancesFullAccess",
    "LoadBalancersFullAccess",
    "ObservabilityFullAccess",
    "PrivateNetworksFullAccess",
    "RelationalDatabasesFullAccess",
    "SiteToSiteVPNFullAccess",
    "VPCFullAccess",
    "VPCGatewayFullAccess",
)
# No right here deletes a key or decrypts with one, so who runs the infrastructure reads no health data in buckets.
PERMISSIONS: dict[Right, tuple[str, ...]] = {
    Right.READ: (*_READ, "InstancesReadOnly", "KeyManagerReadOnly", "ObservabilityReadOnly", "VPCReadOnly"),
    Right.WORK: _WORK,
    Right.REVIEW: (*_WORK, "ObjectStorageObjectsDelete"),
    Right.ADMINISTER: (*_INFRASTRUCTURE, "KeyManagerReadOnly", "ObjectStorageBucketsRead", "SecretManagerReadOnly"),
    # connectors and routes of the hub's VPC. No set is narrower: it changes the hub's access list too, but no private
    # network, gateway, host or bucket
    Right.LINK: ("VPCFullAccess",),
    Right.DEPLOY: (
        *_INFRASTRUCTURE,
        "KeyManagerKeyCreate",
        "KeyManagerKeyWrite",
        "KeyManagerReadOnly",
        "ObjectStorageBucketPolicyFullAccess",
        "ObjectStorageBucketsRead",
        "ObjectStorageBucketsWrite",
        "SecretManagerReadOnly",
        "SecretManagerSecretCreate",
        "SecretManagerSecretWrite",
    ),
}
"""Permission sets of the vendor's list (documentation of 2026-03-20). None covers all products."""
_STATE = (
    "ObjectStorageBucketsRead",
    "ObjectStorageObjectsDelete",
    "ObjectStorageObjectsRead",
    "ObjectStorageObjectsWrite",
)


class GroupIdentity(IdentityHandle):
    """An identity that policies name as a group."""


def group(place: Here, spec: GroupSpec, links: IdentityLinks) -> IdentityHandle:
    """A group whose members come from the identity provider."""
    made = iam.Group(
        place.name,
        name=place.label("group"),
        description=spec.title,
        organization_id=place.choices.organization_id,
        external_membership=True,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    return GroupIdentity(place.urn, made.id, made.name, pulumi.Output.format("group_id:{0}", made.id))


def service_account(place: Here, spec: ServiceAccountSpec, links: IdentityLinks) -> IdentityHandle:
    """An application without a key."""
    made = iam.Application(
        place.name,
        name=place.label("service-account"),
        description=spec.purpose,
        organization_id=place.choices.organization_id,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    return IdentityHandle(place.urn, made.id, made.name, pulumi.Output.format("application_id:{0}", made.id))


def grant(place: Here, spec: GrantSpec, links: GrantLinks) -> ServiceHandle:
    """A policy over one project, which ends with the last day of the grant.

    A deployer may also read and write the Pulumi state. Deliberately not: a rule over the organisation, a permission
    set over all products.
    """
    if links.identity is None:
        raise ValueError(f"found no identity for the grant `{place.name}` | a group or an account | correct the grant")
    project = links.project.id if links.project else project_id(place)
    rules = [_rule(PERMISSIONS[spec.right], project, spec.until)]
    if spec.right is Right.DEPLOY:
        rules.append(_rule(_STATE, place.choices.management_project, spec.until))
    is_group = isinstance(links.identity, GroupIdentity)
    made = iam.Policy(
        place.name,
        name=place.label("grant"),
        description=f"{spec.right}: {spec.justification}",
        organization_id=place.choices.organization_id,
        group_id=links.identity.id if is_group else None,
        application_id=None if is_group else links.identity.id,
        rules=rules,
        tags=place.tag_list(),
        opts=place.options(provider=CLOUD),
    )
    return ServiceHandle(place.urn, made.id, made.name, "")


def _rule(sets: tuple[str, ...], project: pulumi.Input[str], until: date | None) -> iam.PolicyRuleArgs:
    return iam.PolicyRuleArgs(
        permission_set_names=sorted(sets), project_ids=[project], condition=condition(until) if until else None
    )


def condition(until: date) -> str:
    """The end of the last day, as the cloud's policies say it."""
    return f'request.time < timestamp("{until + timedelta(days=1)}T00:00:00Z")'

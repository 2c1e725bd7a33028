"""People and machines: EIM groups, users and policies, in the account of their area.

EIM knows neither object storage nor Kubernetes, and no policy ends by itself or holds for one resource only: an account
is the wall, so each area has one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import pulumi
import pulumi_outscale as outscale

from components.contract.handles import IdentityHandle, ServiceHandle
from components.contract.intent import Area
from components.contract.names import DEPLOYER, role_name
from components.contract.roles.access import GrantLinks, GrantSpec, GroupSpec, IdentityLinks, ServiceAccountSpec
from components.contract.words import Right
from components.outscale.place import Here
from components.outscale.providers import account_of

_SEES = (
    "ReadDhcpOptions",
    "ReadInternetServices",
    "ReadLoadBalancers",
    "ReadNatServices",
    "ReadNetPeerings",
    "ReadNets",
    "ReadNics",
    "ReadPublicIps",
    "ReadRouteTables",
    "ReadSecurityGroups",
    "ReadSnapshots",
    "ReadSubnets",
    "ReadSubregions",
    "ReadTags",
    "ReadVmsState",
    "ReadVolumes",
)
# `ReadVms` answers with the documents of hosts, which hold their keys: the deployer has it and nobody else (and
# `ReadAdminPassword`, which the provider calls for every host and no Linux has). No right deletes a volume or snapshot.
_RUNS = ("CreateSnapshot", "LinkVolume", "RebootVms", "StartVms", "StopVms", "UnlinkVolume", "UpdateVm", "UpdateVolume")
_LINKS = (
    "AcceptNetPeering",
    "CreateRoute",
    "CreateTags",
    "DeleteNetPeering",
    "DeleteRoute",
    "ReadNetPeerings",
    "ReadNets",
    "ReadRouteTables",
    "UpdateRoute",
)
_BUILDS = tuple(
    f"{verb}{noun}"
    for verb, nouns in {
        "Create": (
            "DhcpOptions",
            "InternetService",
            "LoadBalancer",
            "LoadBalancerListeners",
            "NatService",
            "Net",
            "NetPeering",
            "PublicIp",
            "Route",
            "RouteTable",
            "SecurityGroup",
            "SecurityGroupRule",
            "Snapshot",
            "Subnet",
            "Tags",
            "Vms",
            "Volume",
        ),
        "Delete": (
            "DhcpOptions",
            "InternetService",
            "LoadBalancer",
            "LoadBalancerListeners",
            "NatService",
            "Net",
            "NetPeering",
            "PublicIp",
            "Route",
            "RouteTable",
            "SecurityGroup",
            "SecurityGroupRule",
            "Subnet",
            "Tags",
            "Vms",
        ),
        "Update": ("LoadBalancer", "Net", "Route", "Subnet", "Vm", "Volume"),
        "Link": ("InternetService", "LoadBalancerBackendMachines", "PublicIp", "RouteTable", "Volume"),
        "Unlink": ("InternetService", "LoadBalancerBackendMachines", "PublicIp", "RouteTable", "Volume"),
        "Start": ("Vms",),
        "Stop": ("Vms",),
        "Read": ("AdminPassword", "Images", "VmTypes", "Vms"),
    }.items()
    for noun in nouns
)
ACTIONS: dict[Right, tuple[str, ...]] = {
    Right.READ: _SEES,
    Right.WORK: ("ReadVmsState",),
    Right.REVIEW: ("ReadVmsState",),
    Right.ADMINISTER: (*_SEES, *_RUNS),
    Right.LINK: _LINKS,
    Right.DEPLOY: (*_SEES, *_BUILDS),
}
"""Calls of the API of version 1.42.0, by name, never by pattern. Data lie in object storage, which EIM does not know:
who works with data gets a sign-in here and no more. `LINK` cannot be narrowed to one peering or one route table."""


class Linked:
    """A user or a group that is made with the policies of its grants, as soon as the last of them is there.

    EIM links a policy where the user or group is made, and the contract comes to groups before it comes to grants.
    """

    def __init__(self, grants: Iterable[str], make: Callable[[Sequence[pulumi.Output[str]]], object]) -> None:
        self._policies: dict[str, pulumi.Output[str] | None] = dict.fromkeys(grants)
        self._make = make
        self._make_if_complete()

    def bring(self, grant: str, policy: pulumi.Output[str]) -> None:
        self._policies[grant] = policy
        self._make_if_complete()

    def _make_if_complete(self) -> None:
        found = [policy for policy in self._policies.values() if policy is not None]
        if len(found) == len(self._policies):
            self._make(found)


@dataclass(frozen=True, kw_only=True)
class EimIdentity(IdentityHandle):
    """A user or a group by its name, which is how EIM and the API know it."""

    linked: Linked

    def exported(self) -> dict[str, object]:
        return {name: value for name, value in super().exported().items() if name != "linked"}


def _identity(
    place: Here, label: str, grants: Iterable[str], make: Callable[[Sequence[pulumi.Output[str]]], object]
) -> EimIdentity:
    return EimIdentity(place.urn, label, label, label, linked=Linked(grants, make))


def _grants_to(area: Area, name: str) -> list[str]:
    return [role_name(area, grant) for grant in area.grants if f"{area.name}-{grant.to}" == name]


def group(place: Here, spec: GroupSpec, links: IdentityLinks) -> IdentityHandle:
    """A group with the policies of its grants. Its members are entered by hand and stay."""
    label = place.label("group")

    def make(policies: Sequence[pulumi.Output[str]]) -> outscale.UserGroup:
        return outscale.UserGroup(
            place.name,
            user_group_name=label,
            path="/",
            policies=[{"policy_orn": orn} for orn in policies],
            opts=place.options(provider=account_of(place), ignore_changes=("users",)),
        )

    return _identity(place, label, _grants_to(place.site.area, place.name), make)


def service_account(place: Here, spec: ServiceAccountSpec, links: IdentityLinks) -> IdentityHandle:
    """A user without a key and without a password, with the policies of its grants; with an area's deployer the rule by
    which its account's API answers to known ranges and known certificates only.

    Deliberately not: the removal of the rule that the account is born with, and the access policy that then asks for
    trusted sessions. Made before somebody has tried the new rule, they lock everybody out: see the facts of `project`.
    """
    is_deployer = place.name == f"{place.site.area.name}-{DEPLOYER}"
    grants = [place.name] if is_deployer else _grants_to(place.site.area, place.name)
    label = place.label("service-account")
    if is_deployer:
        _door(place)
    return _identity(place, label, grants, partial(_user, place, label, account_of(place)))


def _door(place: Here) -> None:
    """Protected and kept: without any rule nobody reaches the account again."""
    name, provider = f"{place.name}-api", account_of(place)
    authority = outscale.Ca(
        name,
        ca_pem=place.choices.api_authority,
        description=f"deployers of {place.site.area.name}",
        opts=place.options(provider=provider, data=True),
    )
    outscale.ApiAccessRule(
        name,
        ca_ids=[authority.ca_id],
        ip_ranges=list(place.choices.api_cidrs),
        description=f"deployers of {place.site.area.name}",
        opts=place.options(provider=provider, data=True),
    )


def _user(place: Here, label: str, provider: str, policies: Sequence[pulumi.Output[str]]) -> outscale.User:
    return outscale.User(
        place.name,
        user_name=label,
        path="/",
        policies=[{"policy_orn": orn} for orn in policies],
        opts=place.options(provider=provider),
    )


def grant(place: Here, spec: GrantSpec, links: GrantLinks) -> ServiceHandle:
    """A policy with the calls of its right, linked to its group or user; for a link a user of its own in the hub's
    account, for no user is known in two accounts.

    Deliberately not: a pattern of calls, EIM itself, keys. It has no end: EIM has none, the gap says so.
    """
    if spec.right is Right.LINK:
        return _link(place, spec)
    if not isinstance(links.identity, EimIdentity):
        raise ValueError(f"found no identity for the grant `{place.name}` | a group or an account | correct the grant")
    made = _policy(place, spec, account_of(place))
    links.identity.linked.bring(place.name, made.orn)
    return ServiceHandle(place.urn, made.id, made.policy_name, "")


def _link(place: Here, spec: GrantSpec) -> ServiceHandle:
    provider = account_of(place, place.site.intent.hub)
    made = _policy(place, spec, provider)
    _user(place, place.label("grant"), provider, [made.orn])
    return ServiceHandle(place.urn, made.id, made.policy_name, "")


def _policy(place: Here, spec: GrantSpec, provider: str) -> outscale.Policy:
    text = document(spec.right)
    return outscale.Policy(
        place.name,
        # another text is another policy, made and linked before the old one goes: none is taken away while in use
        policy_name=f"{place.label('grant')}-{hashlib.sha256(text.encode()).hexdigest()[:8]}",
        description=f"{spec.right} in {place.site.area.name}",
        document=text,
        path="/",
        opts=place.options(provider=provider),
    )


def document(right: Right) -> str:
    """The policy of one right, as JSON. A policy holds for all resources of its account: there is no narrower one."""
    calls = [f"api:{name}" for name in sorted(set(ACTIONS[right]))]
    return json.dumps({"Statement": [{"Effect": "Allow", "Action": calls, "Resource": ["*"]}]})

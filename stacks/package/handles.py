"""Handles of roles as types of the package: the same fields as in `components.contract.handles`.

Read by the SDK's analyser, which takes neither postponed annotations nor unions.
"""

from typing import TypedDict

import pulumi

Text = pulumi.Input[str]
Texts = pulumi.Input[dict[str, Text]]


class ProjectHandle(TypedDict):
    """The cloud's container of an area."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    backbone: Text
    """The private network that the projects of an estate share, empty at a cloud without one."""


class NetworkHandle(TypedDict):
    """The network of an area."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    cidr: Text
    router: Text
    """What joins networks: a VPC, a router."""
    tables: Texts
    """Route tables by the name of their part, empty where the cloud has one for the whole network."""


class SegmentHandle(TypedDict):
    """A part of a network, with a firewall of its own."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    cidr: Text
    network: Text
    """Id of the network that hosts attach to."""
    subnet: Text
    """Id of the subnet, empty where the cloud has none."""


class FirewallHandle(TypedDict):
    """The firewall of a segment."""

    urn: Text
    """URN of the role."""
    ids: Texts
    """Id by zone number; `0` where one serves all zones."""


class KeyStoreHandle(TypedDict):
    """Where the keys of an area live."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    region: Text
    uri: Text
    authority: Text
    """Certificate of who signs for the store's hosts, empty where the cloud runs the store."""


class KeyHandle(TypedDict):
    """A key under the platform's control."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    store: Text
    region: Text
    reference: Text
    """The form that the cloud's storage takes."""


class BucketHandle(TypedDict):
    """Object storage for one purpose."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    region: Text
    endpoint: Text


class VolumeHandle(TypedDict):
    """A block volume."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text


class DatabaseHandle(TypedDict):
    """A managed PostgreSQL."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text


class ServiceHandle(TypedDict):
    """A host or another service that is only pointed at."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    address: Text
    """How to reach it, empty where nothing answers."""


class IdentityHandle(TypedDict):
    """A group or a service account."""

    urn: Text
    """URN of the role."""
    id: Text
    name: Text
    principal: Text
    """The form that grants take."""


class AuditHandle(TypedDict):
    """Where every log goes."""

    urn: Text
    """URN of the role."""
    bucket: Text
    """Holds the locked logs."""
    workspace: Text
    """Where logs can be searched, empty where nothing does that."""


class BastionHandle(TypedDict):
    """The only way in for people who work on hosts."""

    urn: Text
    """URN of the role."""
    public_key: Text
    """How other hosts know the bastion's onward sessions, empty where the cloud runs the bastion."""


class GapRecord(TypedDict):
    """Something that the intent asks for and the cloud does not offer as code. Nothing is built in its place."""

    role: str
    """Kind of the role that asks, such as `Bucket`."""
    name: str
    """Name of that role."""
    capability: str
    level: str
    """`api`, `manual` or `absent`."""

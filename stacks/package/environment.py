"""The component of the package: one layer of an estate.

Read by the SDK's analyser, which takes neither postponed annotations nor unions.
"""

from typing import Any, NotRequired, TypedDict

import pulumi

from stacks.package.below import below
from stacks.package.built import documents
from stacks.package.choices import (
    CloudtempleChoices,
    NumspotChoices,
    OutscaleChoices,
    OvhcloudChoices,
    ScalewayChoices,
)
from stacks.package.gaps import collect_gaps
from stacks.package.handles import (
    AuditHandle,
    BastionHandle,
    BucketHandle,
    DatabaseHandle,
    FirewallHandle,
    GapRecord,
    IdentityHandle,
    KeyHandle,
    KeyStoreHandle,
    NetworkHandle,
    ProjectHandle,
    SegmentHandle,
    ServiceHandle,
    VolumeHandle,
)
from stacks.package.spelling import camel
from stacks.package.wanted import read_wanted
from stacks.target import build_from

TOKEN = "bastide:index:Environment"


class BootstrapHandles(TypedDict):
    """What the layer `bootstrap` gave: the outputs of that `Environment`, or a project of your own for each area."""

    projects: pulumi.Input[dict[str, pulumi.Input[ProjectHandle]]]
    """Area -> its project."""
    deployers: pulumi.Input[dict[str, pulumi.Input[IdentityHandle]]]
    """Area -> the identity that deploys it, and must always keep its access."""


class HubHandles(TypedDict):
    """What the layer `hub` gave: the outputs of that `Environment`."""

    network: NotRequired[pulumi.Input[NetworkHandle]]
    audit: NotRequired[pulumi.Input[AuditHandle]]
    bastion: NotRequired[pulumi.Input[BastionHandle]]
    key_store: NotRequired[pulumi.Input[KeyStoreHandle]]


class EnvironmentArgs(TypedDict):
    intent: str
    """The environment that is wanted, in words that name no cloud: the text of an intent file, YAML or JSON."""
    layer: str
    """Which part of it: `bootstrap`, `hub`, the name of an environment, or `space-` and the name of a space."""
    estate: NotRequired[str]
    """Name of the estate: the intent at this cloud. Without it, the name of the cloud."""
    scaleway: NotRequired[ScalewayChoices]
    """What Scaleway chooses. Exactly one cloud."""
    ovhcloud: NotRequired[OvhcloudChoices]
    """What OVHcloud chooses. Exactly one cloud."""
    cloudtemple: NotRequired[CloudtempleChoices]
    """What Cloud Temple chooses. Exactly one cloud."""
    numspot: NotRequired[NumspotChoices]
    """What NumSpot chooses. Exactly one cloud."""
    outscale: NotRequired[OutscaleChoices]
    """What Outscale chooses. Exactly one cloud."""
    bootstrap: NotRequired[pulumi.Input[BootstrapHandles]]
    """Needed by every layer but `bootstrap`."""
    hub: NotRequired[pulumi.Input[HubHandles]]
    """Needed by every layer but `bootstrap` and `hub`."""


class Environment(pulumi.ComponentResource):
    """One layer of a sovereign environment for health data at one cloud: network, segments with firewalls, keys,
    encrypted storage, databases, identities, bastion, sealed project spaces. One for each stack.

    Secure by construction: there is no argument for a public bucket, an open firewall or a plain disk. What the cloud
    does not offer as code is a gap and stands in `gaps`.

    It makes its own providers. Credentials come from the environment of `pulumi up`, never from an argument.
    """

    cloud: pulumi.Output[str]
    """Where it stands."""
    gaps: pulumi.Output[list[GapRecord]]
    """What the intent asks for and the cloud does not offer as code."""
    projects: pulumi.Output[dict[str, ProjectHandle]] | None
    """Area -> project. Of the layer `bootstrap`."""
    deployers: pulumi.Output[dict[str, IdentityHandle]] | None
    """Area -> the identity that deploys it. Of the layer `bootstrap`."""
    network: pulumi.Output[NetworkHandle] | None
    key_store: pulumi.Output[KeyStoreHandle] | None
    segments: pulumi.Output[dict[str, SegmentHandle]] | None
    firewalls: pulumi.Output[dict[str, FirewallHandle]] | None
    """By the name of their segment."""
    keys: pulumi.Output[dict[str, KeyHandle]] | None
    buckets: pulumi.Output[dict[str, BucketHandle]] | None
    volumes: pulumi.Output[dict[str, VolumeHandle]] | None
    databases: pulumi.Output[dict[str, DatabaseHandle]] | None
    hosts: pulumi.Output[dict[str, ServiceHandle]] | None
    """Workstations."""
    certificates: pulumi.Output[dict[str, ServiceHandle]] | None
    identities: pulumi.Output[dict[str, IdentityHandle]] | None
    """Groups and service accounts."""
    audit: pulumi.Output[AuditHandle] | None
    """Of the layer `hub`."""
    bastion: pulumi.Output[BastionHandle] | None
    """Of the layer `hub`."""

    def __init__(self, name: str, args: EnvironmentArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        wanted = read_wanted(args)
        super().__init__(TOKEN, name, {"cloud": wanted.estate.cloud.value, "layer": wanted.layer}, opts)
        with below(self):
            gaps = collect_gaps()
            made = build_from(wanted.estate, wanted.layer, wanted.source)
        self.state = {"cloud": wanted.estate.cloud.value, "gaps": gaps, **documents(made)}
        for output in OUTPUTS:
            setattr(self, output, _output(self.state.get(camel(output))))
        self.register_outputs(self.state)


OUTPUTS = tuple(Environment.__annotations__)
"""Names of the outputs, as attributes."""


def _output(value: Any) -> pulumi.Output[Any] | None:
    return None if value is None else pulumi.Output.from_input(value)

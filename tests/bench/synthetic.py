"""A program of any size at Scaleway, for the benchmarks: groups of ten resources that depend on each other.

The built-in engine runs `build`; the Pulumi engine runs it as the `__main__.py` of a checkout (`PROGRAM`).
"""

from __future__ import annotations

import pulumiverse_scaleway as scaleway
from pulumi import ResourceOptions
from pulumiverse_scaleway import block, instance, network, object

GROUP = 10
PROGRAM = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import pulumi
from synthetic import build

build(int(pulumi.get_stack().rpartition("-")[2]))
"""


def build(size: int) -> None:
    """Register `size` resources, beside their provider."""
    provider = scaleway.Provider("scaleway", region="fr-par", zone="fr-par-1")
    for index in range(size // GROUP):
        _group(index, ResourceOptions(provider=provider))


def _group(index: int, options: ResourceOptions) -> None:
    name = f"bench-{index}"
    private = network.PrivateNetwork(
        name, name=name, ipv4_subnet={"subnet": f"10.{index // 256}.{index % 256}.0/24"}, opts=options
    )
    firewall = instance.SecurityGroup(name, name=name, inbound_default_policy="drop", stateful=True, opts=options)
    instance.SecurityGroupRules(
        name,
        security_group_id=firewall.id,
        inbound_rules=[
            {"action": "accept", "protocol": "TCP", "port": port, "ip_range": "10.0.0.0/16"} for port in (22, 443)
        ],
        opts=options,
    )
    volumes = [
        block.Volume(f"{name}-{disk}", name=f"{name}-{disk}", iops=5000, size_in_gb=20, opts=options)
        for disk in range(3)
    ]
    server = instance.Server(
        name,
        name=name,
        type="POP2-2C-8G",
        image="debian_bookworm",
        security_group_id=firewall.id,
        additional_volume_ids=[volume.id for volume in volumes],
        opts=ResourceOptions.merge(options, ResourceOptions(protect=True)),
    )
    instance.PrivateNic(name, server_id=server.id, private_network_id=private.id, opts=options)
    bucket = object.Bucket(name, name=name, region="fr-par", opts=options)
    object.BucketServerSideEncryptionConfiguration(
        name,
        bucket=bucket.name,
        rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
        opts=options,
    )


def as_stack(size: int) -> str:
    """The name of the stack that has the program build `size` resources."""
    return f"scaleway-{size}"

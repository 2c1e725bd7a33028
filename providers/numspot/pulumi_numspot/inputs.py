"""Nested inputs, as dictionaries with the names of Python.

Made by tools/terraform_sdks.py from providers/schemas/numspot.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from pulumi import Input

__all__ = [
    "DhcpOptionsTagArgsDict", "ImageAccessArgsDict", "ImageBlockDeviceMappingArgsDict",
    "ImageBlockDeviceMappingBsuArgsDict", "ImageTagArgsDict", "InternetGatewayTagArgsDict",
    "KubernetesNodepoolAutoscalingArgsDict", "KubernetesNodepoolRootDiskArgsDict", "LoadBalancerHealthCheckArgsDict",
    "LoadBalancerListenerArgsDict", "LoadBalancerTagArgsDict", "NatGatewayTagArgsDict", "NicLinkNicArgsDict",
    "NicPrivateIpArgsDict", "NicTagArgsDict", "PostgresClusterExtensionArgsDict",
    "PostgresClusterNodeConfigurationArgsDict", "PostgresClusterVolumeArgsDict", "PublicIpTagArgsDict",
    "RouteTableRouteArgsDict", "RouteTableTagArgsDict", "SecurityGroupInboundRuleArgsDict",
    "SecurityGroupOutboundRuleArgsDict", "SecurityGroupTagArgsDict", "SnapshotTagArgsDict", "SubnetTagArgsDict",
    "VmPlacementArgsDict", "VmTagArgsDict", "VolumeLinkVmArgsDict", "VolumeTagArgsDict", "VpcTagArgsDict",
    "VpnConnectionRouteArgsDict", "VpnConnectionVpnOptionsArgsDict",
]

class DhcpOptionsTagArgsDict(TypedDict, total=False):
    key: Required[Input[str]]; value: Required[Input[str]]

class ImageAccessArgsDict(TypedDict, total=False):
    is_public: Input[bool]

class ImageBlockDeviceMappingArgsDict(TypedDict, total=False):
    bsu: Input[ImageBlockDeviceMappingBsuArgsDict]; device_name: Input[str]; virtual_device_name: Input[str]

class ImageBlockDeviceMappingBsuArgsDict(TypedDict, total=False):
    delete_on_vm_deletion: Input[bool]; iops: Input[float]; snapshot_id: Input[str]; volume_size: Input[float]
    volume_type: Input[str]

class KubernetesNodepoolAutoscalingArgsDict(TypedDict, total=False):
    max: Required[Input[float]]; min: Required[Input[float]]

class KubernetesNodepoolRootDiskArgsDict(TypedDict, total=False):
    iops: Required[Input[float]]; size: Required[Input[float]]; type: Required[Input[str]]

class LoadBalancerHealthCheckArgsDict(TypedDict, total=False):
    check_interval: Input[float]; healthy_threshold: Input[float]; path: Input[str]; port: Input[float]
    protocol: Input[str]; timeout: Input[float]; unhealthy_threshold: Input[float]

class LoadBalancerListenerArgsDict(TypedDict, total=False):
    backend_port: Required[Input[float]]; backend_protocol: Input[str]; load_balancer_port: Required[Input[float]]
    load_balancer_protocol: Required[Input[str]]; server_certificate_id: Input[str]

class NicLinkNicArgsDict(TypedDict, total=False):
    device_number: Input[float]; vm_id: Input[str]

class NicPrivateIpArgsDict(TypedDict, total=False):
    is_primary: Input[bool]; private_ip: Input[str]

class PostgresClusterExtensionArgsDict(TypedDict, total=False):
    name: Required[Input[str]]

class PostgresClusterNodeConfigurationArgsDict(TypedDict, total=False):
    memory_size_gi_b: Required[Input[float]]; vcpu_count: Required[Input[float]]

class PostgresClusterVolumeArgsDict(TypedDict, total=False):
    size_gi_b: Required[Input[float]]; type: Required[Input[str]]

class RouteTableRouteArgsDict(TypedDict, total=False):
    destination_ip_range: Required[Input[str]]; gateway_id: Input[str]; nat_gateway_id: Input[str]; nic_id: Input[str]
    vm_id: Input[str]; vpc_peering_id: Input[str]

class SecurityGroupInboundRuleArgsDict(TypedDict, total=False):
    from_port_range: Input[float]; ip_protocol: Input[str]; ip_ranges: Input[Sequence[Input[str]]]
    service_ids: Input[Sequence[Input[str]]]; to_port_range: Input[float]

class VmPlacementArgsDict(TypedDict, total=False):
    availability_zone_name: Input[str]; tenancy: Input[str]

class VolumeLinkVmArgsDict(TypedDict, total=False):
    device_name: Input[str]; vm_id: Input[str]

class VpnConnectionRouteArgsDict(TypedDict, total=False):
    destination_ip_range: Input[str]

class VpnConnectionVpnOptionsArgsDict(TypedDict, total=False):
    tunnel_inside_ip_range: Input[str]


ImageTagArgsDict = DhcpOptionsTagArgsDict
InternetGatewayTagArgsDict = DhcpOptionsTagArgsDict
LoadBalancerTagArgsDict = DhcpOptionsTagArgsDict
NatGatewayTagArgsDict = DhcpOptionsTagArgsDict
NicTagArgsDict = DhcpOptionsTagArgsDict
PublicIpTagArgsDict = DhcpOptionsTagArgsDict
RouteTableTagArgsDict = DhcpOptionsTagArgsDict
SecurityGroupOutboundRuleArgsDict = SecurityGroupInboundRuleArgsDict
SecurityGroupTagArgsDict = DhcpOptionsTagArgsDict
SnapshotTagArgsDict = DhcpOptionsTagArgsDict
SubnetTagArgsDict = DhcpOptionsTagArgsDict
VmTagArgsDict = DhcpOptionsTagArgsDict
VolumeTagArgsDict = DhcpOptionsTagArgsDict
VpcTagArgsDict = DhcpOptionsTagArgsDict

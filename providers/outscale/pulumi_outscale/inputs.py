"""Nested inputs, as dictionaries with the names of Python.

Made by tools/terraform_sdks.py from providers/schemas/outscale.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from pulumi import Input

__all__ = [
    "AccessKeyTimeoutsArgsDict", "ApiAccessPolicyTimeoutsArgsDict", "ApiAccessRuleTimeoutsArgsDict",
    "CaTimeoutsArgsDict", "ClientGatewayTagArgsDict", "ClientGatewayTimeoutsArgsDict", "DhcpOptionTagArgsDict",
    "DhcpOptionTimeoutsArgsDict", "InternetServiceLinkTimeoutsArgsDict", "InternetServiceTagArgsDict",
    "InternetServiceTimeoutsArgsDict", "KeypairTagArgsDict", "KeypairTimeoutsArgsDict",
    "LoadBalancerAttributesAccessLogArgsDict", "LoadBalancerAttributesHealthCheckArgsDict",
    "LoadBalancerAttributesTimeoutsArgsDict", "LoadBalancerListenerArgsDict", "LoadBalancerTagArgsDict",
    "LoadBalancerTimeoutsArgsDict", "LoadBalancerVmsTimeoutsArgsDict", "MainRouteTableLinkTimeoutsArgsDict",
    "NatServiceTagArgsDict", "NatServiceTimeoutsArgsDict", "NetAccessPointTagArgsDict",
    "NetAccessPointTimeoutsArgsDict", "NetAttributesTimeoutsArgsDict", "NetPeeringAcceptationTimeoutsArgsDict",
    "NetPeeringTagArgsDict", "NetPeeringTimeoutsArgsDict", "NetTagArgsDict", "NetTimeoutsArgsDict",
    "NicLinkTimeoutsArgsDict", "NicPrivateIpArgsDict", "NicTagArgsDict", "NicTimeoutsArgsDict",
    "OksClusterAdmissionFlagsArgsDict", "OksClusterAutoMaintenancesArgsDict",
    "OksClusterAutoMaintenancesMinorUpgradeMaintenanceArgsDict",
    "OksClusterAutoMaintenancesPatchUpgradeMaintenanceArgsDict", "OksClusterTimeoutsArgsDict",
    "OksProjectTimeoutsArgsDict", "PolicyTimeoutsArgsDict", "ProviderApiArgsDict", "ProviderEndpointArgsDict",
    "ProviderOksArgsDict", "PublicIpLinkTimeoutsArgsDict", "PublicIpTagArgsDict", "PublicIpTimeoutsArgsDict",
    "RouteTableLinkTimeoutsArgsDict", "RouteTableTagArgsDict", "RouteTableTimeoutsArgsDict", "RouteTimeoutsArgsDict",
    "SecurityGroupRuleRuleArgsDict", "SecurityGroupRuleRuleSecurityGroupsMemberArgsDict",
    "SecurityGroupRuleTimeoutsArgsDict", "SecurityGroupTagArgsDict", "SecurityGroupTimeoutsArgsDict",
    "ServerCertificateTimeoutsArgsDict", "SnapshotTagArgsDict", "SnapshotTimeoutsArgsDict", "SubnetTagArgsDict",
    "SubnetTimeoutsArgsDict", "UserGroupPolicyArgsDict", "UserGroupTimeoutsArgsDict", "UserGroupUserArgsDict",
    "UserPolicyArgsDict", "UserTimeoutsArgsDict", "VirtualGatewayLinkTimeoutsArgsDict",
    "VirtualGatewayRoutePropagationTimeoutsArgsDict", "VirtualGatewayTagArgsDict", "VirtualGatewayTimeoutsArgsDict",
    "VmBlockDeviceMappingArgsDict", "VmBlockDeviceMappingBsuArgsDict", "VmBlockDeviceMappingBsuTagArgsDict",
    "VmNicArgsDict", "VmNicPrivateIpArgsDict", "VmPrimaryNicArgsDict", "VmPrimaryNicPrivateIpArgsDict",
    "VmShutdownBehaviorConfigurationArgsDict", "VmTagArgsDict", "VmTimeoutsArgsDict", "VolumeLinkTimeoutsArgsDict",
    "VolumeTagArgsDict", "VolumeTimeoutsArgsDict", "VpnConnectionRouteTimeoutsArgsDict", "VpnConnectionTagArgsDict",
    "VpnConnectionTimeoutsArgsDict", "GetImagesFilterArgsDict", "GetSubregionsFilterArgsDict",
]

class AccessKeyTimeoutsArgsDict(TypedDict, total=False):
    create: Input[str]; delete: Input[str]; read: Input[str]; update: Input[str]

class ApiAccessPolicyTimeoutsArgsDict(TypedDict, total=False):
    create: Input[str]; read: Input[str]; update: Input[str]

class ClientGatewayTagArgsDict(TypedDict, total=False):
    key: Required[Input[str]]; value: Input[str]

class LoadBalancerAttributesAccessLogArgsDict(TypedDict, total=False):
    is_enabled: Input[bool]; osu_bucket_name: Input[str]; osu_bucket_prefix: Input[str]
    publication_interval: Input[float]

class LoadBalancerAttributesHealthCheckArgsDict(TypedDict, total=False):
    check_interval: Input[float]; healthy_threshold: Input[float]; path: Input[str]; port: Required[Input[float]]
    protocol: Required[Input[str]]; timeout: Input[float]; unhealthy_threshold: Input[float]

class LoadBalancerListenerArgsDict(TypedDict, total=False):
    backend_port: Required[Input[float]]; backend_protocol: Required[Input[str]]
    load_balancer_port: Required[Input[float]]; load_balancer_protocol: Required[Input[str]]
    server_certificate_id: Input[str]

class NicLinkTimeoutsArgsDict(TypedDict, total=False):
    create: Input[str]; delete: Input[str]; read: Input[str]

class NicPrivateIpArgsDict(TypedDict, total=False):
    is_primary: Input[bool]; private_ip: Input[str]

class NicTagArgsDict(TypedDict, total=False):
    key: Input[str]; value: Input[str]

class OksClusterAdmissionFlagsArgsDict(TypedDict, total=False):
    disable_admission_plugins: Input[Sequence[Input[str]]]; enable_admission_plugins: Input[Sequence[Input[str]]]

class OksClusterAutoMaintenancesArgsDict(TypedDict, total=False):
    minor_upgrade_maintenance: Input[OksClusterAutoMaintenancesMinorUpgradeMaintenanceArgsDict]
    patch_upgrade_maintenance: Input[OksClusterAutoMaintenancesPatchUpgradeMaintenanceArgsDict]

class OksClusterAutoMaintenancesMinorUpgradeMaintenanceArgsDict(TypedDict, total=False):
    duration_hours: Input[float]; enabled: Input[bool]; start_hour: Input[float]; tz: Input[str]; week_day: Input[str]

class ProviderApiArgsDict(TypedDict, total=False):
    endpoint: Input[str]; insecure: Input[bool]; region: Input[str]; x509_cert_path: Input[str]
    x509_key_path: Input[str]

class ProviderEndpointArgsDict(TypedDict, total=False):
    api: Input[str]; oks: Input[str]

class ProviderOksArgsDict(TypedDict, total=False):
    endpoint: Input[str]; region: Input[str]

class SecurityGroupRuleRuleArgsDict(TypedDict, total=False):
    from_port_range: Input[float]; ip_protocol: Input[str]; ip_ranges: Input[Sequence[Input[str]]]
    security_groups_members: Input[Sequence[Input[SecurityGroupRuleRuleSecurityGroupsMemberArgsDict]]]
    service_ids: Input[Sequence[Input[str]]]; to_port_range: Input[float]

class SecurityGroupRuleRuleSecurityGroupsMemberArgsDict(TypedDict, total=False):
    account_id: Input[str]; security_group_id: Input[str]; security_group_name: Input[str]

class UserGroupPolicyArgsDict(TypedDict, total=False):
    default_version_id: Input[str]; policy_orn: Required[Input[str]]

class UserGroupUserArgsDict(TypedDict, total=False):
    path: Input[str]; user_name: Required[Input[str]]

class VmBlockDeviceMappingArgsDict(TypedDict, total=False):
    bsu: Input[VmBlockDeviceMappingBsuArgsDict]; device_name: Input[str]; no_device: Input[str]
    virtual_device_name: Input[str]

class VmBlockDeviceMappingBsuArgsDict(TypedDict, total=False):
    delete_on_vm_deletion: Input[bool]; iops: Input[float]; snapshot_id: Input[str]
    tags: Input[Sequence[Input[VmBlockDeviceMappingBsuTagArgsDict]]]; volume_size: Input[float]; volume_type: Input[str]

class VmNicArgsDict(TypedDict, total=False):
    delete_on_vm_deletion: Input[bool]; description: Input[str]; device_number: Required[Input[float]]
    nic_id: Input[str]; private_ips: Input[Sequence[Input[VmNicPrivateIpArgsDict]]]
    secondary_private_ip_count: Input[float]; security_group_ids: Input[Sequence[Input[str]]]; subnet_id: Input[str]

class VmPrimaryNicArgsDict(TypedDict, total=False):
    delete_on_vm_deletion: Input[bool]; description: Input[str]; device_number: Required[Input[float]]
    nic_id: Input[str]; private_ips: Input[Sequence[Input[VmPrimaryNicPrivateIpArgsDict]]]
    secondary_private_ip_count: Input[float]; security_group_ids: Input[Sequence[Input[str]]]; subnet_id: Input[str]

class VmShutdownBehaviorConfigurationArgsDict(TypedDict, total=False):
    guest_action: Input[str]; host_action: Input[str]

class GetImagesFilterArgsDict(TypedDict, total=False):
    name: Required[Input[str]]; values: Required[Input[Sequence[Input[str]]]]


ApiAccessRuleTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
CaTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
ClientGatewayTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
DhcpOptionTagArgsDict = ClientGatewayTagArgsDict
DhcpOptionTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
InternetServiceLinkTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
InternetServiceTagArgsDict = ClientGatewayTagArgsDict
InternetServiceTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
KeypairTagArgsDict = ClientGatewayTagArgsDict
KeypairTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
LoadBalancerAttributesTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
LoadBalancerTagArgsDict = ClientGatewayTagArgsDict
LoadBalancerTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
LoadBalancerVmsTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
MainRouteTableLinkTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
NatServiceTagArgsDict = ClientGatewayTagArgsDict
NatServiceTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
NetAccessPointTagArgsDict = ClientGatewayTagArgsDict
NetAccessPointTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
NetAttributesTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
NetPeeringAcceptationTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
NetPeeringTagArgsDict = ClientGatewayTagArgsDict
NetPeeringTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
NetTagArgsDict = ClientGatewayTagArgsDict
NetTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
NicTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
OksClusterAutoMaintenancesPatchUpgradeMaintenanceArgsDict = OksClusterAutoMaintenancesMinorUpgradeMaintenanceArgsDict
OksClusterTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
OksProjectTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
PolicyTimeoutsArgsDict = NicLinkTimeoutsArgsDict
PublicIpLinkTimeoutsArgsDict = NicLinkTimeoutsArgsDict
PublicIpTagArgsDict = ClientGatewayTagArgsDict
PublicIpTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
RouteTableLinkTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
RouteTableTagArgsDict = ClientGatewayTagArgsDict
RouteTableTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
RouteTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
SecurityGroupRuleTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
SecurityGroupTagArgsDict = ClientGatewayTagArgsDict
SecurityGroupTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
ServerCertificateTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
SnapshotTagArgsDict = ClientGatewayTagArgsDict
SnapshotTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
SubnetTagArgsDict = ClientGatewayTagArgsDict
SubnetTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
UserGroupTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
UserPolicyArgsDict = UserGroupPolicyArgsDict
UserTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
VirtualGatewayLinkTimeoutsArgsDict = NicLinkTimeoutsArgsDict
VirtualGatewayRoutePropagationTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
VirtualGatewayTagArgsDict = ClientGatewayTagArgsDict
VirtualGatewayTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
VmBlockDeviceMappingBsuTagArgsDict = NicTagArgsDict
VmNicPrivateIpArgsDict = NicPrivateIpArgsDict
VmPrimaryNicPrivateIpArgsDict = NicPrivateIpArgsDict
VmTagArgsDict = NicTagArgsDict
VmTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
VolumeLinkTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
VolumeTagArgsDict = ClientGatewayTagArgsDict
VolumeTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
VpnConnectionRouteTimeoutsArgsDict = NicLinkTimeoutsArgsDict
VpnConnectionTagArgsDict = ClientGatewayTagArgsDict
VpnConnectionTimeoutsArgsDict = AccessKeyTimeoutsArgsDict
GetSubregionsFilterArgsDict = GetImagesFilterArgsDict

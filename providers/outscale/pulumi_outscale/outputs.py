"""Objects within outputs.

Made by tools/terraform_sdks.py from providers/schemas/outscale.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ._utilities import nested

__all__ = [
    "AccessKeyTimeouts", "ApiAccessPolicyTimeouts", "ApiAccessRuleTimeouts", "CaTimeouts", "ClientGatewayTag",
    "ClientGatewayTimeouts", "DhcpOptionTag", "DhcpOptionTimeouts", "InternetServiceLinkTag",
    "InternetServiceLinkTimeouts", "InternetServiceTag", "InternetServiceTimeouts", "KeypairTag", "KeypairTimeouts",
    "LoadBalancerAccessLog", "LoadBalancerApplicationStickyCookiePolicy", "LoadBalancerAttributesAccessLog",
    "LoadBalancerAttributesApplicationStickyCookiePolicy", "LoadBalancerAttributesHealthCheck",
    "LoadBalancerAttributesListener", "LoadBalancerAttributesLoadBalancerStickyCookiePolicy",
    "LoadBalancerAttributesSourceSecurityGroup", "LoadBalancerAttributesTag", "LoadBalancerAttributesTimeouts",
    "LoadBalancerHealthCheck", "LoadBalancerListener", "LoadBalancerLoadBalancerStickyCookiePolicy",
    "LoadBalancerSourceSecurityGroup", "LoadBalancerTag", "LoadBalancerTimeouts", "LoadBalancerVmsTimeouts",
    "MainRouteTableLinkTimeouts", "NatServicePublicIp", "NatServiceTag", "NatServiceTimeouts", "NetAccessPointTag",
    "NetAccessPointTimeouts", "NetAttributesTag", "NetAttributesTimeouts", "NetPeeringAcceptationAccepterNet",
    "NetPeeringAcceptationSourceNet", "NetPeeringAcceptationState", "NetPeeringAcceptationTag",
    "NetPeeringAcceptationTimeouts", "NetPeeringAccepterNet", "NetPeeringSourceNet", "NetPeeringState", "NetPeeringTag",
    "NetPeeringTimeouts", "NetTag", "NetTimeouts", "NicLinkNic", "NicLinkPublicIp", "NicLinkTimeouts", "NicPrivateIp",
    "NicPrivateIpLinkPublicIp", "NicSecurityGroup", "NicTag", "NicTimeouts", "OksClusterAdmissionFlags",
    "OksClusterAutoMaintenances", "OksClusterAutoMaintenancesMinorUpgradeMaintenance",
    "OksClusterAutoMaintenancesMinorUpgradeMaintenanceActual", "OksClusterAutoMaintenancesPatchUpgradeMaintenance",
    "OksClusterAutoMaintenancesPatchUpgradeMaintenanceActual", "OksClusterKubeconfigAttributes", "OksClusterStatuses",
    "OksClusterTimeouts", "OksProjectTimeouts", "PolicyTimeouts", "PublicIpLinkTag", "PublicIpLinkTimeouts",
    "PublicIpTag", "PublicIpTimeouts", "RouteTableLinkRouteTable", "RouteTableLinkTimeouts", "RouteTableRoute",
    "RouteTableRoutePropagatingVirtualGateway", "RouteTableTag", "RouteTableTimeouts", "RouteTimeouts",
    "SecurityGroupInboundRule", "SecurityGroupInboundRuleSecurityGroupsMember", "SecurityGroupOutboundRule",
    "SecurityGroupOutboundRuleSecurityGroupsMember", "SecurityGroupRuleRule",
    "SecurityGroupRuleRuleSecurityGroupsMember", "SecurityGroupRuleTimeouts", "SecurityGroupTag",
    "SecurityGroupTimeouts", "ServerCertificateTimeouts", "SnapshotPermissionsToCreateVolume", "SnapshotTag",
    "SnapshotTimeouts", "SubnetTag", "SubnetTimeouts", "UserGroupPolicy", "UserGroupTimeouts", "UserGroupUser",
    "UserPolicy", "UserTimeouts", "VirtualGatewayLinkNetToVirtualGatewayLink", "VirtualGatewayLinkTimeouts",
    "VirtualGatewayNetToVirtualGatewayLink", "VirtualGatewayRoutePropagationTimeouts", "VirtualGatewayTag",
    "VirtualGatewayTimeouts", "VmActionsOnNextBoot", "VmBlockDeviceMapping", "VmBlockDeviceMappingBsu",
    "VmBlockDeviceMappingBsuTag", "VmBlockDeviceMappingsCreated", "VmBlockDeviceMappingsCreatedBsus",
    "VmBlockDeviceMappingsCreatedBsusTag", "VmNic", "VmNicLinkNic", "VmNicLinkPublicIp", "VmNicPrivateIp",
    "VmNicPrivateIpLinkPublicIp", "VmNicSecurityGroup", "VmPrimaryNic", "VmPrimaryNicLinkNic",
    "VmPrimaryNicLinkPublicIp", "VmPrimaryNicPrivateIp", "VmPrimaryNicPrivateIpLinkPublicIp",
    "VmPrimaryNicSecurityGroup", "VmSecurityGroup", "VmShutdownBehaviorConfiguration", "VmTag", "VmTimeouts",
    "VolumeLinkTimeouts", "VolumeLinkedVolume", "VolumeTag", "VolumeTimeouts", "VpnConnectionRoute",
    "VpnConnectionRouteTimeouts", "VpnConnectionTag", "VpnConnectionTimeouts", "VpnConnectionVgwTelemetry",
    "GetImagesFilterResult", "GetImagesImageResult", "GetImagesImageBlockDeviceMappingResult",
    "GetImagesImageBlockDeviceMappingBsusResult", "GetImagesImagePermissionsToLaunchResult",
    "GetImagesImageStateCommentResult", "GetImagesImageTagResult", "GetOksKubeconfigKubeconfigAttributesResult",
    "GetSubregionsFilterResult", "GetSubregionsSubregionResult",
]

@nested
class AccessKeyTimeouts:
    create: str | None; delete: str | None; read: str | None; update: str | None

@nested
class ApiAccessPolicyTimeouts:
    create: str | None; read: str | None; update: str | None

@nested
class ClientGatewayTag:
    key: str; value: str

@nested
class InternetServiceLinkTag:
    key: str | None; value: str | None

@nested
class LoadBalancerAccessLog:
    is_enabled: bool; osu_bucket_name: str; osu_bucket_prefix: str; publication_interval: float

@nested
class LoadBalancerApplicationStickyCookiePolicy:
    cookie_name: str; policy_name: str

@nested
class LoadBalancerAttributesAccessLog:
    is_enabled: bool; osu_bucket_name: str | None; osu_bucket_prefix: str | None; publication_interval: float | None

@nested
class LoadBalancerAttributesHealthCheck:
    check_interval: float; healthy_threshold: float; path: str | None; port: float; protocol: str; timeout: float
    unhealthy_threshold: float

@nested
class LoadBalancerAttributesListener:
    backend_port: float; backend_protocol: str; load_balancer_port: float; load_balancer_protocol: str
    policy_names: Sequence[str]; server_certificate_id: str

@nested
class LoadBalancerAttributesLoadBalancerStickyCookiePolicy:
    policy_name: str

@nested
class LoadBalancerAttributesSourceSecurityGroup:
    security_group_account_id: str; security_group_name: str

@nested
class LoadBalancerHealthCheck:
    check_interval: float; healthy_threshold: float; path: str; port: float; protocol: str; timeout: float
    unhealthy_threshold: float

@nested
class NatServicePublicIp:
    public_ip: str | None; public_ip_id: str | None

@nested
class NetPeeringAcceptationAccepterNet:
    account_id: str | None; ip_range: str | None; net_id: str | None

@nested
class NetPeeringAcceptationState:
    message: str | None; name: str | None

@nested
class NicLinkNic:
    delete_on_vm_deletion: str; device_number: float; link_nic_id: str; state: str; vm_account_id: str; vm_id: str

@nested
class NicLinkPublicIp:
    link_public_ip_id: str; public_dns_name: str; public_ip: str; public_ip_account_id: str; public_ip_id: str

@nested
class NicLinkTimeouts:
    create: str | None; delete: str | None; read: str | None

@nested
class NicPrivateIp:
    is_primary: bool; link_public_ips: Sequence[NicPrivateIpLinkPublicIp]; private_dns_name: str; private_ip: str

@nested
class NicSecurityGroup:
    security_group_id: str; security_group_name: str

@nested
class OksClusterAdmissionFlags:
    applied_admission_plugins: Sequence[str]; disable_admission_plugins: Sequence[str]
    disable_admission_plugins_actuals: Sequence[str]; enable_admission_plugins: Sequence[str]
    enable_admission_plugins_actuals: Sequence[str]

@nested
class OksClusterAutoMaintenances:
    minor_upgrade_maintenance: OksClusterAutoMaintenancesMinorUpgradeMaintenance | None
    minor_upgrade_maintenance_actual: OksClusterAutoMaintenancesMinorUpgradeMaintenanceActual
    patch_upgrade_maintenance: OksClusterAutoMaintenancesPatchUpgradeMaintenance | None
    patch_upgrade_maintenance_actual: OksClusterAutoMaintenancesPatchUpgradeMaintenanceActual

@nested
class OksClusterAutoMaintenancesMinorUpgradeMaintenance:
    duration_hours: float | None; enabled: bool | None; start_hour: float | None; tz: str | None; week_day: str | None

@nested
class OksClusterAutoMaintenancesMinorUpgradeMaintenanceActual:
    duration_hours: float; enabled: bool; start_hour: float; tz: str; week_day: str

@nested
class OksClusterKubeconfigAttributes:
    client_certificate: str; client_key: str; cluster_ca_certificate: str; host: str

@nested
class OksClusterStatuses:
    available_upgrade: str; created_at: str; deleted_at: str; status: str; updated_at: str

@nested
class RouteTableLinkRouteTable:
    link_route_table_id: str | None; main: bool | None; net_id: str | None; route_table_id: str | None
    subnet_id: str | None

@nested
class RouteTableRoute:
    creation_method: str | None; destination_ip_range: str | None; destination_service_id: str | None
    gateway_id: str | None; nat_service_id: str | None; net_access_point_id: str | None; net_peering_id: str | None
    nic_id: str | None; state: str | None; vm_account_id: str | None; vm_id: str | None

@nested
class RouteTableRoutePropagatingVirtualGateway:
    virtual_gateway_id: str | None

@nested
class SecurityGroupInboundRule:
    from_port_range: float | None; ip_protocol: str | None; ip_ranges: Sequence[str] | None
    security_groups_members: Sequence[SecurityGroupInboundRuleSecurityGroupsMember] | None
    service_ids: Sequence[str] | None; to_port_range: float | None

@nested
class SecurityGroupInboundRuleSecurityGroupsMember:
    account_id: str | None; security_group_id: str | None; security_group_name: str | None

@nested
class SecurityGroupOutboundRule:
    from_port_range: float | None; ip_protocol: str | None; ip_ranges: Sequence[str] | None
    security_groups_members: Sequence[SecurityGroupOutboundRuleSecurityGroupsMember] | None
    service_ids: Sequence[str] | None; to_port_range: float | None

@nested
class SecurityGroupRuleRule:
    from_port_range: float | None; ip_protocol: str | None; ip_ranges: Sequence[str]
    security_groups_members: Sequence[SecurityGroupRuleRuleSecurityGroupsMember] | None; service_ids: Sequence[str]
    to_port_range: float | None

@nested
class SecurityGroupRuleRuleSecurityGroupsMember:
    account_id: str; security_group_id: str; security_group_name: str

@nested
class SnapshotPermissionsToCreateVolume:
    account_id: str | None; global_permission: bool | None

@nested
class UserGroupPolicy:
    creation_date: str; default_version_id: str; last_modification_date: str; policy_id: str; policy_name: str
    policy_orn: str

@nested
class UserGroupUser:
    creation_date: str; last_modification_date: str; path: str; user_id: str; user_name: str

@nested
class VirtualGatewayLinkNetToVirtualGatewayLink:
    net_id: str; state: str

@nested
class VmActionsOnNextBoot:
    secure_boot: str

@nested
class VmBlockDeviceMapping:
    bsu: VmBlockDeviceMappingBsu; device_name: str | None; no_device: str | None; virtual_device_name: str | None

@nested
class VmBlockDeviceMappingBsu:
    delete_on_vm_deletion: bool; iops: float | None; snapshot_id: str | None
    tags: Sequence[VmBlockDeviceMappingBsuTag] | None; volume_size: float | None; volume_type: str | None

@nested
class VmBlockDeviceMappingsCreated:
    bsus: Sequence[VmBlockDeviceMappingsCreatedBsus]; device_name: str

@nested
class VmBlockDeviceMappingsCreatedBsus:
    delete_on_vm_deletion: bool; link_date: str; state: str; tags: Sequence[VmBlockDeviceMappingsCreatedBsusTag] | None
    volume_id: str

@nested
class VmNic:
    account_id: str; delete_on_vm_deletion: bool; description: str; device_number: float; is_source_dest_checked: bool
    link_nics: Sequence[VmNicLinkNic]; link_public_ips: Sequence[VmNicLinkPublicIp]; mac_address: str; net_id: str
    nic_id: str; private_dns_name: str; private_ips: Sequence[VmNicPrivateIp]; secondary_private_ip_count: float
    security_group_ids: Sequence[str] | None; security_groups: Sequence[VmNicSecurityGroup]; state: str; subnet_id: str

@nested
class VmNicLinkNic:
    delete_on_vm_deletion: bool; device_number: str; link_nic_id: str; state: str

@nested
class VmNicLinkPublicIp:
    public_dns_name: str; public_ip: str; public_ip_account_id: str

@nested
class VmNicPrivateIp:
    is_primary: bool; link_public_ips: Sequence[VmNicPrivateIpLinkPublicIp]; private_dns_name: str; private_ip: str

@nested
class VmPrimaryNic:
    account_id: str; delete_on_vm_deletion: bool; description: str; device_number: float; is_source_dest_checked: bool
    link_nics: Sequence[VmPrimaryNicLinkNic]; link_public_ips: Sequence[VmPrimaryNicLinkPublicIp]; mac_address: str
    net_id: str; nic_id: str; private_dns_name: str; private_ips: Sequence[VmPrimaryNicPrivateIp]
    secondary_private_ip_count: float; security_group_ids: Sequence[str] | None
    security_groups: Sequence[VmPrimaryNicSecurityGroup]; state: str; subnet_id: str

@nested
class VmPrimaryNicPrivateIp:
    is_primary: bool; link_public_ips: Sequence[VmPrimaryNicPrivateIpLinkPublicIp]; private_dns_name: str
    private_ip: str

@nested
class VmShutdownBehaviorConfiguration:
    guest_action: str; host_action: str

@nested
class VolumeLinkedVolume:
    delete_on_vm_deletion: bool | None; device_name: str | None; state: str | None; vm_id: str | None
    volume_id: str | None

@nested
class VpnConnectionRoute:
    destination_ip_range: str; route_type: str; state: str

@nested
class VpnConnectionVgwTelemetry:
    accepted_route_count: float; last_state_change_date: str; outside_ip_address: str; state: str
    state_description: str

@nested
class GetImagesFilterResult:
    name: str; values: Sequence[str]

@nested
class GetImagesImageResult:
    account_alias: str; account_id: str; architecture: str
    block_device_mappings: Sequence[GetImagesImageBlockDeviceMappingResult]; boot_modes: Sequence[str]
    creation_date: str; description: str; file_location: str; image_id: str; image_name: str; image_type: str
    permissions_to_launches: Sequence[GetImagesImagePermissionsToLaunchResult]; product_codes: Sequence[str]
    root_device_name: str; root_device_type: str; secure_boot: bool; state: str
    state_comments: Sequence[GetImagesImageStateCommentResult]; tags: Sequence[GetImagesImageTagResult]
    tpm_mandatory: bool

@nested
class GetImagesImageBlockDeviceMappingResult:
    bsus: Sequence[GetImagesImageBlockDeviceMappingBsusResult]; device_name: str; virtual_device_name: str

@nested
class GetImagesImageBlockDeviceMappingBsusResult:
    delete_on_vm_deletion: bool; iops: float; snapshot_id: str; volume_size: float; volume_type: str

@nested
class GetImagesImagePermissionsToLaunchResult:
    account_id: str; global_permission: bool

@nested
class GetImagesImageStateCommentResult:
    state_code: str; state_message: str

@nested
class GetSubregionsSubregionResult:
    location_code: str; region_name: str; state: str; subregion_name: str


ApiAccessRuleTimeouts = AccessKeyTimeouts
CaTimeouts = AccessKeyTimeouts
ClientGatewayTimeouts = AccessKeyTimeouts
DhcpOptionTag = ClientGatewayTag
DhcpOptionTimeouts = AccessKeyTimeouts
InternetServiceLinkTimeouts = AccessKeyTimeouts
InternetServiceTag = ClientGatewayTag
InternetServiceTimeouts = AccessKeyTimeouts
KeypairTag = ClientGatewayTag
KeypairTimeouts = AccessKeyTimeouts
LoadBalancerAttributesApplicationStickyCookiePolicy = LoadBalancerApplicationStickyCookiePolicy
LoadBalancerAttributesTag = ClientGatewayTag
LoadBalancerAttributesTimeouts = AccessKeyTimeouts
LoadBalancerListener = LoadBalancerAttributesListener
LoadBalancerLoadBalancerStickyCookiePolicy = LoadBalancerAttributesLoadBalancerStickyCookiePolicy
LoadBalancerSourceSecurityGroup = LoadBalancerAttributesSourceSecurityGroup
LoadBalancerTag = ClientGatewayTag
LoadBalancerTimeouts = AccessKeyTimeouts
LoadBalancerVmsTimeouts = AccessKeyTimeouts
MainRouteTableLinkTimeouts = AccessKeyTimeouts
NatServiceTag = ClientGatewayTag
NatServiceTimeouts = AccessKeyTimeouts
NetAccessPointTag = ClientGatewayTag
NetAccessPointTimeouts = AccessKeyTimeouts
NetAttributesTag = InternetServiceLinkTag
NetAttributesTimeouts = AccessKeyTimeouts
NetPeeringAcceptationSourceNet = NetPeeringAcceptationAccepterNet
NetPeeringAcceptationTag = InternetServiceLinkTag
NetPeeringAcceptationTimeouts = AccessKeyTimeouts
NetPeeringAccepterNet = NetPeeringAcceptationAccepterNet
NetPeeringSourceNet = NetPeeringAcceptationAccepterNet
NetPeeringState = NetPeeringAcceptationState
NetPeeringTag = ClientGatewayTag
NetPeeringTimeouts = AccessKeyTimeouts
NetTag = ClientGatewayTag
NetTimeouts = AccessKeyTimeouts
NicPrivateIpLinkPublicIp = NicLinkPublicIp
NicTag = ClientGatewayTag
NicTimeouts = AccessKeyTimeouts
OksClusterAutoMaintenancesPatchUpgradeMaintenance = OksClusterAutoMaintenancesMinorUpgradeMaintenance
OksClusterAutoMaintenancesPatchUpgradeMaintenanceActual = OksClusterAutoMaintenancesMinorUpgradeMaintenanceActual
OksClusterTimeouts = AccessKeyTimeouts
OksProjectTimeouts = AccessKeyTimeouts
PolicyTimeouts = NicLinkTimeouts
PublicIpLinkTag = InternetServiceLinkTag
PublicIpLinkTimeouts = NicLinkTimeouts
PublicIpTag = ClientGatewayTag
PublicIpTimeouts = AccessKeyTimeouts
RouteTableLinkTimeouts = AccessKeyTimeouts
RouteTableTag = ClientGatewayTag
RouteTableTimeouts = AccessKeyTimeouts
RouteTimeouts = AccessKeyTimeouts
SecurityGroupOutboundRuleSecurityGroupsMember = SecurityGroupInboundRuleSecurityGroupsMember
SecurityGroupRuleTimeouts = AccessKeyTimeouts
SecurityGroupTag = ClientGatewayTag
SecurityGroupTimeouts = AccessKeyTimeouts
ServerCertificateTimeouts = AccessKeyTimeouts
SnapshotTag = ClientGatewayTag
SnapshotTimeouts = AccessKeyTimeouts
SubnetTag = ClientGatewayTag
SubnetTimeouts = AccessKeyTimeouts
UserGroupTimeouts = AccessKeyTimeouts
UserPolicy = UserGroupPolicy
UserTimeouts = AccessKeyTimeouts
VirtualGatewayLinkTimeouts = NicLinkTimeouts
VirtualGatewayNetToVirtualGatewayLink = VirtualGatewayLinkNetToVirtualGatewayLink
VirtualGatewayRoutePropagationTimeouts = AccessKeyTimeouts
VirtualGatewayTag = ClientGatewayTag
VirtualGatewayTimeouts = AccessKeyTimeouts
VmBlockDeviceMappingBsuTag = ClientGatewayTag
VmBlockDeviceMappingsCreatedBsusTag = ClientGatewayTag
VmNicPrivateIpLinkPublicIp = VmNicLinkPublicIp
VmNicSecurityGroup = NicSecurityGroup
VmPrimaryNicLinkNic = VmNicLinkNic
VmPrimaryNicLinkPublicIp = VmNicLinkPublicIp
VmPrimaryNicPrivateIpLinkPublicIp = VmNicLinkPublicIp
VmPrimaryNicSecurityGroup = NicSecurityGroup
VmSecurityGroup = NicSecurityGroup
VmTag = ClientGatewayTag
VmTimeouts = AccessKeyTimeouts
VolumeLinkTimeouts = AccessKeyTimeouts
VolumeTag = ClientGatewayTag
VolumeTimeouts = AccessKeyTimeouts
VpnConnectionRouteTimeouts = NicLinkTimeouts
VpnConnectionTag = ClientGatewayTag
VpnConnectionTimeouts = AccessKeyTimeouts
GetImagesImageTagResult = ClientGatewayTag
GetOksKubeconfigKubeconfigAttributesResult = OksClusterKubeconfigAttributes
GetSubregionsFilterResult = GetImagesFilterResult

"""Objects within outputs.

Made by tools/terraform_sdks.py from providers/schemas/numspot.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ._utilities import nested

__all__ = [
    "DhcpOptionsTag", "HybridBridgeRoute", "ImageAccess", "ImageBlockDeviceMapping", "ImageBlockDeviceMappingBsu",
    "ImageStateComment", "ImageTag", "InternetGatewayTag", "KubernetesClusterStatus", "KubernetesNodepoolAutoscaling",
    "KubernetesNodepoolRootDisk", "KubernetesNodepoolStatus", "LoadBalancerApplicationStickyCookiePolicy",
    "LoadBalancerHealthCheck", "LoadBalancerListener", "LoadBalancerStickyCookiePolicy", "LoadBalancerTag",
    "NatGatewayPublicIp", "NatGatewayTag", "NicLinkNic", "NicLinkPublicIp", "NicPrivateIp",
    "NicPrivateIpLinkPublicIpPrivateIp", "NicSecurityGroup", "NicTag", "PostgresClusterExtension",
    "PostgresClusterNodeConfiguration", "PostgresClusterStatus", "PostgresClusterVolume", "PublicIpTag",
    "RouteTableLinkRouteTable", "RouteTableLocalRoute", "RouteTableRoute", "RouteTableRoutePropagatingVirtualGateway",
    "RouteTableTag", "SecurityGroupInboundRule", "SecurityGroupOutboundRule", "SecurityGroupTag", "SnapshotAccess",
    "SnapshotTag", "SubnetTag", "VirtualGatewayVpcToVirtualGatewayLink", "VmBlockDeviceMapping",
    "VmBlockDeviceMappingBsu", "VmNic", "VmNicLinkNic", "VmNicNicLinkPublicIp", "VmNicNicSecurityGroup",
    "VmNicPrivateIp", "VmNicPrivateIpPrivateIpLinkPublicIp", "VmPlacement", "VmTag", "VolumeLinkVm",
    "VolumeLinkedVolume", "VolumeTag", "VpcTag", "VpnConnectionRoute", "VpnConnectionVgwTelemetry",
    "VpnConnectionVpnOptions", "VpnConnectionVpnOptionsPhase1options", "VpnConnectionVpnOptionsPhase2options",
    "GetBucketsItemResult", "GetKeypairsItemResult", "GetSubnetsItemResult", "GetSubnetsItemTagResult",
    "GetVpcsItemResult", "GetVpcsItemTagResult",
]

@nested
class DhcpOptionsTag:
    key: str; value: str

@nested
class HybridBridgeRoute:
    destination_ip_range: str; gateway_id: str

@nested
class ImageAccess:
    is_public: bool

@nested
class ImageBlockDeviceMapping:
    bsu: ImageBlockDeviceMappingBsu; device_name: str; virtual_device_name: str

@nested
class ImageBlockDeviceMappingBsu:
    delete_on_vm_deletion: bool; iops: float; snapshot_id: str; volume_size: float; volume_type: str

@nested
class ImageStateComment:
    state_code: str; state_message: str

@nested
class KubernetesClusterStatus:
    message: str; state: str

@nested
class KubernetesNodepoolAutoscaling:
    max: float; min: float

@nested
class KubernetesNodepoolRootDisk:
    iops: float; size: float; type: str

@nested
class LoadBalancerApplicationStickyCookiePolicy:
    cookie_name: str; policy_name: str

@nested
class LoadBalancerHealthCheck:
    check_interval: float; healthy_threshold: float; path: str; port: float; protocol: str; timeout: float
    unhealthy_threshold: float

@nested
class LoadBalancerListener:
    backend_port: float; backend_protocol: str; load_balancer_port: float; load_balancer_protocol: str
    policy_names: Sequence[str]; server_certificate_id: str

@nested
class LoadBalancerStickyCookiePolicy:
    cookie_expiration_period: float; policy_name: str

@nested
class NatGatewayPublicIp:
    public_ip: str; public_ip_id: str

@nested
class NicLinkNic:
    delete_on_vm_deletion: bool; device_number: float; id: str; state: str; vm_id: str

@nested
class NicLinkPublicIp:
    id: str; public_dns_name: str; public_ip: str; public_ip_id: str

@nested
class NicPrivateIp:
    is_primary: bool; link_public_ip_private_ip: NicPrivateIpLinkPublicIpPrivateIp; private_dns_name: str
    private_ip: str

@nested
class NicSecurityGroup:
    security_group_id: str; security_group_name: str

@nested
class PostgresClusterExtension:
    name: str

@nested
class PostgresClusterNodeConfiguration:
    memory_size_gi_b: float; vcpu_count: float

@nested
class PostgresClusterVolume:
    size_gi_b: float; type: str

@nested
class RouteTableLinkRouteTable:
    id: str; main: bool; route_table_id: str; subnet_id: str; vpc_id: str

@nested
class RouteTableLocalRoute:
    creation_method: str; destination_ip_range: str; destination_service_id: str; gateway_id: str; nat_gateway_id: str
    nic_id: str; state: str; vm_id: str; vpc_peering_id: str

@nested
class RouteTableRoutePropagatingVirtualGateway:
    virtual_gateway_id: str

@nested
class SecurityGroupInboundRule:
    from_port_range: float; ip_protocol: str; ip_ranges: Sequence[str]; service_ids: Sequence[str]; to_port_range: float

@nested
class VirtualGatewayVpcToVirtualGatewayLink:
    state: str; vpc_id: str

@nested
class VmBlockDeviceMapping:
    bsu: VmBlockDeviceMappingBsu; device_name: str; no_device: str; virtual_device_name: str

@nested
class VmBlockDeviceMappingBsu:
    delete_on_vm_deletion: bool; iops: float; link_date: str; snapshot_id: str; state: str; volume_id: str
    volume_size: float; volume_type: str

@nested
class VmNic:
    description: str; is_source_dest_checked: bool; link_nic: VmNicLinkNic; mac_address: str; nic_id: str
    nic_link_public_ip: VmNicNicLinkPublicIp; nic_security_groups: Sequence[VmNicNicSecurityGroup]
    private_dns_name: str; private_ips: Sequence[VmNicPrivateIp]; state: str; subnet_id: str; vpc_id: str

@nested
class VmNicLinkNic:
    delete_on_vm_deletion: bool; device_number: float; link_nic_id: str; state: str

@nested
class VmNicNicLinkPublicIp:
    public_dns_name: str; public_ip: str

@nested
class VmNicPrivateIp:
    is_primary: bool; private_dns_name: str; private_ip: str
    private_ip_link_public_ip: VmNicPrivateIpPrivateIpLinkPublicIp

@nested
class VmPlacement:
    availability_zone_name: str; tenancy: str

@nested
class VolumeLinkVm:
    device_name: str; vm_id: str

@nested
class VolumeLinkedVolume:
    delete_on_vm_deletion: bool; device_name: str; id: str; state: str; vm_id: str

@nested
class VpnConnectionRoute:
    destination_ip_range: str; route_type: str; state: str

@nested
class VpnConnectionVgwTelemetry:
    accepted_route_count: float; last_state_change_date: str; outside_ip_address: str; state: str
    state_description: str

@nested
class VpnConnectionVpnOptions:
    phase1options: VpnConnectionVpnOptionsPhase1options; phase2options: VpnConnectionVpnOptionsPhase2options
    tunnel_inside_ip_range: str

@nested
class VpnConnectionVpnOptionsPhase1options:
    dpd_timeout_action: str; dpd_timeout_seconds: float; ike_versions: Sequence[str]
    phase1dh_group_numbers: Sequence[float]; phase1encryption_algorithms: Sequence[str]
    phase1integrity_algorithms: Sequence[str]; phase1lifetime_seconds: float; replay_window_size: float
    startup_action: str

@nested
class VpnConnectionVpnOptionsPhase2options:
    phase2dh_group_numbers: Sequence[float]; phase2encryption_algorithms: Sequence[str]
    phase2integrity_algorithms: Sequence[str]; phase2lifetime_seconds: float; pre_shared_key: str

@nested
class GetBucketsItemResult:
    creation_date: str; name: str

@nested
class GetKeypairsItemResult:
    fingerprint: str; name: str; type: str

@nested
class GetSubnetsItemResult:
    availability_zone_name: str; available_ips_count: float; id: str; ip_range: str; map_public_ip_on_launch: bool
    state: str; tags: Sequence[GetSubnetsItemTagResult]; vpc_id: str

@nested
class GetVpcsItemResult:
    dhcp_options_set_id: str; id: str; ip_range: str; state: str; tags: Sequence[GetVpcsItemTagResult]; tenancy: str


ImageTag = DhcpOptionsTag
InternetGatewayTag = DhcpOptionsTag
KubernetesNodepoolStatus = KubernetesClusterStatus
LoadBalancerTag = DhcpOptionsTag
NatGatewayTag = DhcpOptionsTag
NicPrivateIpLinkPublicIpPrivateIp = NicLinkPublicIp
NicTag = DhcpOptionsTag
PostgresClusterStatus = KubernetesClusterStatus
PublicIpTag = DhcpOptionsTag
RouteTableRoute = RouteTableLocalRoute
RouteTableTag = DhcpOptionsTag
SecurityGroupOutboundRule = SecurityGroupInboundRule
SecurityGroupTag = DhcpOptionsTag
SnapshotAccess = ImageAccess
SnapshotTag = DhcpOptionsTag
SubnetTag = DhcpOptionsTag
VmNicNicSecurityGroup = NicSecurityGroup
VmNicPrivateIpPrivateIpLinkPublicIp = VmNicNicLinkPublicIp
VmTag = DhcpOptionsTag
VolumeTag = DhcpOptionsTag
VpcTag = DhcpOptionsTag
GetSubnetsItemTagResult = DhcpOptionsTag
GetVpcsItemTagResult = DhcpOptionsTag

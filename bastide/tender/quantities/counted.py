"""What one resource of a plan adds to the bill: a table over provider types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bastide.tender.quantities.lines import BY_ID
from bastide.tender.quantities.readers import (
    Asked,
    Counted,
    Reader,
    chosen,
    database,
    host,
    key,
    listed,
    machine,
    nothing,
    pair_or_one,
    piece,
    size,
)
from plan.values import masked
from policies.record import Record

__all__ = ["COSTLY", "TABLE", "Counted", "counted"]

_GIBIBYTE: Final = 2**30

TABLE: Final[Mapping[str, tuple[Reader, ...]]] = {
    # Scaleway
    "scaleway:instance/server:Server": (
        host("type"),
        size("Q-DSK-01", "rootVolume.sizeInGb", "rootVolume.volumeType"),
    ),
    "scaleway:block/volume:Volume": (size("Q-DSK-02", "sizeInGb"),),
    "scaleway:index/fileFilesystem:FileFilesystem": (size("Q-FIL-01", "sizeInGb"),),
    "scaleway:object/bucket:Bucket": (nothing,),
    "scaleway:registry/namespace:Namespace": (piece("Q-REG-01"),),
    "scaleway:instance/ip:Ip": (piece("Q-IPV-01"),),
    "scaleway:loadbalancers/ip:Ip": (piece("Q-IPV-01"),),
    "scaleway:network/publicGatewayIp:PublicGatewayIp": (piece("Q-IPV-01"),),
    "scaleway:network/publicGateway:PublicGateway": (piece("Q-NAT-01"),),
    "scaleway:s2svpn/gateway:Gateway": (piece("Q-VPN-01"),),
    "scaleway:s2svpn/connection:Connection": (piece("Q-VPN-02"),),
    "scaleway:s2svpn/customerGateway:CustomerGateway": (nothing,),
    "scaleway:network/connector:Connector": (piece("Q-NET-01"),),
    "scaleway:loadbalancers/loadBalancer:LoadBalancer": (piece("Q-LBA-01"),),
    "scaleway:keymanager/key:Key": (key,),
    "scaleway:secrets/secret:Secret": (piece("Q-SEC-01"),),
    "scaleway:databases/instance:Instance": (database("nodeType", pair_or_one("isHaCluster"), "volumeSizeInGb"),),
    "scaleway:observability/source:Source": (nothing,),
    # OVHcloud
    "openstack:compute/instance:Instance": (host("flavorName"), size("Q-DSK-01", "blockDevices[].volumeSize")),
    "openstack:blockstorage/volume:Volume": (size("Q-DSK-02", "size", "volumeType"),),
    "ovh:index/cloudStorageFileShare:CloudStorageFileShare": (size("Q-FIL-01", "size", "shareType"),),
    "ovh:CloudProject/storage:Storage": (nothing,),
    "ovh:CloudProject/containerRegistry:ContainerRegistry": (piece("Q-REG-01"),),
    "openstack:networking/floatingIp:FloatingIp": (piece("Q-IPV-01"),),
    # with an external network a router is the gateway to the internet, else it joins an area to the hub
    "openstack:networking/router:Router": (piece("Q-NAT-01", when="externalNetworkId", other="Q-NET-01"),),
    "openstack:networking/routerInterface:RouterInterface": (nothing,),
    "openstack:loadbalancer/loadBalancer:LoadBalancer": (piece("Q-LBA-01"),),
    "ovh:Okms/serviceKey:ServiceKey": (key,),
    "ovh:Okms/okms:Okms": (piece("Q-KMS-03"),),
    "openstack:keymanager/secretV1:SecretV1": (piece("Q-SEC-01"),),
    "ovh:CloudProject/database:Database": (database("flavor", listed("nodes"), "diskSize"),),
    "ovh:Dbaas/logsOutputGraylogStream:LogsOutputGraylogStream": (nothing,),
    # Outscale
    "outscale:index/vm:Vm": (host("vmType"), size("Q-DSK-01", "blockDeviceMappings[].bsu.volumeSize")),
    "outscale:index/volume:Volume": (size("Q-DSK-02", "size", "volumeType"),),
    "outscale:index/publicIp:PublicIp": (piece("Q-IPV-01"),),
    "outscale:index/natService:NatService": (piece("Q-NAT-01"),),
    "outscale:index/netPeering:NetPeering": (piece("Q-NET-01"),),
    "outscale:index/loadBalancer:LoadBalancer": (piece("Q-LBA-01"),),
    "aws:s3/bucket:Bucket": (nothing,),
    # NumSpot
    "numspot:index/vm:Vm": (host("type"), chosen("Q-DSK-01", "image_gb")),
    "numspot:index/volume:Volume": (size("Q-DSK-02", "size", "type"),),
    "numspot:index/publicIp:PublicIp": (piece("Q-IPV-01"),),
    "numspot:index/natGateway:NatGateway": (piece("Q-NAT-01"),),
    "numspot:index/computeBridge:ComputeBridge": (piece("Q-NET-01"),),
    "numspot:index/loadBalancer:LoadBalancer": (piece("Q-LBA-01"),),
    "numspot:index/virtualGateway:VirtualGateway": (piece("Q-VPN-01"),),
    "numspot:index/vpnConnection:VpnConnection": (piece("Q-VPN-02"),),
    "numspot:index/clientGateway:ClientGateway": (nothing,),
    "numspot:index/bucket:Bucket": (nothing,),
    # Cloud Temple
    "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine": (
        machine("cpu", "memory"),
        size("Q-DSK-01", "osDisks[].size", per=_GIBIBYTE),
    ),
    "cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk": (
        size("Q-DSK-02", "size", per=_GIBIBYTE),
    ),
    "cloudtemple:index/vpcFloatingIp:VpcFloatingIp": (piece("Q-IPV-01"),),
    "cloudtemple:index/objectStorageBucket:ObjectStorageBucket": (nothing,),
}
"""Provider type -> what it adds. Types of costly kinds that stand here in no way are reported as uncounted."""

COSTLY: Final = (
    "admin.bastion",
    "backup",
    "compute.k8s",
    "compute.vm",
    "db",
    "kms.key",
    "kms.secret",
    "kms.vault",
    "log.store",
    "net.egress_gw",
    "net.flowlog",
    "net.lb",
    "net.nat",
    "net.peering",
    "net.public_ip",
    "net.vpn",
    "net.waf",
    "registry",
    "store.block",
    "store.file",
    "store.object",
    "unknown",
)
"""Kinds of which a cloud may ask money; the others are settings, rights and parts that come with them."""


def counted(record: Record, choices: Mapping[str, Any], on: date) -> tuple[Counted, ...] | None:
    """What a resource adds to the bill; None where the table does not know its type.

    Args:
        choices: what the estate's own file chooses.
        on: the day on which facts must be believed.
    """
    readers = TABLE.get(record.resource.type)
    if readers is None:
        return None
    asked = Asked(record, masked(record.resource.inputs), choices, on)
    found = tuple(item for reader in readers for item in reader(asked))
    assert all(item.line in BY_ID for item in found)
    return found

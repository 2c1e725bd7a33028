"""Objects within outputs.

Made by tools/terraform_sdks.py from providers/schemas/cloudtemple.json: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ._utilities import nested

__all__ = [
    "ComputeIaasOpensourceReplicationPolicyInterval", "ComputeIaasOpensourceReplicationPolicyLastRun",
    "ComputeIaasOpensourceVirtualDiskTemplate", "ComputeIaasOpensourceVirtualDiskVirtualMachine",
    "ComputeIaasOpensourceVirtualMachineAddress", "ComputeIaasOpensourceVirtualMachineDvdDrife",
    "ComputeIaasOpensourceVirtualMachineManagementAgent", "ComputeIaasOpensourceVirtualMachineOsDisk",
    "ComputeIaasOpensourceVirtualMachineOsNetworkAdapter", "ComputeIaasOpensourceVirtualMachinePvDriver",
    "ComputeIaasOpensourceVirtualMachineTool", "ComputeVirtualMachineBootOptions", "ComputeVirtualMachineCustomize",
    "ComputeVirtualMachineCustomizeNetworkConfig", "ComputeVirtualMachineCustomizeNetworkConfigAdapter",
    "ComputeVirtualMachineCustomizeWindowsConfig", "ComputeVirtualMachineCustomizeWindowsConfigDomain",
    "ComputeVirtualMachineOsDisk", "ComputeVirtualMachineOsNetworkAdapter", "ComputeVirtualMachineReplicationConfig",
    "ComputeVirtualMachineReplicationConfigDisk", "ComputeVirtualMachineStorage", "ComputeVirtualMachineTriggeredAlarm",
    "ObjectStorageBucketAclEntry", "ObjectStorageBucketTag", "ObjectStorageStorageAccountTag",
    "PublicCloudVmDiskTimeouts", "PublicCloudVmInstanceOsDisk", "PublicCloudVmInstanceOsNetworkAdapter",
    "PublicCloudVmInstanceTimeouts", "PublicCloudVmNetworkAdapterTimeouts", "PublicCloudVmSnapshotTimeouts",
    "VpcFloatingIpBindingTimeouts", "VpcFloatingIpTimeouts", "GetBackupIaasOpensourcePolicySchedulerResult",
    "GetBackupSlaPolicySubPolicyResult", "GetBackupSlaPolicySubPolicyRetentionResult",
    "GetBackupSlaPolicySubPolicyTargetResult", "GetBackupSlaPolicySubPolicyTriggerResult",
    "GetComputeContentLibraryDatastoreResult", "GetComputeDatastoreClusterMetricResult",
    "GetComputeHostClusterHostResult", "GetComputeHostClusterMetricResult", "GetComputeIaasOpensourceHostMetricResult",
    "GetComputeIaasOpensourceHostMetricCpusResult", "GetComputeIaasOpensourceHostMetricMemoryResult",
    "GetComputeIaasOpensourceHostMetricXoaResult", "GetComputeIaasOpensourceHostPoolResult",
    "GetComputeIaasOpensourceHostPoolTypeResult", "GetComputeIaasOpensourceHostUpdateDataResult",
    "GetComputeIaasOpensourceTemplateDiskResult", "GetComputeIaasOpensourceTemplateDiskStorageRepositoryResult",
    "GetComputeIaasOpensourceTemplateNetworkAdapterResult",
    "GetComputeIaasOpensourceTemplateNetworkAdapterNetworkResult", "GetMarketplaceItemDeploymentOptionResult",
    "GetMarketplaceItemDeploymentOptionTargetResult", "GetMarketplaceItemDetailResult",
    "GetMarketplaceItemDetailsEnResult", "GetObjectStorageStorageAccountTagResult",
    "GetPublicCloudVmAvailabilityZoneCompatibleFamilyResult", "GetPublicCloudVmNetworkVpcResult",
    "GetPublicCloudVmNetworkVpcPrivateNetworkResult", "GetVpcPrivateNetworksPrivateNetworkResult",
    "GetVpcVpcsVpcResult",
]

@nested
class ComputeIaasOpensourceReplicationPolicyInterval:
    hours: float | None; minutes: float | None

@nested
class ComputeIaasOpensourceReplicationPolicyLastRun:
    end: float | None; start: float | None; status: str

@nested
class ComputeIaasOpensourceVirtualDiskTemplate:
    id: str; name: str; read_only: bool

@nested
class ComputeIaasOpensourceVirtualDiskVirtualMachine:
    connected: bool; id: str; name: str; read_only: bool

@nested
class ComputeIaasOpensourceVirtualMachineAddress:
    ipv4: str; ipv6: str

@nested
class ComputeIaasOpensourceVirtualMachineDvdDrife:
    attached: bool; name: str

@nested
class ComputeIaasOpensourceVirtualMachineManagementAgent:
    detected: bool

@nested
class ComputeIaasOpensourceVirtualMachineOsDisk:
    connected: bool; description: str; id: str; name: str; size: float; storage_repository_id: str

@nested
class ComputeIaasOpensourceVirtualMachineOsNetworkAdapter:
    attached: bool; id: str; mac_address: str; mtu: float; name: str; network_id: str; tx_checksumming: bool

@nested
class ComputeIaasOpensourceVirtualMachinePvDriver:
    are_up_to_date: bool; detected: bool; version: str

@nested
class ComputeIaasOpensourceVirtualMachineTool:
    detected: bool; version: str

@nested
class ComputeVirtualMachineBootOptions:
    boot_delay: float; boot_retry_delay: float; boot_retry_enabled: bool; efi_secure_boot_enabled: bool
    enter_bios_setup: bool; firmware: str

@nested
class ComputeVirtualMachineCustomize:
    network_configs: Sequence[ComputeVirtualMachineCustomizeNetworkConfig]
    windows_config: ComputeVirtualMachineCustomizeWindowsConfig | None

@nested
class ComputeVirtualMachineCustomizeNetworkConfig:
    adapters: Sequence[ComputeVirtualMachineCustomizeNetworkConfigAdapter] | None
    dns_server_lists: Sequence[str] | None; dns_suffix_lists: Sequence[str] | None; domain: str; hostname: str

@nested
class ComputeVirtualMachineCustomizeNetworkConfigAdapter:
    gateway: str; ip_address: str; mac_address: str | None; subnet_mask: str

@nested
class ComputeVirtualMachineCustomizeWindowsConfig:
    auto_logon: bool; auto_logon_count: float; domain: ComputeVirtualMachineCustomizeWindowsConfigDomain | None
    password: str | None; timezone: float; workgroup: str | None

@nested
class ComputeVirtualMachineCustomizeWindowsConfigDomain:
    admin_password: str | None; admin_username: str | None; name: str | None

@nested
class ComputeVirtualMachineOsDisk:
    capacity: float; controller_bus_number: float; datastore_id: str; datastore_name: str; disk_mode: str
    disk_path: str; disk_unit_number: float; editable: bool; id: str; instant_access: bool; machine_manager_id: str
    name: str; native_id: str; provisioning_type: str

@nested
class ComputeVirtualMachineOsNetworkAdapter:
    auto_connect: bool; connected: bool; id: str; mac_address: str; mac_type: str; name: str; network_id: str; type: str

@nested
class ComputeVirtualMachineReplicationConfig:
    disks: Sequence[ComputeVirtualMachineReplicationConfigDisk]; encryption_destination: bool; generation: float
    net_compression_enabled: bool; net_encryption_enabled: bool; opp_updates_enabled: bool; paused: bool
    quiesce_guest_enabled: bool; rpo: float; vm_replication_id: str

@nested
class ComputeVirtualMachineReplicationConfigDisk:
    disk_replication_id: str; key: float

@nested
class ComputeVirtualMachineStorage:
    committed: float; uncommitted: float

@nested
class ComputeVirtualMachineTriggeredAlarm:
    id: str; status: str

@nested
class ObjectStorageBucketAclEntry:
    role: str; storage_account: str

@nested
class ObjectStorageBucketTag:
    key: str; value: str

@nested
class PublicCloudVmDiskTimeouts:
    create: str | None; delete: str | None; update: str | None

@nested
class PublicCloudVmInstanceOsDisk:
    id: str; is_primary: bool; position: float; size_gb: float; storage_type: str

@nested
class PublicCloudVmInstanceOsNetworkAdapter:
    device_index: float; ip_address: str | None; network_id: str

@nested
class PublicCloudVmSnapshotTimeouts:
    create: str | None; delete: str | None

@nested
class GetBackupIaasOpensourcePolicySchedulerResult:
    cron: str; retention: float; temporarily_disabled: bool; timezone: str

@nested
class GetBackupSlaPolicySubPolicyResult:
    retentions: Sequence[GetBackupSlaPolicySubPolicyRetentionResult]; site: str; software: bool
    targets: Sequence[GetBackupSlaPolicySubPolicyTargetResult]
    triggers: Sequence[GetBackupSlaPolicySubPolicyTriggerResult]; type: str; use_encryption: bool

@nested
class GetBackupSlaPolicySubPolicyRetentionResult:
    age: float

@nested
class GetBackupSlaPolicySubPolicyTargetResult:
    href: str; id: str; resource_type: str

@nested
class GetBackupSlaPolicySubPolicyTriggerResult:
    activate_date: float; frequency: float; type: str

@nested
class GetComputeContentLibraryDatastoreResult:
    id: str; name: str

@nested
class GetComputeDatastoreClusterMetricResult:
    default_vm_behavior: str; enabled: bool; free_capacity: float; io_latency_threshold: float
    io_load_balance_enabled: bool; io_load_imbalance_threshold: float; load_balance_interval: float; max_capacity: float
    min_space_utilization_difference: float; reservable_percent_threshold: float; reservable_threshold_mode: str
    space_threshold_mode: str; space_utilization_threshold: float

@nested
class GetComputeHostClusterHostResult:
    id: str; type: str

@nested
class GetComputeHostClusterMetricResult:
    cpu_used: float; memory_used: float; storage_used: float; total_cpu: float; total_memory: float
    total_storage: float

@nested
class GetComputeIaasOpensourceHostMetricResult:
    cpus: Sequence[GetComputeIaasOpensourceHostMetricCpusResult]
    memories: Sequence[GetComputeIaasOpensourceHostMetricMemoryResult]
    xoas: Sequence[GetComputeIaasOpensourceHostMetricXoaResult]

@nested
class GetComputeIaasOpensourceHostMetricCpusResult:
    cores: float; model: str; model_name: str; sockets: float

@nested
class GetComputeIaasOpensourceHostMetricMemoryResult:
    size: float; usage: float

@nested
class GetComputeIaasOpensourceHostMetricXoaResult:
    build: str; full_name: str; version: str

@nested
class GetComputeIaasOpensourceHostPoolResult:
    id: str; name: str; types: Sequence[GetComputeIaasOpensourceHostPoolTypeResult]

@nested
class GetComputeIaasOpensourceHostPoolTypeResult:
    description: str; key: str

@nested
class GetComputeIaasOpensourceHostUpdateDataResult:
    maintenance_mode: bool; status: str

@nested
class GetComputeIaasOpensourceTemplateDiskResult:
    description: str; name: str; size: float
    storage_repositories: Sequence[GetComputeIaasOpensourceTemplateDiskStorageRepositoryResult]

@nested
class GetComputeIaasOpensourceTemplateNetworkAdapterResult:
    attached: bool; mac_address: str; mtu: float; name: str
    networks: Sequence[GetComputeIaasOpensourceTemplateNetworkAdapterNetworkResult]

@nested
class GetMarketplaceItemDeploymentOptionResult:
    targets: Sequence[GetMarketplaceItemDeploymentOptionTargetResult]

@nested
class GetMarketplaceItemDeploymentOptionTargetResult:
    files: Sequence[str]; key: str; name: str; skuses: Sequence[str]

@nested
class GetMarketplaceItemDetailResult:
    how_to_use: str; overview: str; support: str; terms_and_conditions: str

@nested
class GetPublicCloudVmNetworkVpcResult:
    id: str; name: str; private_networks: Sequence[GetPublicCloudVmNetworkVpcPrivateNetworkResult]

@nested
class GetVpcPrivateNetworksPrivateNetworkResult:
    id: str; ip_address: str; name: str; static_ip_count: float; vlan_id: float; vpc_id: str

@nested
class GetVpcVpcsVpcResult:
    floating_ip_count: float; id: str; internet_ip: str; name: str; private_network_count: float; static_ip_count: float


ObjectStorageStorageAccountTag = ObjectStorageBucketTag
PublicCloudVmInstanceTimeouts = PublicCloudVmDiskTimeouts
PublicCloudVmNetworkAdapterTimeouts = PublicCloudVmDiskTimeouts
VpcFloatingIpBindingTimeouts = PublicCloudVmSnapshotTimeouts
VpcFloatingIpTimeouts = PublicCloudVmDiskTimeouts
GetComputeIaasOpensourceTemplateDiskStorageRepositoryResult = GetComputeContentLibraryDatastoreResult
GetComputeIaasOpensourceTemplateNetworkAdapterNetworkResult = GetComputeContentLibraryDatastoreResult
GetMarketplaceItemDetailsEnResult = GetMarketplaceItemDetailResult
GetObjectStorageStorageAccountTagResult = ObjectStorageBucketTag
GetPublicCloudVmAvailabilityZoneCompatibleFamilyResult = GetComputeContentLibraryDatastoreResult
GetPublicCloudVmNetworkVpcPrivateNetworkResult = GetComputeContentLibraryDatastoreResult

"""Which provider this is, and which of its nested types hold other types or secrets.

Made by tools/terraform_sdks.py from providers/schemas/cloudtemple.json: do not edit.
"""

from __future__ import annotations

BASE, BASE_VERSION = "terraform-provider", "1.1.3"
NAME, VERSION = "cloudtemple", "1.10.0"
PARAMETER = (
    "eyJyZW1vdGUiOnsidXJsIjoicmVnaXN0cnkub3BlbnRvZnUub3JnL2Nsb3VkLXRlbXBsZS9jbG91ZHRlbXBsZSIsInZlcnNpb24i"
    "OiIxLjEwLjAifX0="
)

NESTED: dict[str, dict[str, str]] = {
    "ComputeVirtualMachineCustomize": {
        "network_configs": "ComputeVirtualMachineCustomizeNetworkConfig",
        "windows_config": "ComputeVirtualMachineCustomizeWindowsConfig",
    },
    "ComputeVirtualMachineCustomizeNetworkConfig": {"adapters": "ComputeVirtualMachineCustomizeNetworkConfigAdapter"},
    "ComputeVirtualMachineCustomizeWindowsConfig": {"domain": "ComputeVirtualMachineCustomizeWindowsConfigDomain"},
    "ComputeVirtualMachineReplicationConfig": {"disks": "ComputeVirtualMachineReplicationConfigDisk"},
    "getBackupSlaPolicySubPolicy": {
        "retentions": "getBackupSlaPolicySubPolicyRetention", "targets": "getBackupSlaPolicySubPolicyTarget",
        "triggers": "getBackupSlaPolicySubPolicyTrigger",
    },
    "getComputeIaasOpensourceHostMetric": {
        "cpus": "getComputeIaasOpensourceHostMetricCpus", "memories": "getComputeIaasOpensourceHostMetricMemory",
        "xoas": "getComputeIaasOpensourceHostMetricXoa",
    },
    "getComputeIaasOpensourceHostPool": {"types": "getComputeIaasOpensourceHostPoolType"},
    "getComputeIaasOpensourceTemplateDisk": {
        "storage_repositories": "getComputeIaasOpensourceTemplateDiskStorageRepository",
    },
    "getComputeIaasOpensourceTemplateNetworkAdapter": {
        "networks": "getComputeIaasOpensourceTemplateNetworkAdapterNetwork",
    },
    "getMarketplaceItemDeploymentOption": {"targets": "getMarketplaceItemDeploymentOptionTarget"},
    "getPublicCloudVmNetworkVpc": {"private_networks": "getPublicCloudVmNetworkVpcPrivateNetwork"},
}
SECRET: dict[str, list[str]] = {
    "ComputeVirtualMachineCustomizeWindowsConfig": ["password"],
    "ComputeVirtualMachineCustomizeWindowsConfigDomain": ["admin_password"],
}

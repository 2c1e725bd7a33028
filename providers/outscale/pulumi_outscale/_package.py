"""Which provider this is, and which of its nested types hold other types or secrets.

Made by tools/terraform_sdks.py from providers/schemas/outscale.json: do not edit.
"""

from __future__ import annotations

BASE, BASE_VERSION = "terraform-provider", "1.1.3"
NAME, VERSION = "outscale", "1.8.0"
PARAMETER = (
    "eyJyZW1vdGUiOnsidXJsIjoicmVnaXN0cnkub3BlbnRvZnUub3JnL291dHNjYWxlL291dHNjYWxlIiwidmVyc2lvbiI6IjEuOC4w"
    "In19"
)

NESTED: dict[str, dict[str, str]] = {
    "OksClusterAutoMaintenances": {
        "minor_upgrade_maintenance": "OksClusterAutoMaintenancesMinorUpgradeMaintenance",
        "patch_upgrade_maintenance": "OksClusterAutoMaintenancesPatchUpgradeMaintenance",
    },
    "SecurityGroupInboundRule": {"security_groups_members": "SecurityGroupInboundRuleSecurityGroupsMember"},
    "SecurityGroupOutboundRule": {"security_groups_members": "SecurityGroupOutboundRuleSecurityGroupsMember"},
    "SecurityGroupRuleRule": {"security_groups_members": "SecurityGroupRuleRuleSecurityGroupsMember"},
    "VmBlockDeviceMapping": {"bsu": "VmBlockDeviceMappingBsu"},
    "VmBlockDeviceMappingBsu": {"tags": "VmBlockDeviceMappingBsuTag"},
    "VmBlockDeviceMappingsCreated": {"bsus": "VmBlockDeviceMappingsCreatedBsus"},
    "VmBlockDeviceMappingsCreatedBsus": {"tags": "VmBlockDeviceMappingsCreatedBsusTag"},
    "VmNic": {"private_ips": "VmNicPrivateIp"},
    "VmPrimaryNic": {"private_ips": "VmPrimaryNicPrivateIp"},
    "getImagesImage": {
        "block_device_mappings": "getImagesImageBlockDeviceMapping",
        "permissions_to_launches": "getImagesImagePermissionsToLaunch", "state_comments": "getImagesImageStateComment",
        "tags": "getImagesImageTag",
    },
    "getImagesImageBlockDeviceMapping": {"bsus": "getImagesImageBlockDeviceMappingBsus"},
}
SECRET: dict[str, list[str]] = {}

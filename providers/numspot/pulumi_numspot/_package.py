"""Which provider this is, and which of its nested types hold other types or secrets.

Made by tools/terraform_sdks.py from providers/schemas/numspot.json: do not edit.
"""

from __future__ import annotations

BASE, BASE_VERSION = "terraform-provider", "1.1.3"
NAME, VERSION = "numspot", "1.7.3"
PARAMETER = (
    "eyJyZW1vdGUiOnsidXJsIjoicmVnaXN0cnkub3BlbnRvZnUub3JnL251bXNwb3QvbnVtc3BvdCIsInZlcnNpb24iOiIxLjcuMyJ9"
    "fQ=="
)

NESTED: dict[str, dict[str, str]] = {
    "ImageBlockDeviceMapping": {"bsu": "ImageBlockDeviceMappingBsu"},
    "VmBlockDeviceMapping": {"bsu": "VmBlockDeviceMappingBsu"},
    "VmNic": {
        "link_nic": "VmNicLinkNic", "nic_link_public_ip": "VmNicNicLinkPublicIp",
        "nic_security_groups": "VmNicNicSecurityGroup", "private_ips": "VmNicPrivateIp",
    },
    "VmNicPrivateIp": {"private_ip_link_public_ip": "VmNicPrivateIpPrivateIpLinkPublicIp"},
    "getSubnetsItem": {"tags": "getSubnetsItemTag"},
    "getVpcsItem": {"tags": "getVpcsItemTag"},
}
SECRET: dict[str, list[str]] = {
    "VpnConnectionVpnOptionsPhase2options": ["pre_shared_key"],
}

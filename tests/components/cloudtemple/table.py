"""What is Cloud Temple's own in the invariants of all clouds."""

from __future__ import annotations

from tests.components.table import Table

MACHINE = "cloudtemple:index/computeIaasOpensourceVirtualMachine:ComputeIaasOpensourceVirtualMachine"
DISK = "cloudtemple:index/computeIaasOpensourceVirtualDisk:ComputeIaasOpensourceVirtualDisk"
BUCKET = "cloudtemple:index/objectStorageBucket:ObjectStorageBucket"
ACCOUNT = "cloudtemple:index/objectStorageStorageAccount:ObjectStorageStorageAccount"
_WAYS_IN = frozenset({"hub-bastion-1", "hub-bastion-2", "hub-legacy-1", "hub-legacy-2"})

TABLE = Table(
    data=frozenset({DISK, BUCKET}),
    public={
        "cloudtemple:index/vpcFloatingIp:VpcFloatingIp": _WAYS_IN,
        "cloudtemple:index/vpcFloatingIpBinding:VpcFloatingIpBinding": _WAYS_IN,
        "cloudtemple:index/vpcStaticIp:VpcStaticIp": _WAYS_IN | {"hub"},
    },
    secret_inputs=((MACHINE, "cloudInit.cloud_config"), (MACHINE, "cloudInit.network_config")),
    secret_outputs=((MACHINE, "cloudInit"), (ACCOUNT, "accessSecretKey")),
    partly_protected={
        MACHINE: "those with a data disk: test_a_machine_is_protected_exactly_where_a_data_disk_hangs_on_it"
    },
)

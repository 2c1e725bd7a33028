"""The submodules of azure-native that the legacy needs, and no other.

Untyped on purpose: the SDK has 6,000 files, and a type checker that follows one of them reads all of them (minutes and
gigabytes). Names and shapes of arguments are checked by the plan, where every argument class refuses an unknown name.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pulumi

from components.azure.submodule import submodule


def with_plain_identity(kind: Any) -> Any:
    """The kind with an `identity` output that is read as it comes.

    `userAssignedIdentities` goes in as a list and comes out as a map. An engine that shows inputs as outputs before
    apply hands back the list, at which the SDK's own typed output raises.
    """

    def identity(self: pulumi.Resource) -> pulumi.Output[Any]:
        found: pulumi.Output[Any] = pulumi.get(self, "identity")
        return found

    # the SDK reads the hint at run time, where text would be looked up in the wrong module
    identity.__annotations__["return"] = pulumi.Output[Any]
    return type(kind.__name__, (kind,), {"identity": property(pulumi.getter(identity))})


authorization: Any = submodule("authorization")
compute: Any = submodule("compute")
containerregistry: Any = submodule("containerregistry")
containerservice: Any = submodule("containerservice")
databricks: Any = submodule("databricks")
dataprotection: Any = submodule("dataprotection")
dbforpostgresql: Any = submodule("dbforpostgresql")
keyvault: Any = submodule("keyvault")
managedidentity: Any = submodule("managedidentity")
monitor: Any = submodule("monitor")
network: Any = submodule("network")
operationalinsights: Any = submodule("operationalinsights")
privatedns: Any = submodule("privatedns")
recoveryservices: Any = submodule("recoveryservices")
resources: Any = submodule("resources")
storage: Any = submodule("storage")

Provider: Any = import_module("pulumi_azure_native").Provider

AccessConnector: Any = with_plain_identity(databricks.AccessConnector)
ApplicationGateway: Any = with_plain_identity(network.ApplicationGateway)
BackupVault: Any = with_plain_identity(dataprotection.BackupVault)
DiskEncryptionSet: Any = with_plain_identity(compute.DiskEncryptionSet)
ManagedCluster: Any = with_plain_identity(containerservice.ManagedCluster)
RecoveryVault: Any = with_plain_identity(recoveryservices.Vault)
StorageAccount: Any = with_plain_identity(storage.StorageAccount)

"""The submodules of azure-native that the legacy needs, and no other.

Untyped on purpose: the SDK has 6,000 files, and a type checker that follows one of them reads all of them (minutes and
gigabytes). Names and shapes of arguments are checked by the plan, where every argument class refuses an unknown name.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pulumi


def _submodule(name: str) -> Any:
    return import_module(f"pulumi_azure_native.{name}")


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


Provider: Any = import_module("pulumi_azure_native").Provider
authorization: Any = _submodule("authorization")
compute: Any = _submodule("compute")
containerregistry: Any = _submodule("containerregistry")
containerservice: Any = _submodule("containerservice")
databricks: Any = _submodule("databricks")
dataprotection: Any = _submodule("dataprotection")
dbforpostgresql: Any = _submodule("dbforpostgresql")
keyvault: Any = _submodule("keyvault")
managedidentity: Any = _submodule("managedidentity")
monitor: Any = _submodule("monitor")
network: Any = _submodule("network")
operationalinsights: Any = _submodule("operationalinsights")
privatedns: Any = _submodule("privatedns")
recoveryservices: Any = _submodule("recoveryservices")
resources: Any = _submodule("resources")
storage: Any = _submodule("storage")

AccessConnector: Any = with_plain_identity(databricks.AccessConnector)
ApplicationGateway: Any = with_plain_identity(network.ApplicationGateway)
BackupVault: Any = with_plain_identity(dataprotection.BackupVault)
DiskEncryptionSet: Any = with_plain_identity(compute.DiskEncryptionSet)
ManagedCluster: Any = with_plain_identity(containerservice.ManagedCluster)
RecoveryVault: Any = with_plain_identity(recoveryservices.Vault)
StorageAccount: Any = with_plain_identity(storage.StorageAccount)

"""What is Scaleway's own in the invariants of all clouds."""

from __future__ import annotations

from tests.components.table import Table

_PASSPHRASES = "passphrases of volumes that are kept: test_traps.py, test_a_passphrase_is_kept_with_its_volume"
_CUSTODIANS = "those of the key stores only: test_traps.py, test_key_stores_are_protected_and_kept"

TABLE = Table(
    data=frozenset(
        {
            "scaleway:account/project:Project",
            "scaleway:block/volume:Volume",
            "scaleway:databases/database:Database",
            "scaleway:databases/instance:Instance",
            "scaleway:index/fileFilesystem:FileFilesystem",
            "scaleway:keymanager/key:Key",
            "scaleway:object/bucket:Bucket",
            "scaleway:object/bucketLockConfiguration:BucketLockConfiguration",
            "scaleway:object/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "scaleway:observability/source:Source",
        }
    ),
    public={
        "scaleway:instance/ip:Ip": frozenset({"hub-bastion-1", "hub-bastion-2"}),
        "scaleway:loadbalancers/ip:Ip": frozenset({"prod-portal-address"}),
        "scaleway:network/publicGatewayIp:PublicGatewayIp": frozenset({"hub-exit-1", "hub-exit-2"}),
    },
    secret_inputs=(
        ("scaleway:databases/instance:Instance", "passwordWo"),
        ("scaleway:secrets/version:Version", "dataWo"),
    ),
    secret_outputs=(
        ("scaleway:iam/apiKey:ApiKey", "secretKey"),
        ("scaleway:observability/token:Token", "secretKey"),
    ),
    unused_secret_inputs=(
        ("scaleway:databases/instance:Instance", "password"),
        ("scaleway:secrets/version:Version", "data"),
    ),
    harmless={
        "passwordWoVersion": "the number of a password, raised to write another one",
        "dataWoVersion": "the same of a secret",
    },
    partly_protected={
        "scaleway:iam/group:Group": _CUSTODIANS,
        "scaleway:iam/policy:Policy": _CUSTODIANS,
        "scaleway:secrets/secret:Secret": _PASSPHRASES,
        "scaleway:secrets/version:Version": _PASSPHRASES,
    },
    flow_tagged=frozenset({"scaleway:instance/securityGroup:SecurityGroup"}),
)

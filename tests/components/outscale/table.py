"""What is Outscale's own in the invariants of all clouds."""

from __future__ import annotations

from components.outscale.network import LAN_RULES
from tests.components.table import Table

TABLE = Table(
    data=frozenset(
        {
            "aws:s3/bucket:Bucket",
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketVersioning:BucketVersioning",
            # no data, but the only door to an account
            "outscale:index/apiAccessRule:ApiAccessRule",
            "outscale:index/ca:Ca",
            "outscale:index/volume:Volume",
        }
    ),
    public={
        "outscale:index/publicIp:PublicIp": frozenset(
            {
                "hub-bastion-1",
                "hub-bastion-2",
                "hub-egress-exit-1",
                "hub-egress-exit-2",
                "hub-legacy-1",
                "hub-legacy-2",
                "prod-portal",
            }
        ),
    },
    secret_inputs=(("outscale:index/vm:Vm", "userData"),),
    secret_outputs=(
        ("outscale:index/accessKey:AccessKey", "secretKey"),
        ("outscale:index/vm:Vm", "adminPassword"),
        ("outscale:index/vm:Vm", "userData"),
    ),
    untagged={"aws:s3/bucket:Bucket": "no call for tags of buckets among those that the vendor lists"},
    switches=frozenset({str(LAN_RULES["key"])}),
    flow_tagged=frozenset({"outscale:index/securityGroup:SecurityGroup"}),
)

"""What is NumSpot's own in the invariants of all clouds."""

from __future__ import annotations

from components.numspot.network import LAN_RULES
from tests.components.table import Table

TABLE = Table(
    data=frozenset(
        {
            "aws:s3/bucketVersioning:BucketVersioning",
            "numspot:index/bucket:Bucket",
            "numspot:index/volume:Volume",
        }
    ),
    public={
        "numspot:index/publicIp:PublicIp": frozenset(
            {"hub-bastion-1", "hub-bastion-2", "hub-exit", "prod-portal-address"}
        )
    },
    secret_inputs=(),
    secret_outputs=(
        ("numspot:index/vpnConnection:VpnConnection", "vpnOptions"),
        ("numspot:index/vpnConnection:VpnConnection", "clientGatewayConfiguration"),
    ),
    switches=frozenset({str(LAN_RULES["key"])}),
    flow_tagged=frozenset({"numspot:index/securityGroup:SecurityGroup"}),
)

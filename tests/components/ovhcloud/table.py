"""What is OVHcloud's own in the invariants of all clouds."""

from __future__ import annotations

from tests.components.table import Table

INSTANCE = "openstack:compute/instance:Instance"

TABLE = Table(
    data=frozenset(
        {
            "openstack:blockstorage/volume:Volume",
            "ovh:CloudProject/database:Database",
            "ovh:CloudProject/project:Project",
            "ovh:CloudProject/storage:Storage",
            "ovh:CloudProjectDatabase/databaseInstance:DatabaseInstance",
            "ovh:Dbaas/logsOutputGraylogStream:LogsOutputGraylogStream",
            "ovh:Okms/okms:Okms",
            "ovh:Okms/serviceKey:ServiceKey",
            "ovh:Vrack/vrack:Vrack",
            "ovh:index/cloudStorageFileShare:CloudStorageFileShare",
        }
    ),
    public={
        "openstack:networking/floatingIp:FloatingIp": frozenset(
            {"hub-bastion-1", "hub-bastion-2", "hub-legacy-1", "hub-legacy-2"}
        )
    },
    secret_inputs=((INSTANCE, "userData"), ("openstack:keymanager/secretV1:SecretV1", "payload")),
    secret_outputs=(
        (INSTANCE, "userData"),
        ("ovh:CloudProject/s3Credential:S3Credential", "secretAccessKey"),
        ("ovh:CloudProject/user:User", "password"),
        ("ovh:CloudProjectDatabase/postgresSqlUser:PostgresSqlUser", "password"),
        ("ovh:Me/aPIOAuth2Client:APIOAuth2Client", "clientSecret"),
        ("ovh:Dbaas/logsOutputGraylogStream:LogsOutputGraylogStream", "writeToken"),
    ),
    unused_secret_inputs=((INSTANCE, "adminPass"),),
    harmless={"payloadContentType": "the format of a stored secret"},
    flow_tagged=frozenset({"openstack:networking/secGroup:SecGroup"}),
    no_names=frozenset({"serviceName"}),
)

"""Old tokens at the root of the Scaleway package: the name of each class and the class that replaces it.

Both have the same inputs, so they share an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NEW: Final[Mapping[str, str]] = {
    "AccountProject": "account/project:Project",
    "AccountSshKey": "account/sshKey:SshKey",
    "BlockSnapshot": "block/snapshot:Snapshot",
    "BlockVolume": "block/volume:Volume",
    "CockpitAlertManager": "observability/alertManager:AlertManager",
    "CockpitSource": "observability/source:Source",
    "CockpitToken": "observability/token:Token",
    "Database": "databases/database:Database",
    "DatabaseAcl": "databases/acl:Acl",
    "DatabaseBackup": "databases/databaseBackup:DatabaseBackup",
    "DatabaseInstance": "databases/instance:Instance",
    "DatabasePrivilege": "databases/privilege:Privilege",
    "DatabaseReadReplica": "databases/readReplica:ReadReplica",
    "DatabaseUser": "databases/user:User",
    "DomainRecord": "domain/record:Record",
    "DomainZone": "domain/zone:Zone",
    "IamApiKey": "iam/apiKey:ApiKey",
    "IamApplication": "iam/application:Application",
    "IamGroup": "iam/group:Group",
    "IamGroupMembership": "iam/groupMembership:GroupMembership",
    "IamPolicy": "iam/policy:Policy",
    "IamSshKey": "iam/sshKey:SshKey",
    "IamUser": "iam/user:User",
    "InstanceIp": "instance/ip:Ip",
    "InstanceIpReverseDns": "instance/ipReverseDns:IpReverseDns",
    "InstancePlacementGroup": "instance/placementGroup:PlacementGroup",
    "InstancePrivateNic": "instance/privateNic:PrivateNic",
    "InstanceSecurityGroup": "instance/securityGroup:SecurityGroup",
    "InstanceSecurityGroupRules": "instance/securityGroupRules:SecurityGroupRules",
    "InstanceServer": "instance/server:Server",
    "InstanceSnapshot": "instance/snapshot:Snapshot",
    "InstanceUserData": "instance/userData:UserData",
    "InstanceVolume": "instance/volume:Volume",
    "IpamIp": "ipam/ip:Ip",
    "IpamIpReverseDns": "ipam/ipReverseDns:IpReverseDns",
    "KeyManagerKey": "keymanager/key:Key",
    "KubernetesCluster": "kubernetes/cluster:Cluster",
    "KubernetesNodePool": "kubernetes/pool:Pool",
    "Loadbalancer": "loadbalancers/loadBalancer:LoadBalancer",
    "LoadbalancerAcl": "loadbalancers/acl:Acl",
    "LoadbalancerBackend": "loadbalancers/backend:Backend",
    "LoadbalancerCertificate": "loadbalancers/certificate:Certificate",
    "LoadbalancerFrontend": "loadbalancers/frontend:Frontend",
    "LoadbalancerIp": "loadbalancers/ip:Ip",
    "LoadbalancerRoute": "loadbalancers/route:Route",
    "MongoDbInstance": "mongodb/instance:Instance",
    "MongoDbSnapshot": "mongodb/snapshot:Snapshot",
    "ObjectBucket": "object/bucket:Bucket",
    "ObjectBucketAcl": "object/bucketAcl:BucketAcl",
    "ObjectBucketLockConfiguration": "object/bucketLockConfiguration:BucketLockConfiguration",
    "ObjectBucketPolicy": "object/bucketPolicy:BucketPolicy",
    "ObjectBucketWebsiteConfiguration": "object/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "ObjectItem": "object/item:Item",
    "RdbSnapshot": "databases/snapshot:Snapshot",
    "RedisCluster": "redis/cluster:Cluster",
    "RegistryNamespace": "registry/namespace:Namespace",
    "SdbDatabase": "databases/serverlessDatabase:ServerlessDatabase",
    "Secret": "secrets/secret:Secret",
    "SecretVersion": "secrets/version:Version",
    "Vpc": "network/vpc:Vpc",
    "VpcGatewayNetwork": "network/gatewayNetwork:GatewayNetwork",
    "VpcPrivateNetwork": "network/privateNetwork:PrivateNetwork",
    "VpcPublicGateway": "network/publicGateway:PublicGateway",
    "VpcPublicGatewayIp": "network/publicGatewayIp:PublicGatewayIp",
    "VpcPublicGatewayIpReverseDns": "network/publicGatewayIpReverseDns:PublicGatewayIpReverseDns",
    "VpcPublicGatewayPatRule": "network/publicGatewayPatRule:PublicGatewayPatRule",
    "VpcRoute": "network/route:Route",
}

ALIASES: Final[Mapping[str, str]] = {
    f"scaleway:index/{old[0].lower()}{old[1:]}:{old}": f"scaleway:{new}" for old, new in _NEW.items()
}
"""Old token -> new token."""

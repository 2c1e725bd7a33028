"""What a cloud chooses, as types of the package: the same fields as in `components/<cloud>/choices.py`.

Read by the SDK's analyser, which takes neither postponed annotations nor unions. Values are checked by the cloud's own
model, so that there is one place that says what is allowed.
"""

from typing import NotRequired, TypedDict


class ScalewayChoices(TypedDict):
    """The section `scaleway` of an estate file. Nothing here is secret."""

    organization_id: str
    """The organisation in which everything is made. It must have signed the host's contract for health data."""
    management_project: str
    """A project that exists already and holds nothing but the bucket of the Pulumi state."""
    projects: NotRequired[dict[str, str]]
    """Area -> id of a project that exists already. The bootstrap layer makes one for every other area."""
    region: str
    """Where everything stands."""
    zones: list[str]
    """Zone 1, 2 and 3 of the intent. Only ever appended to: a zone's place is its number."""
    gateway_zones: list[str]
    """The zones in which the cloud offers public gateways."""
    gateway_type: NotRequired[str]
    """Of the hub's public gateways."""
    server_types: dict[str, str]
    """Instance type for each size: small, medium, large, xlarge."""
    database_types: dict[str, str]
    """Node type of managed databases for each size; shared types are not for health data."""
    image: str
    """Label or id of the image of our own hosts: Debian 12 with cloud-init."""
    root_gb: NotRequired[int]
    """Size of the root volume of our own hosts."""
    volume_iops: NotRequired[int]
    """Performance class of block volumes: 5000 or 15000."""
    load_balancer_type: NotRequired[str]
    """Of the portal."""
    vpn_gateway_type: NotRequired[str]
    """Of the link to the other site."""
    machine_keys_until: str
    """Last day of the API keys of machines, as `2027-06-30`. A later date makes new keys."""


class OvhcloudExternalNetwork(TypedDict):
    """The region's public network, as OpenStack knows it."""

    id: str
    name: str


class OvhcloudDatabasePlans(TypedDict):
    """Plans of managed PostgreSQL: `business` or `enterprise`."""

    single: str
    highly_available: str


class OvhcloudChoices(TypedDict):
    """The section `ovhcloud` of an estate file. Nothing here is secret."""

    region: str
    """Compute id of the region."""
    zones: list[str]
    """Availability zones by number: the first is zone 1. Append only."""
    replica_region: str
    """Second region of the residency: replicas of buckets, second place of database backups."""
    subsidiary: NotRequired[str]
    """The OVHcloud company that contracts: FR."""
    ovh_endpoint: NotRequired[str]
    """The European API."""
    openstack_auth_url: NotRequired[str]
    openstack_clouds: NotRequired[dict[str, str]]
    """Layer -> entry of the operator's clouds.yaml, and `<layer>-link` -> the entry for the hub's end of its link."""
    network_type: NotRequired[str]
    """`vrack` or `plain`."""
    vrack: NotRequired[str]
    """A vRack that exists already. Without it, one is ordered with the hub's project."""
    projects: NotRequired[dict[str, str]]
    """Area -> id of a project that exists already. Areas not named get an ordered project."""
    external_network: OvhcloudExternalNetwork
    image: str
    """Id of the image of all hosts: Debian 12."""
    flavors: dict[str, str]
    """Flavour for each size: small, medium, large, xlarge."""
    boot_disk_gb: NotRequired[int]
    volume_type: str
    """Cinder volume type with LUKS encryption; a type without it is refused."""
    database_plans: OvhcloudDatabasePlans
    database_flavors: dict[str, str]
    """Flavour of managed databases for each size."""
    exit_cidrs: NotRequired[list[str]]
    """Public addresses by which the platform leaves, known after the first deployment."""
    registry_plan_id: str
    file_share_type: str
    load_balancer_flavor_id: NotRequired[str]
    logs_service: str
    """The Logs Data Platform account: ordered by hand, once."""
    logs_retention_id: str
    """The account's retention of one year or more."""
    dns_servers: list[str]
    """Name servers of the hosts that reach names on the internet."""

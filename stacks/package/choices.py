"""What a cloud chooses, as types of the package: the same fields as in `components/<cloud>/choices.py`.

Read by the SDK's analyser, which takes neither postponed annotations nor unions. Values are checked by the cloud's own
model, so that there is one place that says what is allowed.
"""

from typing import NotRequired, TypedDict


class Software(TypedDict):
    """A program that Debian does not have: one reviewed archive at an address of the platform's own."""

    url: str
    sha256: str
    version: str


class OwnKeyStore(TypedDict):
    """Key stores of the estate's own at a cloud that sells a key service."""

    software: Software
    """OpenBao."""
    machine_keys_until: str
    """Last day of the certificates of machines, as `2027-06-30`."""
    authorities_until: str
    """Last day of the authorities that sign for machines."""


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
    own_key_store: NotRequired[OwnKeyStore]
    """Keys in stores of the estate's own instead of the cloud's key service."""


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
    own_key_store: NotRequired[OwnKeyStore]
    """Keys in stores of the estate's own instead of the cloud's key service."""


class OutscaleChoices(TypedDict):
    """The section `outscale` of an estate file. Nothing here is secret."""

    profile_prefix: str
    hub_account: str
    """The hub's account: the other areas ask it to accept their peering."""
    writer_account: str
    """An account that holds nothing: what may add to a bucket and do nothing else signs in there."""
    api_authority: str
    """Certificate of the authority whose client certificates the API asks for, beside a key (PEM; not secret)."""
    api_cidrs: list[str]
    """Ranges from which the accounts are administered and deployed."""
    region: str
    """Where everything stands. The vendor's SecNumCloud qualification names `cloudgouv-eu-west-1` alone."""
    subregions: list[str]
    """Zone 1, 2 and 3 of the intent."""
    vm_types: dict[str, str]
    """VM type for each size."""
    image: str
    """Image of our own hosts, by id: Debian 12 with cloud-init that boots by UEFI."""
    root_gb: NotRequired[int]
    """Size of the root volume of our own hosts."""
    volume_type: NotRequired[str]
    dns_servers: list[str]
    """Resolvers that the hub's hosts ask."""
    key_store: Software
    """OpenBao, on the key stores' hosts."""
    machine_keys_until: str
    """Last day of the keys and certificates of machines."""
    authorities_until: str
    """Last day of the authorities that sign for machines; every key store has one."""


class NumspotChoices(TypedDict):
    """The section `numspot` of an estate file. Nothing here is secret."""

    region: str
    """Where everything stands."""
    availability_zone: str
    """Where every host, subnet and volume stands, whatever zone of the intent it is for: a subnet lies in one zone."""
    space_id: str
    """The ordered space in which everything is made."""
    bridges: NotRequired[dict[str, str]]
    """Area -> target of the bridge that its layer has made (`gatewayId`)."""
    vm_types: dict[str, str]
    """VM type for each size."""
    anchor_type: NotRequired[str]
    """Of the VM without a task that a network must hold before it can be joined to the hub's."""
    image: str
    """Image of our own hosts, by id: Debian 12 with cloud-init."""
    image_gb: int
    """Size of the image's root volume: no VM gets a larger one, so it must hold the mirror's cache."""
    volume_type: NotRequired[str]
    key_store: Software
    """OpenBao, on the hosts of the key stores."""
    log_store: Software
    """versitygw, on the host of the audit sink."""
    machine_keys_until: str
    """Last day of the certificates of machines."""
    authorities_until: str
    """Last day of the authorities that sign for machines."""


class CloudtempleFlavour(TypedDict):
    """Processors and memory of one size."""

    cpu: int
    memory_gb: int


class CloudtempleZone(TypedDict):
    """One availability zone, and what is ordered or imported there beforehand."""

    name: str
    machine_manager: str
    """The zone's id, as the provider has it."""
    templates: dict[str, str]
    """Number of network adapters -> the template with so many."""
    storage: str
    """The storage repository of all disks."""
    backup_policy: str
    """The backup policy of all hosts: created by Cloud Temple's support on request."""


class CloudtempleEdge(TypedDict):
    """The network towards the internet: the one private network of a VPC."""

    vpc: str
    private_network: str
    cidr: str
    gateway: str
    exit_address: str
    """The public address by which the VPC's gateway leaves: what buckets see of the platform."""


class CloudtempleChoices(TypedDict):
    """The section `cloudtemple` of an estate file. Networks are looked up by the names that the intent gives them."""

    region: str
    """Where everything stands."""
    zones: list[CloudtempleZone]
    """Zone 1, 2 and 3 of the intent."""
    edge: CloudtempleEdge
    sizes: dict[str, CloudtempleFlavour]
    """Processors and memory for each size."""
    boot_disk_gb: NotRequired[int]
    """Size of a host's system disk."""
    key_store_gb: NotRequired[int]
    """Size of the data disk of each of a key store's hosts."""
    data_device: NotRequired[str]
    """Where a host finds its data disk, behind the system disk and the cloud's own one."""
    seats: NotRequired[dict[str, str]]
    """Workstation -> its address, where two would get the same one."""
    dns_servers: list[str]
    """Resolvers that the hub's hosts ask."""
    console_cidrs: list[str]
    """Addresses of Cloud Temple's console: a bucket that they cannot reach cannot be versioned."""
    object_namespace: str
    """The namespace of the tenant's object storage; it is the first part of its address."""
    key_store: Software
    """OpenBao, on the key stores' hosts."""
    log_store: Software
    """versitygw, on the host of the audit sink."""
    machine_keys_until: str
    """Last day of the certificates of machines."""
    authorities_until: str
    """Last day of the authorities that sign for machines; every key store has one, and the log store."""

"""The lines of the bill: the same for all candidates, with ids that never change their meaning."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from bastide.tender.quantities.units import Unit
from policies.model import Text


class Group(StrEnum):
    """Under which heading a line stands."""

    COMPUTE = "compute"
    STORAGE = "storage"
    NETWORK = "network"
    KEYS = "keys"
    DATABASES = "databases"
    LOGS = "logs"
    MIGRATION = "migration"


GROUPS: Final[Mapping[Group, Text]] = {
    Group.COMPUTE: Text("Compute", "Calcul"),
    Group.STORAGE: Text("Storage", "Stockage"),
    Group.NETWORK: Text("Network", "Réseau"),
    Group.KEYS: Text("Keys and secrets", "Clés et secrets"),
    Group.DATABASES: Text("Databases", "Bases de données"),
    Group.LOGS: Text("Logs and backups", "Journaux et sauvegardes"),
    Group.MIGRATION: Text("Migration", "Migration"),
}


class LineSpec(NamedTuple):
    """One line.

    Attributes:
        monthly: the quantity is one of each month of the contract; else one of the whole move.
        by: the role whose hosts do the same where the cloud has no such service, "" where nothing does.
    """

    id: str
    group: Group
    unit: Unit
    designation: Text
    monthly: bool = True
    by: str = ""


LINES: Final[tuple[LineSpec, ...]] = (
    LineSpec(
        "Q-CPU-01",
        Group.COMPUTE,
        Unit.VCPU_MONTH,
        Text("Cores of workstations of project spaces", "Cœurs des postes de travail des espaces projet"),
    ),
    LineSpec(
        "Q-MEM-01",
        Group.COMPUTE,
        Unit.GIB_MONTH,
        Text("Memory of workstations of project spaces", "Mémoire des postes de travail des espaces projet"),
    ),
    LineSpec(
        "Q-CPU-02",
        Group.COMPUTE,
        Unit.VCPU_MONTH,
        Text(
            "Cores of hosts of the platform's own services (bastion, proxies, routers, key and log stores)",
            "Cœurs des machines des services exploités par la plateforme (bastion, mandataires, routeurs, magasins de "
            "clés et de journaux)",
        ),
    ),
    LineSpec(
        "Q-MEM-02",
        Group.COMPUTE,
        Unit.GIB_MONTH,
        Text(
            "Memory of hosts of the platform's own services",
            "Mémoire des machines des services exploités par la plateforme",
        ),
    ),
    LineSpec(
        "Q-K8S-01",
        Group.COMPUTE,
        Unit.PIECE_MONTH,
        Text("Clusters, control plane included", "Grappes de calcul, plan de contrôle compris"),
    ),
    LineSpec(
        "Q-CPU-03",
        Group.COMPUTE,
        Unit.VCPU_MONTH,
        Text("Cores of nodes of clusters", "Cœurs des nœuds des grappes de calcul"),
    ),
    LineSpec(
        "Q-MEM-03",
        Group.COMPUTE,
        Unit.GIB_MONTH,
        Text("Memory of nodes of clusters", "Mémoire des nœuds des grappes de calcul"),
    ),
    LineSpec(
        "Q-DSK-01", Group.STORAGE, Unit.GB_MONTH, Text("Block storage: system disks", "Stockage bloc : disques système")
    ),
    LineSpec(
        "Q-DSK-02",
        Group.STORAGE,
        Unit.GB_MONTH,
        Text("Block storage: data volumes", "Stockage bloc : volumes de données"),
    ),
    LineSpec("Q-FIL-01", Group.STORAGE, Unit.GB_MONTH, Text("File shares", "Partages de fichiers")),
    LineSpec(
        "Q-OBJ-01",
        Group.STORAGE,
        Unit.GB_MONTH,
        Text("Object storage, standard class", "Stockage objet, classe standard"),
    ),
    LineSpec(
        "Q-OBJ-02",
        Group.STORAGE,
        Unit.GB_MONTH,
        Text("Object storage under a retention lock", "Stockage objet sous verrou de conservation"),
    ),
    LineSpec(
        "Q-OBJ-03",
        Group.STORAGE,
        Unit.GB_MONTH,
        Text("Object storage, second copy in another region", "Stockage objet, seconde copie dans une autre région"),
    ),
    LineSpec("Q-REG-01", Group.STORAGE, Unit.PIECE_MONTH, Text("Container registries", "Registres de conteneurs")),
    LineSpec("Q-IPV-01", Group.NETWORK, Unit.PIECE_MONTH, Text("Public IPv4 addresses", "Adresses IPv4 publiques")),
    LineSpec(
        "Q-NAT-01",
        Group.NETWORK,
        Unit.PIECE_MONTH,
        Text("Gateways to the internet (NAT)", "Passerelles vers Internet (NAT)"),
        by="Network",
    ),
    LineSpec(
        "Q-VPN-01",
        Group.NETWORK,
        Unit.PIECE_MONTH,
        Text("VPN gateways to another site", "Passerelles VPN vers un autre site"),
        by="SiteLink",
    ),
    LineSpec(
        "Q-VPN-02",
        Group.NETWORK,
        Unit.PIECE_MONTH,
        Text("VPN connections to another site", "Connexions VPN vers un autre site"),
        by="SiteLink",
    ),
    LineSpec(
        "Q-NET-01",
        Group.NETWORK,
        Unit.PIECE_MONTH,
        Text(
            "Joints between networks (peering, connector, bridge, router)",
            "Liaisons entre réseaux (appairage, connecteur, pont, routeur)",
        ),
        by="Network",
    ),
    LineSpec("Q-LBA-01", Group.NETWORK, Unit.PIECE_MONTH, Text("Load balancers", "Répartiteurs de charge")),
    LineSpec(
        "Q-NET-02",
        Group.NETWORK,
        Unit.TB,
        Text("Traffic from the cloud to the internet", "Trafic sortant de l'hébergeur vers Internet"),
    ),
    LineSpec(
        "Q-KMS-01",
        Group.KEYS,
        Unit.PIECE_MONTH,
        Text("Keys of the customer, protected by software", "Clés du client, protection logicielle"),
        by="KeyStore",
    ),
    LineSpec(
        "Q-KMS-02",
        Group.KEYS,
        Unit.PIECE_MONTH,
        Text("Keys of the customer, protected by an HSM", "Clés du client, protégées par un module matériel (HSM)"),
    ),
    LineSpec(
        "Q-KMS-03",
        Group.KEYS,
        Unit.PIECE_MONTH,
        Text("Key stores ordered as a service", "Magasins de clés commandés en tant que service"),
        by="KeyStore",
    ),
    LineSpec(
        "Q-KMS-04",
        Group.KEYS,
        Unit.MILLION_OPERATIONS,
        Text("Operations with keys", "Opérations sur les clés"),
        by="KeyStore",
    ),
    LineSpec("Q-SEC-01", Group.KEYS, Unit.PIECE_MONTH, Text("Stored secrets", "Secrets conservés")),
    LineSpec(
        "Q-DBS-01",
        Group.DATABASES,
        Unit.VCPU_MONTH,
        Text("Cores of managed databases, all nodes", "Cœurs des bases de données managées, tous nœuds compris"),
    ),
    LineSpec(
        "Q-DBS-02",
        Group.DATABASES,
        Unit.GIB_MONTH,
        Text("Memory of managed databases, all nodes", "Mémoire des bases de données managées, tous nœuds compris"),
    ),
    LineSpec(
        "Q-DBS-03",
        Group.DATABASES,
        Unit.GB_MONTH,
        Text(
            "Storage of managed databases, counted once whatever the nodes",
            "Stockage des bases de données managées, compté une fois quel que soit le nombre de nœuds",
        ),
    ),
    LineSpec(
        "Q-LOG-01",
        Group.LOGS,
        Unit.GB,
        Text("Logs taken in by a managed log service", "Journaux ingérés par un service managé"),
        by="AuditSink",
    ),
    LineSpec(
        "Q-LOG-02",
        Group.LOGS,
        Unit.GB_MONTH,
        Text("Logs kept for the retention of the audit sink", "Journaux conservés pendant la durée de rétention"),
        by="AuditSink",
    ),
    LineSpec("Q-BCK-01", Group.LOGS, Unit.GB_MONTH, Text("Backups", "Sauvegardes")),
    LineSpec(
        "Q-MIG-01",
        Group.MIGRATION,
        Unit.TB,
        Text("Data taken in from the legacy", "Données reprises depuis l'existant"),
        monthly=False,
    ),
    LineSpec(
        "Q-MIG-02",
        Group.MIGRATION,
        Unit.TB,
        Text("Egress to leave Azure", "Trafic sortant pour quitter Azure"),
        monthly=False,
    ),
    LineSpec(
        "Q-MIG-03",
        Group.MIGRATION,
        Unit.MONTH,
        Text("The legacy while both run", "L'existant pendant la double exploitation"),
        monthly=False,
    ),
)

BY_ID: Final[Mapping[str, LineSpec]] = {line.id: line for line in LINES}

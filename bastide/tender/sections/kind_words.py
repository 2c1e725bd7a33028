"""Names of the neutral kinds for people, in both languages. For what each kind says of itself, see the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policies.model import Lang, Text

NAMES: Final[Mapping[str, Text]] = {
    "net.vpc": Text("network or router", "réseau ou routeur"),
    "net.subnet": Text("segment of a network", "segment de réseau"),
    "net.route": Text("routes", "routes"),
    "net.peering": Text("joint of two networks", "jonction de deux réseaux"),
    "net.nat": Text("way out with address translation", "sortie par traduction d'adresses"),
    "net.gateway": Text("attachment to the internet", "raccordement à l'internet"),
    "net.public_ip": Text("public address", "adresse publique"),
    "net.endpoint": Text("private address of a service", "adresse privée d'un service"),
    "net.sg": Text("firewall group", "groupe de règles de pare-feu"),
    "net.sg_rule": Text("firewall rules", "règles de pare-feu"),
    "net.port": Text("network card", "carte réseau"),
    "net.lb": Text("load balancer", "répartiteur de charge"),
    "net.waf": Text("web application firewall", "pare-feu applicatif"),
    "net.vpn": Text("link to another site", "liaison vers un autre site"),
    "net.flowlog": Text("record of connections", "journal des connexions"),
    "net.egress_gw": Text("controlled way out", "sortie contrôlée"),
    "compute.vm": Text("host", "hôte"),
    "compute.k8s": Text("Kubernetes or analytics cluster", "grappe Kubernetes ou d'analyse"),
    "compute.image": Text("image of hosts", "image d'hôtes"),
    "compute.agent": Text("provider's software on a host", "logiciel du fournisseur sur un hôte"),
    "store.block": Text("disk or volume", "disque ou volume"),
    "store.object": Text("object storage", "stockage d'objets"),
    "store.file": Text("file share", "partage de fichiers"),
    "db": Text("database", "base de données"),
    "kms.vault": Text("key store", "magasin de clés"),
    "kms.key": Text("key", "clé"),
    "kms.secret": Text("stored secret", "secret conservé"),
    "cert": Text("certificate", "certificat"),
    "dns": Text("name zone or record", "zone ou enregistrement de noms"),
    "registry": Text("registry of container images", "registre d'images de conteneurs"),
    "iam.user": Text("identity", "identité"),
    "iam.group": Text("group of identities", "groupe d'identités"),
    "iam.policy": Text("rights", "droits"),
    "iam.apikey": Text("access key of an identity", "clé d'accès d'une identité"),
    "iam.idp": Text("identity provider", "fournisseur d'identité"),
    "iam.org": Text("settings of the account", "réglages du compte"),
    "project": Text("the cloud's container of an area", "conteneur d'une zone chez le fournisseur"),
    "admin.bastion": Text("the cloud's bastion", "bastion du fournisseur"),
    "log.sink": Text("delivery of logs", "acheminement de journaux"),
    "log.store": Text("log store", "magasin de journaux"),
    "log.alert": Text("alerts", "alertes"),
    "backup": Text("backups", "sauvegardes"),
    "setting": Text("setting", "réglage"),
    "refused": Text("class that no estate may use", "classe qu'aucun environnement ne peut utiliser"),
    "unknown": Text("class that no table knows", "classe qu'aucune table ne connaît"),
}


def named(kind: str, lang: Lang) -> str:
    """The name of a kind; the kind itself where it has none."""
    return NAMES[kind].of(lang) if kind in NAMES else kind

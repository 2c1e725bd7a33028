"""The catalogue of capabilities: what may be asked of a cloud. What each cloud offers of it is a fact (`facts/`).

An id is a role (`bucket`) or a feature of one (`bucket.customer-key`). A fact table must hold exactly these ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from facts.model import Capability, Level


class Asked(NamedTuple):
    """What a capability is, in both languages."""

    en: str
    fr: str


CATALOGUE: Mapping[str, Asked] = {
    "project": Asked(
        "a container of the cloud for one area, with an owner and limits of its own",
        "un conteneur de l'hébergeur pour un périmètre, avec un responsable et des limites propres",
    ),
    "environment": Asked(
        "hub, production or non-production as a whole",
        "plateforme commune, production ou hors production, dans leur ensemble",
    ),
    "project-space": Asked(
        "the sealed workspace of one research project",
        "l'espace cloisonné d'un projet de recherche",
    ),
    "airlock": Asked(
        "the only way in or out of a space: a bucket for each stage",
        "la seule entrée et la seule sortie d'un espace : un compartiment par étape",
    ),
    "airlock.separation": Asked(
        "rights that end at one stage, so that who works cannot touch what is under review",
        "des droits limités à une étape, pour que qui travaille ne touche pas à ce qui est en revue",
    ),
    "airlock.review": Asked(
        "a process that moves what is approved, and keeps requester and reviewer apart",
        "un processus qui déplace ce qui est approuvé et sépare demandeur et réviseur",
    ),
    "airlock.expiry": Asked(
        "what waits in the airlock removed after the asked days",
        "retrait, après le délai demandé, de ce qui attend dans le sas",
    ),
    "network": Asked(
        "an isolated network of one area",
        "un réseau isolé par périmètre",
    ),
    "segment": Asked(
        "a part of a network with a firewall of its own",
        "une partie d'un réseau, avec son propre pare-feu",
    ),
    "firewall": Asked(
        "allowed flows of a segment; everything else closed in both directions",
        "les flux autorisés d'un segment ; tout le reste est fermé dans les deux sens",
    ),
    "firewall.expiry": Asked(
        "an end of a flow that the cloud enforces",
        "une fin de validité d'un flux, appliquée par l'hébergeur",
    ),
    "egress-allow-list": Asked(
        "named destinations on the internet, and no other",
        "des destinations nommées sur l'internet, et aucune autre",
    ),
    "site-link": Asked(
        "an encrypted link to another site",
        "une liaison chiffrée vers un autre site",
    ),
    "site-link.bgp": Asked(
        "routes exchanged by BGP with the peer's AS number",
        "des routes échangées par BGP avec le numéro d'AS du pair",
    ),
    "site-link.asn": Asked(
        "the asked AS number at our own end",
        "le numéro d'AS demandé de notre côté",
    ),
    "internal-dns": Asked(
        "a name zone that only the platform's networks see",
        "une zone de noms que seuls les réseaux de la plateforme voient",
    ),
    "time-source": Asked(
        "time for hosts without internet",
        "l'heure pour les machines sans internet",
    ),
    "flow-log": Asked(
        "a record of accepted and refused connections",
        "un journal des connexions acceptées et refusées",
    ),
    "portal": Asked(
        "the HTTPS entry from the internet",
        "l'entrée HTTPS depuis l'internet",
    ),
    "portal.waf": Asked(
        "a web application firewall in front of the portal",
        "un pare-feu applicatif devant le portail",
    ),
    "certificate": Asked(
        "a server certificate ordered and renewed by code",
        "un certificat de serveur commandé et renouvelé par du code",
    ),
    "key-store": Asked(
        "where keys live, and who administers them",
        "le lieu des clés, et qui les administre",
    ),
    "key": Asked(
        "a key under the platform's control",
        "une clé sous le contrôle de la plateforme",
    ),
    "key.rotation": Asked(
        "rotation by the cloud at the asked interval",
        "rotation par l'hébergeur à l'intervalle demandé",
    ),
    "key.hsm": Asked(
        "key material that never leaves a hardware module",
        "une clé qui ne quitte jamais un module matériel",
    ),
    "secret": Asked(
        "a stored secret value",
        "la valeur conservée d'un secret",
    ),
    "secret.customer-key": Asked(
        "the secret encrypted under the platform's own key",
        "le secret chiffré sous la clé propre de la plateforme",
    ),
    "bucket": Asked(
        "object storage, encrypted, versioned, never public",
        "un stockage objet chiffré, versionné, jamais public",
    ),
    "bucket.customer-key": Asked(
        "the bucket encrypted under the platform's own key",
        "le compartiment chiffré sous la clé propre de la plateforme",
    ),
    "bucket.lock": Asked(
        "objects that nobody can delete before a date",
        "des objets que personne ne peut supprimer avant une date",
    ),
    "bucket.private-endpoint": Asked(
        "object storage without an address on the internet",
        "un stockage objet sans adresse sur l'internet",
    ),
    "bucket.replica": Asked(
        "a second copy in another region of the residency",
        "une seconde copie dans une autre région admise",
    ),
    "volume": Asked(
        "a block volume",
        "un volume en mode bloc",
    ),
    "volume.encryption": Asked(
        "the volume encrypted at rest by the cloud",
        "le volume chiffré au repos par l'hébergeur",
    ),
    "volume.customer-key": Asked(
        "the volume encrypted under the platform's own key",
        "le volume chiffré sous la clé propre de la plateforme",
    ),
    "file-share": Asked(
        "a shared file system on a private network",
        "un système de fichiers partagé sur un réseau privé",
    ),
    "file-share.customer-key": Asked(
        "the share encrypted under the platform's own key",
        "le partage chiffré sous la clé propre de la plateforme",
    ),
    "file-share.clients": Asked(
        "the share reached from the asked range and from no other",
        "le partage accessible depuis la plage demandée et aucune autre",
    ),
    "database": Asked(
        "managed PostgreSQL on a private network, encrypted",
        "PostgreSQL managé sur un réseau privé, chiffré",
    ),
    "database.customer-key": Asked(
        "the database encrypted under the platform's own key",
        "la base chiffrée sous la clé propre de la plateforme",
    ),
    "database.high-availability": Asked(
        "a second node that takes over",
        "un second nœud qui prend le relais",
    ),
    "database.backup-retention": Asked(
        "backups kept for as many days as asked",
        "des sauvegardes conservées aussi longtemps que demandé",
    ),
    "backup": Asked(
        "scheduled backups of hosts and volumes",
        "des sauvegardes planifiées des machines et des volumes",
    ),
    "bastion": Asked(
        "the only way in for people who work on hosts",
        "la seule entrée des personnes qui travaillent sur les machines",
    ),
    "bastion.recorded": Asked(
        "sessions recorded on hosts of our own, to a locked bucket",
        "des sessions enregistrées sur nos propres machines, vers un compartiment verrouillé",
    ),
    "bastion.managed": Asked(
        "a bastion run by the cloud",
        "un bastion exploité par l'hébergeur",
    ),
    "workstation": Asked(
        "a research workstation without internet",
        "un poste de recherche sans internet",
    ),
    "group": Asked(
        "a group of people",
        "un groupe de personnes",
    ),
    "service-account": Asked(
        "an identity for a machine",
        "une identité pour une machine",
    ),
    "grant": Asked(
        "a right in one area",
        "un droit dans un périmètre",
    ),
    "grant.expiry": Asked(
        "an end of the right that the cloud enforces",
        "une fin de validité du droit, appliquée par l'hébergeur",
    ),
    "identity-provider": Asked(
        "sign-in for people, with a second factor",
        "l'authentification des personnes, avec un second facteur",
    ),
    "audit-sink": Asked(
        "logs that cannot be changed or deleted",
        "des journaux qui ne peuvent être ni modifiés ni supprimés",
    ),
    "audit-sink.control-plane": Asked(
        "the cloud's own audit trail delivered into the sink",
        "la piste d'audit de l'hébergeur lui-même, livrée dans ces journaux",
    ),
    "audit-sink.long-search": Asked(
        "logs searchable for as long as they are kept, beyond a year",
        "des journaux interrogeables aussi longtemps qu'ils sont conservés, au-delà d'un an",
    ),
    "alert-route": Asked(
        "alerts to the people on duty",
        "des alertes vers les personnes d'astreinte",
    ),
    "registry": Asked(
        "a private container registry",
        "un registre privé de conteneurs",
    ),
    "registry.clients": Asked(
        "a registry that answers to the asked ranges and to no other",
        "un registre qui ne répond qu'aux plages demandées",
    ),
    "package-mirror": Asked(
        "software packages for hosts without internet",
        "des paquets logiciels pour les machines sans internet",
    ),
    "cluster": Asked(
        "a compute cluster (Kubernetes) whose nodes have no way to the whole internet",
        "une grappe de calcul (Kubernetes) dont les nœuds n'ont pas accès à tout l'internet",
    ),
    "cluster.private": Asked(
        "a cluster whose control plane has no public address",
        "une grappe dont le plan de contrôle n'a pas d'adresse publique",
    ),
    "cluster.analytics-size": Asked(
        "number and size of an analytics cluster's nodes held to what is asked",
        "nombre et taille des nœuds d'une grappe d'analyse tenus à ce qui est demandé",
    ),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """A capability that was asked for and is not built here. Becomes a gap of the plan."""

    capability: str
    level: Level


def lacks(wanted: Iterable[str], offered: Mapping[str, Capability]) -> tuple[Lack, ...]:
    """What of `wanted` a cloud does not build, in the order asked."""
    return tuple(
        Lack(capability, offered[capability].level) for capability in wanted if not offered[capability].level.built
    )


def operated_by_us(capability: str, offered: Mapping[str, Capability]) -> bool:
    """Whether it stands on hosts of our own at this cloud."""
    return offered[capability].level is Level.SELF_OPERATED

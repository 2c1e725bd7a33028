"""Texts of drawings, in both languages. Ids, names and ranges are the same in both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bastide.words import Words
from policies.model import Lang, Text

WORDS: Final = Words(
    {
        # things: one | several
        "Airlock": Text("airlock|airlocks", "sas|sas"),
        "AlertRoute": Text("alerts|alerts", "alertes|alertes"),
        "AuditSink": Text("audit log|audit logs", "journal d'audit|journaux d'audit"),
        "Backup": Text("backup|backups", "sauvegarde|sauvegardes"),
        "Bastion": Text("bastion|bastions", "bastion|bastions"),
        "Bucket": Text("bucket|buckets", "stockage objet|stockages objet"),
        "Certificate": Text("certificate|certificates", "certificat|certificats"),
        "Cluster": Text("cluster|clusters", "grappe de calcul|grappes de calcul"),
        "Database": Text("database|databases", "base de données|bases de données"),
        "EgressAllowList": Text("egress proxy|egress proxies", "mandataire de sortie|mandataires de sortie"),
        "FileShare": Text("file share|file shares", "partage de fichiers|partages de fichiers"),
        "FlowLog": Text("flow log|flow logs", "journal des flux|journaux des flux"),
        "IdentityProvider": Text(
            "identity provider|identity providers", "fournisseur d'identité|fournisseurs d'identité"
        ),
        "InternalDns": Text("internal names (DNS)|internal names (DNS)", "noms internes (DNS)|noms internes (DNS)"),
        "Key": Text("key|keys", "clé|clés"),
        "KeyStore": Text("key store|key stores", "magasin de clés|magasins de clés"),
        "InternetExit": Text(
            "way out to the internet|ways out to the internet", "sortie vers internet|sorties vers internet"
        ),
        "NetworkHost": Text("host of the network|hosts of the network", "hôte du réseau|hôtes du réseau"),
        "PackageMirror": Text("package mirror|package mirrors", "miroir de paquets|miroirs de paquets"),
        "Portal": Text("portal entry|portal entries", "entrée du portail|entrées de portail"),
        "PrivateEndpoint": Text("private endpoint|private endpoints", "point d'accès privé|points d'accès privés"),
        "Registry": Text("image registry|image registries", "registre d'images|registres d'images"),
        "Secret": Text("secret|secrets", "secret|secrets"),
        "SiteLink": Text("site link|site links", "liaison intersite|liaisons intersites"),
        "TimeSource": Text("time source|time sources", "source de temps|sources de temps"),
        "Volume": Text("volume|volumes", "volume|volumes"),
        "Workstation": Text("workstation|workstations", "poste de travail|postes de travail"),
        "several": Text("{count} {what}", "{count} {what}"),
        "host": Text("1 host", "1 hôte"),
        "hosts": Text("{count} hosts", "{count} hôtes"),
        "nodes": Text("{count} nodes", "{count} nœuds"),
        "gb": Text("{count} GB", "{count} Go"),
        "missing thing": Text("{what} ({level})", "{what} ({level})"),
        # levels of gaps
        "api": Text("by API", "par API"),
        "manual": Text("by hand", "à la main"),
        "absent": Text("absent", "absent"),
        # areas
        "hub": Text("Hub", "Socle commun"),
        "production": Text("Production", "Production"),
        "non-production": Text("Non-production", "Hors production"),
        "space": Text("Space {called}", "Espace {called}"),
        "open": Text("open", "ouvert"),
        "frozen": Text("frozen", "gelé"),
        "closing": Text("closing", "en fermeture"),
        "closed": Text("closed", "fermé"),
        "internal": Text("internal data", "données internes"),
        "personal": Text("personal data", "données personnelles"),
        "health": Text("health data", "données de santé"),
        "snds": Text("SNDS data", "données du SNDS"),
        "not built": Text("not built: {level}", "non construit : {level}"),
        "services": Text("In no segment", "Hors segments"),
        "services missing": Text("Not built by code", "Non construit par du code"),
        # outside
        "internet": Text("Internet", "Internet"),
        "@users": Text("Anybody", "Tout public"),
        "@administrators": Text("Administrators", "Administrateurs"),
        "@destinations": Text("Named destinations", "Destinations nommées"),
        "@time": Text("Time servers", "Serveurs de temps"),
        "@site": Text("Other site", "Autre site"),
        "@other": Text("Other ranges", "Autres plages"),
        "more": Text("and {count} more", "et {count} de plus"),
        # rows
        "in": Text("{ports} from {peers}", "{ports} depuis {peers}"),
        "out": Text("{ports} to {peers}", "{ports} vers {peers}"),
        "both": Text("{ports} with {peers}", "{ports} avec {peers}"),
        "itself": Text("{ports} among its hosts", "{ports} entre ses hôtes"),
        "segments": Text("{count} segments", "{count} segments"),
        "row missing": Text("{text} (not built)", "{text} (non construit)"),
        # the sheet
        "title": Text("{estate}: the environment as planned", "{estate} : l'environnement tel que planifié"),
        "counts": Text(
            "{areas} areas, {segments} segments, {hosts} hosts, {addresses} public addresses, "
            "{connections} connections",
            "{areas} périmètres, {segments} segments, {hosts} hôtes, {addresses} adresses publiques, "
            "{connections} connexions",
        ),
        "omitted": Text("Not drawn, as there are too many areas: {names}", "Non dessinés, trop nombreux : {names}"),
        "empty": Text("The plan has no area to draw.", "Le plan ne contient aucun périmètre à dessiner."),
        "allowed": Text("Allowed connections: {list}.", "Connexions autorisées : {list}."),
        "one sided": Text(
            "Allowed at one end only, so nothing passes: {list}.",
            "Autorisées d'un seul côté, donc sans effet : {list}.",
        ),
        # legend
        "joint": Text("networks joined to the hub", "réseaux joints au socle"),
        "users": Text("from the internet", "depuis internet"),
        "administration": Text("administration", "administration"),
        "way-out": Text("way out, packages, time", "sortie, paquets, temps"),
        "shared": Text("shared services", "services communs"),
        "site": Text("other site", "autre site"),
        "inside": Text("within an area", "au sein d'un périmètre"),
        "tunnel": Text("encrypted tunnel", "tunnel chiffré"),
        "dashed": Text("wanted, not built by code", "demandé, non construit par du code"),
        "public": Text("public address", "adresse publique"),
        "zone": Text("zone {called}", "zone {called}"),
        "no zones": Text("zones: not in the plan", "zones : absentes du plan"),
    }
)

Say = Callable[..., str]
"""`say("hosts", count=3)`: one of the words in one language."""


def saying(lang: Lang) -> Say:
    """The words in one language."""

    def say(name: str, **values: object) -> str:
        return WORDS(name, lang, **values)

    return say


def known(say: Say, name: str) -> str:
    """The word of an id that comes from a plan; the id itself where there is no word for it."""
    return say(name) if name in WORDS.texts else name

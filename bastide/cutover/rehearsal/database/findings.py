"""What is found before anything is made at either server, and what to do about each. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policies.model import Lang, Text


class Trap(StrEnum):
    """What goes wrong in a move by logical replication."""

    WITHOUT_IDENTITY = "table-without-identity"
    UNLOGGED = "unlogged-table"
    FOREIGN = "foreign-table"
    TEMPORARY = "temporary-table"
    PARTITIONED = "partitioned-table"
    GENERATED = "generated-column"
    SEQUENCE = "sequence"
    LARGE_OBJECT = "large-object"
    MATERIALISED_VIEW = "materialised-view"
    EXTENSION = "extension-absent"
    COLLATION = "collation-absent"
    ENCODING = "encoding-differs"
    SORTING = "sorting-differs"
    WAL_LEVEL = "wal-level"
    SLOTS = "no-free-slot"
    SENDERS = "no-free-sender"
    WORKERS = "too-few-workers"
    LEFT_SLOT = "slot-left-behind"
    ROLE = "role-absent"
    TRIGGER = "trigger-fires-at-target"
    STATEMENTS_LOGGED = "statements-logged"
    NOT_EMPTY = "target-not-empty"
    OLDER = "target-older"


@dataclass(frozen=True, slots=True)
class Finding:
    """One of them. `name` says of what: `schema.table`, an extension, a setting with its value."""

    trap: Trap
    name: str

    @property
    def blocks(self) -> bool:
        """Replication must not begin before it is mended: it would stop, or break the source."""
        return self.trap in BLOCKING

    @property
    def left_out(self) -> bool:
        """Neither replication nor a step of ours carries it."""
        return self.trap in LEFT_OUT

    def action(self, lang: Lang) -> str:
        return ACTIONS[self.trap].of(lang)


BLOCKING: Final = frozenset(
    {
        Trap.WITHOUT_IDENTITY,
        Trap.EXTENSION,
        Trap.COLLATION,
        Trap.ENCODING,
        Trap.WAL_LEVEL,
        Trap.SLOTS,
        Trap.SENDERS,
        Trap.WORKERS,
        Trap.ROLE,
        Trap.STATEMENTS_LOGGED,
        Trap.NOT_EMPTY,
        Trap.OLDER,
    }
)
LEFT_OUT: Final = frozenset({Trap.WITHOUT_IDENTITY, Trap.UNLOGGED, Trap.FOREIGN, Trap.TEMPORARY})

ACTIONS: Final[Mapping[Trap, Text]] = {
    Trap.WITHOUT_IDENTITY: Text(
        fr="donner une clé primaire, ou ALTER TABLE … REPLICA IDENTITY ; sinon UPDATE échoue dès la publication",
        en="give it a primary key, or ALTER TABLE … REPLICA IDENTITY; else UPDATE fails once it is published",
    ),
    Trap.UNLOGGED: Text(
        fr="ALTER TABLE … SET LOGGED, ou la vider et le faire écrire par son responsable",
        en="ALTER TABLE … SET LOGGED, or empty it and have its owner say so",
    ),
    Trap.FOREIGN: Text(
        fr="décider où sont ses données et comment la cible les atteint ; seule sa définition est copiée",
        en="decide where its data are and how the target reaches them; only its definition is copied",
    ),
    Trap.TEMPORARY: Text(
        fr="rien n'en est copié : trouver l'application qui la crée et vérifier qu'elle la crée à nouveau",
        en="nothing of it is copied: find the application that makes it and see that it makes it anew",
    ),
    Trap.PARTITIONED: Text(
        fr="ne créer ni détacher aucune partition pendant la réplication",
        en="make or detach no partition while replication runs",
    ),
    Trap.GENERATED: Text(
        fr="rien : la cible la calcule elle-même, et la comparaison la lit",
        en="nothing: the target computes it itself, and the comparison reads it",
    ),
    Trap.SEQUENCE: Text(
        fr="rien : après le gel, elle est placée avec une marge et comparée",
        en="nothing: after the freeze it is set with a margin and compared",
    ),
    Trap.LARGE_OBJECT: Text(
        fr="rien : après le gel, il est copié et comparé ; en compter le volume dans la durée",
        en="nothing: after the freeze it is copied and compared; count its volume into the time",
    ),
    Trap.MATERIALISED_VIEW: Text(
        fr="rien : après le gel, elle est rafraîchie et comparée",
        en="nothing: after the freeze it is refreshed and compared",
    ),
    Trap.EXTENSION: Text(
        fr="l'installer à la cible, ou la retirer de la source",
        en="install it at the target, or remove it from the source",
    ),
    Trap.COLLATION: Text(
        fr="créer la collation à la cible, ou changer les colonnes qui l'emploient",
        en="make the collation at the target, or change the columns that use it",
    ),
    Trap.ENCODING: Text(
        fr="créer la base cible avec le même encodage", en="make the target's database with the same encoding"
    ),
    Trap.SORTING: Text(
        fr="faire dire par l'application que l'ordre des textes peut changer, ou créer la base cible comme la source",
        en="have the application's owner say that the order of texts may change, or make the target as the source is",
    ),
    Trap.WAL_LEVEL: Text(
        fr="wal_level = logical ; cela redémarre le serveur source : le prévoir",
        en="wal_level = logical; that restarts the source server: plan it",
    ),
    Trap.SLOTS: Text(
        fr="augmenter max_replication_slots (redémarrage), ou supprimer un emplacement abandonné",
        en="raise max_replication_slots (a restart), or drop a slot that was left behind",
    ),
    Trap.SENDERS: Text(
        fr="augmenter max_wal_senders (redémarrage de la source)", en="raise max_wal_senders (restarts the source)"
    ),
    Trap.WORKERS: Text(
        fr="augmenter max_logical_replication_workers et max_worker_processes à la cible (redémarrage)",
        en="raise max_logical_replication_workers and max_worker_processes at the target (a restart)",
    ),
    Trap.LEFT_SLOT: Text(
        fr="trouver qui l'a créé ; le supprimer, sinon son journal remplit le disque de la source",
        en="find who made it; drop it, else its WAL fills the source's disk",
    ),
    Trap.ROLE: Text(
        fr="créer le rôle à la cible : ni rôles ni mots de passe ne sont copiés",
        en="make the role at the target: neither roles nor passwords are copied",
    ),
    Trap.TRIGGER: Text(
        fr="un déclencheur ALWAYS ou REPLICA s'exécute aussi à la cible : le désactiver pendant la réplication",
        en="a trigger ALWAYS or REPLICA also fires at the target: disable it while replication runs",
    ),
    Trap.STATEMENTS_LOGGED: Text(
        fr="log_statement = none à la cible, ou passfile_at_target : sinon un mot de passe est dans son journal",
        en="log_statement = none at the target, or passfile_at_target: else a password is in its log",
    ),
    Trap.NOT_EMPTY: Text(
        fr="vider la base cible : elle contient ce qui n'est pas de ce déplacement",
        en="empty the target's database: it holds what is not of this move",
    ),
    Trap.OLDER: Text(
        fr="prendre à la cible la même version majeure de PostgreSQL, ou une plus récente",
        en="take the same major version of PostgreSQL at the target, or a newer one",
    ),
}

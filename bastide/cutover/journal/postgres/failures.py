"""What went wrong at the database, in our own words. Its client's are never shown: they may repeat a password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import psycopg

from facts.errors import BadInput


@dataclass(frozen=True)
class _Words:
    found: str
    action: str


_SETUP: Final = _Words(
    "there is no journal in this database", "bastide cutover journal setup, by the role that is to own it"
)
_RIGHTS: Final = _Words(
    "the role may not do this with the journal",
    "have its owner give it the right: bastide cutover journal setup --writer ROLE",
)
_PASSWORD: Final = _Words(
    "the database refuses the role or its password", "check PGUSER and the password file (PGPASSFILE), or the URL"
)
_REFUSED: Final = _Words(
    "the database server cannot be reached", "check host and port (PGHOST, PGPORT, or the URL), and that it runs"
)
_LOST: Final = _Words(
    "the connection to the database was lost; whether the entry was written is not known",
    "look before you write it again: bastide cutover journal show",
)
_BY_STATE: Final = {
    "3D000": _Words("there is no such database", "check PGDATABASE, or the URL"),
    "3F000": _SETUP,
    "42P01": _SETUP,
    "42501": _RIGHTS,
    "28000": _PASSWORD,
    "28P01": _PASSWORD,
    "25006": _Words("the database takes no writes", "connect to the primary server, not to a standby"),
    "53100": _Words("the database server's disk is full; nothing was written", "free some space there"),
    "53300": _Words("the database server takes no more connections", "try again, or raise max_connections there"),
    "55P03": _Words("somebody else has held the journal for 30 s; nothing was written", "try again"),
    "57P03": _Words("the database server is starting or stopping", "try again"),
}
_BY_SAYING: Final = (
    # a connection that fails has no state, only words; these are looked for, and not repeated
    ("password", _PASSWORD),
    ("authentication", _PASSWORD),
    ("pg_hba.conf", _PASSWORD),
    ("FATAL:  role ", _PASSWORD),
    ("FATAL:  database ", _BY_STATE["3D000"]),
    ("FATAL:  the database system ", _BY_STATE["57P03"]),
    ("too many clients", _BY_STATE["53300"]),
    ("remaining connection slots", _BY_STATE["53300"]),
)


def of_connecting(error: psycopg.Error) -> BadInput:
    """Why there is no connection."""
    said = str(error)
    by_saying = next((words for piece, words in _BY_SAYING if piece in said), _REFUSED)
    return _bad(_BY_STATE.get(error.sqlstate or "", by_saying))


def of_url() -> BadInput:
    """The URL cannot be read. Nothing of it is shown."""
    return BadInput(
        "the URL of the journal's database cannot be read",
        expected="postgresql://HOST/DATABASE; letters such as @ and / in a name or password as %40 and %2F",
        action="correct BASTIDE_JOURNAL; better, leave the password to the password file (PGPASSFILE)",
    )


def of_running(error: psycopg.Error) -> BadInput:
    """Why a statement failed."""
    state = error.sqlstate or ""
    if not state or state.startswith(("08", "57P")):
        return _bad(_BY_STATE.get(state, _LOST))
    unknown = _Words(f"the database refuses it (SQLSTATE {state})", "look it up in the database server's log")
    return _bad(_BY_STATE.get(state, unknown))


def _bad(words: _Words) -> BadInput:
    return BadInput(f"PostgreSQL: {words.found}", action=words.action)

"""Where a database is. A password is in libpq's file of passwords, and nowhere else. Needs no client library."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Word = Annotated[str, StringConstraints(min_length=1, max_length=253, pattern=r"^[^\s'\\]+$")]
_SECONDS: Final = 10


class Endpoint(BaseModel):
    """A database of a server. There is no place for a password here: a file that holds one is refused.

    Attributes:
        user: owns the tables; at the source with REPLICATION, at the target one who may make subscriptions.
        passfile: libpq's file of passwords, readable by its owner only; None: what libpq finds by itself.
        sslmode: `disable` only on loopback.
        sslrootcert: authority of the server's certificate.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    host: Word
    port: Annotated[int, Field(ge=1, le=65535, strict=True)] = 5432
    database: Word
    user: Word
    passfile: Path | None = None
    sslmode: Literal["disable", "require", "verify-ca", "verify-full"] = "verify-full"
    sslrootcert: Path | None = None

    def parameters(self) -> dict[str, str]:
        """libpq's, without a password."""
        found = {
            "host": self.host,
            "port": str(self.port),
            "dbname": self.database,
            "user": self.user,
            "sslmode": self.sslmode,
            "connect_timeout": str(_SECONDS),
        }
        if self.passfile is not None:
            found["passfile"] = str(self.passfile)
        if self.sslrootcert is not None:
            found["sslrootcert"] = str(self.sslrootcert)
        return found

    def environment(self) -> dict[str, str]:
        """For PostgreSQL's programs: nothing of it stands in a command line."""
        names = {
            "host": "PGHOST",
            "port": "PGPORT",
            "dbname": "PGDATABASE",
            "user": "PGUSER",
            "sslmode": "PGSSLMODE",
            "connect_timeout": "PGCONNECT_TIMEOUT",
            "passfile": "PGPASSFILE",
            "sslrootcert": "PGSSLROOTCERT",
        }
        given = {names[name]: value for name, value in self.parameters().items()}
        # what libpq takes from ours where no file is named
        ours = {name: os.environ[name] for name in ("PGPASSFILE", "PGPASSWORD", "HOME") if name in os.environ}
        insists = {"PGOPTIONS": "-c default_transaction_read_only=off"}
        return {"PATH": os.defpath, "LC_ALL": "C", **insists, **ours, **given}

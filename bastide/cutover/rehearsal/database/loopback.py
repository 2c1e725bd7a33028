"""Two servers of the run on loopback: the settings of a rehearsal that needs no others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from psycopg import sql

from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.database.settings import DatabaseSettings
from bastide.cutover.rehearsal.servers.postgres import HOST, USER, Cluster
from bastide.cutover.rehearsal.servers.postgres_programs import Programs

DATABASE: Final = "platform"


class Loopback:
    """The servers; `start` goes on with what they held."""

    def __init__(self, programs: Programs, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.source = Cluster(programs, folder, "source", settings)
        self.target = Cluster(programs, folder, "target", settings)

    def start(self) -> DatabaseSettings:
        for cluster in (self.source, self.target):
            cluster.start()
            make_database(cluster, DATABASE)
        return DatabaseSettings(
            source=endpoint(self.source),
            target=endpoint(self.target),
            passfile_at_target=self.source.passfile,
            patience_seconds=60.0,
        )

    def stop(self) -> None:
        # the target first: it would only try to reach the source again
        self.target.stop()
        self.source.stop()

    def remove(self) -> None:
        self.target.remove()
        self.source.remove()


def endpoint(cluster: Cluster, database: str = DATABASE) -> Endpoint:
    """How we reach a cluster."""
    return Endpoint(
        host=HOST, port=cluster.port, database=database, user=USER, passfile=cluster.passfile, sslmode="disable"
    )


def make_database(cluster: Cluster, name: str) -> None:
    """Make an empty database; one that is there stays."""
    with connected(endpoint(cluster, "postgres")) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

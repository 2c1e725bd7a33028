"""How a database is spoken to: what every session says of itself, and what an error becomes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Final

import psycopg

from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.failure import ToolkitFailed
from facts.errors import BadInput

# what values look like as text must not depend on either server's settings: they are compared
_OPTIONS: Final = {
    "datestyle": "ISO",
    "intervalstyle": "postgres",
    "timezone": "UTC",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "xmloption": "content",
    # names are always written with their schema
    "search_path": "",
    "lock_timeout": "5000",
    # a comparison lasts as long as it lasts
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}
# the freeze makes sessions read-only; what we do to the source we do knowingly
_INSISTS: Final = {"default_transaction_read_only": "off"}


@contextlib.contextmanager
def connected(
    endpoint: Endpoint, application: str = "bastide", insists: bool = True
) -> Iterator[psycopg.Connection[Any]]:
    """A connection, each statement a transaction of its own; closed at the end. One that `insists` may write where the
    database is read-only by default.

    Raises psycopg.OperationalError where there is none; see `explained`.
    """
    settings = " ".join(f"-c {name}={value}" for name, value in {**_OPTIONS, **(_INSISTS if insists else {})}.items())
    connection = psycopg.connect(
        **endpoint.parameters(),  # type: ignore[arg-type]  # all of libpq's are texts
        autocommit=True,
        application_name=application,
        options=settings,
        keepalives_idle="10",
        tcp_user_timeout="30000",
    )
    with contextlib.closing(connection):
        yield connection


@contextlib.contextmanager
def explained(doing: str) -> Iterator[None]:
    """What PostgreSQL refuses becomes one sentence of ours.

    Raises:
        BadInput: a right is missing, or what is asked for contradicts what is there.
        ToolkitFailed: the server went away, or anything else.
    """
    try:
        yield
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidPassword) as error:
        raise BadInput(
            f"{doing}: {_first_line(error)}", action="give the user the right; docs/rehearsal-database.md lists them"
        ) from None
    except psycopg.OperationalError as error:
        raise ToolkitFailed(
            f"{doing}: {_first_line(error)}", "see that both servers answer, then go on with --resume"
        ) from None
    except psycopg.Error as error:
        raise ToolkitFailed(f"{doing}: {_first_line(error)}", "read the servers' logs") from None


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__

"""Which place keeps the journal: the file, or the database that `BASTIDE_JOURNAL` names."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from bastide.cutover.journal.file_store import FileStore
from bastide.cutover.journal.store import Store
from facts.errors import BadInput

VARIABLE: Final = "BASTIDE_JOURNAL"
"""A PostgreSQL URL; what it does not say comes from PG* variables and the password file, as libpq has it."""
CLIENT: Final = "psycopg[binary]>=3.3,<4"
_SCHEMES: Final = ("postgresql://", "postgres://")


def _to_standard_error(text: str) -> None:
    print(text, file=sys.stderr)


def open_store(
    root: Path, environment: Mapping[str, str] | None = None, say: Callable[[str], None] = _to_standard_error
) -> Store:
    """The journal of the checkout `root`. Nothing is read or connected to yet.

    Credentials that happen to be in the environment select nothing: only `BASTIDE_JOURNAL` does.

    Args:
        say: is told what was mended on the way.

    Raises:
        BadInput: the variable holds something else than such a URL; the database's client is not installed.
    """
    url = database_of(environment)
    if not url:
        return FileStore(root, say)
    try:
        from bastide.cutover.journal.postgres.store import PostgresStore  # noqa: PLC0415 (an optional dependency)
    except ImportError:
        raise without_client() from None
    return PostgresStore(url)


def without_client() -> BadInput:
    """The client library of the database is not installed."""
    return BadInput(
        "psycopg, or the library that it needs, is not installed",
        expected="psycopg 3, since BASTIDE_JOURNAL names a PostgreSQL database",
        action=f".venv/bin/pip install '{CLIENT}', or unset BASTIDE_JOURNAL to use the file",
    )


def database_of(environment: Mapping[str, str] | None = None) -> str:
    """The URL of the database that keeps the journal; "" where the file does.

    Raises:
        BadInput: the variable holds something else.
    """
    url = (os.environ if environment is None else environment).get(VARIABLE, "")
    if url and not url.startswith(_SCHEMES):
        # not shown: it may hold a password all the same
        raise BadInput(
            f"{VARIABLE} holds no URL of a PostgreSQL database",
            expected="postgresql://HOST/DATABASE, or postgresql:// with PG* variables; without the variable, the file",
            action=f"correct {VARIABLE}, or unset it",
        )
    return url

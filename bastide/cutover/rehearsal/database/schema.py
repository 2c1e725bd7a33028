"""Copy the schema: PostgreSQL's own programs, all of it or nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import psycopg

from bastide.cutover.rehearsal.database import catalogue
from bastide.cutover.rehearsal.database.connection import connected
from bastide.cutover.rehearsal.database.endpoint import Endpoint
from bastide.cutover.rehearsal.servers.postgres_programs import Programs
from bastide.failure import ToolkitFailed
from facts.errors import BadInput

_DUMP: Final = ("--schema-only", "--no-publications", "--no-subscriptions")
_RESTORE: Final = ("--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1")
_SECONDS: Final = 600


def copy_schema(programs: Programs, source: Endpoint, target: Endpoint, folder: Path) -> bool:
    """Make at the target what the source has, without a row; whether anything had to be made.

    Owners and rights come along: roles must be at the target (see `preflight`). A target that has every name already is
    left as it is. Nothing of the definition stays in `folder`.

    Raises:
        BadInput: the target has some of it and not all; or DDL ran at the source meanwhile.
        ToolkitFailed: a program failed; its last words are in the message.
    """
    with connected(source) as one, connected(target) as other:
        before, there = catalogue.shape(one), catalogue.shape(other)
        missing = sorted(before.keys() - there.keys())
        if not missing:
            return False
        _nothing_half(before, there)
    dump = folder / "schema.sql"
    try:
        _run(programs["pg_dump"], (*_DUMP, "--exclude-schema", catalogue.OURS, "--file", str(dump)), source)
        _run(programs["psql"], (*_RESTORE, "--file", str(dump)), target)
    finally:
        dump.unlink(missing_ok=True)
    with connected(source) as one:
        _unchanged(one, before)
    return True


def _nothing_half(source: Mapping[str, str], target: Mapping[str, str]) -> None:
    if source.keys() & target.keys():
        raise BadInput(
            f"the target has part of the schema: {', '.join(sorted(source.keys() & target.keys())[:3])}",
            expected="an empty database, or the whole schema",
            action="empty the target's database",
        )


def _unchanged(source: psycopg.Connection[Any], before: Mapping[str, str]) -> None:
    names = catalogue.changed(before, catalogue.shape(source))
    if names:
        raise BadInput(
            f"the source's schema changed while it was copied: {', '.join(names[:3])}",
            action="stop DDL at the source, empty the target's database and begin anew",
        )


def _run(program: str, arguments: tuple[str, ...], endpoint: Endpoint) -> None:
    try:
        done = subprocess.run(
            [program, *arguments],
            env=endpoint.environment(),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolkitFailed(f"{Path(program).name} failed: {error}", "go on with --resume") from None
    if done.returncode:
        said = [line for line in done.stderr.strip().splitlines() if "ERROR" in line or "error" in line]
        words = (said or done.stderr.strip().splitlines() or ["it said nothing"])[0]
        raise ToolkitFailed(f"{Path(program).name} failed: {words}", "mend what it says, then go on with --resume")

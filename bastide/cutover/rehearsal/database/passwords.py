"""Passwords, by libpq's own rules: a file that only its owner can read, or the environment. Never an argument."""

from __future__ import annotations

import os
import re
from pathlib import Path

from bastide.cutover.rehearsal.database.endpoint import Endpoint
from facts.errors import BadInput


def password_for(endpoint: Endpoint) -> str | None:
    """The password with which the target is to reach this endpoint; None where none is kept for it.

    Raises BadInput where others can read the file.
    """
    file = endpoint.passfile or Path(os.environ.get("PGPASSFILE", "~/.pgpass")).expanduser()
    if not file.is_file():
        return os.environ.get("PGPASSWORD") or None
    if file.stat().st_mode & 0o077:
        raise BadInput("the file of passwords can be read by others", action="chmod 0600 it, and change the passwords")
    asked = (endpoint.host, str(endpoint.port), endpoint.database, endpoint.user)
    for line in file.read_text(encoding="utf-8").splitlines():
        fields = _fields(line)
        if len(fields) == 5 and all(field in ("*", value) for field, value in zip(fields, asked, strict=False)):
            return fields[4]
    return None


def _fields(line: str) -> list[str]:
    """host:port:database:user:password; a colon or a backslash in a field is escaped by a backslash."""
    if line.startswith("#"):
        return []
    return [re.sub(r"\\(.)", r"\1", field) for field in re.findall(r"((?:[^:\\]|\\.)*)(?::|$)", line)[:5]]

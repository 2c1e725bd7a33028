"""The database's part of a rehearsal, where its client library is here; the one place that the runner needs to know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bastide.cutover.rehearsal.database.settings import DatabaseSettings
from bastide.failure import ToolkitFailed

if TYPE_CHECKING:
    from bastide.cutover.rehearsal.database.part import DatabasePart


def database_part(
    wave: str, folder: Path, settings: DatabaseSettings | None, report: Callable[[str], None], rows: int | None = None
) -> DatabasePart:
    """The part; see there. `rows` of the loopback's database, None: 1,000,000.

    Raises ToolkitFailed where psycopg or PostgreSQL's programs are not here.
    """
    try:
        from bastide.cutover.rehearsal.database.part import ROWS, DatabasePart  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise ToolkitFailed(f"psycopg is not here: {error}", "make rehearsal") from None
    return DatabasePart(wave, folder, settings, ROWS if rows is None else rows, report)

"""The users of a rehearsal: a process that writes to the source while it moves, until it is refused.

`python -m bastide.cutover.rehearsal.database.writer FILE`, the database in libpq's environment. Each transaction that
commits has a number in the table `acknowledged`; FILE holds the last number whose COMMIT was answered. What was
answered must be at the target in the end. Some transactions are rolled back, and must not be.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any, Final

import psycopg

_PAUSE: Final = 0.002
_RECONNECTS: Final = 200
_SAVED_EVERY: Final = 0.1
_INSERT_PERSON: Final = (
    "INSERT INTO rehearsal.person (code, born, amount, weight, seen, facts, state)"
    " VALUES (md5(%s), '1970-01-01', %s, 1.5, now(), '{}', 'open') RETURNING id"
)


def main() -> int:
    """0 once the database refuses to be written to; 1 where it could not be reached any more."""
    file = Path(sys.argv[1])
    for _ in range(_RECONNECTS):
        try:
            with psycopg.connect(autocommit=True, application_name="bastide-writer", options="-c search_path=") as one:
                _write(one, file)
        except (psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.RaiseException):
            return 0
        except psycopg.Error as error:
            # the guard's own class of errors has no class in psycopg
            if error.sqlstate == "BA001":
                return 0
            time.sleep(0.1)
    return 1


def last_acknowledged(file: Path) -> int:
    """The number of the last transaction that was answered, or a little less: the file is written now and then."""
    return int(file.read_text(encoding="ascii")) if file.exists() else 0


def _write(connection: psycopg.Connection[Any], file: Path) -> None:
    row = connection.execute("SELECT coalesce(max(number), 0) FROM rehearsal.acknowledged").fetchone()
    assert row is not None
    number, saved = int(row[0]), 0.0
    while True:
        _transaction(connection, number + 1)
        number += 1
        if time.monotonic() - saved > _SAVED_EVERY:
            _save(file, number)
            saved = time.monotonic()
        time.sleep(_PAUSE)


def _transaction(connection: psycopg.Connection[Any], number: int) -> None:
    chosen = random.Random(number)
    if number % 11 == 0:
        with connection.transaction(force_rollback=True):
            _changes(connection, chosen, -number)
    with connection.transaction():
        _changes(connection, chosen, number)


def _changes(connection: psycopg.Connection[Any], chosen: random.Random, number: int) -> None:
    row = connection.execute(_INSERT_PERSON, (str(number), number)).fetchone()
    assert row is not None
    person = row[0]
    visits = [(person, f"kind {chosen.randrange(12)}") for _ in range(chosen.randrange(1, 5))]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO rehearsal.visit (person, at, kind) VALUES (%s, now(), %s)", visits)
    connection.execute("UPDATE rehearsal.person SET amount = amount + 1 WHERE id = %s", (chosen.randint(1, person),))
    connection.execute("DELETE FROM rehearsal.visit WHERE id = %s", (chosen.randint(1, 50_000),))
    connection.execute("UPDATE rehearsal.remark SET at = now() WHERE words = %s", (f"remark {chosen.randint(1, 50)}",))
    connection.execute(
        "INSERT INTO rehearsal.result VALUES (%s, %s, 1, NULL)", (-number, f"2025-0{chosen.randint(1, 9)}-01")
    )
    connection.execute("SELECT nextval('rehearsal.ticket')")
    connection.execute("INSERT INTO rehearsal.acknowledged VALUES (%s)", (number,))


def _save(file: Path, number: int) -> None:
    new = file.with_suffix(".new")
    new.write_text(str(number), encoding="ascii")
    new.replace(file)


if __name__ == "__main__":
    sys.exit(main())

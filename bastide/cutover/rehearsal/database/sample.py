"""The database of a rehearsal on loopback: every kind of thing that a move has to bring along, and rows from a seed.

No person is in it: everything is computed from numbers.
"""

from __future__ import annotations

from typing import Any, Final, LiteralString

import psycopg

SCHEMA: Final = "rehearsal"
_SHARES: Final = {"person": 0.2, "visit": 0.5, "result": 0.3}
_LARGE_OBJECTS: Final = 20

_TABLES: Final[LiteralString] = """
CREATE SCHEMA rehearsal;
CREATE TYPE rehearsal.state AS ENUM ('open', 'frozen', 'closed');
CREATE TABLE rehearsal.person (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL, born date NOT NULL,
    amount numeric(12, 3) NOT NULL, weight double precision, seen timestamptz NOT NULL, facts jsonb NOT NULL,
    picture bytea, state rehearsal.state NOT NULL, short text GENERATED ALWAYS AS (left(code, 4)) STORED);
CREATE TABLE rehearsal.visit (
    id bigserial PRIMARY KEY, person bigint NOT NULL, at timestamptz NOT NULL, kind text);
CREATE TABLE rehearsal.result (id bigint NOT NULL, day date NOT NULL, value real, "Unit of it" text,
    PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE rehearsal.result_1 PARTITION OF rehearsal.result FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE rehearsal.result_2 PARTITION OF rehearsal.result FOR VALUES FROM ('2025-01-01') TO ('2027-01-01');
CREATE TABLE rehearsal.remark (words text, at timestamptz);
ALTER TABLE rehearsal.remark REPLICA IDENTITY FULL;
CREATE TABLE rehearsal.acknowledged (number bigint PRIMARY KEY);
CREATE SEQUENCE rehearsal.ticket INCREMENT BY 10;
CREATE FUNCTION rehearsal.days(date) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 - date ''2024-01-01''';
CREATE MATERIALIZED VIEW rehearsal.visits AS SELECT kind, count(*) AS visits FROM rehearsal.visit GROUP BY 1;
CREATE MATERIALIZED VIEW rehearsal.kinds AS SELECT count(*) AS kinds FROM rehearsal.visits;
"""
# after the rows: row by row they would cost more than the rows
_CONSTRAINTS: Final[LiteralString] = """
ALTER TABLE rehearsal.visit ADD FOREIGN KEY (person) REFERENCES rehearsal.person;
CREATE INDEX visit_person ON rehearsal.visit (person);
"""
_ROWS: Final[dict[str, LiteralString]] = {
    "person": "INSERT INTO rehearsal.person (code, born, amount, weight, seen, facts, picture, state)"
    " SELECT md5(i::text), date '1930-01-01' + (i * 7919 %% 30000)::int, i * 0.125, sqrt(i),"
    " timestamptz '2024-01-01 00:00Z' + i * interval '1 minute', jsonb_build_object('n', i, 'é', 'à ' || i %% 97),"
    " CASE WHEN i %% 50 = 0 THEN decode(repeat(md5(i::text), 60), 'hex') END,"
    " (ARRAY['open', 'frozen', 'closed'])[1 + i %% 3]::rehearsal.state FROM generate_series(1, %(rows)s::bigint) i",
    "visit": "INSERT INTO rehearsal.visit (person, at, kind)"
    " SELECT 1 + i * 31 %% %(persons)s, timestamptz '2024-01-01 00:00Z' + i * interval '1 second',"
    " 'kind ' || i %% 12 FROM generate_series(1, %(rows)s::bigint) i",
    "result": "INSERT INTO rehearsal.result"
    " SELECT i, date '2024-01-01' + (i %% 900)::int, (i %% 1000) / 7.0, nullif('mg/' || i %% 3, 'mg/0')"
    " FROM generate_series(1, %(rows)s::bigint) i",
}


def make(source: psycopg.Connection[Any], rows: int) -> bool:
    """Make the database of the rehearsal, all of it or nothing; False where it is there already.

    `rows` are those of all tables together, give or take three.
    """
    if source.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (SCHEMA,)).fetchone():
        return False
    amounts = {name: max(1, int(rows * share)) for name, share in _SHARES.items()}
    with source.transaction():
        source.execute(_TABLES)
        for name, statement in _ROWS.items():
            source.execute(statement, {"rows": amounts[name], "persons": amounts["person"]})
        source.execute(_CONSTRAINTS)
        source.execute("INSERT INTO rehearsal.remark SELECT 'remark ' || i, now() FROM generate_series(1, 50) i")
        source.execute("SELECT nextval('rehearsal.ticket') FROM generate_series(1, 7)")
        source.execute("SELECT setval('rehearsal.ticket', 70)")
        for number in range(_LARGE_OBJECTS):
            source.execute("SELECT lo_from_bytea(0, decode(repeat(md5(%s), %s), 'hex'))", (str(number), number * 600))
        source.execute("REFRESH MATERIALIZED VIEW rehearsal.visits")
        source.execute("REFRESH MATERIALIZED VIEW rehearsal.kinds")
    source.execute("ANALYZE")
    return True

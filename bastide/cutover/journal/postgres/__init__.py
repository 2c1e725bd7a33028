"""The journal in PostgreSQL, for teams that write it from several machines. Needs psycopg, an optional dependency."""

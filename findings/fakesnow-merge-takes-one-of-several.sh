#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0): MERGE takes one of several rows for the same target, where Snowflake refuses.
#
# Guess: a MERGE whose source has two rows for one row of the target fails, as in Snowflake, whose
#        ERROR_ON_NONDETERMINISTIC_MERGE is true (https://docs.snowflake.com/en/sql-reference/sql/merge).
# Seen:  it succeeds, writes the first and reports two rows updated of a table that has one. So a load that forgets to take the
#        newest copy of each key is green here, and fails in Snowflake with the first key that comes twice.
# Output:
#   |rows of the target  1
#   |MERGE of two for it [(2,)]
#   |the target after    [(1,)]
# What follows for a test: count the source by its key before the MERGE; the stand-in does not.
set -euo pipefail
export SNOWFLAKE_DISABLE_PLATFORM_DETECTION=true # nothing is asked but the stand-in
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check fakesnow==0.12.1 duckdb==2.0.0 sqlglot==30.22.0 \
    snowflake-connector-python==4.8.1
"$folder/venv/bin/python" -W ignore - <<'END' | tee "$folder/seen"
import fakesnow
import snowflake.connector

with fakesnow.patch():
    cursor = snowflake.connector.connect(database="D", schema="S").cursor()
    cursor.execute("CREATE TABLE target (id NUMBER, n NUMBER)")
    cursor.execute("INSERT INTO target VALUES (7, 0)")
    print("rows of the target ", cursor.execute("SELECT COUNT(*) FROM target").fetchone()[0])
    merged = cursor.execute(
        """MERGE INTO target t USING (SELECT 7 AS id, 1 AS n UNION ALL SELECT 7, 2) s ON t.id = s.id
           WHEN MATCHED THEN UPDATE SET n = s.n"""
    ).fetchall()
    print("MERGE of two for it", [tuple(int(count) for count in row) for row in merged])
    print("the target after   ", cursor.execute("SELECT n FROM target").fetchall())
END
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0): ROLLBACK undoes a table made in the transaction, and all that was written before it.
#
# Guess: as in Snowflake, where a DDL statement commits the open transaction and then itself
#        (https://docs.snowflake.com/en/sql-reference/transactions): the row written before CREATE TABLE and the table stay, and
#        what is written behind it is no longer in a transaction.
# Seen:  BEGIN, INSERT, CREATE TABLE, ROLLBACK leaves no row and no table. So a task that makes a work table inside of its
#        transaction looks atomic here, and in Snowflake leaves half of its rows when it fails.
# Output:
#   |rows after ROLLBACK   0
#   |tables after ROLLBACK 0
# What follows for a test: make tables before BEGIN, and look for DDL between BEGIN and COMMIT in the statements themselves.
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
    cursor.execute("CREATE TABLE first (id NUMBER)")
    cursor.execute("BEGIN")
    cursor.execute("INSERT INTO first VALUES (1)")
    cursor.execute("CREATE TABLE second (id NUMBER)")
    cursor.execute("ROLLBACK")
    print("rows after ROLLBACK  ", cursor.execute("SELECT COUNT(*) FROM first").fetchone()[0])
    cursor.execute("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'SECOND'")
    print("tables after ROLLBACK", cursor.fetchone()[0])
END
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

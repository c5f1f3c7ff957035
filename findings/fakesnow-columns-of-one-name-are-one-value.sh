#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0): of columns that have the same name a tuple has one value, the last; the description
# names them all.
#
# Guess: the plain cursor gives a value for each column that was selected, whatever it is called; only a DictCursor, whose
#        rows have one value a name, loses one. So it is in Snowflake, and so PEP 249 has it: a row is a sequence as long
#        as the description.
# Seen:  rows are shorter than the description, and what stands behind the column that is lost has moved to the left. So a
#        test that takes row[2] of a join reads another column than Snowflake gives. Expressions that nobody named meet it
#        as well: their name is their text.
# Output:
#   SELECT a.*, b.* of a join  4 columns (ID Z ID W), 3 values (1 9 8)
#   SELECT 1 AS A, 2 AS A      2 columns (A A), 1 values (2)
#   SELECT SUM(x), SUM(x)      2 columns (SUM(X) SUM(X)), 1 values (1)
# What follows for a test: each column of a statement has a name of its own, joins name their columns.
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

TWO = "(SELECT 1 AS id, 9 AS z) a JOIN (SELECT 1 AS id, 8 AS w) b ON a.id = b.id"
with fakesnow.patch():
    cursor = snowflake.connector.connect(database="D", schema="S").cursor()

    def ask(name, statement):
        row = cursor.execute(statement).fetchone()
        names = [column[0] for column in cursor.description]
        values = " ".join(f"{value:.0f}" for value in row)
        print(f"{name:<26} {len(names)} columns ({' '.join(names)}), {len(row)} values ({values})")

    ask("SELECT a.*, b.* of a join", f"SELECT a.*, b.* FROM {TWO}")
    ask("SELECT 1 AS A, 2 AS A", "SELECT 1 AS A, 2 AS A")
    ask("SELECT SUM(x), SUM(x)", "SELECT SUM(x), SUM(x) FROM (SELECT 1 AS x)")
END
diff "$folder/seen" <(sed -n 's/^#   \(SELECT\)/\1/p' "$0")

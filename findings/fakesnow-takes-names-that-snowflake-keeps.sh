#!/usr/bin/env bash
# fakesnow 0.12.1 (with sqlglot 30.22.0): many words that Snowflake keeps for itself are good names here.
#
# Guess: a stand-in that reads Snowflake's own dialect refuses what Snowflake refuses as a name without quotes; a statement with
#        an ordinary word for a subquery (WITH some AS ...) that passes here passes there.
#        Snowflake: its page lists them as "ANSI Reserved keyword" or "Snowflake reserved keyword", which cannot be an identifier
#        (https://docs.snowflake.com/en/sql-reference/reserved-keywords).
# Seen:  of 58 such words 22 name a column, 23 a subquery and 22 a table, and are read back by it. Some are ordinary where
#        periods and pairs are reported: some, start, current, following, rows, order.
# Output:
#   column   column connect current delete exists following increment minus of order row rows set some start table to trigger unique update values whenever
#   subquery all any column connect current delete exists following increment minus of order row rows set some start table to trigger unique update whenever
#   table    all any column connect current delete exists following increment minus of order row rows set some start to trigger unique update whenever
# What follows for a test: names are held against Snowflake's list by themselves; that a statement ran here says nothing of them.
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

KEPT = """all alter and any as between by check column connect create current delete distinct drop exists following for from
grant group having in increment insert intersect into is like minus not of on or order qualify regexp revoke rlike row rows
sample select set some start table tablesample then to trigger union unique update values whenever where with""".split()
USES = {
    "column": ("SELECT {0} FROM (SELECT 1 AS {0})",),
    "subquery": ("WITH {0} AS (SELECT 1 AS a) SELECT a FROM {0}",),
    "table": ("CREATE TABLE {0} (a INT)", "INSERT INTO {0} VALUES (1)", "SELECT a FROM {0}"),
}

with fakesnow.patch():
    cursor = snowflake.connector.connect(database="D", schema="S").cursor()

    def taken(word, statements):
        try:
            for statement in statements:
                cursor.execute(statement.format(word))
            return cursor.fetchall() == [(1,)]
        except Exception:
            return False

    for use, statements in USES.items():
        print(f"{use:<8}", *(word for word in KEPT if taken(word, statements)))
END
diff "$folder/seen" <(sed -n '/^# Output:/,/^# What follows/{s/^#   //p}' "$0")

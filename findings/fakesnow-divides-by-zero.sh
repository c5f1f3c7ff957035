#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0): division by zero is infinity and fails nothing; the remainder by zero fails.
#
# Guess: x / 0 fails in the stand-in as in Snowflake, which is why statements have NULLIF, DIV0 or DIV0NULL.
#        Snowflake: "DIV0: Performs division like the division operator (/), but returns 0 when the divisor is 0 (rather
#        than reporting an error)" (https://docs.snowflake.com/en/sql-reference/functions/div0).
# Seen:  1 / 0 is inf, -1 / 0 is -inf, 0 / 0 is nan, between whole numbers as well; a sum over such a row is inf, and
#        WHERE a / b > 5 finds the row whose b is 0. Only 5 % 0 fails, or a cast of inf to a whole number. So a test without
#        NULLIF passes here, and the statement fails in Snowflake on the first rate whose hours are 0.
# Output:
#   SELECT 1 / 0               inf
#   SELECT -1 / 0              -inf
#   SELECT 0 / 0               nan
#   SELECT SUM(a / b)          inf
#   SELECT COUNT where a/b > 5 1
#   SELECT 5 % 0               fails
# What follows for a test: a divisor that may be 0 is tested with a row where it is, for what comes out, not for "no error".
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

    def ask(name, statement):
        try:
            print(f"{name:<26} {cursor.execute(statement).fetchone()[0]}")
        except Exception as error:
            print(f"{name:<26} {'fails' if 'zero' in str(error) else error}")

    ask("SELECT 1 / 0", "SELECT 1 / 0")
    ask("SELECT -1 / 0", "SELECT -1 / 0")
    ask("SELECT 0 / 0", "SELECT 0 / 0")
    ask("SELECT SUM(a / b)", "SELECT SUM(a / b) FROM (SELECT 10 AS a, 0 AS b UNION ALL SELECT 1, 1)")
    ask("SELECT COUNT where a/b > 5", "SELECT COUNT(*) FROM (SELECT 10 AS a, 0 AS b) WHERE a / b > 5")
    ask("SELECT 5 % 0", "SELECT 5 % 0")
END
diff "$folder/seen" <(sed -n 's/^#   \(SELECT\)/\1/p' "$0")

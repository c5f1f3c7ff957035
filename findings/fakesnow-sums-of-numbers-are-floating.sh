#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0): a sum, an average or a quotient of NUMBERs is a floating-point number.
#
# Guess: amounts in NUMBER(10,2) add up to the cent, as they do in Snowflake, where NUMBER is fixed-point
#        (https://docs.snowflake.com/en/sql-reference/data-types-numeric) and a sum of it is one, too.
# Seen:  SUM casts its argument to DOUBLE first: 0.10 + 0.20 is 0.30000000000000004 and not 0.3, as a text as well, also over a
#        window; the sum of two numbers of 16 digits is another one. A quotient has 16 digits, where Snowflake's has 6 behind the
#        point for whole numbers (https://docs.snowflake.com/en/sql-reference/operators-arithmetic), so 1/3*3 is 1 here.
#        Plain + and * stay fixed-point. The same statement compares equal in one of them only.
# Output:
#   |SUM of 0.10, 0.20             0.30000000000000004
#   |... = 0.3                     False
#   |... ::VARCHAR                 '0.30000000000000004'
#   |... OVER ()                   0.30000000000000004
#   |AVG                           0.15000000000000002
#   |MIN + MAX                     Decimal('0.30')
#   |SUM of 9007199254740993, 0    9007199254740992.0
#   |1/3                           0.3333333333333333
#   |1/3*3 = 1                     True
# What follows for a test: cast a sum to its scale before it is compared (SUM(x)::NUMBER(12,2), which changes nothing in
# Snowflake), and round quotients.
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
    cursor.execute("CREATE TABLE amounts (x NUMBER(10,2))")
    cursor.execute("INSERT INTO amounts VALUES (0.10), (0.20)")
    cursor.execute("CREATE TABLE wide (x NUMBER(38,0))")
    cursor.execute("INSERT INTO wide VALUES (9007199254740993), (0)")
    for name, asked in (
        ("SUM of 0.10, 0.20", "SUM(x) FROM amounts"),
        ("... = 0.3", "SUM(x) = 0.3 FROM amounts"),
        ("... ::VARCHAR", "SUM(x)::VARCHAR FROM amounts"),
        ("... OVER ()", "SUM(x) OVER () FROM amounts"),
        ("AVG", "AVG(x) FROM amounts"),
        ("MIN + MAX", "MIN(x) + MAX(x) FROM amounts"),
        ("SUM of 9007199254740993, 0", "SUM(x) FROM wide"),
        ("1/3", "1/3"),
        ("1/3*3 = 1", "1/3*3 = 1"),
    ):
        print(f"{name:<29} {cursor.execute('SELECT ' + asked).fetchone()[0]!r}")
END
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

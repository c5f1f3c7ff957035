#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0, sqlglot 30.22.0): LTRIM, RTRIM and TRIM all take blanks off both ends, whatever
# characters they are given.
#
# Guess: LTRIM(id, '0') takes zeros off the left end, as in Snowflake
#        (https://docs.snowflake.com/en/sql-reference/functions/ltrim); or it fails, if the stand-in cannot do it.
# Seen:  no error: what is to be taken off is dropped where the argument is no cast to VARCHAR, and so is the end. '00012' stays
#        '00012', LTRIM(' a ') is 'a' without the blank behind it. Written as a cast, all is as in Snowflake. A join of numbers
#        with and without leading zeros finds nothing here and works in Snowflake; a test of what LTRIM leaves is the other way round.
# Output:
#   |LTRIM('00012', '0')          '00012'
#   |RTRIM('1200', '0')           '1200'
#   |TRIM('--a--', '-')           '--a--'
#   |LTRIM(' a ')                 'a'
#   |RTRIM(' a ')                 'a'
#   |LTRIM('00012'::VARCHAR, '0') '12'
#   |LTRIM(' a '::VARCHAR)        'a '
# What follows for a test: cast the argument to VARCHAR (it changes nothing in Snowflake), or use REGEXP_REPLACE.
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
    for asked in (
        "LTRIM('00012', '0')",
        "RTRIM('1200', '0')",
        "TRIM('--a--', '-')",
        "LTRIM(' a ')",
        "RTRIM(' a ')",
        "LTRIM('00012'::VARCHAR, '0')",
        "LTRIM(' a '::VARCHAR)",
    ):
        print(f"{asked:<28} {cursor.execute(f'SELECT {asked}').fetchone()[0]!r}")
END
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

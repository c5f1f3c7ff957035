#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0): day and hour of a TIMESTAMP_TZ are those of UTC, not of its own offset.
#
# Guess: '2026-01-01 23:30-05:00' is of January 1 and 23 o'clock. In Snowflake a TIMESTAMP_TZ keeps its offset with each value
#        and reckons with it (https://docs.snowflake.com/en/sql-reference/data-types-datetime, TIMESTAMP_TZ).
# Seen:  the moment is right and its offset is gone: every evening's visit in New York is of the next day, as a date, as a
#        TIMESTAMP_NTZ, by HOUR, DATE_TRUNC and as a text. Nothing fails. A test with times at noon sees no difference.
# Output:
#   |::DATE              2026-01-02
#   |TO_DATE             2026-01-02
#   |::TIMESTAMP_NTZ     2026-01-02 04:30:00
#   |HOUR                4
#   |DATE_TRUNC('day')   2026-01-02
#   |EPOCH_SECOND        1767328200
# What follows for a test: keep the wall clock in a TIMESTAMP_NTZ beside it in the stand-in's tables, or compare moments only.
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
    cursor.execute("CREATE TABLE visits (t TIMESTAMP_TZ)")
    cursor.execute("INSERT INTO visits SELECT '2026-01-01 23:30:00-05:00'::TIMESTAMP_TZ")
    for name, asked in (
        ("::DATE", "t::DATE"),
        ("TO_DATE", "TO_DATE(t)"),
        ("::TIMESTAMP_NTZ", "t::TIMESTAMP_NTZ"),
        ("HOUR", "HOUR(t)"),
        ("DATE_TRUNC('day')", "DATE_TRUNC('day', t)::DATE"),
        ("EPOCH_SECOND", "DATE_PART(EPOCH_SECOND, t)"),
    ):
        print(f"{name:<19} {cursor.execute(f'SELECT {asked} FROM visits').fetchone()[0]}")
END
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

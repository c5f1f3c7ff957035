#!/usr/bin/env bash
# fakesnow 0.12.1 (with duckdb 2.0.0): a 20-digit number read with TRY_CAST is NULL in the very type that Snowflake
# gives to every whole number.
#
# Guess: NUMBER(38,0) holds 38 digits in the stand-in as it does in Snowflake, as NUMBER(37,0) does.
# Seen:  NUMBER, NUMBER(38,0) and DECIMAL(38,0) become DuckDB's BIGINT. CAST of more than 19 digits fails; TRY_CAST
#        gives NULL, so that a test whose long id is NULL passes where Snowflake would have the id. With one digit fewer,
#        NUMBER(37,0), or one decimal, NUMBER(38,1), or by TRY_TO_NUMBER(x, 38, 0), all digits are there.
#        Snowflake: "NUMBER: default precision and scale are (38,0)"
#        (https://docs.snowflake.com/en/sql-reference/data-types-numeric).
# Output:
#   TRY_CAST NUMBER        None
#   TRY_CAST NUMBER(38,0)  None
#   TRY_CAST NUMBER(37,0)  12345678901234567890
#   TRY_CAST NUMBER(38,1)  12345678901234567890.0
#   TRY_TO_NUMBER          12345678901234567890
#   CAST NUMBER(38,0)      Conversion Error
# What follows for a test: ids that may pass 19 digits are read as text, or by TRY_TO_NUMBER.
set -euo pipefail
export SNOWFLAKE_DISABLE_PLATFORM_DETECTION=true # nothing is asked but the stand-in
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check fakesnow==0.12.1 duckdb==2.0.0 \
    snowflake-connector-python==4.8.1
"$folder/venv/bin/python" -W ignore - <<'END' | tee "$folder/seen"
import fakesnow
import snowflake.connector

NUMBER = "'12345678901234567890'"
with fakesnow.patch():
    cursor = snowflake.connector.connect(database="D", schema="S").cursor()

    def ask(name, expression):
        try:
            print(f"{name:<22} {cursor.execute('SELECT ' + expression).fetchone()[0]}")
        except Exception as error:
            print(f"{name:<22} {'Conversion Error' if 'Conversion Error' in str(error) else error}")

    for kind in ("NUMBER", "NUMBER(38,0)", "NUMBER(37,0)", "NUMBER(38,1)"):
        ask(f"TRY_CAST {kind}", f"TRY_CAST({NUMBER} AS {kind})")
    ask("TRY_TO_NUMBER", f"TRY_TO_NUMBER({NUMBER}, 38, 0)")
    ask("CAST NUMBER(38,0)", f"CAST({NUMBER} AS NUMBER(38,0))")
END
diff "$folder/seen" <(sed -n 's/^#   \(TRY_\|CAST\)/\1/p' "$0")

"""Snowflake as the tasks meet it: fakesnow over a DuckDB file."""

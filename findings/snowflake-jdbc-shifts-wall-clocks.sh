#!/usr/bin/env bash
# snowflake-jdbc 4.3.3: in a JVM with a zone, a TIME is another hour, and two TIMESTAMP_NTZ an hour apart are one on one night.
#
# Guess: what has no zone in Snowflake comes as its wall clock in the JVM's zone, a TIME as a TIMESTAMP_NTZ does; and where the
#        clock is put forward, 02:30 becomes 03:30, as java.sql.Timestamp.valueOf makes it.
# Seen:  getTimestamp of a TIMESTAMP_NTZ is the wall clock, getTime of a TIME is UTC shown in the JVM's zone: 01:01 is 19:01. And
#        in the hour that the night of March lacks 02:30 becomes 01:30, so a visit from 01:30 to 02:30 lasts no time.
#        getString tells both as they are, and in a JVM in UTC all of it agrees.
# Output:
#   |America/Chicago: TIME getTime 19:01:01, getString 01:01:01
#   |America/Chicago: NTZ 12:00 getTimestamp 12:00
#   |America/Chicago: NTZ 01:30 and 02:30 of 2026-03-08: 01:30 and 01:30, equal true; valueOf 03:30
#   |UTC: TIME getTime 01:01:01, getString 01:01:01
#   |UTC: NTZ 12:00 getTimestamp 12:00
#   |UTC: NTZ 01:30 and 02:30 of 2026-03-08: 01:30 and 02:30, equal false; valueOf 02:30
# What follows: run the JVM in UTC (TimeZone.setDefault before the first connection), or ask for wall clocks as texts.
set -euo pipefail
export SNOWFLAKE_DISABLE_PLATFORM_DETECTION=true # nothing is asked but the stand-in
folder=$(mktemp -d)
maven=$(cd "$(dirname "$0")/.." && pwd)/mvnw # downloads Maven itself; the pom is the one below
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cat > "$folder/pom.xml" <<'END'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
</project>
END
cp -r "$(dirname "$maven")/.mvn" "$folder/"
(cd "$(dirname "$maven")" && ./mvnw -q -B -ntp -f "$folder/pom.xml" dependency:copy \
    -Dartifact=net.snowflake:snowflake-jdbc:4.3.3 -DoutputDirectory="$folder")
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check "fakesnow[server]==0.12.1" duckdb==2.0.0 sqlglot==30.22.0 \
    snowflake-connector-python==4.8.1
cat > "$folder/Read.java" <<'END'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.util.Properties;
import java.util.TimeZone;

public class Read {
  static final String ASKED = "SELECT '01:01:01'::TIME, '2026-03-08 12:00:00'::TIMESTAMP_NTZ, "
      + "'2026-03-08 01:30:00'::TIMESTAMP_NTZ, '2026-03-08 02:30:00'::TIMESTAMP_NTZ";

  public static void main(String[] words) throws Exception {
    Properties wishes = new Properties();
    for (String wish : ("user=fake password=snow account=fakesnow ssl=off disablePlatformDetection=true db=D schema=S "
        + "CLIENT_TELEMETRY_ENABLED=false").split(" ")) {
      wishes.put(wish.split("=")[0], wish.split("=")[1]);
    }
    String zone = TimeZone.getDefault().getID();
    try (Connection session = DriverManager.getConnection("jdbc:snowflake://127.0.0.1:" + words[0] + "/", wishes);
        ResultSet row = session.createStatement().executeQuery(ASKED)) {
      row.next();
      Timestamp from = row.getTimestamp(3);
      Timestamp to = row.getTimestamp(4);
      System.out.printf("%s: TIME getTime %s, getString %s%n", zone, row.getTime(1), row.getString(1));
      System.out.printf("%s: NTZ 12:00 getTimestamp %tR%n", zone, row.getTimestamp(2));
      System.out.printf("%s: NTZ 01:30 and 02:30 of 2026-03-08: %tR and %tR, equal %s; valueOf %tR%n", zone, from, to,
          from.equals(to), Timestamp.valueOf("2026-03-08 02:30:00"));
    }
  }
}
END
cat > "$folder/server.py" <<'END'
import signal

import fakesnow

with fakesnow.server(session_parameters={"FAKESNOW_DB_PATH": ":isolated:"}) as told:
    print(told["port"], flush=True)
    signal.sigwait([signal.SIGTERM])
END
"$folder/venv/bin/python" -W ignore "$folder/server.py" > "$folder/port" 2> "$folder/server.log" &
server=$!
until [ -s "$folder/port" ]; do sleep 0.2; done
port=$(head -1 "$folder/port")
javac -d "$folder" "$folder/Read.java"
for zone in America/Chicago UTC; do
  java "-Duser.timezone=$zone" --add-opens java.base/java.nio=ALL-UNNAMED \
      -cp "$folder:$folder/snowflake-jdbc-4.3.3.jar" Read "$port" 2> "$folder/log" || { cat "$folder/log"; exit 1; }
done | tee "$folder/seen"
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

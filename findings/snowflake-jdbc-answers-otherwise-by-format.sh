#!/usr/bin/env bash
# snowflake-jdbc 4.3.3: the same value is another number, or no error, when the result comes as Arrow than when it comes as JSON.
#
# Guess: JDBC_QUERY_RESULT_FORMAT says how rows travel (ARROW unless an account or session says JSON); getLong and
#        getTimestamp give the same of the same value, or the same error.
# Seen:  from JSON a FLOAT that fits into no long fails in getLong, and NaN does; from Arrow, which is the default, 1e20 is
#        9223372036854775807, in getShort -1, and NaN is 0. A DATE has no error in getShort either, it is cut to 16 bits.
#        getTimestamp(column, UTC) of a DATE heeds the calendar in neither: it is midnight in the JVM's zone from JSON and in
#        the session's TIMEZONE from Arrow, another moment. So a test over JSON shows errors that production never has.
# Output (JVM in America/Chicago, session in America/New_York):
#   |FLOAT 1e20, getLong: JSON fails, ARROW 9223372036854775807
#   |FLOAT 1e20, getShort: JSON fails, ARROW -1
#   |FLOAT NaN, getInt: JSON fails, ARROW 0
#   |FLOAT 3.75, getLong: JSON 3, ARROW 3
#   |DATE 0001-01-01, getShort: JSON fails, ARROW 1734
#   |DATE 2026-01-01, getTimestamp in UTC: JSON 2026-01-01T06:00:00Z, ARROW 2026-01-01T05:00:00Z
# What follows: read a FLOAT by getDouble and look at its size; ask for a day by getDate or as a text (TO_CHAR); test with
#        the format that production has.
set -euo pipefail
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
"$folder/venv/bin/pip" install -q --disable-pip-version-check pyarrow==26.0.1
cat > "$folder/server.py" <<'END'
"""Answers every statement with one row of five columns, in the format that the session wishes, as Snowflake does."""
import base64
import gzip
import json
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyarrow as pa

COLUMNS = [("REAL", pa.float64(), 1e20, "1e+20"), ("REAL", pa.float64(), float("nan"), "NaN"),
           ("REAL", pa.float64(), 3.75, "3.75"), ("DATE", pa.date32(), -719162, "-719162"), ("DATE", pa.date32(), 20454, "20454")]
PARAMETERS = [{"name": "AUTOCOMMIT", "value": True}, {"name": "TIMEZONE", "value": "America/New_York"}]
wishes = {}


def arrow():
    fields = [pa.field(f"C{i}", kind, metadata={"logicalType": name, "precision": "38", "scale": "0", "charLength": "0"})
              for i, (name, kind, _, _) in enumerate(COLUMNS)]
    values = [pa.array([value], pa.int32()).cast(kind) if name == "DATE" else pa.array([value], kind)
              for name, kind, value, _ in COLUMNS]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, pa.schema(fields)) as stream:
        stream.write_batch(pa.record_batch(values, schema=pa.schema(fields)))
    return base64.b64encode(sink.getvalue().to_pybytes()).decode()


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = json.loads(gzip.decompress(asked) if self.headers.get("Content-Encoding") == "gzip" else asked or b"{}")
        data = {}
        if self.path.startswith("/session/v1/login-request"):
            wishes.update(asked["data"].get("SESSION_PARAMETERS", {}))
            data = {"token": "t", "masterToken": "m", "validityInSeconds": 3600, "masterValidityInSeconds": 14400,
                    "sessionId": 1, "parameters": PARAMETERS, "displayUserName": "u", "serverVersion": "9",
                    "sessionInfo": dict.fromkeys(("databaseName", "schemaName", "warehouseName", "roleName"))}
        elif self.path.startswith("/queries/v1/query-request"):
            form = wishes["JDBC_QUERY_RESULT_FORMAT"]
            rows = {"rowset": [[text for *_, text in COLUMNS]]} if form == "JSON" else {"rowsetBase64": arrow()}
            data = {"parameters": PARAMETERS, "total": 1, "returned": 1, "queryId": str(uuid.uuid4()), "version": 1, **rows,
                    "rowtype": [{"name": f"C{i}", "type": name.lower(), "nullable": True, "length": None, "byteLength": None,
                                 "precision": None, "scale": None} for i, (name, *_) in enumerate(COLUMNS)],
                    "queryResultFormat": form.lower(), "statementTypeId": 4096}
        body = json.dumps({"data": data, "success": True, "code": None, "message": None}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
print(server.server_address[1], flush=True)
server.serve_forever()
END
cat > "$folder/Read.java" <<'END'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;

public class Read {
  interface Asked {
    Object of(ResultSet row) throws SQLException;
  }

  record Named(String name, Asked asked) {}

  static final Calendar UTC = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
  static final List<Named> ASKED = List.of(
      new Named("FLOAT 1e20, getLong", row -> row.getLong(1)),
      new Named("FLOAT 1e20, getShort", row -> row.getShort(1)),
      new Named("FLOAT NaN, getInt", row -> row.getInt(2)),
      new Named("FLOAT 3.75, getLong", row -> row.getLong(3)),
      new Named("DATE 0001-01-01, getShort", row -> row.getShort(4)),
      new Named("DATE 2026-01-01, getTimestamp in UTC", row -> row.getTimestamp(5, UTC).toInstant()));

  public static void main(String[] words) throws Exception {
    List<Object> json = read(words[0], "JSON");
    List<Object> arrow = read(words[0], "ARROW");
    for (int i = 0; i < ASKED.size(); i++) {
      System.out.printf("%s: JSON %s, ARROW %s%n", ASKED.get(i).name, json.get(i), arrow.get(i));
    }
  }

  static List<Object> read(String port, String format) throws Exception {
    Properties wishes = new Properties();
    for (String wish : ("user=u password=p account=a ssl=off disablePlatformDetection=true CLIENT_TELEMETRY_ENABLED=false "
        + "JDBC_QUERY_RESULT_FORMAT=" + format).split(" ")) {
      wishes.put(wish.split("=")[0], wish.split("=")[1]);
    }
    List<Object> read = new ArrayList<>();
    try (Connection session = DriverManager.getConnection("jdbc:snowflake://127.0.0.1:" + port + "/", wishes);
        ResultSet row = session.createStatement().executeQuery("SELECT 1")) {
      row.next();
      for (Named each : ASKED) {
        try {
          read.add(each.asked.of(row));
        } catch (SQLException e) {
          read.add("fails");
        }
      }
    }
    return read;
  }
}
END
"$folder/venv/bin/python" "$folder/server.py" > "$folder/port" &
server=$!
until [ -s "$folder/port" ]; do sleep 0.2; done
javac -d "$folder" "$folder/Read.java"
java -Duser.timezone=America/Chicago --add-opens java.base/java.nio=ALL-UNNAMED \
    -cp "$folder:$folder/snowflake-jdbc-4.3.3.jar" Read "$(cat "$folder/port")" 2> "$folder/log" | tee "$folder/seen" \
    || { cat "$folder/log"; exit 1; }
diff "$folder/seen" <(sed -n 's/^#   |\(.*\)/\1/p' "$0")

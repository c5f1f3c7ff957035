#!/usr/bin/env bash
# snowflake-jdbc 4.3.3: a wide result that once needed four fifths of the heap makes every later result of the same JVM
# slow, down to one of two short columns, after it was read to its end and all was closed.
#
# Guess: what a client holds of a result ends with the result. A heap that is a little small makes reading that one result
#        slower, as chunks are then fetched one by one; a result of two columns behind it is read as fast as before it.
# Seen:  the driver counts what its chunks hold over the whole JVM. Where they would hold more than four fifths of the heap
#        it waits before each chunk, then takes it all the same, and never counts back what it took so: 160 of 247 MB stay
#        taken with nothing open. From then on it waits for every chunk of every result; that goes on until the JVM ends.
#        No error, no warning. The sessions asked for nothing else than the default, four chunks ahead; with
#        CLIENT_PREFETCH_THREADS=1 the mark is not reached, and nothing is slow.
#        That the mark is 80% of the heap whatever CLIENT_MEMORY_LIMIT says: snowflake-jdbc's issue 232.
# Output (slow: five times and more as long as before the wide result):
#   256 MB, 4 ahead: 2 columns, 100 columns, 2 columns slow, still held yes
#   512 MB, 4 ahead: 2 columns, 100 columns, 2 columns as before, still held no
#   256 MB, 1 ahead: 2 columns, 100 columns, 2 columns as before, still held no
# What follows: in a container, CLIENT_PREFETCH_THREADS=1 for whoever reads row by row; a heap that was measured with one
#        result says nothing of the next.
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
cat > "$folder/server.py" <<'END'
"""Answers as Snowflake does: every statement SELECT n gives n columns of text, in ten chunks of 5,000 rows."""
import gzip
import json
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROWS, CHUNKS = 5000, 10
PARAMETERS = {"AUTOCOMMIT": True, "CLIENT_PREFETCH_THREADS": 4, "CLIENT_RESULT_CHUNK_SIZE": 160, "CLIENT_MEMORY_LIMIT": 1536}
TEXT = {"type": "text", "nullable": True, "length": 36, "byteLength": 144, "precision": None, "scale": None}
CHUNK = {n: ",".join(json.dumps([f"{row:036d}"] * n) for row in range(ROWS)).encode() for n in (2, 100)}


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, kind="application/json"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(gzip.compress(CHUNK[int(self.path.split("/")[2])], 1), "application/octet-stream")

    def do_POST(self):
        asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = json.loads(gzip.decompress(asked) if self.headers.get("Content-Encoding") == "gzip" else asked or b"{}")
        data = {}
        if self.path.startswith("/session/v1/login-request"):
            wished = asked["data"].get("SESSION_PARAMETERS", {})
            told = [{"name": name, "value": wished.get(name, value)} for name, value in PARAMETERS.items()]
            data = {"token": "t", "masterToken": "m", "validityInSeconds": 3600, "masterValidityInSeconds": 14400,
                    "sessionId": 1, "parameters": told, "displayUserName": "u", "serverVersion": "9",
                    "sessionInfo": dict.fromkeys(("databaseName", "schemaName", "warehouseName", "roleName"))}
        elif self.path.startswith("/queries/v1/query-request"):
            n = int(asked["sqlText"].split()[1])
            size = {"rowCount": ROWS, "uncompressedSize": len(CHUNK[n]), "compressedSize": len(gzip.compress(CHUNK[n], 1))}
            place = f"http://127.0.0.1:{self.server.server_address[1]}/chunk/{n}"
            data = {"parameters": [], "rowtype": [{"name": f"C{i}", **TEXT} for i in range(n)], "rowset": [],
                    "total": ROWS * CHUNKS, "returned": ROWS * CHUNKS, "queryId": str(uuid.uuid4()), "version": 1,
                    "queryResultFormat": "json", "statementTypeId": 4096, "chunkHeaders": {},
                    "chunks": [{**size, "url": f"{place}/{i}"} for i in range(CHUNKS)]}
        self.answer(json.dumps({"data": data, "success": True, "code": None, "message": None}).encode())


server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
print(server.server_address[1], flush=True)
server.serve_forever()
END
cat > "$folder/Read.java" <<'END'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;

public class Read {
  public static void main(String[] words) throws Exception {
    Properties wishes = new Properties();
    for (String wish : ("user=u password=p account=a ssl=off disablePlatformDetection=true "
            + "CLIENT_TELEMETRY_ENABLED=false JDBC_QUERY_RESULT_FORMAT=JSON CLIENT_PREFETCH_THREADS=" + words[1]).split(" ")) {
      wishes.put(wish.split("=")[0], wish.split("=")[1]);
    }
    try (Connection session = DriverManager.getConnection("jdbc:snowflake://127.0.0.1:" + words[0] + "/", wishes)) {
      read(session, 2); // whatever is slow the first time
      double before = read(session, 2);
      read(session, 100);
      double after = read(session, 2);
      var held = Class.forName("net.snowflake.client.internal.jdbc.SnowflakeChunkDownloader")
          .getDeclaredField("currentMemoryUsage");
      held.setAccessible(true);
      System.out.printf("%s MB, %s ahead: 2 columns, 100 columns, 2 columns %s, still held %s%n", words[2], words[1],
          after > 5 * before ? "slow" : "as before", ((Number) held.get(null)).longValue() > 0 ? "yes" : "no");
    }
  }

  static double read(Connection session, int columns) throws Exception {
    long begun = System.nanoTime();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + columns)) {
      int read = 0;
      while (rows.next()) {
        read += rows.getString(1).isEmpty() ? 0 : 1;
      }
      if (read != 50_000) {
        throw new AssertionError(read);
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}
END
python3 "$folder/server.py" > "$folder/port" &
server=$!
until [ -s "$folder/port" ]; do sleep 0.2; done
javac -d "$folder" "$folder/Read.java"
for heap_and_ahead in "256 4" "512 4" "256 1"; do
  read -r heap ahead <<< "$heap_and_ahead"
  java "-Xmx${heap}m" -XX:+UseSerialGC --add-opens java.base/java.nio=ALL-UNNAMED \
      -cp "$folder:$folder/snowflake-jdbc-4.3.3.jar" Read "$(cat "$folder/port")" "$ahead" "$heap" 2> "$folder/log" \
      || { cat "$folder/log"; exit 1; }
done | tee "$folder/seen"
diff "$folder/seen" <(sed -n 's/^#   \([0-9]* MB, \)/\1/p' "$0")

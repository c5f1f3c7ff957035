package care.conflict.acceptance.scenes;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.stage.Emulator;
import care.conflict.acceptance.stage.Json;
import care.conflict.testing.Csv;
import care.conflict.testing.StandIn;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A small warehouse whose tables each case fills anew, which is quicker than starting one each. */
public final class Ground implements AutoCloseable {

  private static Ground shared;

  private final StandIn emulator;
  private final Path folder;
  private final String session;
  private final Set<String> filled = new LinkedHashSet<>();

  private Ground(StandIn emulator, Path folder) {
    this.emulator = emulator;
    this.folder = folder;
    JsonNode login =
        post("/session/v1/login-request", Map.of("data", Map.of("SESSION_PARAMETERS", Map.of())));
    session = login.at("/data/token").asText();
  }

  /** The one of this process, for cases that change nothing but rows. */
  static synchronized Ground shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** One of its own, started with these options. */
  public static Ground start(String... options) {
    try {
      Path folder = Files.createTempDirectory("ground");
      List<String> all = new ArrayList<>(List.of(options));
      all.add("--data=" + Files.createDirectories(folder.resolve("data")));
      all.add("--load=" + Files.createDirectories(folder.resolve("csv")));
      return over(folder, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One over a warehouse that is in this folder already. */
  static Ground over(Path warehouse) {
    return over(warehouse, List.of("--data=" + warehouse));
  }

  private static Ground over(Path folder, List<String> options) {
    return new Ground(
        StandIn.start("emulator.py", folder, Map.of(), options.toArray(String[]::new)), folder);
  }

  Map<String, String> environment() {
    return Emulator.environment(emulator.port);
  }

  /** From now on the tables hold exactly these rows. */
  void show(Pair pair) {
    filled.forEach(table -> sql("TRUNCATE TABLE " + table));
    filled.clear();
    sql("DROP TABLE IF EXISTS ANALYTICS.BI." + Pair.REFRESHED);
    if (pair.tables.containsKey(Pair.REFRESHED)) {
      sql(
          "CREATE TABLE ANALYTICS.BI.%s (MODULE VARCHAR, STATUS VARCHAR, REFRESH_FINISHED_AT TIMESTAMP_TZ)"
              .formatted(Pair.REFRESHED));
    }
    pair.tables.forEach(this::fill);
  }

  private void fill(String table, List<Map<String, String>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    if (columns.isEmpty()) {
      return;
    }
    Path file = folder.resolve(table + ".csv");
    try {
      Files.writeString(file, Csv.write(List.copyOf(columns), rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = "ANALYTICS.BI." + table;
    String listed = "\"" + String.join("\", \"", columns) + "\"";
    sql(
        "INSERT INTO %s (%s) SELECT %s FROM read_csv('%s', header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false)"
            .formatted(name, listed, listed, file));
    if (!table.equals(Pair.REFRESHED)) {
      filled.add(name);
    }
  }

  /** One statement, as a client of the warehouse sends it. */
  public void sql(String statement) {
    ask(statement);
  }

  /** How many rows a query has. */
  public int rows(String query) {
    return ask(query).at("/data/total").asInt();
  }

  private JsonNode ask(String statement) {
    JsonNode answer = post("/queries/v1/query-request", Map.of("sqlText", statement));
    if (!answer.get("success").asBoolean()) {
      throw new IllegalStateException(answer.get("message").asText() + ": " + statement);
    }
    return answer;
  }

  /** The number of the latest statement that it was sent. */
  public int asked() {
    JsonNode all = heard(0);
    return all.isEmpty() ? 0 : all.get(all.size() - 1).get("number").asInt();
  }

  /** The statements that it was sent after that one. */
  public List<String> askedAfter(int number) {
    List<String> statements = new ArrayList<>();
    for (JsonNode request : heard(number)) {
      statements.add(Json.read(body(request)).get("sqlText").asText());
    }
    return statements;
  }

  private static String body(JsonNode request) {
    byte[] sent = Base64.getDecoder().decode(request.get("body").asText());
    try (var in =
        request.get("encoding").asText().equals("gzip")
            ? new GZIPInputStream(new ByteArrayInputStream(sent))
            : new ByteArrayInputStream(sent)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode heard(int after) {
    return Json.read(send(request("/asked?after=" + after).GET().build()));
  }

  private JsonNode post(String path, Map<String, ?> body) {
    String text = Json.write(body);
    HttpRequest.Builder request = request(path);
    if (session != null) {
      request.header("Authorization", "Snowflake Token=\"" + session + "\"");
    }
    return Json.read(send(request.POST(HttpRequest.BodyPublishers.ofString(text)).build()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + emulator.port + path));
  }

  private String send(HttpRequest request) {
    try {
      // A client that waits between two statements finds its connection closed.
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    emulator.close();
  }
}

package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import care.conflict.core.Counts;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Rows;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver without the clouds' SDKs, over TLS, on every path that the pipeline takes. */
final class WarehouseIT {
  /** For these tests alone: the pipeline leaves the checks as the driver has them. */
  private static final String NO_REVOCATION = "&disableOCSPChecks=true";

  private static final KeyPair PAIR = Keys.pair();
  private static TlsWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = TlsWorld.get();
  }

  @AfterEach
  void nothingLeftThisMachine() {
    assertThat(world.connections.hosts).isNotEmpty().containsOnly("127.0.0.1");
  }

  private static Run run(String more) {
    return run(world.front, more);
  }

  private static Run run(TlsFront front, String more) {
    return Runs.of(TlsWorld.url(front, more), Map.of("SNOWFLAKE_PRIVATE_KEY", Keys.plain(PAIR)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", Keys.AES_256, Keys.TRIPLE_DES})
  void logsInWithASignedTokenMadeFromTheKey(String algorithm) throws Exception {
    boolean plain = algorithm.isEmpty();
    String pem = plain ? Keys.plain(PAIR) : Keys.encrypted(PAIR, algorithm);
    Map<String, String> key =
        Map.of("SNOWFLAKE_PRIVATE_KEY", pem, "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE", Keys.PASSPHRASE);
    world.front.seen.clear();
    try (Warehouse warehouse = Warehouse.open(Runs.of(world.url(NO_REVOCATION), key))) {
      assertThat(warehouse.text(Runs.sql("SELECT 'hello'"))).isEqualTo("hello");
    }
    String login = world.front.seen("/session/v1/login-request").get(0).body();
    assertThat(field(login, "AUTHENTICATOR")).isEqualTo("SNOWFLAKE_JWT");
    checkToken(field(login, "TOKEN"));
  }

  @Test
  void readsAllOfAResultAndEveryNameWhateverTheAccountOrTheUserHasSet() throws Exception {
    world.front.seen.clear();
    Warehouse.open(run(NO_REVOCATION)).close();
    String login = world.front.seen("/session/v1/login-request").get(0).body();
    Map<String, String> needed =
        Map.of(
            "ROWS_PER_RESULTSET", "0",
            "QUOTED_IDENTIFIERS_IGNORE_CASE", "false",
            "DATE_INPUT_FORMAT", "AUTO",
            "TIMESTAMP_INPUT_FORMAT", "AUTO",
            "DATE_OUTPUT_FORMAT", "YYYY-MM-DD",
            "TIMEZONE", "UTC");
    needed.forEach((name, value) -> assertThat(field(login, name)).as(name).isEqualTo(value));
  }

  private static void checkToken(String token) throws Exception {
    String[] parts = token.split("\\.", -1);
    assertThat(decoded(parts[0])).contains("\"alg\":\"RS256\"");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(PAIR.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    String claims = decoded(parts[1]);
    assertThat(field(claims, "sub")).isEqualTo("LOCAL.TESTER");
    assertThat(field(claims, "iss")).startsWith("LOCAL.TESTER.SHA256:");
    Matcher expires = Pattern.compile("\"exp\":([0-9]+)").matcher(claims);
    assertThat(expires.find()).isTrue();
    assertThat(Instant.ofEpochSecond(Long.parseLong(expires.group(1))))
        .isBetween(Instant.now(), Instant.now().plusSeconds(120));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as(name).isTrue();
    return found.group(1).replace("\\/", "/");
  }

  @Test
  void downloadsALongResultInChunks() throws Exception {
    world.front.seen.clear();
    long sum = 0;
    int rows = 0;
    try (Warehouse warehouse = Warehouse.open(run(NO_REVOCATION));
        Rows numbers =
            warehouse.stream(
                Runs.sql("SELECT range AS n FROM range(20000) WHERE range >= ?", "from"),
                Map.of("from", 10))) {
      while (numbers.next()) {
        rows++;
        sum += ((Number) numbers.value(0)).longValue();
      }
    }
    assertThat(rows).isEqualTo(19_990);
    assertThat(sum).isEqualTo(20_000L * 19_999 / 2 - 45);
    assertThat(world.front.seen("/chunk/")).hasSize(19);
    String login = world.front.seen("/session/v1/login-request").get(0).body();
    assertThat(field(login, "CLIENT_PREFETCH_THREADS")).isEqualTo("1");
    assertThat(field(login, "CLIENT_RESULT_CHUNK_SIZE")).isEqualTo("48");
  }

  @Test
  void aStatementSaysWhereItComesFrom() throws Exception {
    world.front.seen.clear();
    Run run = run(NO_REVOCATION);
    try (Warehouse warehouse = Warehouse.open(run)) {
      run.step(
          "look",
          () -> {
            warehouse.execute(Runs.sql("SELECT 1"));
            return Counts.NONE;
          });
    }
    assertThat(world.front.seen("/queries/"))
        .anyMatch(it -> it.body().contains("/* warehouse_test.look run=run-1 */ SELECT 1"));
  }

  @Test
  void aRunThatIsToldToStopAbortsTheStatementThatRuns() throws Exception {
    Run run = run(NO_REVOCATION);
    try (Warehouse warehouse = Warehouse.open(run)) {
      CompletableFuture<Throwable> end =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> warehouse.execute(Runs.sql("SELECT " + TlsFront.HOLD))));
      assertThat(world.front.held.await(30, TimeUnit.SECONDS)).as("the statement runs").isTrue();
      long begun = System.nanoTime();
      run.stop(new TaskFailure(ExitCode.STOPPED, "stopped", ""));
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
          .as("what else is to be stopped does not wait for the warehouse")
          .isLessThan(1000);
      assertThat(world.front.aborted.await(30, TimeUnit.SECONDS)).as("abort asked").isTrue();
      assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(java.sql.SQLException.class);
      assertThatThrownBy(() -> warehouse.execute(Runs.sql("SELECT 1")))
          .isInstanceOf(TaskFailure.class)
          .hasMessage("stopped");
    }
  }

  @Test
  void asksWhetherTheCertificateIsRevokedAndGoesOnWhereNobodyKnows() throws Exception {
    logsInAt(world.front, "");
  }

  @Test
  void aCertificateThatIsGoodIsAcceptedAlsoWhereOnlyAGoodOneIs() throws Exception {
    try (TlsFront good = new TlsFront(world.certificates.server("good"), world.emulator.port)) {
      logsInAt(good, "&ocspFailOpen=false");
    }
  }

  private static void logsInAt(TlsFront front, String more) throws Exception {
    int before = world.responder.questions.get();
    try (Warehouse warehouse = Warehouse.open(run(front, more))) {
      assertThat(warehouse.text(Runs.sql("SELECT 'hello'"))).isEqualTo("hello");
    }
    assertThat(world.responder.questions.get()).isGreaterThan(before);
  }

  @Test
  void aCertificateThatIsRevokedIsRefusedBeforeAnythingIsSaid() throws Exception {
    try (TlsFront front = new TlsFront(world.certificates.server("revoked"), world.emulator.port)) {
      assertThatThrownBy(() -> Warehouse.open(run(front, "")))
          .isInstanceOf(TaskFailure.class)
          .hasMessageStartingWith("Snowflake: no connection");
      assertThat(front.seen).isEmpty();
    }
  }
}

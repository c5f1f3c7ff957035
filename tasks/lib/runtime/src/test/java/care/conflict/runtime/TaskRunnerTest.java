package care.conflict.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.Command.Trait;
import care.conflict.core.Counts;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.files.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskRunnerTest {
  private static final String SECRET = "correct-horse";

  @TempDir private Path location;
  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @BeforeEach
  void catchOutput() {
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveOutputBack() {
    System.setOut(standardOutput);
  }

  private interface Body {
    void run(Run run) throws Exception;
  }

  private record Task(Body body, Set<Need> needed, List<Parameter<?>> more)
      implements PipelineTask {
    Task(Body body, Set<Need> needed) {
      this(body, needed, List.of());
    }

    @Override
    public Command head() {
      return Command.named("task")
          .does("A task.")
          .with(Parameters.LOOKBACK_HOURS)
          .with(more)
          .reads(needed.toArray(Need[]::new))
          .marked(Trait.PRINTS_SQL);
    }

    @Override
    public void run(Run run) throws Exception {
      body.run(run);
    }

    @Override
    public String printSql(Run run) {
      throw TaskFailure.misused("nothing can be printed", "Look elsewhere.");
    }
  }

  private int run(Body body, String... args) {
    return run(new Task(body, Set.of()), args);
  }

  private int run(Task task, String... args) {
    return TaskRunner.run(
        task, args, Map.of("POSTGRES_PASSWORD", SECRET, "RUN_LOCATION", location.toString()));
  }

  /** The task's document, which must keep to its schema whatever the task came to. */
  private Map<String, Object> document() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../../../docs/result-document.schema.json")));
    String json = Files.readString(location.resolve("task.json"));
    assertThat(schema.validate(new ObjectMapper().readTree(json))).isEmpty();
    return Json.map(json);
  }

  private String printed() {
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTaskThatIsDoneSaysWhatItDid() throws IOException {
    int code = run(run -> run.step("copy", () -> Counts.of("inserted", 7)), "--run-id", "r1");
    assertThat(code).isZero();
    assertThat(document())
        .containsEntry("task", "task")
        .containsEntry("run_id", "r1")
        .containsEntry("status", "success")
        .containsEntry("counts", Map.of("inserted", 7))
        .containsEntry("error", null);
    assertThat(printed())
        .containsPattern("INFO .*event=done step=copy .*inserted=7 task=task run=r1");
  }

  @Test
  void whyNoStatementsCanBePrintedIsToldWithWhatToDo() {
    assertThat(run(run -> {}, "--print-sql")).isEqualTo(ExitCode.MISUSED.code());
    assertThat(printed()).contains("nothing can be printed", "Look elsewhere.");
  }

  @Test
  void aValueThatIsRefusedIsNotSaidToBeMissingToo() throws IOException {
    int code =
        TaskRunner.run(
            new Task(run -> {}, Set.of(Need.WAREHOUSE)),
            new String[] {"--snowflake-url=nowhere", "--snowflake-user=me"},
            Map.of("SNOWFLAKE_PASSWORD", SECRET, "RUN_LOCATION", location.toString()));
    assertThat(code).isEqualTo(ExitCode.MISUSED.code());
    assertThat(document().get("error").toString())
        .contains("--snowflake-url (command line): \"nowhere\" is not")
        .doesNotContain("not set");
  }

  @Test
  void aTaskThatSkipsSaysWhy() throws IOException {
    assertThat(run(run -> run.skip("it is off"))).isZero();
    assertThat(document())
        .containsEntry("status", "skipped")
        .hasEntrySatisfying(
            "details",
            details ->
                assertThat(details)
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("skipped", "it is off"));
  }

  @Test
  void whoReadsWhatDecidesTellsTheVersionOfTheRulesUnlessAParameterOfItIsWrong()
      throws IOException {
    assertThat(judge(run -> {})).isZero();
    Object usual = ruleVersion();
    judge(
        run -> {
          throw TaskFailure.failed("no", "");
        },
        "--max-visits-per-key=101");
    assertThat(ruleVersion()).isNotNull().isNotEqualTo(usual);
    judge(run -> {}, "--lookback-hours=none");
    assertThat(ruleVersion()).isEqualTo(usual);
    judge(run -> {}, "--max-visits-per-key=none");
    assertThat(ruleVersion()).isNull();
    assertThat(run(run -> {})).isZero();
    assertThat(ruleVersion()).as("of who may not have been told what decides").isNull();
  }

  private int judge(Body body, String... args) {
    return run(new Task(body, Set.of(), List.of(Parameters.MAX_VISITS_PER_KEY)), args);
  }

  private Object ruleVersion() throws IOException {
    return ((Map<?, ?>) document().get("details")).get("rule_version");
  }

  @Test
  void aDatabaseErrorIsFailedWithItsStateAndNoData() throws IOException {
    int code =
        run(
            run ->
                run.step(
                    "copy",
                    () -> {
                      throw new SQLException(
                          "ERROR: duplicate Key (ssn)=(900-11-2222) exists", "23505");
                    }));
    assertThat(code).isEqualTo(ExitCode.FAILED.code());
    assertThat(document().get("error").toString())
        .contains("copy:")
        .contains("23505")
        .doesNotContain("900");
    assertThat(printed()).doesNotContain("900-11-2222");
  }

  @ParameterizedTest
  @CsvSource({
    "42501, 2", "42P01, 2", "42883, 2", "428C9, 2", "25006, 2", "55000, 2", "53300, 2", "28P01, 2",
    "53100, 1", "55P03, 1", "40P01, 1", "57014, 1", "57P01, 1", "08006, 1", "22P02, 1", "P0001, 1"
  })
  void whatRunningAgainCannotMendIsUselessToRetry(String state, int exitCode) throws IOException {
    int code =
        run(
            run -> {
              throw new SQLException("no", state);
            });
    assertThat(code).isEqualTo(exitCode);
    assertThat(document().get("error").toString()).contains("(" + state + ")").contains("advice=");
  }

  @Test
  void anErrorIsAFailureThatNamesTheClassThatLacks() throws IOException {
    int code =
        run(
            run ->
                run.step(
                    "copy",
                    () -> {
                      throw new NoClassDefFoundError("of/the/Driver");
                    }));
    assertThat(code).isEqualTo(ExitCode.FAILED.code());
    assertThat(document()).containsEntry("status", "failed").containsEntry("exit_code", 1);
    assertThat(document().get("error").toString())
        .contains("copy: NoClassDefFoundError: of/the/Driver");
    assertThat(document().get("steps").toString()).contains("name=copy, status=failed");
    run(
        run -> {
          throw new ExceptionInInitializerError(new IllegalStateException("no library"));
        });
    assertThat(document().get("error").toString())
        .contains("ExceptionInInitializerError < IllegalStateException: no library");
  }

  /** A command in a process of its own, with a thread that would keep it alive. */
  static final class Unending {
    public static void main(String[] args) {
      Body body =
          run -> {
            new Thread(() -> LockSupport.park(), "no daemon").start();
            throw new NoClassDefFoundError("of/the/Driver");
          };
      TaskRunner.main(new Task(body, Set.of()), args);
    }
  }

  @Test
  void anErrorEndsTheProcessAlsoWhereAThreadIsLeft() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Unending.class.getName(),
                "--run-location=" + location)
            .redirectErrorStream(true)
            .redirectOutput(location.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(document()).containsEntry("status", "failed");
  }

  @Test
  void aTryThatALaterOneHasOvertakenLeavesItsDocumentAlone() throws IOException {
    int code =
        run(
            run -> {
              assertThat(run(later -> {}, "--run-id=r1")).isZero();
              throw new TaskFailure(ExitCode.LOCKED, "taken over", "");
            },
            "--run-id=r1");
    assertThat(code).isEqualTo(3);
    assertThat(document()).containsEntry("status", "success");
    assertThat(printed()).contains("a later try has begun");
  }

  @Test
  void aFailureEndsWithItsOwnExitCode() throws IOException {
    assertThat(
            run(
                run -> {
                  throw new TaskFailure(ExitCode.LOCKED, "held by x", "wait");
                }))
        .isEqualTo(3);
    assertThat(document()).containsEntry("status", "failed").containsEntry("exit_code", 3);
  }

  @Test
  void wrongUsageNamesAllProblemsAndRunsNothing() throws IOException {
    int code =
        run(
            run -> {
              throw new AssertionError("must not run");
            },
            "--lookback-hour",
            "3",
            "--batch-size",
            "many");
    assertThat(code).isEqualTo(2);
    assertThat(document().get("error").toString())
        .contains("--lookback-hour (command line): unknown name; did you mean --lookback-hours?")
        .contains("--batch-size (command line): \"many\" is not a whole number");
  }

  @Test
  void anUnknownOptionBehindAFlagIsNotTakenForItsValue() {
    int code = run(run -> {}, "--enable-insert", "--enable-insret=false");
    assertThat(code).isEqualTo(2);
    assertThat(printed()).contains("--enable-insret", "unknown name");
    assertThat(run(run -> {}, "--enable-insert", "--enable-phase-b", "false")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--postgres-password=battery-staple, --postgres-password (command line): a secret has no option",
    "--snowflake-password two battery-staple, --snowflake-password (command line): a secret has no",
    "--posgres-pasword=battery-staple, --posgres-pasword (command line): unknown name"
  })
  void aSecretThatIsGivenAsAnOptionIsRefusedAndNotTold(String line, String told)
      throws IOException {
    assertThat(run(run -> {}, line.split(" ", -1))).isEqualTo(2);
    assertThat(printed() + document()).contains(told).doesNotContain("battery-staple");
  }

  @Test
  void whatMustHoldBetweenParametersIsChecked() {
    int code =
        run(
            run -> {},
            "--max-chunk-size=5",
            "--email-enabled",
            "--email-recipients=somebody@example.com, nobody, b@");
    assertThat(code).isEqualTo(2);
    assertThat(printed())
        .contains("--max-chunk-size (command line): 5 is less than target_chunk_size, 10000")
        .contains("EMAIL_SENDER (environment): not set")
        .contains("--email-recipients (command line): 'nobody' is not an address")
        .contains("--email-recipients (command line): 'b@' is not an address");
    output.reset();
    String many = "a@example.com,".repeat(50) + "a@example.com";
    run(run -> {}, "--email-enabled", "--email-sender=a@example.com", "--email-recipients=" + many);
    assertThat(printed()).contains("51 addresses; at most 50");
    String people = "A Team <team@example.com>,b@example.com";
    assertThat(
            run(
                run -> {},
                "--email-enabled",
                "--email-sender=Reports <a@example.com>",
                "--email-recipients=" + people))
        .isZero();
  }

  @Test
  void aFailureThatTheTaskHasToldIsNotLoggedAsWell() throws IOException {
    int code =
        run(
            run -> {
              run.answer("told\n");
              throw TaskFailure.failed("this and that", "try again");
            });
    assertThat(code).isEqualTo(1);
    assertThat(printed()).contains("told").doesNotContain("ERROR");
    assertThat(Files.readString(location.resolve("task.json"))).contains("this and that");
  }

  @Test
  void aMissingConnectionIsWrongUsage() {
    Task task = new Task(run -> {}, Set.of(Need.STORE));
    assertThat(TaskRunner.run(task, new String[] {"--run-location", location.toString()}, Map.of()))
        .isEqualTo(2);
    assertThat(printed())
        .contains("POSTGRES_HOST")
        .contains("POSTGRES_USER")
        .contains("POSTGRES_PASSWORD");
  }

  @Test
  void theFileMayTakeValuesFromTheEnvironment() throws IOException {
    Path file =
        Files.writeString(
            location.resolve("c.json"), "{\"environment\": \"e_${STAGE}\", \"lookback_hours\": 5}");
    Task task = new Task(run -> run.detail("is", run.get(Parameters.ENVIRONMENT)), Set.of());
    int code =
        TaskRunner.run(
            task,
            new String[] {"--config", file.toString(), "--run-location", location.toString()},
            Map.of("STAGE", "test"));
    assertThat(code).isZero();
    assertThat(document()).containsEntry("details", Map.of("is", "e_test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"lookback_hours\": 5}, \"environment\": \"e\"}",
        "{\"lookback_hours\": 5} {\"environment\": \"e\"}",
        "{\"lookback_hours\": 5, \"environment\": \"e\", \"lookback_hours\": 6}"
      })
  void aFileOfWhichAPartWouldBeLeftOutInSilenceIsWrongUsage(String text) throws IOException {
    Path file = Files.writeString(location.resolve("c.json"), text);
    assertThat(run(run -> {}, "--config", file.toString())).isEqualTo(2);
    assertThat(printed()).contains("c.json", "JSON", "(line 1, column ");
  }

  @Test
  void aFileMayBeginWithAByteOrderMark() throws IOException {
    Path file = Files.writeString(location.resolve("c.json"), "\uFEFF{\"environment\": \"e\"}");
    assertThat(run(run -> run.get(Parameters.ENVIRONMENT), "--config", file.toString())).isZero();
  }

  @Test
  void aSecretIsNeverPrintedNorWritten() throws IOException {
    run(run -> run.warn("the password is " + SECRET), "--log-level", "DEBUG");
    assertThat(printed()).contains("the password is ******").doesNotContain(SECRET);
    assertThat(Files.readString(location.resolve("task.json"))).doesNotContain(SECRET);
  }

  @Test
  void helpShowsTheTasksOwnParametersAndTheirDefaults() {
    assertThat(run(run -> {}, "--help")).isZero();
    assertThat(printed())
        .contains("A task.")
        .contains("--lookback-hours")
        .contains("Default: 36")
        .doesNotContain("--batch-size");
  }

  @Test
  void aParameterOfAnotherTaskIsKnownToo() {
    assertThat(run(run -> {}, "--max-concurrency", "3")).isZero();
  }

  @Test
  void aTaskThatReadsAParameterOutsideOfItsHeadFailsAndSaysWhich() throws IOException {
    assertThat(run(run -> run.get(Parameters.LOOKBACK_HOURS))).isZero();
    assertThat(run(run -> run.get(Parameters.BATCH_SIZE))).isEqualTo(ExitCode.FAILED.code());
    assertThat(document().get("error").toString())
        .contains("AssertionError: task reads batch_size, which its head does not name");
  }

  @Test
  void aJsonLineOfAnotherThreadNamesRunAndTaskToo() {
    run(
        run -> {
          Thread other = new Thread(() -> run.warn("from elsewhere"));
          other.start();
          other.join();
        },
        "--log-format=json");
    assertThat(printed().lines().filter(line -> line.contains("from elsewhere")))
        .singleElement()
        .asString()
        .contains("\"task\":\"task\"", "\"run\":");
  }

  private List<String> metrics() {
    return printed().lines().filter(line -> line.startsWith("{\"_aws\"")).toList();
  }

  @Test
  void aLineOfMetricsEndsAJsonLogWhateverTheTaskCameTo() throws IOException {
    run(run -> run.step("copy", () -> Counts.of("pairs_read", 7)), "--log-format=json");
    assertThat(metrics())
        .singleElement()
        .asString()
        .contains("\"Namespace\":\"ConflictManagement\"", "[[\"Task\",\"Environment\"]]")
        .contains("{\"Name\":\"PairsRead\",\"Unit\":\"Count\"}", "\"PairsRead\":7")
        .contains("\"Task\":\"task\"", "\"Environment\":\"dev\"", "\"TaskSuccess\":1")
        .contains("\"StepSeconds\":{\"copy\":");
    output.reset();
    run(
        run -> {
          throw TaskFailure.failed("no", "");
        },
        "--log-format=json",
        "--environment=prod");
    assertThat(metrics())
        .singleElement()
        .asString()
        .contains("\"TaskFailed\":1", "\"TaskSuccess\":0", "\"Environment\":\"prod\"");
    output.reset();
    run(run -> {}, "--log-format=json", "--batch-size=many");
    assertThat(metrics()).singleElement().asString().contains("\"ExitCode\":2");
  }

  @Test
  void logsForPeopleAndThoseThatShallHaveNoneHaveNoMetrics() {
    run(run -> {});
    run(run -> {}, "--log-format=json", "--metrics=false");
    assertThat(metrics()).isEmpty();
  }

  @Test
  void whereNothingCanBeWrittenTheTaskDoesNotBegin() throws IOException {
    Files.writeString(location.resolve("file"), "");
    int code =
        run(
            run -> {
              throw new AssertionError("must not run");
            },
            "--run-location=" + location.resolve("file"));
    assertThat(code).isEqualTo(2);
    assertThat(printed()).contains("no folder that can be written").contains("RUN_LOCATION");
  }

  @Test
  void jsonLogsAreOneObjectALine() {
    run(
        run -> run.log().log(care.conflict.core.EventLog.Level.INFO, "hello", "rows", 3),
        "--log-format",
        "json");
    assertThat(printed().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(printed()).contains("\"task\":\"task\"").contains("\"rows\"");
  }

  @Test
  void aCommandDescribesTheParametersThatItReads() throws IOException {
    assertThat(run(run -> {}, "--describe")).isZero();
    Map<String, Object> described = Json.map(printed());
    assertThat(described)
        .containsOnly(
            Map.entry(
                "task",
                List.of(
                    Map.of(
                        "name",
                        "lookback_hours",
                        "group",
                        "Detection",
                        "default",
                        36,
                        "description",
                        Parameters.LOOKBACK_HOURS.description(),
                        "schema",
                        Map.of("type", "integer", "minimum", 1, "maximum", 8_760_000)))));
  }
}

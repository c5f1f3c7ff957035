package care.conflict.core.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
  private final List<String> problems = new ArrayList<>();

  private Configuration resolve(
      Map<String, String> options, Map<String, String> environment, Map<String, String> file) {
    return Configuration.resolve(Parameters.ALL, options, environment, file, problems);
  }

  @Test
  void optionCountsBeforeEnvironmentBeforeFileBeforeDefault() {
    Map<String, String> option = Map.of("--lookback-hours", "1");
    Map<String, String> environment = Map.of("LOOKBACK_HOURS", "2");
    Map<String, String> file = Map.of("lookback_hours", "3");
    assertThat(resolve(option, environment, file).get(Parameters.LOOKBACK_HOURS)).isEqualTo(1);
    assertThat(resolve(Map.of(), environment, file).get(Parameters.LOOKBACK_HOURS)).isEqualTo(2);
    assertThat(resolve(Map.of(), Map.of(), file).get(Parameters.LOOKBACK_HOURS)).isEqualTo(3);
    assertThat(resolve(Map.of(), Map.of(), Map.of()).get(Parameters.LOOKBACK_HOURS)).isEqualTo(36);
    assertThat(problems).isEmpty();
  }

  @Test
  void everyProblemIsNamedAtOnceWithPlaceValueAndWhatIsAllowed() {
    resolve(
        Map.of("--lookback-years", "0"),
        Map.of("LOOKBACK_HOURS", "36h", "ENABLE_INSERT", "yes"),
        Map.of("batch_size", "-1"));
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "--lookback-years (command line): \"0\" is not a whole number from 1 to 1000",
            "LOOKBACK_HOURS (environment): \"36h\" is not a whole number from 1 to 8760000",
            "ENABLE_INSERT (environment): \"yes\" is not true or false",
            "batch_size (configuration file): \"-1\" is not a whole number of at least 1");
  }

  @Test
  void aVariableThatJavaCouldNotReadIsToldAndNotUsed() {
    Map<String, String> spoilt = Map.of("POSTGRES_PASSWORD", "p\uFFFD\uFFFDss");
    assertThat(resolve(Map.of(), spoilt, Map.of()).find(Parameters.POSTGRES_PASSWORD)).isEmpty();
    assertThat(problems)
        .containsExactly(
            "POSTGRES_PASSWORD (environment): the value has letters that Java cannot read in this"
                + " locale; set LANG=C.UTF-8");
  }

  @Test
  void anUnknownNameInTheFileIsAnErrorWithTheNearestKnownOne() {
    resolve(Map.of(), Map.of(), Map.of("lookback_hour", "3", "xyzzy", "1"));
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "lookback_hour (configuration file): unknown name; did you mean lookback_hours?",
            "xyzzy (configuration file): unknown name");
  }

  @Test
  void anUnknownStepIsAnErrorThatListsTheKnownOnes() {
    resolve(Map.of(), Map.of("ONLY_STEPS", "computed_time_columns,computed_tim"), Map.of());
    assertThat(problems).singleElement().asString().contains("computed_reverse_uuid");
  }

  @Test
  void secretsAreNeitherShownNorQuoted() {
    Configuration configuration =
        resolve(Map.of(), Map.of("POSTGRES_PASSWORD", "s3cret!value"), Map.of());
    assertThat(configuration.shown().toString()).doesNotContain("s3cret");
    assertThat(configuration.secrets()).containsExactly("s3cret!value");
  }

  @Test
  void aUrlIsShownAndQuotedWithoutWhatMayHoldAPassword() {
    String host = "here.snowflakecomputing.com/";
    for (String url :
        List.of(
            "jdbc:snowflake://" + host + "?user=me&password=s3cret",
            "jdbc:snowflake://" + host + ";password=s3cret",
            "jdbc:snowflake://me:s3cret@" + host)) {
      assertThat(resolve(Map.of(), Map.of("SNOWFLAKE_URL", url), Map.of()).shown().toString())
          .contains(host)
          .doesNotContain("s3cret");
    }
    assertThat(problems).isEmpty();
    Map<String, String> wrong =
        Map.of(
            "SNOWFLAKE_URL",
            "snowflake://" + host + "?password=s3cret",
            "POSTGRES_HOST",
            "postgresql://me:s3cret@db.internal/conflicts");
    resolve(Map.of(), wrong, Map.of());
    assertThat(problems)
        .hasSize(2)
        .anyMatch(it -> it.contains("\"snowflake://" + host + "\" is not a JDBC URL"))
        .anyMatch(it -> it.contains("\"postgresql://…@db.internal/conflicts\" is not a host's"))
        .noneMatch(it -> it.contains("s3cret"));
  }

  @Test
  void aFolderOfARunKeepsItsName() {
    Map<String, String> folder = Map.of("RUN_LOCATION", "s3://results/runs/r1@dag");
    assertThat(resolve(Map.of(), folder, Map.of()).shown())
        .containsEntry("run_location", "s3://results/runs/r1@dag");
  }

  @Test
  void whatASecretHoldsCountsOnlyWhereNothingElseIsGivenAndIsNeverQuoted() {
    Configuration given =
        resolve(Map.of(), Map.of("POSTGRES_USER", "me"), Map.of("postgres_host", "here"));
    Configuration with =
        given.with(
            "task02/postgres",
            Map.of(
                Parameters.POSTGRES_USER, "another",
                Parameters.POSTGRES_HOST, "there",
                Parameters.POSTGRES_PASSWORD, "s3cret!value",
                Parameters.POSTGRES_DATABASE, "named",
                Parameters.POSTGRES_PORT, "s3cret-port"),
            problems);
    assertThat(with.get(Parameters.POSTGRES_USER)).isEqualTo("me");
    assertThat(with.get(Parameters.POSTGRES_HOST)).isEqualTo("here");
    assertThat(with.get(Parameters.POSTGRES_PASSWORD)).isEqualTo("s3cret!value");
    assertThat(with.get(Parameters.POSTGRES_DATABASE)).isEqualTo("named");
    assertThat(with.origin(Parameters.POSTGRES_PASSWORD)).hasValue("secret task02/postgres");
    assertThat(with.secrets()).containsExactly("s3cret!value");
    assertThat(problems)
        .containsExactly(
            "postgres_port (secret task02/postgres): the value is not a whole number from 1 to 65535");
  }

  @Test
  void whatASecretIsSaidToHoldHasASourceAndNoValue() {
    Configuration promised =
        resolve(Map.of(), Map.of("POSTGRES_USER", "me"), Map.of())
            .promised("x", List.of(Parameters.POSTGRES_USER, Parameters.POSTGRES_PASSWORD));
    assertThat(promised.origin(Parameters.POSTGRES_USER)).hasValue("environment");
    assertThat(promised.origin(Parameters.POSTGRES_PASSWORD)).hasValue("secret x");
    assertThat(promised.find(Parameters.POSTGRES_PASSWORD)).isEmpty();
    assertThat(promised.secrets()).isEmpty();
  }

  @Test
  void ofACommandItGivesWhatTheCommandMayReadAlsoWithASecret() {
    Configuration whole = resolve(Map.of(), Map.of(), Map.of());
    Configuration some =
        whole
            .readable("task", Parameters.LOOKBACK_HOURS::equals)
            .with("x", Map.of(Parameters.POSTGRES_HOST, "here"), problems);
    assertThat(some.get(Parameters.LOOKBACK_HOURS)).isEqualTo(36);
    assertThatThrownBy(() -> some.find(Parameters.POSTGRES_HOST))
        .isInstanceOf(AssertionError.class)
        .hasMessage("task reads postgres_host, which its head does not name");
    assertThat(some.shown()).containsEntry("postgres_host", "here");
    assertThat(whole.get(Parameters.BATCH_SIZE)).isEqualTo(5000);
  }

  @Test
  void aRunLocationIsAFolderOrAPrefixOfABucket() {
    for (String place :
        List.of("runs", "/var/runs/x", "C:/runs", "s3://bucket", "s3://bu.ck-et/a/")) {
      resolve(Map.of("--run-location", place), Map.of(), Map.of());
      assertThat(problems).as(place).isEmpty();
    }
    for (String place :
        List.of("s3:/bucket/x", "s3://", "s3://B_ad/x", "https://example.com/x", "S3://bucket/x")) {
      problems.clear();
      resolve(Map.of("--run-location", place), Map.of(), Map.of());
      assertThat(problems)
          .containsExactly(
              "--run-location (command line): \"%s\" is not a folder, or s3://BUCKET/PREFIX"
                  .formatted(place));
    }
  }

  @Test
  void nowIsReadAsUtcWhereItHasNoZone() {
    Configuration plain = resolve(Map.of("--now", "2026-03-08T02:30:00"), Map.of(), Map.of());
    Configuration zoned = resolve(Map.of("--now", "2026-03-08T02:30:00+02:00"), Map.of(), Map.of());
    assertThat(plain.get(Parameters.NOW)).hasToString("2026-03-08T02:30:00Z");
    assertThat(zoned.get(Parameters.NOW)).hasToString("2026-03-08T00:30:00Z");
  }

  @Test
  void everyParameterHasADefaultThatItAllowsAndAnOwnName() {
    resolve(Map.of(), Map.of(), Map.of());
    assertThat(problems).isEmpty();
    assertThat(Parameters.ALL).extracting(Parameter::name).doesNotHaveDuplicates();
  }

  @Test
  void anEmptyVariableCountsAsAbsentButWhereEmptyIsAValue() {
    Configuration configuration =
        resolve(Map.of(), Map.of("REFRESH_MODULE", "", "LOOKBACK_HOURS", ""), Map.of());
    assertThat(configuration.get(Parameters.REFRESH_MODULE)).isEmpty();
    assertThat(configuration.get(Parameters.LOOKBACK_HOURS)).isEqualTo(36);
    assertThat(resolve(Map.of(), Map.of(), Map.of()).get(Parameters.REFRESH_MODULE))
        .isEqualTo("Conflict Report");
    assertThat(problems).isEmpty();
  }
}

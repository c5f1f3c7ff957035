package care.conflict.core;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.CsvResource;
import care.conflict.core.statements.SourceColumns;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import care.conflict.core.statements.StepSql.Dialect;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The version of the rules (docs/rules.md): a hash of the statements that decide what a conflict
 * is, and of the parameters that do. It is of both databases' statements, whichever of them a task
 * sends: a run has one version.
 */
public final class RuleVersion {
  /** What it is called in result documents. */
  public static final String NAME = "rule_version";

  /** What decides; the others say where to look, and what to do with what is found. */
  public static final List<Parameter<?>> PARAMETERS = List.of(Parameters.MAX_VISITS_PER_KEY);

  private static final List<String> OF_BOTH =
      List.of(
          "detection/reference/fill/state_names",
          "detection/reference/fill/speeds",
          "detection/reference/fill/excluded_people",
          "detection/reference/fill/excluded_providers",
          "detection/active_providers",
          "detection/caregivers",
          "detection/delta_visits",
          "detection/searched_keys",
          "detection/gps_addresses",
          "detection/base_visits",
          "detection/crowded_keys",
          "detection/detected_pairs",
          "task02_01_inservice_conflict/events",
          "task02_01_inservice_conflict/crowded_visits",
          "task02_01_inservice_conflict/event_visits",
          "task02_01_inservice_conflict/visits_and_events",
          "task02_01_inservice_conflict/detected_pairs");

  private static final List<String> OF_POSTGRES =
      List.of(
          "detection/reference/read/settings",
          "detection/reference/read/mph",
          "detection/reference/read/excluded_ssn",
          "detection/reference/read/excluded_agency",
          "stored_detection/stored_people",
          "stored_detection/stored_keys",
          "stored_detection/all_people",
          "stored_detection/visits_on_keys",
          "stored_detection/newest_on_keys",
          "stored_detection/patients",
          "task02_01_inservice_conflict/people");

  private static final List<String> OF_SNOWFLAKE = List.of("task02_00_conflict_update/asked_keys");

  /** In place of a deployment's own, which decide nothing. */
  private static final Map<String, String> NAMES =
      Stream.of(
              "schema",
              "replica_schema",
              "database",
              "warehouse_schema",
              "work_database",
              "work_schema")
          .collect(Collectors.toMap(Function.identity(), Function.identity()));

  /** A replica that takes every macro to be read: no column has its kind's own type. */
  private static final SourceColumns OF_OTHER_TYPES = SourceColumns.ofReplica(Map.of("", ""));

  /** A quoted text or name, a word, or a sign: what is left of a statement without white space. */
  private static final Pattern TOKEN = Pattern.compile("'[^']*'|\"[^\"]*\"|\\w+|\\S");

  private static final int DIGITS = 8;

  private RuleVersion() {}

  /** The version in force; empty where a parameter that decides has a value that is refused. */
  public static Optional<String> of(Configuration configuration) {
    return of(configuration, Optional.empty());
  }

  /** Likewise, where files of a folder stand in the place of those below sql. */
  public static Optional<String> of(Configuration configuration, Optional<Path> folder) {
    return PARAMETERS.stream().anyMatch(configuration::isRefused)
        ? Optional.empty()
        : Optional.of(hash(Stream.concat(rules(folder), values(configuration))));
  }

  /** The version that the task goes by, which is in its result from now on; empty as above. */
  public static Optional<String> noteIn(Run run) {
    if (!run.details().containsKey(NAME)) {
      of(run.configuration(), run.rules()).ifPresent(it -> run.detail(NAME, it));
    }
    return Optional.ofNullable((String) run.details().get(NAME));
  }

  private static Stream<String> values(Configuration configuration) {
    return PARAMETERS.stream().map(it -> it.name() + "=" + configuration.get(it));
  }

  private static Stream<String> rules(Optional<Path> folder) {
    return Stream.of(
            ofPostgres().map(it -> rendered(it, Dialect.POSTGRES, folder)),
            ofSnowflake().map(it -> rendered(it, Dialect.SNOWFLAKE, folder)),
            CsvResource.rows("sql/rules/states.csv").stream().map(List::toString))
        .flatMap(Function.identity());
  }

  private static Stream<String> ofPostgres() {
    return Stream.concat(OF_BOTH.stream(), OF_POSTGRES.stream());
  }

  private static Stream<String> ofSnowflake() {
    return Stream.concat(OF_BOTH.stream(), OF_SNOWFLAKE.stream());
  }

  /** The files below sql by which the warehouse is told the rules. */
  public static Set<String> files() {
    return ofSnowflake()
        .map(it -> statements(it, Dialect.SNOWFLAKE, Optional.empty()).files(name(it)))
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What keeps the rules from being read with the files of a folder in the place of theirs. */
  public static List<String> problems(Path folder) {
    return Stream.concat(
            ofPostgres().flatMap(it -> problem(it, Dialect.POSTGRES, folder).stream()),
            ofSnowflake().flatMap(it -> problem(it, Dialect.SNOWFLAKE, folder).stream()))
        .distinct()
        .toList();
  }

  private static Optional<String> problem(String path, Dialect dialect, Path folder) {
    List<String> own = found(path, dialect, Optional.empty()).parameters();
    try {
      return found(path, dialect, Optional.of(folder)).parameters().stream()
          .filter(it -> !own.contains(it) && !parametersBeside(path, dialect).contains(it))
          .map(it -> "%s: no value for :%s".formatted(path, it))
          .findFirst();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Those of all rules in the folder below sql in which this one lies: they are given together. */
  private static Set<String> parametersBeside(String path, Dialect dialect) {
    String beside = path.substring(0, path.indexOf('/') + 1);
    return (dialect == Dialect.POSTGRES ? ofPostgres() : ofSnowflake())
        .filter(it -> it.startsWith(beside))
        .flatMap(it -> found(it, dialect, Optional.empty()).parameters().stream())
        .collect(Collectors.toSet());
  }

  private static String rendered(String path, Dialect dialect, Optional<Path> folder) {
    SqlText sql = found(path, dialect, folder);
    Stream<String> tokens = TOKEN.matcher(sql.sql()).results().map(MatchResult::group);
    return Stream.concat(tokens, sql.parameters().stream()).collect(Collectors.joining(" "));
  }

  private static SqlText found(String path, Dialect dialect, Optional<Path> folder) {
    return statements(path, dialect, folder).find(name(path));
  }

  private static StepSql statements(String path, Dialect dialect, Optional<Path> folder) {
    StepSql statements =
        StepSql.of(path.substring(0, path.indexOf('/')), dialect, NAMES)
            .reading(dialect == Dialect.POSTGRES ? OF_OTHER_TYPES : SourceColumns.ALL);
    return folder.map(statements::replacedBy).orElse(statements);
  }

  private static String name(String path) {
    return path.substring(path.indexOf('/') + 1);
  }

  private static String hash(Stream<String> lines) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      lines.forEach(it -> digest.update((it + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}

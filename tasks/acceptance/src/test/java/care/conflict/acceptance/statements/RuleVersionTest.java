package care.conflict.acceptance.statements;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.RuleVersion;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameter.Group;
import care.conflict.core.parameters.Parameters;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version of the rules changes with what decides, and with nothing else. */
final class RuleVersionTest {
  private static final Path SQL = Path.of("../../sql");
  private static final Path DOCUMENT = Path.of("../../docs/rules.md");

  /** Where what decides lies, beside what does not. */
  private static final List<String> FOLDERS =
      List.of("rules", "detection", "dialect", "stored_detection", "task02_01_inservice_conflict");

  /** Names, counts, attributes and streams of what was decided; what is cleaned up by it. */
  private static final Set<String> DECIDE_NOTHING =
      Set.of(
          "rules/cases.csv",
          "rules/names.csv",
          "detection/clock",
          "detection/crowd",
          "detection/crowded_key_list",
          "detection/crowded_visit_ids",
          "detection/delta_visit_ids",
          "detection/dimensions_twice",
          "detection/ids_unread",
          "detection/keys",
          "detection/left_out",
          "detection/oldest_visit",
          "detection/pairs",
          "detection/spellings",
          "detection/visit_copies",
          "detection/visits",
          "dialect/history_changes",
          "dialect/history_closes",
          "dialect/history_conflict_changes",
          "dialect/history_opened_at",
          "dialect/history_rule_version",
          "dialect/history_rules",
          "dialect/history_status_change",
          "dialect/id_digits",
          "dialect/minutes_later",
          "dialect/open_status",
          "dialect/rate_per_minute",
          "dialect/read_utc",
          "dialect/real_differs",
          "dialect/shard",
          "dialect/slice",
          "dialect/status_letter",
          "dialect/with_dashes",
          "stored_detection/begin",
          "stored_detection/count_scope",
          "stored_detection/create_stored_rows",
          "stored_detection/days",
          "stored_detection/end",
          "stored_detection/endless_visits",
          "stored_detection/find_lost",
          "stored_detection/forget_people",
          "stored_detection/in_scope",
          "stored_detection/keep_stored",
          "stored_detection/mark",
          "stored_detection/noted_day",
          "stored_detection/stored",
          "stored_detection/zone",
          "task02_01_inservice_conflict/base_visits",
          "task02_01_inservice_conflict/count_scope",
          "task02_01_inservice_conflict/crowd",
          "task02_01_inservice_conflict/crowded_key_list",
          "task02_01_inservice_conflict/crowded_visit_ids",
          "task02_01_inservice_conflict/event_ids_unread",
          "task02_01_inservice_conflict/event_rows",
          "task02_01_inservice_conflict/find_stale",
          "task02_01_inservice_conflict/in_scope",
          "task02_01_inservice_conflict/is_in_window",
          "task02_01_inservice_conflict/is_of_event",
          "task02_01_inservice_conflict/left_out",
          "task02_01_inservice_conflict/patients",
          "task02_01_inservice_conflict/shared_ids");

  /** Where to look, and what to do with what is found: a pair that is judged is judged alike. */
  private static final Set<String> OTHER_PARAMETERS =
      Set.of(
          "lookback_hours",
          "lookback_years",
          "lookforward_days",
          "batch_size",
          "writers",
          "shards",
          "skip_unchanged_records",
          "enable_asymmetric_join",
          "enable_stale_cleanup",
          "enable_insert",
          "enable_inservice",
          "enable_phase_b",
          "enable_groups",
          "enable_money",
          "enable_history",
          "only_steps",
          "refresh_module",
          "max_source_age_hours",
          "source_drop_percent",
          "provider_drop_percent",
          "max_resolve_percent",
          "allow_empty_source");

  @TempDir private Path folder;

  /** The version by default, of the statements that the class loader has; it needs core alone. */
  public static final class ByDefault implements Supplier<String> {
    @Override
    public String get() {
      return version(Map.of());
    }

    static String version(Map<String, String> environment) {
      List<String> problems = new ArrayList<>();
      Configuration configuration =
          Configuration.resolve(Parameters.ALL, Map.of(), environment, Map.of(), problems);
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(problems.toString());
      }
      return RuleVersion.of(configuration).orElseThrow();
    }
  }

  @BeforeEach
  void copyTheStatements() throws IOException {
    for (Path file : files(".")) {
      Path copy = folder.resolve("sql").resolve(SQL.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static List<Path> files(String under) throws IOException {
    try (Stream<Path> all = Files.walk(SQL.resolve(under).normalize())) {
      return all.filter(
              it -> it.toString().matches(".*\\.(sql|csv)") && !it.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }

  /** The version by the statements in the folder. */
  private String version() throws Exception {
    try (URLClassLoader core = core()) {
      return version(core);
    }
  }

  private static String version(ClassLoader core) throws ReflectiveOperationException {
    Class<?> byDefault = core.loadClass(ByDefault.class.getName());
    return (String) ((Supplier<?>) byDefault.getConstructor().newInstance()).get();
  }

  /** Core's classes once more, which find the statements of the folder and no others. */
  private URLClassLoader core() throws IOException {
    URL[] places = {
      folder.toUri().toURL(),
      RuleVersion.class.getProtectionDomain().getCodeSource().getLocation(),
      RuleVersionTest.class.getProtectionDomain().getCodeSource().getLocation()
    };
    return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
  }

  private Path copied(Path file) {
    return folder.resolve("sql").resolve(SQL.relativize(file));
  }

  @Test
  void itStaysWhereCommentsAndWhiteSpaceChange() throws Exception {
    String before = version();
    for (Path file : files(".")) {
      if (file.toString().endsWith(".sql")) {
        Files.writeString(
            copied(file),
            Files.readString(file)
                .lines()
                .map(
                    it ->
                        it.strip().startsWith("--") ? it + " Otherwise said." : "\n \t" + it + " ")
                .collect(Collectors.joining("\n", "-- More.\n", "\n\n")));
      }
    }
    assertThat(version()).isEqualTo(before);
  }

  @Test
  void itChangesWithEachStatementMacroAndTableThatDecidesAndWithNoOther() throws Exception {
    Set<String> decideNothing = new TreeSet<>();
    try (URLClassLoader core = core()) {
      String before = version(core);
      for (String under : FOLDERS) {
        for (Path file : files(under)) {
          String text = Files.readString(file);
          Files.writeString(copied(file), text.stripTrailing() + " more\n");
          if (version(core).equals(before)) {
            decideNothing.add(name(file));
          }
          Files.writeString(copied(file), text);
        }
      }
    }
    assertThat(decideNothing).isEqualTo(DECIDE_NOTHING);
  }

  private static String name(Path file) {
    return SQL.relativize(file)
        .toString()
        .replace('\\', '/')
        .replaceAll("(\\.(postgres|snowflake))?\\.sql$", "");
  }

  @Test
  void itChangesWithTheSmallestChangeOfARule() throws Exception {
    String before = version();
    Path rules = SQL.resolve("rules/conflict_flags.sql");
    Path flags = SQL.resolve("conflict_row/columns.csv");
    Path kinds = SQL.resolve("source/columns.csv");
    Path window = SQL.resolve("detection/in_window.sql");
    assertThat(
            Stream.of(
                before,
                changed(rules, "travel_minutes > gap", "travel_minutes >= gap"),
                changed(rules, "1.609344", "1.609345"),
                changed(rules, "'Y' ELSE 'N'", "'Y' ELSE ' N'"),
                changed(flags, "row pair flag", "row pair"),
                changed(kinds, "Visit Date,day", "Visit Date,wall_clock"),
                changed(window, ":window_to", ":window_from")))
        .doesNotHaveDuplicates();
  }

  private String changed(Path file, String from, String to) throws Exception {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(copied(file), text.replaceFirst(Pattern.quote(from), to));
    String version = version();
    Files.writeString(copied(file), text);
    return version;
  }

  @Test
  void itChangesWithEachParameterThatDecidesAndWithNoOther() {
    Set<String> decide = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (Parameter<?> parameter : Parameters.ALL) {
      if (parameter.group() == Group.DETECTION || parameter.group() == Group.SOURCE) {
        String changed = ByDefault.version(Map.of(parameter.env(), another(parameter)));
        (changed.equals(ByDefault.version(Map.of())) ? others : decide).add(parameter.name());
      }
    }
    assertThat(decide).containsExactly("max_visits_per_key");
    assertThat(others).isEqualTo(OTHER_PARAMETERS);
  }

  private static String another(Parameter<?> parameter) {
    return switch (parameter.schema().get("type").toString()) {
      case "boolean" -> "true".equals(parameter.defaultText()) ? "false" : "true";
      case "integer" -> Integer.toString(Integer.parseInt(parameter.defaultText()) + 1);
      default -> "computed_billed_rate";
    };
  }

  @Test
  void aValueThatIsWrittenOtherwiseIsTheSame() {
    assertThat(ByDefault.version(Map.of("MAX_VISITS_PER_KEY", "0100")))
        .isEqualTo(ByDefault.version(Map.of()));
  }

  @Test
  void theDocumentSaysWhatChangedLast() throws IOException {
    List<String> versions =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.matches("\\| [^|]+ \\| `[0-9a-f]{8}` \\| .+ \\|"))
            .map(line -> line.replaceAll(".*`([0-9a-f]{8})`.*", "$1"))
            .toList();
    assertThat(versions).isNotEmpty().doesNotHaveDuplicates();
    assertThat(versions.get(versions.size() - 1))
        .as("the last line of the table in docs/rules.md: a change of a rule needs a line there")
        .isEqualTo(ByDefault.version(Map.of()));
  }
}

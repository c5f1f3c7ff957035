package care.conflict.acceptance.statements;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.ConflictRow;
import care.conflict.core.statements.CsvResource;
import care.conflict.core.statements.SourceColumns;
import care.conflict.core.statements.StepSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house for the files below sql. */
final class SqlFilesTest {
  private static final Path SQL = Path.of("../../sql");
  private static final Path TASKS = Path.of("..");
  private static final Pattern HEADER = Pattern.compile("-- Writes: .+\\. Parameters: (.+)\\.");
  private static final Pattern INCLUDE = Pattern.compile("\\$\\{include ([a-z0-9_/]+)}");
  private static final Pattern MACRO = Pattern.compile("\\$\\{([a-z0-9_]+)\\(");
  private static final Pattern PARAMETER = Pattern.compile("(?<![:'\\w]):([a-z][a-z0-9_]*)");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9_/]*)\"");

  private static final Pattern MADE =
      Pattern.compile("(?:CREATE TEMPORARY TABLE |\\$\\{create_work\\()([a-z_]+)");
  private static final Pattern ANALYZED = Pattern.compile("\\.analyz(?:e|ing)\\(([^)]*)\\)");
  private static final Pattern QUOTED = Pattern.compile("'([a-z][a-z0-9_]*)'");

  private static final Pattern COLUMN = Pattern.compile("\"(\\w+)\"");
  private static final Pattern ALTERED =
      Pattern.compile("ALTER TABLE \\$\\{schema}\\.(\\w+)([^;]*)");
  private static final Pattern ADDED = Pattern.compile("ADD COLUMN (\\w+)");
  private static final Pattern DEFINED = Pattern.compile("(?m)^ +\"(\\w+)\" ");

  private static List<Path> files(Path root, String ending) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(it -> it.toString().endsWith(ending) && !it.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statements: not macros, and not the migrations, which have Flyway's own form. */
  private static List<Path> statements() {
    return files(SQL, ".sql").stream()
        .filter(
            it ->
                !it.startsWith(SQL.resolve("dialect"))
                    && !it.getFileName().toString().matches("V\\d+__.*"))
        .toList();
  }

  private static String withoutComments(String text) {
    return text.replaceAll("(?m)^\\s*--.*$", "");
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("(\\.(postgres|snowflake))?\\.sql$", "");
  }

  /** The parameters of a file, with those of what it includes. */
  private static Set<String> parameters(Path file) {
    String text = withoutComments(read(file));
    Set<String> found = new TreeSet<>();
    Matcher parameter = PARAMETER.matcher(text.replace("::", "").replaceAll("\"[^\"]*\"", ""));
    while (parameter.find()) {
      found.add(parameter.group(1));
    }
    Matcher include = INCLUDE.matcher(text);
    while (include.find()) {
      included(include.group(1)).forEach(it -> found.addAll(parameters(it)));
    }
    return found;
  }

  private static List<Path> included(String path) {
    List<Path> found =
        Stream.of(".sql", ".postgres.sql", ".snowflake.sql")
            .map(ending -> SQL.resolve(path + ending))
            .filter(Files::exists)
            .toList();
    assertThat(found).as("what ${include %s} names", path).isNotEmpty();
    return found;
  }

  @Test
  void everyStatementSaysWhatItDoesWhatItWritesAndWhichParametersItHas() {
    for (Path file : statements()) {
      String text = read(file);
      assertThat(text).as(file.toString()).startsWith("-- ");
      Matcher header = HEADER.matcher(text);
      assertThat(header.find()).as("%s has a line `-- Writes: …. Parameters: ….`", file).isTrue();
      Set<String> named =
          header.group(1).equals("none")
              ? Set.of()
              : Arrays.stream(header.group(1).split(", "))
                  .collect(Collectors.toCollection(TreeSet::new));
      assertThat(parameters(file)).as("the parameters of %s", file).isEqualTo(named);
    }
  }

  @Test
  void everyStatementIsUsedByAStepOrIncludedByAnother() {
    Set<String> literals = new TreeSet<>();
    for (Path source : files(TASKS, ".java")) {
      if (source.toString().contains("/src/main/")) {
        Matcher literal = LITERAL.matcher(read(source));
        while (literal.find()) {
          literals.add(literal.group(1));
        }
      }
    }
    Set<String> includes = new TreeSet<>();
    for (Path file : files(SQL, ".sql")) {
      Matcher quoted =
          QUOTED.matcher(read(file)); // a statement may name others, in a list of what to do
      while (quoted.find()) {
        literals.add(quoted.group(1));
      }
      Matcher include = INCLUDE.matcher(read(file));
      while (include.find()) {
        includes.add(include.group(1));
      }
    }
    for (Path file : statements()) {
      String name = name(file);
      String path = SQL.relativize(file).getParent().resolve(name).toString().replace('\\', '/');
      boolean found =
          literals.contains(name)
              || literals.stream().anyMatch(it -> it.endsWith("_") && name.startsWith(it))
              || literals.stream().anyMatch(it -> it.contains("/") && path.endsWith("/" + it))
              || includes.contains(path);
      assertThat(found).as("%s is found by a step or included", file).isTrue();
    }
  }

  @Test
  void everyTableThatThePlannerIsToKnowIsMadeByAStatement() throws IOException {
    Set<String> analyzed = new TreeSet<>();
    for (Path source : files(TASKS, ".java")) {
      if (source.toString().contains("/src/main/")) {
        Matcher call = ANALYZED.matcher(read(source));
        while (call.find()) {
          Matcher table = LITERAL.matcher(call.group(1));
          while (table.find()) {
            analyzed.add(table.group(1));
          }
        }
      }
    }
    assertThat(analyzed).hasSizeGreaterThan(20);
    Files.readAllLines(SQL.resolve("store/analyzed.csv")).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .forEach(table -> assertThat(analyzed).as("tables that are analyzed").contains(table));
    Set<String> made = new TreeSet<>();
    for (Path file : statements()) {
      Matcher table = MADE.matcher(read(file));
      while (table.find()) {
        made.add(table.group(1));
      }
    }
    assertThat(made).containsAll(analyzed);
  }

  @Test
  void thePlannerLearnsTheColumnsThatWereMeasuredOrAll() {
    assertThat(StepSql.analyze("stored_rows", "directed", "gps_addresses").sql())
        .isEqualTo(
            "ANALYZE stored_rows, directed (visit_id, con_visit_id), gps_addresses (\"Patient Id\")");
  }

  @Test
  void whichRowsOfTheSourceAreWantedIsAskedBeforeTheirColumnsAreBroughtToForm() {
    String asked =
        StepSql.of(
                "detection",
                StepSql.Dialect.SNOWFLAKE,
                Map.of(
                    "database",
                    "D",
                    "warehouse_schema",
                    "S",
                    "work_database",
                    "W",
                    "work_schema",
                    "S"))
            .find("visit_copies")
            .sql();
    assertThat(asked)
        .contains(
            "FROM D.S.FACTVISITCALLPERFORMANCE_CR WHERE LOWER(REPLACE(CASE WHEN CONTAINS(\"Visit Id\", ' ') THEN TRIM(\"Visit Id\") ELSE \"Visit Id\" END, '-', '')) IN (SELECT visit_id FROM wanted)) v");
  }

  @Test
  void everyMacroIsUsed() {
    Set<String> used = new TreeSet<>();
    for (Path file : files(SQL, ".sql")) {
      Matcher macro = MACRO.matcher(read(file));
      while (macro.find()) {
        used.add(macro.group(1));
      }
    }
    // What reads the source's columns, and stands in for one that a replica lacks: in Java.
    for (SourceColumns.Kind kind : SourceColumns.Kind.values()) {
      used.add("read_" + kind.name().toLowerCase(Locale.ROOT));
    }
    used.addAll(List.of("source_table", "sought_id", "addresses_of_patients"));
    for (Path file : files(SQL.resolve("dialect"), ".sql")) {
      assertThat(used).as(file.toString()).contains(name(file));
    }
  }

  /** What no statement names is not asked of a database; what only looks named is left to an IT. */
  @Test
  void everyColumnOfATableIsNamedByAStatementOrIsOfOthers() {
    Path definitions = SQL.resolve("schema/operational");
    Set<String> named = new TreeSet<>();
    ConflictRow.columns().stream()
        .filter(column -> !column.lists().equals(Set.of("")))
        .forEach(column -> named.add(column.name()));
    statements().stream()
        .filter(file -> !file.startsWith(definitions))
        .forEach(
            file ->
                COLUMN
                    .matcher(withoutComments(read(file)))
                    .results()
                    .forEach(it -> named.add(it.group(1))));
    Set<List<String>> defined = new HashSet<>();
    for (Path file : files(definitions, ".postgres.sql")) {
      DEFINED
          .matcher(read(file))
          .results()
          .forEach(it -> defined.add(List.of(name(file), it.group(1))));
    }
    List<List<String>> ofOthers = CsvResource.rows("sql/schema/operational/of_others.csv");
    assertThat(defined).hasSizeGreaterThan(500).containsAll(ofOthers);
    assertThat(defined.stream().filter(it -> !named.contains(it.get(1))))
        .isNotEmpty()
        .allMatch(ofOthers::contains);
  }

  /** Preflight asks for them: a database of an earlier version lacks some. */
  @Test
  void everyColumnThatAMigrationAddsIsInTheList() {
    List<List<String>> added = new ArrayList<>();
    for (Path file : files(SQL.resolve("schema/owned"), ".sql")) {
      ALTERED
          .matcher(withoutComments(read(file)))
          .results()
          .forEach(
              table ->
                  ADDED
                      .matcher(table.group(2))
                      .results()
                      .forEach(it -> added.add(List.of(table.group(1), it.group(1)))));
    }
    assertThat(CsvResource.rows("sql/schema/owned/added_columns.csv"))
        .hasSizeGreaterThan(5)
        .containsExactlyInAnyOrderElementsOf(added);
  }

  /** PostgreSQL's log has what is bound to DDL as soon as that alone is logged. */
  @Test
  void noTableOfPostgresIsMadeOfSsnsThatAreBound() {
    assertThat(
            files(SQL, ".postgres.sql").stream()
                .filter(file -> MADE.matcher(read(file)).find())
                .filter(
                    file ->
                        PARAMETER
                            .matcher(withoutComments(read(file)))
                            .results()
                            .map(it -> it.group(1))
                            .anyMatch(Set.of("excluded_people", "stored_keys")::contains)))
        .isEmpty();
  }

  @Test
  void theRulesAreWrittenInWhatBothDatabasesReadAlike() {
    String rules = withoutComments(read(SQL.resolve("rules/conflict_flags.sql")));
    assertThat(rules)
        .doesNotContainPattern("(?i)\\b(GREATEST|LEAST|IFF|NVL|DECODE|TRY_\\w+|DATEDIFF)\\b")
        .doesNotContain("::");
  }
}

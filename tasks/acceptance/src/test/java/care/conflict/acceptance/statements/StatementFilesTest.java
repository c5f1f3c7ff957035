package care.conflict.acceptance.statements;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.StepSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every statement as it is sent, in target/statements (make statements), with the names that a
 * deployment has by default; a parameter is a question mark. The wide ones are compared with what
 * they are meant to be: a change of them is a change of that file, too (-Dgolden=write).
 */
final class StatementFilesTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path SQL = ROOT.resolve("sql");
  private static final Path GOLDEN = Path.of("src/test/resources/statements");
  private static final List<String> WIDE =
      List.of("conflict_row/differs", "conflict_row/update", "staging/fill");

  private static final Map<String, String> DEFAULTS =
      Stream.of(
              "table",
              "id",
              "key",
              "work_list",
              "index",
              "role",
              "next",
              "relation",
              "replica_table",
              "column",
              "sequence",
              "sequence_schema",
              "day",
              "analyzed",
              "snapshot",
              "partition",
              "beside",
              "kept",
              "kept_pairs",
              "store_schema")
          .collect(
              Collectors.toMap(Function.identity(), it -> it + "_", (a, b) -> a, TreeMap::new));

  static {
    DEFAULTS.putAll(
        Map.of(
            "schema", "conflict_dev",
            "replica_schema", "analytics_dev",
            "materialized_view", "mv_payer_conflicts_common",
            "database", "ANALYTICS",
            "warehouse_schema", "BI",
            "work_database", "ANALYTICS",
            "work_schema", "BI"));
  }

  @Test
  void everyStatementIsThereToRead() throws IOException {
    Path folder = ROOT.resolve("target/statements");
    Map<String, String> statements = statements();
    assertThat(statements).hasSizeGreaterThan(250);
    for (Map.Entry<String, String> statement : statements.entrySet()) {
      Path file = folder.resolve(statement.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, statement.getValue() + "\n");
    }
  }

  @Test
  void theWideOnesAreWhatTheyAreMeantToBe() throws IOException {
    Map<String, String> statements = statements();
    for (String wide : WIDE) {
      String name = wide + ".postgres.sql";
      Path file = GOLDEN.resolve(name);
      if ("write".equals(System.getProperty("golden"))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, statements.get(name) + "\n");
      }
      assertThat(statements.get(name) + "\n").as(name).isEqualTo(Files.readString(file));
    }
  }

  /** All that are sent, by folder, name and dialect; fragments are among them as they are read. */
  private static Map<String, String> statements() throws IOException {
    Map<String, String> statements = new TreeMap<>();
    try (Stream<Path> all = Files.walk(SQL)) {
      for (Path file : all.filter(StatementFilesTest::isStatement).toList()) {
        String[] name = file.getFileName().toString().split("\\.", -1);
        String folder = SQL.relativize(file.getParent()).toString().replace('\\', '/');
        for (StepSql.Dialect dialect : StepSql.Dialect.values()) {
          String suffix = dialect.name().toLowerCase(Locale.ROOT);
          if (name.length == 2 || name[1].equals(suffix)) {
            String text = StepSql.of(folder, dialect, DEFAULTS).find(name[0]).sql();
            statements.put(folder + "/" + name[0] + "." + suffix + ".sql", text);
          }
        }
      }
    }
    return statements;
  }

  private static boolean isStatement(Path file) {
    return file.toString().endsWith(".sql")
        && !file.startsWith(SQL.resolve("target"))
        && !file.startsWith(SQL.resolve("dialect"))
        && !file.startsWith(SQL.resolve("schema/owned"));
  }
}

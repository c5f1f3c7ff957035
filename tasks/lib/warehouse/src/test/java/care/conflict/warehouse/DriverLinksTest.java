package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The driver is used without the clouds' SDKs. Whatever of it and of its libraries refers to a
 * class that is not there is listed in missing-classes.csv, each with the reason why it is never
 * reached.
 */
final class DriverLinksTest {
  /** A class whose name begins with {@code from} may want one that begins with {@code to}. */
  private record Allowed(String from, String to, String why) {
    boolean covers(String source, String target) {
      return source.startsWith(from) && target.startsWith(to);
    }
  }

  private static final Pattern TEST_LIBRARY =
      Pattern.compile("test-classes|junit|assertj|byte-buddy|opentest4j|apiguardian|surefire");
  private static final Pattern MISSING = Pattern.compile("^ +(\\S+) +-> (\\S+) +not found");

  private static List<Allowed> allowed;

  @BeforeAll
  static void readTheList() throws IOException {
    try (InputStream in = DriverLinksTest.class.getResourceAsStream("/missing-classes.csv")) {
      allowed =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split(",", 3))
              .map(cells -> new Allowed(cells[0], cells[1], cells[2]))
              .toList();
    }
  }

  private static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(":")).stream()
        .filter(entry -> entry.endsWith(".jar") && !TEST_LIBRARY.matcher(entry).find())
        .toList();
  }

  @Test
  void everyMissingClassIsListedWithTheReasonWhyItIsNeverReached() {
    StringWriter output = new StringWriter();
    List<String> line = new ArrayList<>(List.of("--missing-deps", "--multi-release", "17"));
    line.addAll(List.of("-cp", String.join(":", classPath())));
    line.addAll(classPath());
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    jdeps.run(new PrintWriter(output), new PrintWriter(output), line.toArray(String[]::new));
    Set<String> unexpected = new TreeSet<>();
    Set<Allowed> used = new java.util.HashSet<>();
    for (String text : output.toString().lines().toList()) {
      Matcher missing = MISSING.matcher(text);
      if (!missing.find()) {
        continue;
      }
      String source = missing.group(1).replaceFirst("^[0-9]+/", "");
      List<Allowed> rules =
          allowed.stream().filter(it -> it.covers(source, missing.group(2))).toList();
      used.addAll(rules);
      if (rules.isEmpty()) {
        unexpected.add(source + " -> " + missing.group(2));
      }
    }
    assertThat(unexpected).isEmpty();
    assertThat(allowed).as("nothing is listed that is not missing").allMatch(used::contains);
  }

  @Test
  void everyOtherClassOfTheDriverLinks() throws Exception {
    String driver =
        classPath().stream().filter(it -> it.contains("snowflake-jdbc")).findFirst().orElseThrow();
    Set<String> broken = new TreeSet<>();
    int methods = 0;
    for (String name : classesIn(driver)) {
      try {
        Class<?> type = Class.forName(name, false, getClass().getClassLoader());
        methods += type.getDeclaredMethods().length; // verifies it, resolves signatures
      } catch (LinkageError e) {
        broken.add(name + ": " + e.getMessage());
      }
    }
    Set<String> unexpected =
        broken.stream()
            .filter(it -> allowed.stream().noneMatch(rule -> it.startsWith(rule.from())))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unexpected).isEmpty();
    assertThat(methods).isGreaterThan(5000);
  }

  private static List<String> classesIn(String jar) throws IOException {
    try (JarFile file = new JarFile(Path.of(jar).toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(it -> it.startsWith("net/snowflake/client/") && it.endsWith(".class"))
          .map(it -> it.substring(0, it.length() - ".class".length()).replace('/', '.'))
          .toList();
    }
  }
}

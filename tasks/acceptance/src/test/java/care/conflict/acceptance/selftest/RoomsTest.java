package care.conflict.acceptance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the acceptance tests know each other in one direction: what tests are made of does
 * not know the tests, those who judge know no process and no server, and the tests of one subject
 * do not use those of another.
 */
final class RoomsTest {
  private static final Path TOP =
      Checkout.root().resolve("tasks/acceptance/src/test/java/care/conflict/acceptance");
  private static final String PACKAGE = "care.conflict.acceptance.";
  private static final Pattern NAMED =
      Pattern.compile("\\b" + Pattern.quote(PACKAGE) + "([a-z]\\w*)[.;]");

  /** A folder shows itself at one glance. */
  private static final int MOST_FILES = 18;

  /** What tests are made of, each with what it knows; the tests' own rooms know all of these. */
  private static final Map<String, Set<String>> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("data", Set.of());
    KNOWN.put("visits", Set.of("data"));
    KNOWN.put("oracle", Set.of("data", "visits"));
    KNOWN.put("worlds", Set.of("data", "visits", "oracle"));
    KNOWN.put("cases", Set.of("data"));
    KNOWN.put("warm", Set.of());
    KNOWN.put("stage", Set.of("data", "visits", "warm"));
    KNOWN.put("proxies", Set.of("stage"));
    KNOWN.put("scenes", Set.of("data", "worlds", "cases", "stage", "proxies"));
  }

  /** What is wrong with a file, one text for each import or name that it must not have. */
  private static List<String> problems(String room, String file, String text) {
    Set<String> allowed = KNOWN.getOrDefault(room, KNOWN.keySet());
    List<String> problems = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.equals("package " + PACKAGE + room + ";")) {
        NAMED
            .matcher(line)
            .results()
            .map(found -> found.group(1))
            .filter(other -> !other.equals(room) && !allowed.contains(other))
            .forEach(other -> problems.add(room + "/" + file + ": " + line.strip()));
      }
    }
    return problems;
  }

  /** The sources by their rooms. */
  private static Map<String, List<Path>> rooms() throws IOException {
    Map<String, List<Path>> rooms = new TreeMap<>();
    try (Stream<Path> all = Files.walk(TOP)) {
      for (Path file : all.filter(it -> it.toString().endsWith(".java")).sorted().toList()) {
        String room = TOP.relativize(file.getParent()).toString();
        rooms.computeIfAbsent(room, it -> new ArrayList<>()).add(file);
      }
    }
    return rooms;
  }

  @Test
  void noRoomKnowsOneThatItMustNotKnow() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, List<Path>> room : rooms().entrySet()) {
      for (Path file : room.getValue()) {
        String name = file.getFileName().toString();
        problems.addAll(problems(room.getKey(), name, Files.readString(file)));
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void whatARoomKnowsStandsBeforeItSoThatThereIsNoCircle() {
    Set<String> before = new TreeSet<>();
    KNOWN.forEach(
        (room, known) -> {
          assertThat(before).as(room).containsAll(known);
          before.add(room);
        });
  }

  @Test
  void everyClassIsInARoomThatIsNotTooFull() throws IOException {
    Map<String, List<Path>> rooms = rooms();
    assertThat(rooms.keySet()).containsAll(KNOWN.keySet()).allMatch(it -> it.matches("[a-z]+"));
    rooms.forEach((room, files) -> assertThat(files).as(room).hasSizeLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void theFileAndTheImportAreTold() {
    String imported = "import " + PACKAGE;
    String both = imported + "data.World;\n" + imported + "stage.Command;\n";
    assertThat(problems("oracle", "A.java", both))
        .containsExactly("oracle/A.java: " + imported + "stage.Command;");
    assertThat(problems("stage", "B.java", imported + "runs.LockIT;")).hasSize(1);
    assertThat(problems("detection", "C.java", "  " + PACKAGE + "chunks.D d;")).hasSize(1);
    assertThat(problems("runs", "E.java", "import static " + PACKAGE + "people.F.g;")).hasSize(1);
    assertThat(problems("runs", "H.java", imported + "scenes.Scene;")).isEmpty();
  }
}

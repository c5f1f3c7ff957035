package care.conflict.acceptance.stage;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.World;
import care.conflict.acceptance.visits.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for people and secrets in what a command has shown. */
public final class Leaks {

  private static final Pattern SSN =
      Pattern.compile("(?<![0-9a-fA-F])(\\d{9}|\\d{3}-\\d{2}-\\d{4})(?![0-9a-fA-F])");
  private static final Set<String> SSNS = ConcurrentHashMap.newKeySet();

  private Leaks() {}

  /** From now on no SSN of this world may be shown. */
  public static void watch(World world) {
    world.warehouse().values().forEach(Leaks::watch);
    world.store().values().forEach(Leaks::watch);
  }

  private static void watch(List<Map<String, String>> rows) {
    for (Map<String, String> row : rows) {
      row.forEach(
          (column, value) -> {
            if (column.contains("SSN")
                && value != null
                && !Person.isPlaceholder(Person.of(value))) {
              SSNS.add(digits(value));
            }
          });
    }
  }

  /** Fails where a command has shown somebody of this world, or of one watched before. */
  public static void check(World world, Command.Finished finished) {
    watch(world);
    check(finished);
  }

  /** Fails where a command has shown what it must not. */
  public static void check(Command.Finished finished) {
    check(finished.everything());
  }

  /** Fails where an SSN, a name of a world or a password is in a text. */
  public static void check(String text) {
    assertThat(text).as("a name or a secret in the output").doesNotContain(World.CANARY);
    Matcher matcher = SSN.matcher(text);
    while (matcher.find()) {
      assertThat(SSNS).as("an SSN in the output").doesNotContain(digits(matcher.group(1)));
    }
  }

  private static String digits(String text) {
    return text.replaceAll("[^0-9]", "");
  }
}

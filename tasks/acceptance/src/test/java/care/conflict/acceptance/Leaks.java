package care.conflict.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for people and secrets in what a command has shown. */
final class Leaks {

  private static final Pattern SSN =
      Pattern.compile("(?<![0-9a-fA-F])(\\d{9}|\\d{3}-\\d{2}-\\d{4})(?![0-9a-fA-F])");

  private Leaks() {}

  /** Fails where an SSN, a name of the world or a password is in output or result document. */
  static void check(World world, Command.Finished finished) {
    String text = finished.everything();
    assertThat(text).as("a name or a secret in the output").doesNotContain(Chance.CANARY);
    Set<String> ssns = new HashSet<>();
    for (Map<String, String> caregiver : world.warehouseRows("DIMCAREGIVER")) {
      ssns.add(caregiver.getOrDefault("SSN", "").strip());
    }
    Matcher matcher = SSN.matcher(text);
    while (matcher.find()) {
      assertThat(ssns).as("an SSN in the output").doesNotContain(matcher.group(1));
    }
  }
}

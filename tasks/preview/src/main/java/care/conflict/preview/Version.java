package care.conflict.preview;

import care.conflict.core.RuleVersion;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * By what a run would go.
 *
 * @param rules a folder of files that stand in the place of those below sql
 */
record Version(Configuration configuration, Optional<Path> rules) {
  /** The same at this "now", unless it has one of its own. */
  Version at(Instant now) {
    return configuration.find(Parameters.NOW).isPresent()
        ? this
        : new Version(
            configuration.with(Parameters.NOW, now.toString(), "first version", new ArrayList<>()),
            rules);
  }

  /** Of its rules, as runs note it. */
  String ofRules() {
    return RuleVersion.of(configuration, rules).orElseThrow();
  }
}

package care.conflict.preview;

import care.conflict.core.RuleVersion;
import care.conflict.core.parameters.Configuration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * By what a run would go.
 *
 * @param rules a folder of files that stand in the place of those below sql
 */
record Version(Configuration configuration, Optional<Path> rules) {
  /** Of its rules, as runs note it. */
  String ofRules() {
    return RuleVersion.of(configuration, rules).orElseThrow();
  }
}

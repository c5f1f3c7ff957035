package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Spec;

/**
 * What the rules say about two visits: a letter of each (rule 1 first), what lies between them, and
 * whether the cross-state filter drops the pair.
 */
public record Verdict(
    String flags, Double miles, Double milesPerHour, Double minutes, Long gap, boolean dropped) {

  boolean isConflict() {
    return flags.contains("Y") && !dropped;
  }

  boolean flag(String rule) {
    return flags.charAt(Spec.RULES.indexOf(rule)) == 'Y';
  }
}

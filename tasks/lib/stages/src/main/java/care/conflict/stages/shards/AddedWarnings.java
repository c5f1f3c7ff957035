package care.conflict.stages.shards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warnings of several workers as one would have them: those that differ only in how many of
 * something there are become one of all.
 */
final class AddedWarnings {
  /** How many; a digit within a name is none. */
  private static final Pattern NUMBER = Pattern.compile("(?<=^|\\s)\\d[\\d,]*(?=\\s)");

  /** What stands before and behind the number, if there is one. */
  private record Text(String before, String behind) {}

  private AddedWarnings() {}

  static List<String> of(List<String> warnings) {
    Map<Text, Long> sums = new LinkedHashMap<>();
    for (String warning : warnings) {
      Matcher number = NUMBER.matcher(warning);
      if (number.find()) {
        Text text = new Text(warning.substring(0, number.start()), warning.substring(number.end()));
        sums.merge(text, Long.parseLong(number.group().replace(",", "")), Long::sum);
      } else {
        sums.putIfAbsent(new Text(warning, ""), -1L);
      }
    }
    List<String> added = new ArrayList<>();
    sums.forEach(
        (text, sum) ->
            added.add(text.before + (sum < 0 ? "" : "%,d".formatted(sum)) + text.behind));
    return added;
  }
}

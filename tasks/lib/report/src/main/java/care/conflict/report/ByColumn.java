package care.conflict.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Warnings that say the same of several columns, told as one that names each with its number. */
final class ByColumn {
  /** Maybe behind the chunks that say so. */
  private static final Pattern OF_A_COLUMN = Pattern.compile("(.*: )?([\\w.]+): ([\\d,]+) (\\S.*)");

  private ByColumn() {}

  /** The others stay as they are; what is one now stands where the first of them stood. */
  static List<String> together(List<String> warnings) {
    Map<String, List<String>> bySentence = new LinkedHashMap<>();
    for (String warning : warnings) {
      Matcher column = OF_A_COLUMN.matcher(warning);
      String sentence =
          column.matches()
              ? Objects.requireNonNullElse(column.group(1), "") + column.group(4)
              : warning;
      bySentence.computeIfAbsent(sentence, it -> new ArrayList<>()).add(warning);
    }
    List<String> told = new ArrayList<>();
    bySentence.forEach(
        (sentence, same) ->
            told.add(
                same.size() == 1
                    ? same.get(0)
                    : sentence
                        + ": "
                        + String.join(", ", same.stream().map(ByColumn::number).toList())));
    return told;
  }

  private static String number(String warning) {
    return OF_A_COLUMN.matcher(warning).replaceFirst("$2 $3");
  }
}

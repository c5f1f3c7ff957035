package care.conflict.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of one table by status, and their bar. */
record FlagTable(String table, long rows, List<Part> parts) {

  /** The rows of one status. */
  record Part(String flag, String words, String colour, long rows, String percent, Share share) {}

  static List<FlagTable> of(Map<String, Map<String, Long>> statusFlags) {
    return statusFlags.entrySet().stream()
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static FlagTable of(String table, Map<String, Long> flags) {
    Map<String, Long> ordered = new LinkedHashMap<>();
    for (StatusFlag flag : StatusFlag.values()) {
      ordered.put(flag.name(), flags.getOrDefault(flag.name(), 0L));
    }
    flags.forEach((flag, rows) -> ordered.put(flag == null ? "" : flag, rows));
    long whole = ordered.values().stream().mapToLong(Long::longValue).sum();
    List<Part> parts = new ArrayList<>();
    long before = 0;
    for (Map.Entry<String, Long> entry : ordered.entrySet()) {
      String flag = entry.getKey();
      long rows = entry.getValue();
      parts.add(
          new Part(
              flag,
              StatusFlag.words(flag),
              StatusFlag.colour(flag),
              rows,
              Words.percent(rows, whole),
              Share.of(before, rows, whole)));
      before += rows;
    }
    return new FlagTable(table, whole, parts);
  }

  /** The bar in words, for those who do not see it. */
  String inWords() {
    return parts.stream()
        .filter(part -> part.rows() > 0)
        .map(part -> part.words() + " " + part.percent())
        .reduce((all, part) -> all + ", " + part)
        .orElse("no rows");
  }
}

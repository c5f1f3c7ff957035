package care.conflict.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns that the specification's CSV files list, as "name,type". */
final class Specification {
  private Specification() {}

  /** Each of the application's tables with its columns, in order. */
  static Map<String, List<String>> tables() throws IOException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (String[] row : rows("/spec/other-tables.csv")) {
      tables.computeIfAbsent(row[0], table -> new ArrayList<>()).add(row[1] + "," + row[2]);
    }
    List<String> pairs = new ArrayList<>();
    List<String> staging = new ArrayList<>();
    for (String[] row : rows("/spec/conflictvisitmaps.csv")) {
      String column = row[0] + "," + row[1];
      pairs.add(column);
      if (row[row.length - 1].equals("yes")) {
        staging.add(column);
      }
    }
    // The status and review of the pair itself; the columns of these names hold the conflict's.
    staging.add("ConStatusFlag,varchar(5)");
    staging.add("ConFlagForReview,varchar(5)");
    staging.add("ConFlagForReviewDate,timestamp");
    tables.put("conflictvisitmaps", pairs);
    tables.put("conflictlog_staging", staging);
    return tables;
  }

  /** No value in these files has a comma in it. */
  private static List<String[]> rows(String resource) throws IOException {
    try (InputStream in = Specification.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    }
  }
}

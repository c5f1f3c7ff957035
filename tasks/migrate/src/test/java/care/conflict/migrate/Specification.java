package care.conflict.migrate;

import care.conflict.testing.Csv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns that the specification's CSV files list, as "name,type". */
final class Specification {
  private Specification() {}

  /** Each of the application's tables with its columns, in order. */
  static Map<String, List<String>> tables() {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.resource("/spec/other-tables.csv")) {
      tables.computeIfAbsent(row.get("table"), table -> new ArrayList<>()).add(column(row));
    }
    List<String> pairs = new ArrayList<>();
    List<String> staging = new ArrayList<>();
    for (Map<String, String> row : Csv.resource("/spec/conflictvisitmaps.csv")) {
      pairs.add(column(row));
      if (row.get("in_staging").equals("yes")) {
        staging.add(column(row));
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

  private static String column(Map<String, String> row) {
    return row.get("column") + "," + row.get("postgres_type");
  }
}

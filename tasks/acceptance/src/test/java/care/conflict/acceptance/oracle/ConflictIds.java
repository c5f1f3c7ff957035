package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Contents;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Which CONFLICTID a row of a visit is given, and when that conflict began. */
final class ConflictIds {

  private final Map<String, Long> lowest = new HashMap<>();
  private final Map<String, String> created = new HashMap<>();

  ConflictIds(Contents contents) {
    for (Map<String, String> row : contents.maps().values()) {
      String id = row.get("CONFLICTID");
      if (id != null && !Contents.isNew(id)) {
        String visit = row.get("VisitID");
        lowest.merge(visit, Long.valueOf(id), Math::min);
        note(visit + "/" + id, row.get("CreatedDate"));
        note(visit + "/" + id, contents.conflicts().getOrDefault(id, Map.of()).get("CreatedDate"));
      }
    }
  }

  private void note(String conflict, String date) {
    if (date != null) {
      created.merge(conflict, date, (a, b) -> Stream.of(a, b).sorted().findFirst().orElseThrow());
    }
  }

  /** The lowest id that rows of the visit have, else a new one. */
  String of(String visitId) {
    Long id = lowest.get(visitId);
    return id == null ? Contents.newConflict(visitId) : id.toString();
  }

  String createdDate(String conflict, String visitId) {
    return created.getOrDefault(visitId + "/" + conflict, Contents.NOW);
  }
}

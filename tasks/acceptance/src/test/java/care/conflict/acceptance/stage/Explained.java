package care.conflict.acceptance.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A plan as EXPLAIN (ANALYZE, FORMAT JSON) tells it. */
public final class Explained {

  private Explained() {}

  /** The most rows that one node of a plan reads, all its loops together. */
  public static long mostRows(JsonNode node) {
    double rows = 0;
    for (String name :
        List.of("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")) {
      rows += node.path(name).asDouble();
    }
    long most = Math.round(rows * node.path("Actual Loops").asDouble());
    for (JsonNode below : node.path("Plans")) {
      most = Math.max(most, mostRows(below));
    }
    return most;
  }
}

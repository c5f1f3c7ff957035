package care.conflict.acceptance.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

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

  /**
   * A table that is read from its beginning again and again, more than one page each time. Rows
   * that the statement itself has written are none that it sees, but it reads them.
   *
   * @param node of a plan that tells buffers, too
   * @param most how often is seldom
   */
  public static Optional<String> scannedMoreOften(JsonNode node, long most) {
    long loops = node.path("Actual Loops").asLong();
    long pages = 0;
    for (String name :
        List.of(
            "Shared Hit Blocks", "Shared Read Blocks", "Local Hit Blocks", "Local Read Blocks")) {
      pages += node.path(name).asLong();
    }
    if (node.path("Node Type").asText().equals("Seq Scan") && loops > most && pages > 2 * loops) {
      return Optional.of(
          "%s read %,d times, %,d pages"
              .formatted(node.path("Relation Name").asText(), loops, pages));
    }
    for (JsonNode below : node.path("Plans")) {
      Optional<String> found = scannedMoreOften(below, most);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}

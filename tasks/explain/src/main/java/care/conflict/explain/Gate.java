package care.conflict.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pair has to pass to be a conflict, or to be written as one.
 *
 * @param of which visit, a or b, event or visit; pair where both
 * @param passed null where it is not known, or where it stops nobody
 * @param value what the data say
 * @param limit what it takes; empty where it takes nothing
 * @param from where the value is from
 */
record Gate(
    String name, String of, @Nullable Boolean passed, String value, String limit, String from) {

  boolean stops() {
    return Boolean.FALSE.equals(passed);
  }

  /** Whether what stops here is a conflict all the same, of which this run writes nothing. */
  boolean isOfWriting() {
    return name.equals("delta") || name.equals("missed");
  }

  /** Whether it is what a change of times can turn. */
  boolean isOfTimes() {
    return name.equals("rules") || name.equals("meet");
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("gate", name);
    json.put("of", of);
    json.put("passed", passed);
    json.put("value", value);
    json.put("limit", limit);
    json.put("from", from);
    return json;
  }

  /** In words: "provider_active of visit a: Is Active is false". */
  String told() {
    return "%s of %s %s: %s".formatted(name, of.length() == 1 ? "visit" : "the", of, value);
  }
}

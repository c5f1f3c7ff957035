package care.conflict.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON file of parameters: one object, names to texts, numbers, booleans or lists. */
final class ConfigurationFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** What stands behind the object, or again in it, would be left out in silence. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigurationFile() {}

  /** Name to text; everything that is wrong is added to the problems. */
  static Map<String, String> read(
      String file, Map<String, String> environment, List<String> problems) {
    Map<String, String> values = new LinkedHashMap<>();
    JsonNode root;
    try {
      String text = Files.readString(Path.of(file));
      root = JSON.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (MismatchedInputException e) {
      problems.add(
          "--config: %s must hold one JSON object and nothing behind it, each name once (line %d, column %d)"
              .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
      return values;
    } catch (JsonProcessingException e) {
      problems.add(
          "--config: %s is not JSON (line %d, column %d)"
              .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
      return values;
    } catch (IOException e) {
      problems.add("--config: the file %s cannot be read".formatted(file));
      return values;
    }
    if (!root.isObject()) {
      problems.add("--config: %s must hold one JSON object of names and values".formatted(file));
      return values;
    }
    root.properties()
        .forEach(
            entry ->
                value(entry.getKey(), entry.getValue(), problems)
                    .ifPresent(
                        text ->
                            values.put(
                                entry.getKey(),
                                filled(entry.getKey(), text, environment, problems))));
    return values;
  }

  private static java.util.Optional<String> value(
      String name, JsonNode node, List<String> problems) {
    if (node.isNull()) {
      return java.util.Optional.empty();
    }
    if (node.isValueNode()) {
      return java.util.Optional.of(node.asText());
    }
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(item.asText()));
      return java.util.Optional.of(String.join(",", items));
    }
    problems.add(name + " (configuration file): an object is not a value");
    return java.util.Optional.empty();
  }

  private static String filled(
      String name, String text, Map<String, String> environment, List<String> problems) {
    Matcher variable = VARIABLE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (variable.find()) {
      String value = environment.get(variable.group(1));
      if (value == null) {
        problems.add(
            "%s (configuration file): the environment has no %s"
                .formatted(name, variable.group(1)));
        value = "";
      }
      variable.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(filled).toString();
  }
}

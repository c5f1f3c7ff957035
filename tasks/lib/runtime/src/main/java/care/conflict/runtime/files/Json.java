package care.conflict.runtime.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Maps, lists, texts and numbers as JSON, for commands that programs ask. */
public final class Json {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** The text, with a line break at its end. */
  public static String of(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text as maps, lists, texts and numbers. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(String text) throws IOException {
    return JSON.readValue(text, Map.class);
  }
}

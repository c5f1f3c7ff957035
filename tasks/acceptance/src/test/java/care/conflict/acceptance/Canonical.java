package care.conflict.acceptance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One text per value, as the PostgreSQL column stores it, so that equal values are equal texts. */
final class Canonical {

  private static final Pattern LENGTH = Pattern.compile("varchar\\((\\d+)\\)");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Canonical() {}

  static String of(String columnType, String value) {
    if (value == null) {
      return null;
    }
    String type = columnType.split(" ", 2)[0];
    return switch (type) {
      case "int2", "int4", "int8" -> new BigDecimal(value).toBigIntegerExact().toString();
      case "real" -> Float.toString(Float.parseFloat(value) + 0.0f);
      case "timestamp" -> time(value).toString();
      case "date" -> LocalDate.parse(value.substring(0, 10)).toString();
      case "uuid" -> value.toLowerCase(Locale.ROOT);
      case "bool" -> value.startsWith("t") ? "true" : "false";
      default -> cut(value, length(type));
    };
  }

  /** Whether the column can take the value at all: ids that are no ids cannot be stored. */
  static boolean fits(String type, String value) {
    if (value == null) {
      return true;
    }
    if (type.equals("uuid")) {
      return UUID_TEXT.matcher(value).matches();
    }
    return !type.startsWith("int8") || new BigInteger(value).bitLength() < Long.SIZE;
  }

  /** A time of either form, "2026-03-10 10:00:00.5" or with "+00" behind, as wall clock. */
  static LocalDateTime time(String value) {
    if (value == null) {
      return null;
    }
    String wallClock = value.endsWith("+00") ? value.substring(0, value.length() - 3) : value;
    return wallClock.length() == 10
        ? LocalDate.parse(wallClock).atStartOfDay()
        : LocalDateTime.parse(wallClock.replace(' ', 'T'));
  }

  static boolean isCut(String type, String value) {
    return value != null && type.startsWith("varchar") && !cut(value, length(type)).equals(value);
  }

  private static int length(String type) {
    Matcher matcher = LENGTH.matcher(type);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no such type: " + type);
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static String cut(String value, int length) {
    return value.codePointCount(0, value.length()) <= length
        ? value
        : value.substring(0, value.offsetByCodePoints(0, length));
  }
}

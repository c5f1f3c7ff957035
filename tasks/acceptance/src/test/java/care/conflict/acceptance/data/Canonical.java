package care.conflict.acceptance.data;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One text per value, as the PostgreSQL column stores it, so that equal values are equal texts. */
public final class Canonical {

  private static final Pattern LENGTH = Pattern.compile("varchar\\((\\d+)\\)");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern OFFSET = Pattern.compile("(.+:.+)([+-]\\d\\d)");
  private static final int DATE_LENGTH = 10;

  /** Worlds have few ids, which are asked for often. */
  private static final Map<String, Optional<String>> UUIDS = new ConcurrentHashMap<>();

  private static final Map<String, Integer> LENGTHS = new ConcurrentHashMap<>();

  private Canonical() {}

  /** What the column holds; null where the value is none for it. */
  public static String of(String columnType, String value) {
    if (value == null) {
      return null;
    }
    String type = columnType.split(" ", 2)[0];
    return switch (type) {
      case "int2", "int4", "int8" -> whole(value);
      case "real" -> Float.toString(Float.parseFloat(value) + 0.0f);
      case "timestamp" -> time(value).toString();
      case "date" -> day(value).toString();
      case "uuid" -> uuid(value);
      case "bool" -> value.startsWith("t") ? "true" : "false";
      default -> cut(value, length(type));
    };
  }

  /** Whether the value is there, but no id or number that the column can hold. */
  public static boolean isOdd(String type, String value) {
    boolean ofIds = type.equals("uuid") || type.startsWith("int8");
    return value != null && ofIds && of(type, value) == null;
  }

  /** The UUID of a text, case and dashes aside; null where it is none. */
  public static String uuid(String text) {
    return text == null
        ? null
        : UUIDS.computeIfAbsent(text, t -> Optional.ofNullable(readUuid(t))).orElse(null);
  }

  private static String readUuid(String text) {
    String hex = text.replace("-", "").toLowerCase(Locale.ROOT);
    return HEX.matcher(hex).matches()
        ? hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
        : null;
  }

  /** The whole number of a text; null where it is none, or one that fits no int8. */
  public static String whole(String text) {
    if (text == null || !WHOLE.matcher(text).matches()) {
      return null;
    }
    BigInteger number = new BigInteger(text);
    return number.bitLength() < Long.SIZE ? number.toString() : null;
  }

  /** A time, "2026-03-10 10:00:00.5" or with "+00" or "-05" behind, as sessions in UTC show it. */
  public static LocalDateTime time(String value) {
    if (value == null) {
      return null;
    }
    Matcher zoned = OFFSET.matcher(value.replace(' ', 'T'));
    if (zoned.matches()) {
      return OffsetDateTime.parse(zoned.group(1) + zoned.group(2) + ":00")
          .withOffsetSameInstant(ZoneOffset.UTC)
          .toLocalDateTime();
    }
    return value.length() == DATE_LENGTH
        ? LocalDate.parse(value).atStartOfDay()
        : LocalDateTime.parse(value.replace(' ', 'T'));
  }

  /** The day that a text of the source says, whatever its form. */
  public static LocalDate day(String value) {
    LocalDateTime time = time(value);
    return time == null ? null : time.toLocalDate();
  }

  /** Whether a column of this type cuts the value. */
  public static boolean isCut(String type, String value) {
    return value != null && type.startsWith("varchar") && !cut(value, length(type)).equals(value);
  }

  private static int length(String type) {
    return LENGTHS.computeIfAbsent(type, Canonical::readLength);
  }

  private static int readLength(String type) {
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

package care.conflict.core.statements;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A row of a small result: its values by the names of their columns. */
public final class Row {
  private final String file;
  private final Map<String, ?> values;

  /**
   * A row as a driver gives it.
   *
   * @param file the statement's, for error messages
   * @param values by column, in the order of the result; NULL is null
   */
  public Row(String file, Map<String, ?> values) {
    this.file = file;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public boolean isNull(String column) {
    return value(column) == null;
  }

  /** As text, of whatever type it is; null where it is NULL. */
  public String text(String column) {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  /** A whole number; 0 where it is NULL. */
  public long number(String column) {
    Number number = value(column, Number.class);
    return number == null ? 0 : number.longValue();
  }

  /** A number with a fraction; 0 where it is NULL. */
  public double decimal(String column) {
    Number number = value(column, Number.class);
    return number == null ? 0 : number.doubleValue();
  }

  /** Whether it says yes; NULL does not. */
  public boolean flag(String column) {
    return Boolean.TRUE.equals(value(column, Boolean.class));
  }

  /** Whether it says no; NULL does not. */
  public boolean denies(String column) {
    return Boolean.FALSE.equals(value(column, Boolean.class));
  }

  /** A point in time; null where it is NULL. */
  public Instant instant(String column) {
    Timestamp time = value(column, Timestamp.class);
    return time == null ? null : time.toInstant();
  }

  /** A day; null where it is NULL. */
  public LocalDate day(String column) {
    Date day = value(column, Date.class);
    return day == null ? null : day.toLocalDate();
  }

  /** An id; null where it is NULL. */
  public UUID uuid(String column) {
    return value(column, UUID.class);
  }

  /** Every column as a whole number, in the order of the result; NULL counts as 0. */
  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    values.keySet().forEach(column -> numbers.put(column, number(column)));
    return numbers;
  }

  /** Every column as text, in the order of the result; NULL is null. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.keySet().forEach(column -> texts.put(column, text(column)));
    return texts;
  }

  private <T> T value(String column, Class<T> type) {
    Object value = value(column);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(
          "%s: column %s is no %s but a %s"
              .formatted(file, column, type.getSimpleName(), value.getClass().getSimpleName()));
    }
    return type.cast(value);
  }

  private Object value(String column) {
    if (!values.containsKey(column)) {
      throw new IllegalArgumentException(file + ": no column " + column);
    }
    return values.get(column);
  }
}

package care.conflict.store.copy;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** How the values of one column type are written in binary COPY: length, then bytes. */
interface BinaryField {
  /** The value cannot be stored in a column of this type. */
  final class DoesNotFit extends Exception {
    private static final long serialVersionUID = 1L;

    DoesNotFit() {
      super("does not fit", null, false, false);
    }
  }

  long MICROS_2000 = 946_684_800_000_000L;
  long DAYS_2000 = 10_957;

  LocalDateTime YEAR_2000 = LocalDateTime.of(2000, 1, 1, 0, 0);

  /** Before this java.sql's classes count by the Julian calendar: 1582-10-15, in milliseconds. */
  long GREGORIAN = -12_219_292_800_000L;

  void write(Object value, CopyBuffer buffer) throws DoesNotFit;

  static BinaryField of(String type) {
    return switch (type) {
      case "uuid" -> BinaryField::uuid;
      case "int8" -> BinaryField::int8;
      case "int4" -> BinaryField::int4;
      case "float4" -> BinaryField::float4;
      case "float8" -> BinaryField::float8;
      case "bool" -> BinaryField::bool;
      case "date" -> BinaryField::date;
      case "timestamp" -> BinaryField::timestamp;
      case "text", "varchar" -> (value, buffer) -> buffer.writeText(value.toString());
      default -> throw new IllegalArgumentException("no binary form for " + type);
    };
  }

  private static void uuid(Object value, CopyBuffer buffer) throws DoesNotFit {
    String text = value.toString().strip();
    long high = 0;
    long low = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit >= 0) {
        if (digits < 16) {
          high = high << 4 | digit;
        } else {
          low = low << 4 | digit;
        }
        digits++;
      } else if (c != '-') {
        throw new DoesNotFit();
      }
    }
    if (digits != 32) {
      throw new DoesNotFit();
    }
    buffer.writeInt32(16);
    buffer.writeInt64(high);
    buffer.writeInt64(low);
  }

  private static void int8(Object value, CopyBuffer buffer) throws DoesNotFit {
    buffer.writeInt32(8);
    buffer.writeInt64(whole(value));
  }

  private static void int4(Object value, CopyBuffer buffer) throws DoesNotFit {
    long number = whole(value);
    if (number != (int) number) {
      throw new DoesNotFit();
    }
    buffer.writeInt32(4);
    buffer.writeInt32((int) number);
  }

  private static long whole(Object value) throws DoesNotFit {
    try {
      if (value instanceof Long || value instanceof Integer) {
        return ((Number) value).longValue();
      }
      if (value instanceof BigDecimal number) {
        return number.longValueExact();
      }
      return new BigDecimal(value.toString().strip()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new DoesNotFit();
    }
  }

  private static void float4(Object value, CopyBuffer buffer) {
    buffer.writeInt32(4);
    buffer.writeInt32(Float.floatToIntBits(((Number) value).floatValue()));
  }

  private static void float8(Object value, CopyBuffer buffer) {
    buffer.writeInt32(8);
    buffer.writeInt64(Double.doubleToLongBits(((Number) value).doubleValue()));
  }

  private static void bool(Object value, CopyBuffer buffer) {
    buffer.writeInt32(1);
    buffer.write((Boolean) value ? 1 : 0);
  }

  /** java.sql.Date counts old days by another calendar: its year, month and day are meant. */
  private static void date(Object value, CopyBuffer buffer) {
    LocalDate date = value instanceof Date old ? old.toLocalDate() : (LocalDate) value;
    buffer.writeInt32(4);
    buffer.writeInt32(
        date.equals(LocalDate.MAX)
            ? Integer.MAX_VALUE
            : date.equals(LocalDate.MIN)
                ? Integer.MIN_VALUE
                : (int) (date.toEpochDay() - DAYS_2000));
  }

  private static void timestamp(Object value, CopyBuffer buffer) {
    buffer.writeInt32(8);
    if (value instanceof Timestamp timestamp && timestamp.getTime() >= GREGORIAN) {
      long seconds = Math.floorDiv(timestamp.getTime(), 1000L);
      buffer.writeInt64(seconds * 1_000_000L + timestamp.getNanos() / 1000 - MICROS_2000);
      return;
    }
    LocalDateTime time =
        value instanceof Timestamp old ? old.toLocalDateTime() : (LocalDateTime) value;
    buffer.writeInt64(
        time.equals(LocalDateTime.MAX)
            ? Long.MAX_VALUE
            : time.equals(LocalDateTime.MIN)
                ? Long.MIN_VALUE
                : ChronoUnit.MICROS.between(YEAR_2000, time));
  }
}

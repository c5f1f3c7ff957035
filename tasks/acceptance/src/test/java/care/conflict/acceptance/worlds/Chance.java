package care.conflict.acceptance.worlds;

import care.conflict.acceptance.data.World;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Seeded choices, and texts that break careless programs. */
public final class Chance {

  private static final List<String> HOSTILE =
      List.of(
          "O'Brien \"Bob\"",
          "back\\slash \\N \\. \\t",
          "tab\there",
          "two\nlines",
          "cr\r\nlf",
          "comma,semi;colon|pipe",
          "emoji \uD83D\uDE80 \u00FC\u00DF \u4E2D",
          "'); DROP TABLE conflictvisitmaps; --",
          "${schema} :now %s {}",
          "  blanks around  ",
          "NULL",
          "\\N",
          "\"",
          "$$ $1 ?",
          "");

  private final Random random;

  /** The same seed, the same choices. */
  public Chance(long seed) {
    random = new Random(seed);
  }

  /** True in so many of a hundred cases. */
  public boolean percent(double percent) {
    return random.nextDouble() * 100 < percent;
  }

  /** A number from 0. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  public final <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }

  public <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  String uuid() {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    return percent(10) ? id.toUpperCase(Locale.ROOT) : id;
  }

  /** The same UUID, mostly as it is; else in capitals, or without its dashes. */
  public String spelled(String uuid) {
    return percent(6) ? uuid.toUpperCase(Locale.ROOT) : percent(2) ? uuid.replace("-", "") : uuid;
  }

  /** An application id of a column of text: mostly digits. */
  String applicationId(int bound) {
    if (percent(96)) {
      return number(bound);
    }
    return one(null, null, null, "", "A-17", "9".repeat(20), "00" + number(bound), "-" + number(9));
  }

  /** An application id of a column of numbers, which is wider than ours. */
  String applicationNumber(int bound) {
    return percent(3) ? null : percent(0.2) ? "9".repeat(20) : number(bound);
  }

  /** A number from 1, as text. */
  public String number(int bound) {
    return Integer.toString(1 + random.nextInt(bound));
  }

  String decimal(int whole, int scale) {
    String fraction = "%09d".formatted(random.nextInt(1_000_000_000)).substring(0, scale);
    return random.nextInt(whole) + "." + fraction;
  }

  /** A name that the warehouse does not limit, for a column of so many characters. */
  String unlimited(int longest) {
    return percent(99) ? name(longest) : (World.CANARY + number(10_000) + " ").repeat(longest / 4);
  }

  /** A name, mostly harmless, at most so many characters long and often just so many. */
  String name(int longest) {
    if (percent(4)) {
      return null;
    }
    StringBuilder text = new StringBuilder(World.CANARY).append(number(10_000));
    if (percent(15)) {
      text.append(' ').append(one(HOSTILE));
    }
    if (percent(4)) {
      while (text.length() < longest) {
        text.append(one("long ", "\u00E9\u00E8", "\uD83D\uDE80", "x"));
      }
    }
    return text.codePointCount(0, text.length()) <= longest
        ? text.toString()
        : text.substring(0, text.offsetByCodePoints(0, longest));
  }

  /** One word of a fixed list, now and then overlong or absent. */
  String word(int longest, String... words) {
    if (percent(3)) {
      return null;
    }
    String word = one(words);
    return percent(2) ? (word + "-").repeat(longest).substring(0, longest) : word;
  }
}

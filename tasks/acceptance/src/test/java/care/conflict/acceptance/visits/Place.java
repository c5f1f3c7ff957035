package care.conflict.acceptance.visits;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a visit was: coordinates in degrees, both from one source. */
public record Place(String latitude, String longitude) {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?");

  /** Reads a text like {@code "40.7,-74.0"}, quoted or not; anything else is no place. */
  static Optional<Place> ofText(String text) {
    if (text == null) {
      return Optional.empty();
    }
    String bare = text.replace("\"", "");
    int comma = bare.indexOf(',');
    if (comma < 0 || comma != bare.lastIndexOf(',')) {
      return Optional.empty();
    }
    return of(trim(bare.substring(0, comma)), trim(bare.substring(comma + 1)));
  }

  static Optional<Place> of(String latitude, String longitude) {
    boolean there =
        within(latitude, 90) && within(longitude, 180) && !(isZero(latitude) && isZero(longitude));
    return there ? Optional.of(new Place(latitude, longitude)) : Optional.empty();
  }

  /** A device that knows no place says 0,0. */
  private static boolean isZero(String number) {
    return Double.parseDouble(number) == 0;
  }

  private static boolean within(String number, double limit) {
    return number != null
        && NUMBER.matcher(number).matches()
        && Math.abs(Double.parseDouble(number)) <= limit;
  }

  private static String trim(String text) {
    return text.replaceAll("^ +| +$", "");
  }

  /** Great-circle distance in miles by the haversine formula. */
  public double milesTo(Place other) {
    double latitude1 = Math.toRadians(Double.parseDouble(latitude));
    double latitude2 = Math.toRadians(Double.parseDouble(other.latitude));
    double across =
        Math.toRadians(Double.parseDouble(other.longitude) - Double.parseDouble(longitude));
    double up = latitude2 - latitude1;
    double h =
        Math.pow(Math.sin(up / 2), 2)
            + Math.cos(latitude1) * Math.cos(latitude2) * Math.pow(Math.sin(across / 2), 2);
    return 2 * 6371 * Math.asin(Math.sqrt(h)) / 1.609344;
  }
}

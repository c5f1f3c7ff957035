package care.conflict.acceptance.worlds;

/** Makes coordinates as devices send them. */
final class CoordinateMaker {

  private final Chance chance;

  CoordinateMaker(Chance chance) {
    this.chance = chance;
  }

  /** Near New York in every form of text, good and bad. */
  String text() {
    String latitude = "40." + "%05d".formatted(chance.below(100_000));
    String longitude = "-7" + chance.one("3", "4") + "." + "%05d".formatted(chance.below(100_000));
    String plain = latitude + "," + longitude;
    return chance.percent(45)
        ? plain
        : chance.one(
            null,
            null,
            "",
            "  ",
            ",",
            "\",\"",
            "\"" + plain + "\"",
            " " + latitude + " , " + longitude,
            "\"" + latitude + "\",\"" + longitude + "\"",
            "+" + plain,
            latitude + ",",
            "," + longitude,
            "4.0712e1,-7.40060E+01",
            "91," + longitude,
            latitude + ",-180.5",
            "none",
            latitude + ";" + longitude,
            plain + ",5",
            "NaN,NaN",
            "0x28,1",
            "1e400,2",
            "40.7 12,-74",
            ".5e2,-.74e2",
            "90,180",
            "-90.0,-180.0",
            "1d,2f",
            "40,5,-74,0",
            "Infinity,0",
            "0,0",
            "0.0,0.0",
            "-0, -0.0",
            "\"0,0\"",
            "0e9,.0",
            "0," + longitude,
            latitude + ",0",
            "1e-99,0");
  }
}

package care.conflict.postflight;

/** The seven rules of detection: column and words. */
enum Rule {
  SAME_SCHEDULED("SameSchTimeFlag", "Same scheduled times"),
  SAME_VISITED("SameVisitTimeFlag", "Same visit times"),
  SAME_MIXED("SchAndVisitTimeSameFlag", "Same times, one only scheduled"),
  OVERLAP_SCHEDULED("SchOverAnotherSchTimeFlag", "Overlapping scheduled times"),
  OVERLAP_VISITED("VisitTimeOverAnotherVisitTimeFlag", "Overlapping visit times"),
  OVERLAP_MIXED("SchTimeOverVisitTimeFlag", "Overlap, one only scheduled"),
  DISTANCE("DistanceFlag", "Too far to travel in the time");

  private final String column;
  private final String words;

  Rule(String column, String words) {
    this.column = column;
    this.words = words;
  }

  String column() {
    return column;
  }

  String words() {
    return words;
  }
}

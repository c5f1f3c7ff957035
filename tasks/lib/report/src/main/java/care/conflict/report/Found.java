package care.conflict.report;

/** What detection came to, in sentences for the head of the report. */
sealed interface Found permits Detected, ChunksSeen, StoredSeen {
  /** Whether anything was looked for. */
  boolean ran();

  /** What was found and written. */
  String told();

  /** What stays where the run broke. */
  String kept();
}

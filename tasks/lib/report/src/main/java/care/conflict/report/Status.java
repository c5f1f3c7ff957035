package care.conflict.report;

/** How a task or a step ended: in the document, in words, as a sign, in colour. */
public enum Status {
  SUCCESS("success", "done", "✓", "good"),
  FAILED("failed", "failed", "✕", "bad"),
  INTERRUPTED("interrupted", "stopped", "■", "bad"),
  SKIPPED("skipped", "skipped", "–", "quiet"),
  UNDER_WAY("", "writes this report", "›", "quiet"),
  NOT_RUN("", "not run", "○", "quiet"),
  UNKNOWN("", "unknown", "?", "attention");

  private final String documented;
  private final String words;
  private final String sign;
  private final String tone;

  Status(String documented, String words, String sign, String tone) {
    this.documented = documented;
    this.words = words;
    this.sign = sign;
    this.tone = tone;
  }

  public static Status of(String documented) {
    for (Status status : values()) {
      if (!documented.isEmpty() && status.documented.equals(documented)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  public boolean bad() {
    return this == FAILED || this == INTERRUPTED;
  }

  String words() {
    return words;
  }

  String sign() {
    return sign;
  }

  /** The name of its colours in the style sheet. */
  String tone() {
    return tone;
  }
}

package care.conflict.acceptance.data;

import java.util.List;
import java.util.Map;

/** The table of payers' and providers' reminders. */
public final class Reminders {

  public static final String TABLE = "payer_provider_reminders";

  private Reminders() {}

  /** A row as a line: pair, names, days. */
  public static String line(Map<String, String> row) {
    return String.join(
        "|",
        List.of(
            row.get("PayerID"),
            row.get("ProviderID"),
            String.valueOf(row.get("AppPayerID")),
            String.valueOf(row.get("AppProviderID")),
            String.valueOf(row.get("Contract")),
            String.valueOf(row.get("ProviderName")),
            String.valueOf(row.get("NumberOfDays"))));
  }
}

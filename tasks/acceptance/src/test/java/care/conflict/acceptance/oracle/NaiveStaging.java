package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Reminders;
import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.visits.Dimensions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the copy to staging must come to, row by row, from the specification's words. */
public final class NaiveStaging {
  /** A pair of payer and provider as it is to be stored. */
  public record Reminder(
      String payer,
      String appPayer,
      String contract,
      String provider,
      String appProvider,
      String providerName) {

    String pair() {
      return payer + "/" + provider;
    }

    Map<String, String> row() {
      return Rows.row(
          "PayerID", payer,
          "AppPayerID", appPayer,
          "Contract", contract,
          "ProviderID", provider,
          "AppProviderID", appProvider,
          "ProviderName", providerName);
    }
  }

  private NaiveStaging() {}

  /** The rows by ID, without CreatedDate, which is the run's own. */
  public static Map<String, Map<String, String>> rows(
      World world, int lookbackYears, int lookforwardDays) {
    LocalDate from = world.now().toLocalDate().minusYears(lookbackYears);
    LocalDate to = world.now().toLocalDate().plusDays(lookforwardDays);
    Map<String, Map<String, String>> conflicts = new HashMap<>();
    world.storeRows("conflicts").forEach(row -> conflicts.put(row.get("CONFLICTID"), row));
    Map<String, Map<String, String>> staged = new TreeMap<>();
    for (Map<String, String> pair : world.storeRows("conflictvisitmaps")) {
      Map<String, String> parent = conflicts.get(pair.get("CONFLICTID"));
      String date = pair.get("VisitDate");
      if (parent != null
          && date != null
          && !LocalDate.parse(date).isBefore(from)
          && !LocalDate.parse(date).isAfter(to)) {
        staged.put(pair.get("ID"), row(pair, parent));
      }
    }
    return staged;
  }

  private static Map<String, String> row(Map<String, String> pair, Map<String, String> parent) {
    Map<String, String> row = new TreeMap<>();
    Spec.stagingColumns()
        .forEach(
            (name, type) -> {
              String value =
                  List.of("StatusFlag", "FlagForReview", "FlagForReviewDate").contains(name)
                      ? parent.get(name)
                      : List.of("ConStatusFlag", "ConFlagForReview", "ConFlagForReviewDate")
                              .contains(name)
                          ? pair.get(name.substring("Con".length()))
                          : pair.get(name);
              if (value != null && !name.equals("CreatedDate")) {
                row.put(name, Canonical.of(type, value));
              }
            });
    return row;
  }

  /** One a pair of which payer and provider are known, by the pair. */
  public static Map<String, Reminder> wantedReminders(World world) {
    Map<String, Reminder> wanted = new TreeMap<>();
    Dimensions dimensions = new Dimensions(world);
    for (Map<String, String> pair : world.warehouseRows("DIMPAYERPROVIDER")) {
      Map<String, String> payer = dimensions.row("DIMPAYER", pair.get("Payer Id"));
      Map<String, String> provider = dimensions.row("DIMPROVIDER", pair.get("Provider Id"));
      if (!payer.isEmpty() && !provider.isEmpty()) {
        Reminder reminder =
            new Reminder(
                Canonical.uuid(payer.get("Payer Id")),
                Canonical.whole(payer.get("Application Payer Id")),
                Canonical.of("varchar(100)", payer.get("Payer Name")),
                Canonical.uuid(provider.get("Provider Id")),
                Canonical.whole(provider.get("Application Provider Id")),
                Canonical.of("varchar(100)", provider.get("Provider Name")));
        wanted.put(reminder.pair(), reminder);
      }
    }
    return wanted;
  }

  /** All reminders after a run, as lines. */
  public static List<String> reminders(World world) {
    Map<String, Reminder> missing = wantedReminders(world);
    Map<String, Reminder> wanted = Map.copyOf(missing);
    List<String> lines = new ArrayList<>();
    for (Map<String, String> stored : world.storeRows(Reminders.TABLE)) {
      Map<String, String> row = new HashMap<>(stored);
      String pair = row.get("PayerID") + "/" + row.get("ProviderID");
      if (wanted.containsKey(pair)) {
        row.put("Contract", wanted.get(pair).contract());
        row.put("ProviderName", wanted.get(pair).providerName());
      }
      missing.remove(pair);
      lines.add(Reminders.line(row));
    }
    for (Reminder reminder : missing.values()) {
      lines.add(Reminders.line(reminder.row()));
    }
    lines.sort(null);
    return lines;
  }
}

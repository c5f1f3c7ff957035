package care.conflict.acceptance.cases;

import care.conflict.acceptance.data.World;
import care.conflict.testing.Csv;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pair of Ada Quill: two visits of one made-up person at two providers, half an hour of
 * overlap. A case changes cells, and puts rows beside them.
 */
public final class Pair {

  /** When the cases run. */
  public static final String NOW = "2026-03-11T12:00:00";

  public static final String CAREGIVERS = "DIMCAREGIVER";
  public static final String PROVIDERS = "DIMPROVIDER";

  /** Where the warehouse says when it was filled. */
  public static final String REFRESHED = "FACTDATAREFRESHSTATUS";

  private static final String TWO_PROVIDERS =
      """
      Provider Id,Application Provider Id,Provider Name,Phone Number 1,Is Active,Is Demo,Address State
      b0000000-0000-4000-8000-000000000001,11,North Home Care,555-0101,true,false,NY
      b0000000-0000-4000-8000-000000000002,12,South Home Care,555-0102,true,false,NY
      """;
  private static final String TWO_CAREGIVERS =
      """
      Caregiver Id,SSN,Caregiver Fullname
      c0000000-0000-4000-8000-000000000001,900010001,Ada Quill
      c0000000-0000-4000-8000-000000000002,900010001,Ada Quill
      """;
  private static final String TWO_VISITS =
      """
      Visit Id,Application Visit Id,Caregiver Id,Provider Id,Visit Date,Scheduled Start Time,Scheduled End Time,Visit Start Time,Visit End Time,Is Missed,Visit Updated Timestamp
      a0000000-0000-4000-8000-000000000001,101,c0000000-0000-4000-8000-000000000001,b0000000-0000-4000-8000-000000000001,2026-03-10,2026-03-10 09:00:00+00,2026-03-10 10:00:00+00,2026-03-10 09:00:00,2026-03-10 10:00:00,false,2026-03-11 00:00:00+00
      a0000000-0000-4000-8000-000000000002,102,c0000000-0000-4000-8000-000000000002,b0000000-0000-4000-8000-000000000002,2026-03-10,2026-03-10 09:30:00+00,2026-03-10 10:30:00+00,2026-03-10 09:30:00,2026-03-10 10:30:00,false,2026-03-11 00:00:00+00
      """;

  /** The warehouse's rows by table, which a case may change. */
  public final Map<String, List<Map<String, String>>> tables = new TreeMap<>();

  /** One person with two visits. */
  public Pair() {
    tables.put(PROVIDERS, new ArrayList<>(Csv.parse(TWO_PROVIDERS)));
    tables.put(CAREGIVERS, new ArrayList<>(Csv.parse(TWO_CAREGIVERS)));
    tables.put(World.FACT, new ArrayList<>(Csv.parse(TWO_VISITS)));
  }

  /** The pair and more people like Ada Quill, each with two visits and a number of their own. */
  public static Pair of(int people) {
    Pair pair = new Pair();
    for (int person = 2; person <= people; person++) {
      pair.person(person);
    }
    return pair;
  }

  private void person(int person) {
    String ssn = Integer.toString(900_010_000 + person);
    for (int side = 1; side <= 2; side++) {
      int number = 2 * person - 2 + side;
      rows(CAREGIVERS).add(like(caregiver(side), "Caregiver Id", caregiverId(number), "SSN", ssn));
      rows(World.FACT)
          .add(
              like(
                  visit(side),
                  "Visit Id",
                  visitId(number),
                  "Application Visit Id",
                  Integer.toString(100 + number),
                  "Caregiver Id",
                  caregiverId(number)));
    }
  }

  public List<Map<String, String>> rows(String table) {
    return tables.computeIfAbsent(table, t -> new ArrayList<>());
  }

  public Map<String, String> visit(int number) {
    return rows(World.FACT).get(number - 1);
  }

  public Map<String, String> provider(int number) {
    return rows(PROVIDERS).get(number - 1);
  }

  public Map<String, String> caregiver(int number) {
    return rows(CAREGIVERS).get(number - 1);
  }

  /** A warehouse without a row. */
  public static Pair none() {
    Pair pair = new Pair();
    pair.tables.clear();
    return pair;
  }

  /** The same value in all visits. */
  public Pair visits(String column, String value) {
    rows(World.FACT).forEach(visit -> visit.put(column, value));
    return this;
  }

  /** Scheduled and done in this time, as "09:00" on the day of the pair. */
  public Pair times(int visit, String from, String to) {
    for (String kind : List.of("Scheduled", "Visit")) {
      visit(visit).put(kind + " Start Time", "2026-03-10 " + from + ":00+00");
      visit(visit).put(kind + " End Time", "2026-03-10 " + to + ":00+00");
    }
    return this;
  }

  /** One more row, from columns and their values. */
  public Map<String, String> add(String table, String... cells) {
    Map<String, String> row = like(Map.of(), cells);
    rows(table).add(row);
    return row;
  }

  /** A training of the second caregiver, at the second provider, while the first visit lasts. */
  public void training() {
    add(
        World.EVENTS,
        "Application Caregiver Inservice Id",
        "501",
        "Environment",
        "prod",
        "Caregiver Id",
        caregiverId(2),
        "Provider Id",
        providerId(2),
        "Inservice start date",
        "2026-03-10 09:15:00+00",
        "Inservice end date",
        "2026-03-10 09:45:00+00");
  }

  /** So many providers in all, those after the second like the first. */
  public Pair providers(int count) {
    for (int number = rows(PROVIDERS).size() + 1; number <= count; number++) {
      rows(PROVIDERS)
          .add(
              like(
                  provider(1),
                  "Provider Id",
                  providerId(number),
                  "Provider Name",
                  "Agency " + number));
    }
    return this;
  }

  /** So many more visits of the first caregiver to a provider, a day apart, long ago. */
  public Pair feed(int provider, int visits) {
    for (int i = 0; i < visits; i++) {
      LocalDate day = LocalDate.parse("2025-03-01").plusDays(i % 300);
      rows(World.FACT)
          .add(
              like(
                  Map.of(),
                  "Visit Id",
                  visitId(10_000 * provider + i),
                  "Caregiver Id",
                  caregiverId(1),
                  "Provider Id",
                  providerId(provider),
                  "Visit Date",
                  day.toString(),
                  "Visit Updated Timestamp",
                  day + " 12:00:00+00"));
    }
    return this;
  }

  /** A finished refresh of the source. */
  public Pair refreshed(String module, String status, String finishedAt) {
    add(REFRESHED, "MODULE", module, "STATUS", status, "REFRESH_FINISHED_AT", finishedAt);
    return this;
  }

  /** The same row but for these columns; a null takes a value away. */
  public static Map<String, String> like(Map<String, String> row, String... cells) {
    Map<String, String> copy = new LinkedHashMap<>(row);
    for (int i = 0; i < cells.length; i += 2) {
      if (cells[i + 1] == null) {
        copy.remove(cells[i]);
      } else {
        copy.put(cells[i], cells[i + 1]);
      }
    }
    return copy;
  }

  public static String visitId(int number) {
    return "a0000000-0000-4000-8000-%012d".formatted(number);
  }

  public static String providerId(int number) {
    return "b0000000-0000-4000-8000-%012d".formatted(number);
  }

  public static String caregiverId(int number) {
    return "c0000000-0000-4000-8000-%012d".formatted(number);
  }
}

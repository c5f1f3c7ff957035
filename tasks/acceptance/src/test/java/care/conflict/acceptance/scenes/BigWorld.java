package care.conflict.acceptance.scenes;

import care.conflict.acceptance.data.World;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.ReplicaTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;

/**
 * A store with a replica beside it in which every stored row changes: so many people, each with a
 * pair of visits, stored in both orders under the agencies' old name.
 */
public final class BigWorld {

  /** Rows of a slice, so that a small world has many. */
  public static final int SLICE = 100;

  private static final String NOW = "2026-05-02T10:00:00";
  private static final String ROWS =
      """
      INSERT INTO settings ("ID", "ExtraDistancePer", "InProgressFlag") VALUES (1, 1, 0);
      INSERT INTO mph ("From", "To", "AverageMilesPerHour") VALUES (1, 5, 15), (6, 10, 25), (11, 1000, 30);
      INSERT INTO analytics_dev.dimprovider ("Provider Id", "Provider Name", "Is Active", "Is Demo") VALUES
        ('b0000000-0000-4000-8000-000000000001', 'North Home Care', true, false),
        ('b0000000-0000-4000-8000-000000000002', 'South Home Care', true, false);
      INSERT INTO analytics_dev.dimcaregiver ("Caregiver Id", "SSN")
        SELECT md5('aide' || n)::uuid::text, 'X' || n FROM generate_series(1, %1$d) n;
      INSERT INTO analytics_dev.factvisitcallperformance_cr ("Visit Id", "Application Visit Id", "Caregiver Id",
          "Provider Id", "Visit Date", "Scheduled Start Time", "Scheduled End Time", "Visit Updated Timestamp")
        SELECT overlay(md5('visit' || n || '/' || side) placing '1' from 1 for 1)::uuid::text, 2 * n + side,
          md5('aide' || n)::uuid::text, 'b0000000-0000-4000-8000-00000000000' || side, date '2026-04-25',
          timestamp '2026-04-25 08:00', timestamp '2026-04-25 10:00', timestamp '2026-05-02 09:00'
        FROM generate_series(1, %1$d) n, generate_series(1, 2) side;
      INSERT INTO conflicts ("CONFLICTID", "StatusFlag") SELECT n, 'N' FROM generate_series(1, 2 * %1$d) n;
      INSERT INTO conflictvisitmaps ("CONFLICTID", "SSN", "VisitDate", "VisitID", "ConVisitID", "StatusFlag",
          "ProviderName", "InServiceFlag", "SameSchTimeFlag")
        SELECT 2 * n + side - 2, 'X' || n, date '2026-04-25',
          overlay(md5('visit' || n || '/' || side) placing '1' from 1 for 1)::uuid,
          overlay(md5('visit' || n || '/' || 3 - side) placing '1' from 1 for 1)::uuid, 'N', 'old', 'N', 'Y'
        FROM generate_series(1, %1$d) n, generate_series(1, 2) side;
      ANALYZE""";

  public final Database database = Database.create();
  private final Path folder;

  /** With this many people. */
  public BigWorld(int people) {
    ReplicaTables.load(database, World.empty(LocalDateTime.parse(NOW)), SmallCase.TEXT_IDS);
    database.execute(ROWS.formatted(people));
    try {
      folder = Files.createTempDirectory("big");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A task of a run, in small slices. */
  Command task(String task) {
    return new Command(task, folder)
        .env(database.environment())
        .env(Map.of("JAVA_TOOL_OPTIONS", "-Dslice_rows=" + SLICE))
        .with("--run-id=run")
        .with("--now=" + NOW);
  }

  /** The one chunk of a run, planned. */
  public Command chunk() {
    Operations.succeeded(
        new Command("run_lock", folder)
            .env(database.environment())
            .with("acquire")
            .with("--run-id=run")
            .run());
    Operations.succeeded(
        task("get_task02_chunks")
            .with("--target-chunk-size=50000")
            .with("--max-keys-per-chunk=50000")
            .run());
    return task(Chunks.COMMAND).with("--chunk-id=1").result(Chunks.COMMAND + "_1");
  }

  /** Detection without a plan. */
  public Command allKeys() {
    return task("task_02");
  }

  public Command status() {
    return task("task03_status_management").with("--enable-phase-b=false");
  }

  /** From now on clicks are noted in the history. */
  public void noteClicks() {
    Operations.succeeded(
        new Command("migrate", folder).env(database.environment()).with("--with-history").run());
  }

  /** The row of a person in one of the two orders, in words. */
  public static String row(int person, int side) {
    return "\"CONFLICTID\" = %d".formatted(2 * person + side - 2);
  }

  /** What that row says. */
  public String status(int person, int side) {
    return database.ask("SELECT \"StatusFlag\" FROM conflictvisitmaps WHERE " + row(person, side));
  }

  /** The rows for which a condition holds. */
  public long count(String condition) {
    return Long.parseLong(
        database.ask("SELECT count(*) FROM conflictvisitmaps WHERE " + condition));
  }
}

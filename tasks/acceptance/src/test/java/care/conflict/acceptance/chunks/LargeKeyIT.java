package care.conflict.acceptance.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** One person with 100,000 stored rows on one day: cut by nothing, and in bounded memory. */
@Tag("crash")
@EnabledIfSystemProperty(named = "crash", matches = "all")
class LargeKeyIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-05-02T10:00:00");
  private static final int VISITS = 317; // of which each meets each other: 100,172 rows
  private static final long MOST_KILOBYTES = 512 * 1024;

  @Test
  void aKeyOfAHundredThousandRowsIsOneChunkAndWorksInBoundedMemory()
      throws IOException, InterruptedException {
    Chunks chunks =
        Chunks.planned(WorldMaker.make(46, 300, NOW, Parameters.DEFAULT), 2)
            .copy(Parameters.DEFAULT.withMaxVisitsPerKey(VISITS));
    Database database = chunks.database;
    crowd(database);
    chunks.plan();
    String key = "(SELECT max(rows) FROM pipeline_chunks)";
    assertThat(database.ask("SELECT " + key)).isEqualTo(Integer.toString(VISITS * (VISITS - 1)));
    int id =
        Integer.parseInt(database.ask("SELECT chunk_id FROM pipeline_chunks WHERE rows = " + key));
    assertThat(database.ask("SELECT keys FROM pipeline_chunks WHERE chunk_id = " + id))
        .isEqualTo("1");

    Command.Running running = chunks.chunk(id).start();
    long most = 0;
    while (!running.process().waitFor(100, TimeUnit.MILLISECONDS)) {
      most = Math.max(most, residentKilobytes(running.process().pid()));
    }
    JsonNode result = Operations.succeeded(running.await(1));

    System.out.printf("a key of %,d rows: %,d kB resident%n", VISITS * (VISITS - 1), most);
    assertThat(most).isBetween(1L, MOST_KILOBYTES);
    assertThat(result.at("/counts/rows").asInt()).isEqualTo(VISITS * (VISITS - 1));
    assertThat(result.at("/counts/updated").asInt()).isEqualTo(VISITS * (VISITS - 1));
  }

  /** All of the visits are one person's, on one day, at as many providers, at the same time. */
  private static void crowd(Database database) {
    database.execute(
        """
        TRUNCATE conflictvisitmaps;
        SET search_path = analytics_dev, conflict_dev;
        CREATE TEMPORARY TABLE crowd AS
        SELECT n, md5('crowd' || n)::uuid AS id FROM generate_series(1, %d) n;
        INSERT INTO dimprovider ("Provider Id", "Provider Name", "Is Active", "Is Demo")
        SELECT id, 'Agency ' || n, TRUE, FALSE FROM crowd;
        INSERT INTO dimcaregiver ("Caregiver Id", "SSN") SELECT id, '900551234' FROM crowd;
        INSERT INTO factvisitcallperformance_cr
            ("Visit Id", "Visit Date", "Caregiver Id", "Provider Id",
             "Scheduled Start Time", "Scheduled End Time")
        SELECT id, DATE '2026-05-01', id, id, '2026-05-01 09:00+00', '2026-05-01 10:00+00' FROM crowd;
        INSERT INTO conflictvisitmaps
            ("VisitID", "ConVisitID", "VisitDate", "SSN", "CONFLICTID", "StatusFlag")
        SELECT a.id, b.id, DATE '2026-05-01', '900551234', 1, 'N'
        FROM crowd a JOIN crowd b ON a.n <> b.n;
        ANALYZE"""
            .formatted(VISITS));
  }

  private static long residentKilobytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}

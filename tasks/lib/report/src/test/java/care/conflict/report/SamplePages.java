package care.conflict.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the sample reports as files, to be looked at. */
final class SamplePages {
  private SamplePages() {}

  public static void main(String[] folder) throws IOException {
    write(Path.of(folder[0]), "good", Samples.good());
    write(Path.of(folder[0]), "trends", Samples.good().with(SampleTrends.growing()));
    write(Path.of(folder[0]), "failed", Samples.failed());
    write(Path.of(folder[0]), "empty", Samples.empty());
    write(Path.of(folder[0]), "chunked", Samples.chunked());
    write(Path.of(folder[0]), "chunks-failed", Samples.chunksFailed());
    write(Path.of(folder[0]), "in-one-go", Samples.inOneGo());
  }

  private static void write(Path folder, String name, RunSummary summary) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), Report.html(summary));
    Files.writeString(folder.resolve(name + ".txt"), Report.text(summary));
  }
}

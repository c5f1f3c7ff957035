package care.conflict.runtime.files;

import care.conflict.core.Run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a run, by name: in a folder, or below a prefix of a bucket. */
sealed interface RunFiles permits FolderFiles, BucketFiles {
  /** Ends the name of what says that a task has begun. */
  String STARTED = ".started";

  static RunFiles of(Run run) {
    String location = RunLocation.of(run);
    return isRemote(run) ? BucketFiles.at(location, run) : new FolderFiles(Path.of(location));
  }

  /** Whether it takes a connection to read and write them. */
  static boolean isRemote(Run run) {
    return RunLocation.of(run).startsWith(BucketFiles.SCHEME);
  }

  /** The text of a file, or nothing where there is none of this name. */
  Optional<String> read(String name) throws IOException;

  /** Writes a text file, whole or not at all; returns where. */
  String write(String name, String text) throws IOException;

  /**
   * Writes down that a task begins; fails where nothing can be written, before there is something
   * to write.
   */
  void tryOut(String task, String beginning) throws IOException;
}

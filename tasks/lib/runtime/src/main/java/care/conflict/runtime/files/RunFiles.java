package care.conflict.runtime.files;

import java.io.IOException;
import java.util.Optional;

/** The files of a run, by name: in a folder, or below a prefix of a bucket. */
interface RunFiles {
  /** Ends the name of what says that a task has begun. */
  String STARTED = ".started";

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

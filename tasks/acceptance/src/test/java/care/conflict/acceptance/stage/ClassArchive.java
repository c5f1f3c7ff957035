package care.conflict.acceptance.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of a command as Java has read them once, kept beside its jar: a process that is
 * started with them is up sooner. Java ignores them where the jar is another by now.
 *
 * @param made where this process leaves them, or null where it makes none
 */
record ClassArchive(Path kept, boolean there, Path made) {

  private static final Set<Path> TRIED = ConcurrentHashMap.newKeySet();

  /** For one process; one of a command makes the archive, the next one where that ended badly. */
  static ClassArchive of(Path jar) throws IOException {
    Path kept = jar.resolveSibling("classes.jsa");
    boolean there =
        Files.exists(kept)
            && Files.getLastModifiedTime(kept).compareTo(Files.getLastModifiedTime(jar)) > 0;
    boolean makes = !there && TRIED.add(kept);
    Path made = makes ? jar.resolveSibling("classes-" + System.nanoTime() + ".jsa") : null;
    return new ClassArchive(kept, there, made);
  }

  /** What Java is started with. */
  List<String> options() {
    if (made != null) {
      return List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:disable");
    }
    return there ? List.of("-XX:SharedArchiveFile=" + kept, "-Xlog:disable") : List.of();
  }

  /** The process has ended: what it made is kept, if it ended well. */
  void ended(boolean well) {
    try {
      if (made != null && Files.exists(made) && well) {
        Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else if (made != null) {
        Files.deleteIfExists(made);
        TRIED.remove(kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package care.conflict.runtime.files;

import care.conflict.core.TaskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Files in a folder, which is made when it is needed. */
record FolderFiles(Path folder) implements RunFiles {

  @Override
  public Optional<String> read(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  @Override
  public String write(String name, String text) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(".%s.%s".formatted(name, UUID.randomUUID()));
    Files.writeString(unfinished, text);
    return Files.move(
            unfinished,
            folder.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING)
        .toString();
  }

  @Override
  public void tryOut(String task, String beginning) throws IOException {
    boolean writable;
    try {
      Files.createDirectories(folder);
      writable = Files.isWritable(folder);
    } catch (IOException e) {
      writable = false;
    }
    if (!writable) {
      throw TaskFailure.misused(
          "run location %s: no folder that can be written".formatted(folder),
          "Correct RUN_LOCATION, or the folder's permissions.");
    }
    write(task + STARTED, beginning);
  }
}

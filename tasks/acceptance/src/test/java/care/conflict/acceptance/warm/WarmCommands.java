package care.conflict.acceptance.warm;

import care.conflict.testing.Checkout;
import care.conflict.testing.Waiting;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes that have run a command already: the next one needs no start of a Java. Each runs one
 * command at a time.
 */
public final class WarmCommands {
  private static final int AT_MOST = 4; // a few hundred MB each, and tests run side by side

  private static final Deque<WarmCommands> IDLE = new ArrayDeque<>();
  private static int started;

  private static final Map<Path, String> MAIN_CLASSES = new ConcurrentHashMap<>();

  private final Process process;
  private final Path errors;
  private final DataOutputStream questions;
  private final DataInputStream answers;

  private WarmCommands(List<String> java, Map<String, String> environment) throws IOException {
    errors = Files.createTempFile("commands", ".log");
    List<String> line = new ArrayList<>(java);
    line.add("--add-opens=java.base/java.nio=ALL-UNNAMED"); // as the jars' manifests have it
    line.addAll(List.of("-cp", classPath(), CommandServer.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    questions = new DataOutputStream(process.getOutputStream());
    answers = new DataInputStream(process.getInputStream());
  }

  /**
   * One that has nothing to do, or none where all are at work.
   *
   * @param java how a Java is started, up to its class path
   * @param environment what a library of a command reads by itself
   */
  public static synchronized Optional<WarmCommands> idle(
      List<String> java, Map<String, String> environment) throws IOException {
    if (IDLE.isEmpty() && started < AT_MOST) {
      started++;
      return Optional.of(new WarmCommands(java, environment));
    }
    return Optional.ofNullable(IDLE.poll());
  }

  private static synchronized void isIdle(WarmCommands commands) {
    IDLE.push(commands);
  }

  /** Runs the command of this jar and returns its exit code; what it says is in the output. */
  public int run(Path jar, Path output, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    int code = ask(mainClass(jar), output, arguments, environment);
    isIdle(this);
    return code;
  }

  private int ask(
      String mainClass, Path output, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    questions.writeUTF(mainClass);
    questions.writeUTF(output.toString());
    write(arguments);
    write(
        environment.entrySet().stream()
            .flatMap(it -> Stream.of(it.getKey(), it.getValue()))
            .toList());
    questions.flush();
    try {
      return CompletableFuture.supplyAsync(this::answer, WarmCommands::inAThread)
          .get(Waiting.LONG_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new AssertionError(
          "no answer: " + Files.readString(errors) + Files.readString(output), e);
    }
  }

  private void write(List<String> strings) throws IOException {
    questions.writeInt(strings.size());
    for (String string : strings) {
      questions.writeUTF(string);
    }
  }

  private static void inAThread(Runnable waiting) {
    Thread thread = new Thread(waiting, "answer");
    thread.setDaemon(true);
    thread.start();
  }

  private int answer() {
    try {
      return answers.readInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mainClass(Path jar) {
    return MAIN_CLASSES.computeIfAbsent(
        jar,
        it -> {
          try (JarFile opened = new JarFile(it.toFile())) {
            return opened.getManifest().getMainAttributes().getValue("Main-Class");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** All jars, which hold the same files under the same names, and the main class of these. */
  private static String classPath() throws IOException {
    try (Stream<Path> tasks = Files.list(Checkout.root().resolve("tasks"))) {
      List<Path> parts =
          tasks
              .map(task -> task.resolve("target/" + task.getFileName() + ".jar"))
              .filter(Files::exists)
              .sorted(Comparator.comparing(jar -> -jar.toFile().length()))
              .collect(Collectors.toCollection(ArrayList::new));
      parts.add(
          Path.of(CommandServer.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
      return parts.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

package care.conflict.acceptance.stage;

import care.conflict.acceptance.warm.WarmCommands;
import care.conflict.testing.Checkout;
import care.conflict.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command of the pipeline as a real process, with its output kept in files. What is started is a
 * process of its own; what only runs to its end does so in one that has run others before, unless
 * -Dwarm=false.
 */
public final class Command {

  /** A Java that is up soon; what a command reads its head must name (-ea). */
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx320m",
          "-ea:care.conflict...");

  /** What every command's environment has. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "LOG_LEVEL", "DEBUG",
          "SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true",
          "AWS_EC2_METADATA_DISABLED", "true");

  private static final boolean WARM = Boolean.parseBoolean(System.getProperty("warm", "true"));

  /** What Java or a library reads from the environment of the process by itself. */
  private static final String READ_BY_OTHERS = "(AWS|JAVA|JDK|LC|PG|SF)_.*|LANG|TZ|HOME|PATH";

  /** What a finished process leaves behind. */
  public record Finished(int exitCode, String output, String result, String arguments) {

    /** Everything a person, a log or another program of the machine could see of it. */
    public String everything() {
      return output + result + arguments;
    }
  }

  private static final String TERMINAL =
      "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

  private final String task;
  private final Path folder;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private String result;
  private Path jar;
  private boolean alone; // in a process of its own also where it only runs to its end
  private boolean atATerminal;

  /** Its jar is that of the build; it writes to the folder. */
  public Command(String task, Path folder) {
    this.task = task;
    this.folder = folder;
    result = task;
    jar = Checkout.root().resolve("tasks/" + task + "/target/" + task + ".jar");
  }

  public Command with(String option) {
    options.add(option);
    return this;
  }

  public Command with(List<String> more) {
    options.addAll(more);
    return this;
  }

  /** What its result document is called, where that is not the task's name. */
  public Command result(String name) {
    result = name;
    return this;
  }

  /** A copy of its jar that lies elsewhere. */
  public Command jar(Path copy) {
    jar = copy;
    alone = true;
    return this;
  }

  public Command env(Map<String, String> more) {
    environment.putAll(more);
    return this;
  }

  /** As a person does it: at a terminal. */
  public Command atATerminal() {
    atATerminal = true;
    alone = true;
    return this;
  }

  /** Starts it. */
  public Running start() {
    List<String> line = new ArrayList<>();
    if (atATerminal) {
      line.addAll(List.of(Checkout.python().toString(), "-c", TERMINAL));
    }
    line.addAll(JAVA);
    try {
      ClassArchive archive = ClassArchive.of(jar);
      line.addAll(archive.options());
      line.add("-jar");
      line.add(jar.toString());
      line.addAll(options);
      Files.createDirectories(folder);
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().clear();
      builder.environment().putAll(environment());
      builder.redirectErrorStream(true);
      Path output = Files.createTempFile(folder, task, ".log");
      builder.redirectOutput(output.toFile());
      Process process = builder.start();
      return new Running(
          process, output, folder.resolve(result + ".json"), arguments(process, line), archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The argument list as the machine shows it to everybody. */
  private static String arguments(Process process, List<String> line) throws IOException {
    Path shown = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    return Files.exists(shown)
        ? Files.readString(shown).replace('\0', ' ')
        : String.join(" ", line);
  }

  /** What a person's shell may have is none of a test's. */
  private static Map<String, String> inherited() {
    Map<String, String> inherited = new HashMap<>(System.getenv());
    inherited.keySet().removeIf(n -> n.matches("(POSTGRES|SNOWFLAKE|AWS|RUN|EMAIL)_.*"));
    inherited.putAll(ALWAYS);
    return inherited;
  }

  private Map<String, String> environment() {
    Map<String, String> all = inherited();
    all.put("RUN_LOCATION", folder.toString());
    all.putAll(environment);
    return all;
  }

  /** Runs it to its end. */
  public Finished run() {
    boolean usual = environment.keySet().stream().noneMatch(n -> n.matches(READ_BY_OTHERS));
    try {
      Optional<WarmCommands> warm =
          WARM && usual && !alone ? WarmCommands.idle(JAVA, inherited()) : Optional.empty();
      return warm.isPresent() ? runBy(warm.get()) : start().await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Finished runBy(WarmCommands warm) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path output = Files.createTempFile(folder, task, ".log");
    int code = warm.run(jar, output, options, environment());
    return finished(code, output, folder.resolve(result + ".json"), String.join(" ", options));
  }

  private static Finished finished(int code, Path output, Path result, String arguments)
      throws IOException {
    String said = Files.readString(output);
    if (said.contains("AssertionError")) { // of which postflight only warns
      throw new AssertionError(said);
    }
    String document = Files.exists(result) ? Files.readString(result) : "";
    return new Finished(code, said, document, arguments);
  }

  /** A process under way. */
  public record Running(
      Process process, Path output, Path result, String arguments, ClassArchive archive) {

    /** Waits for its end, however busy the machine is. */
    public Finished await() {
      return await(Waiting.LONG_SECONDS);
    }

    /** Waits for its end; that it comes in time is a part of what is tested. */
    public Finished await(int seconds) {
      try {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(
              "still running after " + seconds + " s: " + Files.readString(output));
        }
        archive.ended(process.exitValue() == 0);
        return finished(process.exitValue(), output, result, arguments);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}

package care.conflict.acceptance.warm;

import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The main class of a process that runs one command after the other, with the commands' jars as its
 * class path: what it is asked stands on its standard input, the exit codes on its output. A
 * command begins as in a process of its own, with its arguments and its environment.
 */
final class CommandServer {
  private CommandServer() {}

  public static void main(String[] none) throws Exception {
    Method run =
        Class.forName("care.conflict.runtime.TaskRunner")
            .getMethod("run", PipelineTask.class, String[].class, Map.class);
    DataOutputStream answers = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    try (DataInputStream asked = new DataInputStream(System.in)) {
      while (true) {
        Class<?> command = Class.forName(asked.readUTF());
        String output = asked.readUTF();
        String[] arguments = strings(asked);
        Map<String, String> environment = environment(strings(asked));
        answers.writeInt(run(run, command, output, arguments, environment));
        answers.flush();
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0); // who asked has ended
    }
  }

  private static String[] strings(DataInputStream asked) throws IOException {
    String[] strings = new String[asked.readInt()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = asked.readUTF();
    }
    return strings;
  }

  private static Map<String, String> environment(String[] namesAndValues) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }

  private static int run(
      Method run,
      Class<?> command,
      String output,
      String[] arguments,
      Map<String, String> environment)
      throws Exception {
    try (PrintStream said =
        new PrintStream(new FileOutputStream(output), true, StandardCharsets.UTF_8)) {
      System.setOut(said);
      System.setErr(said);
      Constructor<?> made = command.getDeclaredConstructor();
      made.setAccessible(true);
      try {
        return (int) run.invoke(null, made.newInstance(), arguments, environment);
      } catch (InvocationTargetException e) {
        said.println(e.getCause()); // while its output is open
        return ExitCode.FAILED.code();
      }
    } finally {
      System.setOut(new PrintStream(OutputStream.nullOutputStream()));
      System.setErr(System.out);
    }
  }
}

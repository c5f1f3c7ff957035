package care.conflict.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where all commands share one jar, as in the image: runs the one by whose name the jar was called,
 * so that one class path, and with it one archive of classes, is right for all. Called by another
 * name it lists the commands.
 */
public final class SharedJar {
  /** In the jar: names of the commands and their main classes. */
  private static final String COMMANDS = "/commands.properties";

  private SharedJar() {}

  public static void main(String[] args) throws Throwable {
    Properties commands = new Properties();
    try (InputStream in = SharedJar.class.getResourceAsStream(COMMANDS)) {
      if (in == null) {
        throw new IOException("the jar has no " + COMMANDS);
      }
      commands.load(in);
    }
    run(Path.of(System.getProperty("java.class.path")), commands, args);
  }

  static void run(Path jar, Properties commands, String[] args) throws Throwable {
    String command = commands.getProperty(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
    if (command == null) {
      commands.stringPropertyNames().stream().sorted().forEach(System.out::println);
      return;
    }
    Method main = Class.forName(command).getMethod("main", String[].class);
    main.setAccessible(true); // the classes of commands are not public
    try {
      main.invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

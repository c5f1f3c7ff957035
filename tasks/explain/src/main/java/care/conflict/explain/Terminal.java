package care.conflict.explain;

import java.io.Console;

/** Whether a person reads what is printed, which then is kept nowhere. */
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // on those Java versions it is asked whether it is one
  static boolean isThere() {
    Console console = System.console();
    return console != null && isTerminal(console);
  }

  /**
   * Up to Java 21 there is a console only at a terminal; later ones say of it whether it is one.
   */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}

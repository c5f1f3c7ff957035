package care.conflict.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class SharedJarTest {
  private static final List<String> CALLED = new ArrayList<>();

  /** As the commands have it: not public, with a public main. */
  static final class Remembering {
    public static void main(String[] args) {
      CALLED.addAll(List.of(args));
    }
  }

  static final class Failing {
    public static void main(String[] args) {
      if (args.length == 0) {
        throw new IllegalStateException("as the command said it");
      }
    }
  }

  @Test
  void theCommandRunsByWhoseNameTheJarIsCalled() throws Throwable {
    CALLED.clear();
    SharedJar.run(Path.of("/opt/remember.jar"), commands(), new String[] {"show", "--now"});
    assertThat(CALLED).containsExactly("show", "--now");
  }

  @Test
  void anotherNameRunsNothing() throws Throwable {
    CALLED.clear();
    SharedJar.run(Path.of("commands.jar"), commands(), new String[] {"show"});
    assertThat(CALLED).isEmpty();
  }

  @Test
  void whatTheCommandThrowsIsNotWrapped() {
    assertThatThrownBy(() -> SharedJar.run(Path.of("fail.jar"), commands(), new String[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("as the command said it");
  }

  private static Properties commands() {
    Properties commands = new Properties();
    commands.setProperty("remember", Remembering.class.getName());
    commands.setProperty("fail", Failing.class.getName());
    return commands;
  }
}

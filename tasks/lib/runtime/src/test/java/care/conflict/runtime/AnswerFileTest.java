package care.conflict.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.runtime.files.AnswerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswerFileTest {
  private static final Parameter<String> HTML =
      Parameter.text(Parameter.Group.RUN, "html", null, "A page.");

  private static List<String> problems(Map<String, String> options, Map<String, String> variables) {
    return AnswerFile.problems(
        Configuration.resolve(List.of(HTML), options, variables, Map.of(), new ArrayList<>()),
        List.of(HTML));
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedWithItsPlace(@TempDir Path folder) throws IOException {
    String absent = folder.resolve("absent/page.html").toString();
    assertThat(problems(Map.of("--html", absent), Map.of()))
        .containsExactly(
            "--html (command line): \"%s\" is not a file that can be written, in a folder that is there"
                .formatted(absent));
    assertThat(problems(Map.of(), Map.of("HTML", folder.toString())))
        .hasSize(1)
        .allMatch(it -> it.startsWith("HTML (environment): \"" + folder));
    Path there = Files.writeString(folder.resolve("page.html"), "an older one");
    assertThat(problems(Map.of("--html", there.toString()), Map.of())).isEmpty();
    assertThat(problems(Map.of("--html", folder.resolve("new").toString()), Map.of())).isEmpty();
    assertThat(problems(Map.of("--html", "page-beside.html"), Map.of())).isEmpty();
    assertThat(problems(Map.of(), Map.of())).isEmpty();
  }
}

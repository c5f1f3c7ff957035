package care.conflict.acceptance.failures;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Emulator;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Servers that accept and never answer, or that refuse: commands end in time and say what to do.
 */
class SilentServerIT {

  private static final int SECONDS = 90;

  private final Operations pipeline = Operations.create();

  @Test
  void serversThatAcceptAndNeverAnswerEndEveryCommandInTimeAndNothingIsTaken() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      List<Command.Running> withoutWarehouse = withoutWarehouse(silent.getLocalPort());
      List<Command.Running> withoutStore = withoutStore(silent.getLocalPort());
      fail(withoutStore, "PostgreSQL at 127.0.0.1:", SECONDS);
      fail(withoutWarehouse, "Snowflake: no connection", SECONDS);
    }
    pipeline.isFree();
  }

  @Test
  void serversThatRefuseEndEveryCommandSoonAndNothingIsTaken() throws Exception {
    fail(withoutStore(refusedPort()), "PostgreSQL at 127.0.0.1:", 30);
    fail(withoutWarehouse(refusedPort()), "Snowflake: no connection", SECONDS);
    pipeline.isFree();
  }

  private List<Command.Running> withoutWarehouse(int port) {
    Map<String, String> there = Emulator.environment(port);
    return List.of(
        pipeline.preflight("first").env(there).start(),
        pipeline.detection("second").env(there).start());
  }

  private List<Command.Running> withoutStore(int port) {
    List<Command> commands = new ArrayList<>();
    for (String task : List.of(Operations.PREFLIGHT, Scene.TASK, Operations.POSTFLIGHT)) {
      commands.add(pipeline.task(task, "run"));
    }
    commands.add(new Command("run_lock", pipeline.location("show")).with("show"));
    for (String word : List.of("acquire", "release")) {
      commands.add(
          new Command("run_lock", pipeline.location(word)).with(word).with("--run-id=run"));
    }
    Map<String, String> there = pipeline.database.environment(port);
    return commands.stream().map(it -> it.env(there).start()).toList();
  }

  private static void fail(List<Command.Running> running, String says, int seconds) {
    for (Command.Running it : running) {
      JsonNode result = ended(1, it.await(seconds));
      assertThat(message(result)).contains(says);
      assertThat(result.at("/error/advice").asText()).containsIgnoringCase("check ");
    }
  }

  private static int refusedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

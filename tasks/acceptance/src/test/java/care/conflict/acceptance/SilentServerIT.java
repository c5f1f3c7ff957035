package care.conflict.acceptance;

import static care.conflict.acceptance.Operations.ended;
import static care.conflict.acceptance.Operations.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  void aPostgresqlThatAcceptsAndNeverAnswersEndsEveryCommandInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      everyCommandFails(
          pipeline.database.environment(silent.getLocalPort()),
          "PostgreSQL at 127.0.0.1:",
          SECONDS);
    }
  }

  @Test
  void aPostgresqlThatRefusesEndsEveryCommandAtOnce() throws Exception {
    everyCommandFails(pipeline.database.environment(refusedPort()), "PostgreSQL at 127.0.0.1:", 30);
  }

  @Test
  void aWarehouseThatAcceptsAndNeverAnswersEndsTasksInTimeAndLeavesNothingTaken() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      theWarehouseIsNotReached(silent.getLocalPort());
    }
  }

  @Test
  void aWarehouseThatRefusesEndsTasksInTimeAndLeavesNothingTaken() throws Exception {
    theWarehouseIsNotReached(refusedPort());
  }

  private void theWarehouseIsNotReached(int port) {
    Map<String, String> there = Operations.warehouseAt(port);
    List<Command.Running> running =
        List.of(
            pipeline.preflight("first").env(there).start(),
            pipeline.detection("second").env(there).start());
    for (Command.Running it : running) {
      says("Snowflake: no connection", ended(1, it.await(SECONDS)));
    }
    pipeline.isFree();
  }

  private void everyCommandFails(Map<String, String> there, String says, int seconds) {
    Map<String, Command> commands = new LinkedHashMap<>();
    for (String task : List.of(Operations.PREFLIGHT, Scene.TASK, Operations.POSTFLIGHT)) {
      commands.put(task, pipeline.task(task, "run"));
    }
    for (String word : List.of("show", "acquire", "release")) {
      Command command = new Command("run_lock", pipeline.location(word)).with(word);
      commands.put(word, word.equals("show") ? command : command.with("--run-id=run"));
    }
    List<Command.Running> running = new ArrayList<>();
    commands.values().forEach(it -> running.add(it.env(there).start()));
    for (Command.Running it : running) {
      says(says, ended(1, it.await(seconds)));
    }
  }

  private static void says(String what, JsonNode result) {
    assertThat(message(result)).contains(what);
    assertThat(result.at("/error/advice").asText()).contains("Check ");
  }

  private static int refusedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

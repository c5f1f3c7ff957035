package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import care.conflict.core.ExitCode;
import care.conflict.core.TaskFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WarehouseTest {
  @Test
  void aServerThatAcceptsAndNeverAnswersIsGivenUpWithinTheBound() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url =
          "jdbc:snowflake://127.0.0.1:" + silent.getLocalPort() + "/?ssl=off&account=local";
      long begun = System.nanoTime();
      TaskFailure failure =
          catchThrowableOfType(
              TaskFailure.class,
              () ->
                  Warehouse.open(
                      Runs.of(url, Map.of("SNOWFLAKE_PASSWORD", "not shown")),
                      Duration.ofSeconds(3)));
      assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(failure).hasMessageContaining("no answer within 3 s");
      assertThat(failure.getMessage() + failure.advice()).doesNotContain("not shown");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
  }
}

package care.conflict.core;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.INTERACTIVE;
import static care.conflict.core.Command.Trait.PRINTS_SQL;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.parameters.Parameters;
import org.junit.jupiter.api.Test;

final class CommandTest {
  @Test
  void whatIsSaidOfACommandAddsUpAndParametersKeepTheirOrder() {
    Command head =
        Command.named("task")
            .does("Does it.")
            .with(Parameters.CHUNK_ID)
            .with(Parameters.WINDOW)
            .with(Parameters.BATCH_SIZE, Parameters.ENVIRONMENT)
            .reads(STORE, WAREHOUSE)
            .marked(PRINTS_SQL);
    assertThat(head.name()).isEqualTo("task");
    assertThat(head.description()).isEqualTo("Does it.");
    assertThat(head.parameters())
        .containsExactly(
            Parameters.CHUNK_ID,
            Parameters.NOW,
            Parameters.LOOKBACK_YEARS,
            Parameters.LOOKFORWARD_DAYS,
            Parameters.BATCH_SIZE,
            Parameters.ENVIRONMENT);
    assertThat(head.needs()).containsExactlyInAnyOrder(STORE, WAREHOUSE);
    assertThat(head.is(PRINTS_SQL)).isTrue();
    assertThat(head.is(INTERACTIVE)).isFalse();
  }

  @Test
  void itReadsWhatItNamesWhatAllReadAndWhatItTakesToConnect() {
    Command head = Command.named("task").with(Parameters.BATCH_SIZE).reads(STORE);
    assertThat(Parameters.ALL.stream().filter(head::mayRead))
        .contains(Parameters.BATCH_SIZE, Parameters.RUN_ID, Parameters.POSTGRES_SECRET)
        .doesNotContain(
            Parameters.LOOKBACK_HOURS, Parameters.SNOWFLAKE_SECRET, Parameters.REPLICA_SCHEMA);
  }

  @Test
  void whatIsNotSaidIsNotThere() {
    Command head = Command.named("task");
    assertThat(head.parameters()).isEmpty();
    assertThat(head.needs()).isEmpty();
    assertThat(head.traits()).isEmpty();
  }
}

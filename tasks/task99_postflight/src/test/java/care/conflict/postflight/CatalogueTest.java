package care.conflict.postflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CatalogueTest {

  @Test
  void theTasksBeforePostflightAreThoseOfItsFormInTheirOrder() {
    assertThat(Catalogue.tasksBefore("task99_postflight"))
        .startsWith("task00_preflight", "task01_copy_to_staging")
        .contains("task02_00_conflict_update", "task03_status_management")
        .doesNotContain("name", "task99_postflight", "task_01", "migrate");
  }
}

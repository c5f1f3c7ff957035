package care.conflict.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ShiftTest {
  private static Owner owner(String name, long open, String action, long rows) {
    return new Owner(
        "provider", "id of " + name, name, open, Map.of(action, rows), Map.of(action, rows));
  }

  @Test
  void theLargestShiftIsManyRowsAndALargePartOfThem() {
    assertThat(
            Shift.largest(
                    Stream.of(
                        owner("Many", 100_000, "resolved", 300),
                        owner("Half", 200, "resolved", 100),
                        owner("Few", 2, "deleted", 2),
                        owner("Same", 500, "updated", 500)))
                .stream()
                .map(Shift::words))
        .containsExactly(
            "50.0% of the open rows of provider Half would be resolved: 100 of 200",
            "100.0% of the open rows of provider Few would be deleted: 2 of 2",
            "0.3% of the open rows of provider Many would be resolved: 300 of 100,000");
  }

  @Test
  void whatWasClosedBeforeIsNoShiftOfTheOpenRows() {
    Owner owner = new Owner("payer", "one", null, 4, Map.of("deleted", 9L), Map.of("deleted", 1L));
    Owner closed = new Owner("payer", "two", null, 4, Map.of("deleted", 9L), Map.of());
    assertThat(Shift.largest(Stream.of(owner, closed)).stream().map(Shift::words))
        .containsExactly("25.0% of the open rows of payer one would be deleted: 1 of 4");
  }

  @Test
  void whatComesToTheOpenRowsIsToldAsGrowth() {
    assertThat(
            Shift.largest(
                    Stream.of(
                        owner("New", 0, "inserted", 7),
                        new Owner("payer", null, null, 40, Map.of("reopened", 10L), Map.of())))
                .stream()
                .map(Shift::words))
        .containsExactly(
            "provider New has no open row; 7 would be inserted",
            "the open rows of no payer would grow by 25.0%: 10 would be reopened beside 40");
  }
}

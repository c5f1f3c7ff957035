package care.conflict.acceptance.detection;

import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.SmallCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A visit of a stored pair that changed lately, and is where nobody looks now; the other visit did
 * not change.
 */
class GoneVisitsIT {

  private static SmallCase changed(String column, String value) {
    Pair pair = new Pair().feed(1, 1);
    SmallCase it = SmallCase.stored(pair);
    pair.visit(2).put("Visit Updated Timestamp", "2026-03-01 00:00:00+00");
    pair.rows(World.FACT).set(0, Pair.like(pair.visit(1), column, value));
    pair.rows(Pair.CAREGIVERS)
        .add(Pair.like(pair.caregiver(1), "Caregiver Id", Pair.caregiverId(3), "SSN", "  "));
    pair.rows(Pair.CAREGIVERS)
        .add(Pair.like(pair.caregiver(1), "Caregiver Id", Pair.caregiverId(4), "SSN", "900010004"));
    pair.rows(Pair.CAREGIVERS)
        .add(Pair.like(pair.caregiver(1), "Caregiver Id", Pair.caregiverId(5), "SSN", "999999999"));
    pair.providers(3);
    it.database.execute("INSERT INTO excluded_ssn (\"SSN\") VALUES ('900-01-0004')");
    it.database.execute(
        "INSERT INTO excluded_agency (\"ProviderID\") VALUES ('%s')".formatted(Pair.providerId(3)));
    it.show();
    return it;
  }

  @DisplayName("its old pairs are resolved")
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "taken from its caregiver,        Caregiver Id,",
    "given to one without a number,   Caregiver Id, c0000000-0000-4000-8000-000000000003",
    "moved beyond the window,         Visit Date,   2026-04-26",
    "moved before the window,         Visit Date,   2024-03-10",
    "left without a day,              Visit Date,"
  })
  void itsOldPairsAreResolved(String how, String column, String value) {
    SmallCase it = changed(column, value);
    assertThat(counted(it.detect(), "resolved")).as(how).isEqualTo(2);
    assertThat(it.statuses()).isEqualTo("RR");
  }

  @DisplayName("what is left out, or not known, says nothing")
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "given to one whom nobody knows,  Caregiver Id, c0000000-0000-4000-8000-000000000009",
    "given to an excluded person,     Caregiver Id, c0000000-0000-4000-8000-000000000004",
    "given to a placeholder,          Caregiver Id, c0000000-0000-4000-8000-000000000005",
    "given to an excluded agency,     Provider Id,  b0000000-0000-4000-8000-000000000003",
    "given to no agency,              Provider Id,"
  })
  void whatIsLeftOutSaysNothing(String how, String column, String value) {
    SmallCase it = changed(column, value);
    assertThat(counted(it.detect(), "resolved")).as(how).isZero();
    assertThat(it.statuses()).isEqualTo("UU");
  }

  @Test
  @DisplayName("rows that lie outside of the window themselves are left alone")
  void rowsOutsideOfTheWindowAreLeftAlone() {
    SmallCase it = changed("Visit Date", "2026-06-01");
    it.database.execute("UPDATE conflictvisitmaps SET \"VisitDate\" = '2026-06-01'");
    assertThat(counted(it.detect(), "resolved")).isZero();
  }
}

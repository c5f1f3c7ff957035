package care.conflict.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {

  @Test
  void valuesThatADatabaseQuotesAreCut() {
    assertThat(
            Redaction.databaseMessage("ERROR: invalid input syntax for type uuid: \"Ann Smith\""))
        .doesNotContain("Ann");
    assertThat(Redaction.databaseMessage("Numeric value 'Ann Smith' is not recognized"))
        .doesNotContain("Ann");
    assertThat(Redaction.databaseMessage("Key (\"SSN\")=(900-12-3456) already exists."))
        .doesNotContain("900");
    assertThat(Redaction.databaseMessage("bad person 900 12 3456 there"))
        .isEqualTo("bad person … there");
    assertThat(Redaction.databaseMessage("first line\nDetail: Ann Smith")).isEqualTo("first line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Numeric value 'O'Quill' is not recognized",
        "String 'Ann D'Arcy Quill' is too long and would be truncated",
        "Numeric value 'O'Brien\nQuill' is not recognized",
        "Failed to cast variant value \"Ann Quill\" to FIXED",
        "Failed to cast variant value {\"name\": \"Ann Quill\"} to FIXED",
        "Error parsing JSON: unknown keyword \"Quill\", pos 6",
        "Key (\"Name\")=(Ann (Quill) jr) already exists.",
        "La valeur ‘Ann O’Quill’ est invalide"
      })
  void aValueThatHoldsAQuoteItselfIsCutToItsEnd(String message) {
    assertThat(Redaction.databaseMessage(message))
        .doesNotContain("Quill", "Brien")
        .startsWith(message.substring(0, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "»%s«", "«%s»", "« %s »", "„%s“", "“%s”", "‚%s‘", "‘%s’", "‹%s›", "「%s」", "『%s』", "»%s"
      })
  void valuesThatAreQuotedInOtherLanguagesAreCut(String quoted) {
    assertThat(
            Redaction.databaseMessage(
                "FEHLER: ungültig: " + quoted.formatted("Łucja Quill") + " (22P02)"))
        .startsWith("FEHLER: ungültig: …")
        .doesNotContain("Quill");
  }

  @Test
  void anIdStaysWholeHoweverManyDigitsItHas() {
    assertThat(Redaction.withoutSsns("payer 97d12345-6789-4e47-8123-900123456789: 900123456"))
        .isEqualTo("payer 97d12345-6789-4e47-8123-900123456789: …");
    assertThat(Redaction.withoutSsns("97d12345-6789-4e47-8123-900-12-3456")).doesNotContain("3456");
  }

  @Test
  void secretsAreCutWhereverTheyStandAndAlsoALineOfAKey() {
    Redaction redaction =
        Redaction.of(
            List.of("hunter22", "-----BEGIN-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END-----"));
    assertThat(redaction.secretsOf("x hunter22 y MIIEvQIBADANBgkqhkiG9w0 z"))
        .isEqualTo("x ****** y ****** z");
  }

  @Test
  void aTextOfAnothersMakingIsNoLineOfItsOwnAndNothingThatATerminalObeys() {
    assertThat(Redaction.onOneLine(" x)\n2026\u001b[31m\u202ey\r\n")).isEqualTo("x) 2026 [31m y");
  }
}

package care.conflict.runtime.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.com",
        "first.last+tag@mail.example.co.uk",
        "<a@example.com>",
        "A Team <team@example.com>",
        "o'neil@example.com"
      })
  void anAddressIsTakenAloneOrWithAName(String text) {
    assertThat(MailAddresses.isAddress(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "a@",
        "@example.com",
        "a@example",
        "a@b@example.com",
        "a b@example.com",
        "a..b@example.com",
        ".a@example.com",
        "a@-example.com",
        "a@example..com",
        "A Team <team@example.com",
        "A Team team@example.com",
        "\"A Team\" <team@example.com>",
        "a@example.com; b@example.com",
        "a@example.com\r\nBcc: b@example.com",
        "Ä Team <team@example.com>"
      })
  void whatSesWouldRefuseIsNone(String text) {
    assertThat(MailAddresses.isAddress(text)).isFalse();
  }

  @Test
  void aLocalPartHasAtMost64Characters() {
    assertThat(MailAddresses.isAddress("a".repeat(64) + "@example.com")).isTrue();
    assertThat(MailAddresses.isAddress("a".repeat(65) + "@example.com")).isFalse();
  }

  @Test
  void aListIsSeparatedByCommas() {
    assertThat(MailAddresses.of(" a@example.com,B <b@example.com> ,"))
        .containsExactly("a@example.com", "B <b@example.com>", "");
  }
}

package io.checkpost.web.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyViewTest {

  private static BodyView of(String body) {
    return BodyView.of(body.getBytes(UTF_8));
  }

  @Test
  void jsonKeepsItsNumbersAndItsNamesThatComeTwice() {
    assertThat(of("{\"a\":1.10,\"a\":12345678901234567890.5,\"b\":1e400}").pretty())
        .contains("1.10")
        .contains("12345678901234567890.5")
        .contains("1e400")
        .contains("\"a\"");
  }

  @Test
  void whatIsNoJsonIsNotMadeToLookLikeIt() {
    assertThat(of("{\"a\":").pretty()).isNull();
    assertThat(of("").pretty()).isNull();
  }

  @Test
  void bytesThatAreNoTextAreSaidNotToBe() {
    assertThat(BodyView.of(new byte[] {(byte) 0xff, 'a'}).isText()).isFalse();
  }

  @Test
  void aLongBodyIsCut() {
    BodyView view = of("x".repeat(70_000));

    assertThat(view.isCut()).isTrue();
    assertThat(view.raw()).hasSize(view.shown()).hasSizeLessThan(70_000);
  }
}

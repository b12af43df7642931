package io.checkpost.ingest.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The vector that the specification's libraries are tested with. */
  @Test
  void theSpecificationsExampleIsSignedAsItSays() {
    assertThat(
            StandardWebhooks.sign(
                SECRET,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void onlyWholeSecondsCount() {
    byte[] body = {1, 2, 3};

    assertThat(StandardWebhooks.sign(SECRET, "a", Instant.ofEpochSecond(7, 999), body))
        .isEqualTo(StandardWebhooks.sign(SECRET, "a", Instant.ofEpochSecond(7), body))
        .isNotEqualTo(StandardWebhooks.sign(SECRET, "a", Instant.ofEpochSecond(8), body))
        .isNotEqualTo(StandardWebhooks.sign(SECRET, "b", Instant.ofEpochSecond(7), body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_secret word"})
  void whatIsNoSecretIsRefusedAndNotRepeated(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardWebhooks.sign(wrong, "a", Instant.EPOCH, new byte[0]))
        .withMessage("a signing secret is whsec_ and base64");
  }
}

package io.checkpost.ingest.provider.w2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.variants.Mutation;
import io.checkpost.ingest.variants.Respelling;
import io.checkpost.ingest.variants.Variant;
import io.checkpost.ingest.variants.VariantCheck;
import io.checkpost.ingest.variants.VariantStep;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class W2PropertiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] SAMPLE = Variant.of("w2").get(0).steps().get(0).body();

  private final W2Provider provider = new W2Provider();

  @Property(tries = 300)
  void anyBytesAreInterpreted(@ForAll byte[] bytes) {
    assertThat(interpret(bytes)).isNotNull();
  }

  @Property(tries = 2000)
  void damagedBodiesAreInterpreted(@ForAll("bodies") VariantStep step, @ForAll long seed) {
    assertThat(interpret(Mutation.of(step.body(), new Random(seed)))).isNotNull();
  }

  @Property(tries = 500)
  void spellingIsNoContent(@ForAll long seed) throws Exception {
    Update plain = update(SAMPLE);
    Update respelled =
        update(Respelling.of(JSON.readTree(SAMPLE), new Random(seed)).getBytes(UTF_8));

    assertThat(VariantCheck.content(respelled)).isEqualTo(VariantCheck.content(plain));
  }

  @Property(tries = 1000)
  void onlyASuccessPasses(@ForAll("results") String result) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("identificationprocess").put("result", result).put("sessionId", "s-1");

    String letters = result.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    if (!letters.matches("SUCC?ESS(DATACHANGED?)?")) {
      assertThat(update(JSON.writeValueAsBytes(body)).outcome()).isNotEqualTo(Outcome.PASSED);
    }
  }

  @Provide
  Arbitrary<String> results() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(30),
        Arbitraries.strings().withChars("SUCES_ DATHNGD-").ofMaxLength(25),
        Arbitraries.strings().alpha().ofMaxLength(3).map(noise -> "SUCCESS" + noise));
  }

  @Provide
  Arbitrary<VariantStep> bodies() {
    return Arbitraries.of(
        Variant.of("w2").stream()
            .flatMap(variant -> variant.steps().stream())
            .filter(step -> step.body().length < 10_000)
            .toList());
  }

  private Update update(byte[] body) {
    Interpretation interpretation = interpret(body);
    assertThat(interpretation).isInstanceOf(Interpretation.Understood.class);
    return ((Interpretation.Understood) interpretation).updates().get(0);
  }

  private Interpretation interpret(byte[] body) {
    return provider.interpret(new WebhookRequest(body, Map.of(), Map.of()));
  }
}

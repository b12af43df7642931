package io.checkpost.ingest.provider.credas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.api.credas.CodeList;
import io.checkpost.api.credas.UpdateType;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.variants.Mutation;
import io.checkpost.ingest.variants.Respelling;
import io.checkpost.ingest.variants.Variant;
import io.checkpost.ingest.variants.VariantCheck;
import io.checkpost.ingest.variants.VariantStep;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CredasPropertiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CredasProvider provider = new CredasProvider();

  @Property(tries = 300)
  void anyBytesAreInterpreted(@ForAll byte[] bytes) {
    assertThat(interpret(bytes, Map.of())).isNotNull();
  }

  @Property(tries = 2000)
  void damagedBodiesAreInterpreted(@ForAll("bodies") VariantStep step, @ForAll long seed) {
    assertThat(interpret(Mutation.of(step.body(), new Random(seed)), Map.of())).isNotNull();
  }

  @Property(tries = 1000)
  void spellingIsNoContent(
      @ForAll UpdateType type, @ForAll @IntRange(min = -1, max = 10) int code, @ForAll long seed)
      throws Exception {
    ObjectNode body = body(type, code);

    Update plain = update(JSON.writeValueAsBytes(body), Map.of());
    Update respelled = update(Respelling.of(body, new Random(seed)).getBytes(UTF_8), Map.of());

    assertThat(VariantCheck.content(respelled)).isEqualTo(VariantCheck.content(plain));
    assertThat(respelled.outcome()).isEqualTo(plain.outcome());
  }

  @Property(tries = 1000)
  void aCodeOutsideItsListNeverPasses(
      @ForAll UpdateType type, @ForAll CodeList list, @ForAll int code) throws Exception {
    Update update =
        update(JSON.writeValueAsBytes(body(type, code)), Map.of(type.checkType(), list.id()));

    boolean someListPassesIt =
        List.of(CodeList.values()).stream()
            .flatMap(any -> any.code(code).stream())
            .anyMatch(published -> published.outcome() == Outcome.PASSED);
    if (!someListPassesIt) {
      assertThat(update.outcome()).isNotEqualTo(Outcome.PASSED);
    }
  }

  @Property
  void codesThatNobodyChoseAListForNeverPass(@ForAll @IntRange(min = -1, max = 10) int code)
      throws Exception {
    for (UpdateType type :
        List.of(UpdateType.SHARE_CODE, UpdateType.SUPPORTING_DOCUMENT, UpdateType.DATACHECK)) {
      assertThat(update(JSON.writeValueAsBytes(body(type, code)), Map.of()).outcome())
          .isIn(Outcome.UNCONFIRMED, Outcome.UNRECOGNISED);
    }
  }

  @Provide
  Arbitrary<VariantStep> bodies() {
    return Arbitraries.of(
        Variant.of("credas").stream()
            .flatMap(variant -> variant.steps().stream())
            .filter(step -> step.body().length < 10_000)
            .toList());
  }

  private static ObjectNode body(UpdateType type, int code) {
    ObjectNode payload =
        JSON.createObjectNode()
            .put("EntityId", "9811e0dc-7bbb-4fdf-be96-b8c7c105080f")
            .put("ClientId", "a6beec64-5007-45b4-b49d-f4d17c99efee")
            .put("SomethingNew", " as it is ");
    Layout layout = Layout.of(type);
    ObjectNode holder =
        type == UpdateType.SUPPORTING_DOCUMENT ? payload.putArray("Items").addObject() : payload;
    layout.objectIds().stream().limit(1).forEach(name -> holder.put(name, 4711));
    layout.codes().forEach(name -> holder.put(name, code));
    if (type == UpdateType.SHARE_CODE) {
      holder.put("VerificationResult", code);
    }
    ObjectNode body = JSON.createObjectNode().put("UpdateType", type.number());
    body.set("Payload", payload);
    return body;
  }

  private Update update(byte[] body, Map<CheckType, String> codeLists) {
    Interpretation interpretation = interpret(body, codeLists);
    assertThat(interpretation).isInstanceOf(Interpretation.Understood.class);
    return ((Interpretation.Understood) interpretation).updates().get(0);
  }

  private Interpretation interpret(byte[] body, Map<CheckType, String> codeLists) {
    return provider.interpret(new WebhookRequest(body, Map.of(), codeLists));
  }
}

package io.checkpost.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.Mask;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

  private static final CheckType ANNOUNCED = new CheckType("palm_reading");
  private static final WebhookRequest REQUEST = new WebhookRequest(new byte[0], Map.of(), Map.of());

  static Stream<Supplier<Interpretation>> whatAProviderMayDoWrong() {
    return Stream.of(
        () -> {
          throw new IllegalStateException("with a body in the message");
        },
        () -> {
          throw new NoClassDefFoundError("org/example/Missing");
        },
        () -> {
          throw new StackOverflowError();
        },
        ProvidersTest::nothing,
        () -> understood(new CheckType("tea_leaves")),
        () -> understood(ANNOUNCED, ANNOUNCED),
        () -> new Interpretation.Quarantined("Not a code", "detail"));
  }

  @ParameterizedTest
  @MethodSource("whatAProviderMayDoWrong")
  void whateverAProviderDoesWrongTheMessageIsQuarantined(Supplier<Interpretation> wrong) {
    assertThat(providers("palms", wrong).interpret("palms", REQUEST))
        .isEqualTo(
            new Interpretation.Quarantined(
                "reader_failed",
                "The provider's reader failed on this body; its bytes were kept."));
  }

  @Test
  void whatAProviderUnderstandsIsLeftAlone() {
    Interpretation understood = understood(ANNOUNCED);

    assertThat(providers("palms", () -> understood).interpret("palms", REQUEST))
        .isSameAs(understood);
  }

  @Test
  void aMessageWithoutItsProviderIsQuarantined() {
    assertThat(providers("palms", ProvidersTest::nothing).interpret("gone", REQUEST))
        .isInstanceOfSatisfying(
            Interpretation.Quarantined.class,
            quarantined -> assertThat(quarantined.reason()).isEqualTo("no_provider"));
  }

  @Test
  void aFieldOfWhichNobodySaysHowPersonalItIsIsHidden() {
    Providers providers = providers("palms", ProvidersTest::nothing);

    assertThat(providers.mask("palms", "lefthand.lifeline")).isEqualTo(Mask.FULL);
    assertThat(providers.mask("gone", "lefthand.lifeline")).isEqualTo(Mask.FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Palms", "palm readers", "palm/readers", "palmreadersofgreatbritain"})
  void aNameThatNoUrlCanHaveIsRefused(String name) {
    assertThatThrownBy(() -> providers(name, ProvidersTest::nothing))
        .isInstanceOf(UnfitProvider.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void twoProvidersOfOneNameAreRefused() {
    WebhookProvider palms = new Palms("palms", ProvidersTest::nothing);

    assertThatThrownBy(() -> new Providers(List.of(palms, palms)))
        .isInstanceOf(UnfitProvider.class)
        .hasMessage("two providers are named palms");
  }

  private static Providers providers(String name, Supplier<Interpretation> reader) {
    return new Providers(List.of(new Palms(name, reader)));
  }

  @SuppressWarnings("NullAway") // as a stranger may, whose compiler says nothing
  private static Interpretation nothing() {
    return null;
  }

  private static Interpretation understood(CheckType... types) {
    return new Interpretation.Understood(
        "person", null, false, Stream.of(types).map(ProvidersTest::update).toList());
  }

  private static Update update(CheckType type) {
    return new Update(
        type,
        "person",
        null,
        "hand",
        Outcome.PASSED,
        Certainty.DOCUMENTED,
        null,
        false,
        List.of(),
        List.of());
  }

  private record Palms(String name, Supplier<Interpretation> reader) implements WebhookProvider {

    @Override
    public String displayName() {
      return name;
    }

    @Override
    public Set<CheckType> checkTypes() {
      return Set.of(ANNOUNCED);
    }

    @Override
    public Interpretation interpret(WebhookRequest request) {
      return reader.get();
    }

    @Override
    public VerificationEvent event(Update update, Circumstances circumstances) {
      throw new UnsupportedOperationException();
    }
  }
}

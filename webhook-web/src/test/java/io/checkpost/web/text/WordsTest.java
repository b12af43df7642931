package io.checkpost.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Certainty;
import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.QuarantineReason;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.ingest.relay.Cause;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.TargetState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Path PAGES = Path.of("src", "main", "webapp");
  private static final Pattern KEY = Pattern.compile("words\\.text\\('([^']+[^.'])'");

  private final Words words =
      new Words(
          new Providers(List.of(new PalmReader(), new Mute())),
          () -> Locale.ENGLISH,
          () -> ZoneOffset.UTC);

  @Test
  void everyTextThatAPageAsksForIsThere() throws IOException {
    List<String> keys = new ArrayList<>();
    try (Stream<Path> pages = Files.walk(PAGES)) {
      for (Path page : pages.filter(path -> path.toString().endsWith(".xhtml")).toList()) {
        Matcher key = KEY.matcher(Files.readString(page));
        while (key.find()) {
          keys.add(key.group(1));
        }
      }
    }

    assertThat(keys)
        .hasSizeGreaterThan(60)
        .allSatisfy(key -> assertThat(words.text(key)).isNotEqualTo(key));
  }

  @Test
  void everyCodeHasAWord() {
    Stream.of(
            Arrays.stream(Outcome.values()).map(each -> "outcome." + each.code()),
            Arrays.stream(Outcome.values()).map(each -> "says." + each.code()),
            Arrays.stream(Certainty.values()).map(each -> "certainty." + each.code()),
            Arrays.stream(Certainty.values())
                .map(each -> "certainty." + each.code() + ".explained"),
            Arrays.stream(ChangeKind.values()).map(each -> "kind." + each.code()),
            Arrays.stream(ClientIdFlag.values()).map(each -> "client-id-flag." + each.code()),
            Arrays.stream(Disposition.values()).map(each -> "disposition." + each.code()),
            Arrays.stream(DeliveryState.values())
                .map(each -> "message.lifecycle.delivery." + each.code()),
            Arrays.stream(DeliveryState.values()).map(each -> "deliveries.state." + each.code()),
            Arrays.stream(Cause.values()).map(each -> "delivery.cause." + each.code()),
            Stream.of(TargetState.OPEN, TargetState.DISABLED)
                .map(each -> "message.lifecycle.delivery.target." + each.code()))
        .flatMap(keys -> keys)
        .forEach(key -> assertThat(words.text(key)).isNotEqualTo(key));
  }

  @Test
  void everyReasonForQuarantineIsExplained() throws IllegalAccessException {
    for (var reason : QuarantineReason.class.getFields()) {
      String code = String.valueOf(reason.get(null));
      assertThat(words.quarantine("mute", code, "detail")).as(code).isNotEqualTo("detail");
    }
  }

  @Test
  void aReasonThatNobodyExplainedIsSaidByItsDetail() {
    assertThat(words.quarantine("mute", "full_moon", "The moon is full."))
        .isEqualTo("The moon is full.");
  }

  @Test
  void aCodeWithoutAWordIsSpacedOut() {
    assertThat(words.result("mute", "VoiceMatchVerificationResult"))
        .isEqualTo("Voice match verification result");
    assertThat(words.checkType("mute", PALM)).isEqualTo("Palm reading");
    assertThat(words.section("mute", "left_hand")).isEqualTo("Left hand");
    assertThat(words.field("mute", "lefthand.lifeline")).isEqualTo("lifeline");
    assertThat(words.objectKind("mute", PALM)).isEqualTo("Check id");
  }

  @Test
  void aProvidersThingsAreCalledWhatItCallsThem() {
    assertThat(words.provider("palms")).isEqualTo("Palms & Sons");
    assertThat(words.checkType("palms", PALM)).isEqualTo("Reading of a palm");
    assertThat(words.says("palms", PALM, Outcome.PASSED)).isEqualTo("Reading of a palm passed");
    assertThat(words.objectKind("palms", PALM)).isEqualTo("Hand");
    assertThat(words.result("palms", "Verdict")).isEqualTo("The reader's verdict");
    assertThat(words.section("palms", "lefthand")).isEqualTo("Left hand");
    assertThat(words.field("palms", "lefthand.lifeline")).isEqualTo("Line of life");
    assertThat(words.quarantine("palms", "full_moon", "detail")).isEqualTo("Come again tomorrow.");
  }

  @Test
  void aProviderThatIsGoneOrFailsCostsNoPage() {
    assertThat(words.provider("gone")).isEqualTo("Gone");
    assertThat(words.checkType("gone", PALM)).isEqualTo("Palm reading");
    assertThat(words.field("gone", "lefthand.lifeline")).isEqualTo("lifeline");
  }

  private static final CheckType PALM = new CheckType("palm_reading");

  /** A stranger's provider. */
  private static class Mute implements WebhookProvider {

    @Override
    public String name() {
      return "mute";
    }

    @Override
    public String displayName() {
      return "Mute";
    }

    @Override
    public Set<CheckType> checkTypes() {
      return Set.of(PALM);
    }

    @Override
    public Interpretation interpret(WebhookRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public VerificationEvent event(Update update, Circumstances circumstances) {
      throw new UnsupportedOperationException();
    }

    /** One that is not there. */
    @Override
    public Optional<String> texts() {
      return Optional.of("io.checkpost.web.text.mute");
    }
  }

  /** A stranger's provider that has texts. */
  private static final class PalmReader extends Mute {

    @Override
    public String name() {
      return "palms";
    }

    @Override
    public String displayName() {
      return "Palms & Sons";
    }

    @Override
    public Optional<String> texts() {
      return Optional.of("io.checkpost.web.text.palms");
    }
  }
}

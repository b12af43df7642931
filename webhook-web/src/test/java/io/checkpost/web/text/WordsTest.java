package io.checkpost.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Certainty;
import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.provider.QuarantineReason;
import io.checkpost.ingest.relay.DeliveryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Path PAGES = Path.of("src", "main", "webapp");
  private static final Pattern KEY = Pattern.compile("words\\.text\\('([^']+[^.'])'");

  private final Words words = new Words(() -> Locale.ENGLISH);

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
                .map(each -> "message.lifecycle.delivery." + each.code()))
        .flatMap(keys -> keys)
        .forEach(key -> assertThat(words.text(key)).isNotEqualTo(key));
  }

  @Test
  void everyReasonForQuarantineIsExplained() throws IllegalAccessException {
    for (var reason : QuarantineReason.class.getFields()) {
      String code = String.valueOf(reason.get(null));
      assertThat(words.quarantine(code, "detail")).as(code).isNotEqualTo("detail");
    }
  }

  @Test
  void aReasonThatNobodyExplainedIsSaidByItsDetail() {
    assertThat(words.quarantine("of_a_new_provider", "The moon is full."))
        .isEqualTo("The moon is full.");
  }

  @Test
  void aCodeWithoutAWordIsSpacedOut() {
    assertThat(words.result("VoiceMatchVerificationResult"))
        .isEqualTo("Voice match verification result");
    assertThat(words.checkType(new CheckType("palm_reading"))).isEqualTo("Palm reading");
  }
}

package io.checkpost.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** A sentence is known by its English and said in another language. */
class SentencesTest {

  private static final ResourceBundle ENGLISH =
      bundle(
          """
          accepted.most=at most {0}
          accepted.length=at most {0} characters
          accepted.header=a header''s name, none of {1} or {0}
          detail.malformed={0} is {1}; accepted: {2}
          detail.text=a text
          detail.only-english=nothing of it
          """);

  private static final ResourceBundle GERMAN =
      bundle(
          """
          accepted.most=höchstens {0}
          accepted.length=höchstens {0} Zeichen
          accepted.header={0} und {1} heißt kein Header
          detail.malformed={0} ist {1}; zulässig: {2}
          detail.text=ein Text
          """);

  private final Sentences accepted = new Sentences().with("accepted", ENGLISH, GERMAN);
  private final Sentences details = new Sentences().with("detail", ENGLISH, GERMAN);

  private static ResourceBundle bundle(String properties) {
    try {
      return new PropertyResourceBundle(new StringReader(properties));
    } catch (IOException e) {
      throw new IllegalStateException("nothing was read from anywhere", e);
    }
  }

  @Test
  void theMostExactPatternHolds() {
    assertThat(accepted.say("at most 20 characters")).hasValue("höchstens 20 Zeichen");
    assertThat(accepted.say("at most 20")).hasValue("höchstens 20");
  }

  @Test
  void whatDiffersIsFilledInWhereTheOtherLanguageHasIt() {
    assertThat(accepted.say("a header's name, none of $1 or b\\c"))
        .hasValue("b\\c und $1 heißt kein Header");
  }

  @Test
  void whatIsFilledInIsSaidInTheOtherLanguageWhereItCanBe() {
    assertThat(details.say("Payload is a text; accepted: an object"))
        .hasValue("Payload ist ein Text; zulässig: an object");
  }

  @Test
  void whatIsNotKnownIsNotSaid() {
    assertThat(accepted.say("a text")).isEmpty();
    assertThat(accepted.say("not at most 20")).isEmpty();
    assertThat(details.say("nothing of it")).isEmpty();
  }
}

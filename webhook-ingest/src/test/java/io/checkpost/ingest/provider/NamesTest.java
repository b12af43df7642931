package io.checkpost.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "UpdateType, updatetype",
    "update_type, updatetype",
    "Update type, updatetype",
    "rtxId2, rtxid2",
    "Größe (cm), größecm",
    "ΑΒΓ, αβγ",
    "\u212Aelvin, kelvin",
    "$, $"
  })
  void foldsCaseAndSeparators(String name, String folded) {
    assertThat(Names.folded(name)).isEqualTo(folded);
  }

  /** Both ways through {@code folded} end in the same name. */
  @Property
  void foldsAsciiLikeEverythingElse(@ForAll @CharRange(from = ' ', to = '\u00FF') String anything) {
    StringBuilder expected = new StringBuilder();
    anything
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(expected::appendCodePoint);
    assertThat(Names.folded(anything))
        .isEqualTo(expected.isEmpty() ? anything : expected.toString());
  }
}

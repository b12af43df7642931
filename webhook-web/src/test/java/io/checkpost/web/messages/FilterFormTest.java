package io.checkpost.web.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.Outcome;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.InvalidInput;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterFormTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  private static MessageFilter filter(String parameter, String value) {
    return FilterForm.of(Map.of(parameter, value)).filter(ZONE);
  }

  @Test
  void whatIsLeftEmptyIsNoFilter() {
    FilterForm form = FilterForm.of(Map.of("outcome", " ", "page", "7"));

    assertThat(form.isEmpty()).isTrue();
    assertThat(form.filter(ZONE)).isEqualTo(MessageFilter.EVERYTHING);
  }

  @Test
  void codesAreRead() {
    assertThat(filter("outcome", "not_performed").outcome()).isEqualTo(Outcome.NOT_PERFORMED);
  }

  @Test
  void aDayIsWholeInTheServersZone() {
    assertThat(filter("from", "2026-07-01").from())
        .isEqualTo(Instant.parse("2026-06-30T23:00:00Z"));
    assertThat(filter("to", "2026-07-01").to()).isEqualTo(Instant.parse("2026-07-01T23:00:00Z"));
  }

  @Test
  void aTimeMayBeFinerThanADay() {
    Instant instant = Instant.parse("2026-07-01T10:30:00Z");

    assertThat(filter("to", "2026-07-01T11:30").to()).isEqualTo(instant);
    assertThat(filter("to", "2026-07-01T10:30:00Z").to()).isEqualTo(instant);
    assertThat(filter("to", "2026-07-01T12:30:00+02:00").to()).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"portal", "outcome", "disposition", "checkType", "from", "to"})
  void aWrongValueIsNamed(String parameter) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> filter(parameter, "2026-13-41 <x>"))
        .satisfies(e -> assertThat(e.field()).isEqualTo(parameter))
        .satisfies(e -> assertThat(e.given()).isEqualTo("2026-13-41 <x>"));
  }

  @Test
  void theQueryHoldsEverythingEncoded() {
    FilterForm form = FilterForm.of(Map.of("subject", "a&b=c", "outcome", "failed"));

    assertThat(form.query()).isEqualTo("subject=a%26b%3Dc&outcome=failed");
    assertThat(form.without(FilterField.SUBJECT).query()).isEqualTo("outcome=failed");
  }
}

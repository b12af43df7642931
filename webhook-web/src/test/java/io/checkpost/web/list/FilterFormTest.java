package io.checkpost.web.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.ingest.problem.InvalidInput;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterFormTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  private static FilterForm form(String field, String value) {
    return FilterForm.of(List.of(field), Map.of(field, value));
  }

  @Test
  void whatIsLeftEmptyIsNoFilter() {
    FilterForm form = FilterForm.of(List.of("outcome"), Map.of("outcome", " ", "page", "7"));

    assertThat(form.isEmpty()).isTrue();
    assertThat(form.value("outcome")).isNull();
    assertThat(form.from("outcome", ZONE)).isNull();
  }

  @Test
  void aDayIsWholeInTheServersZone() {
    FilterForm day = form("day", "2026-07-01");

    assertThat(day.from("day", ZONE)).isEqualTo(Instant.parse("2026-06-30T23:00:00Z"));
    assertThat(day.until("day", ZONE)).isEqualTo(Instant.parse("2026-07-01T23:00:00Z"));
  }

  @Test
  void aTimeMayBeFinerThanADay() {
    Instant instant = Instant.parse("2026-07-01T10:30:00Z");

    assertThat(form("to", "2026-07-01T11:30").until("to", ZONE)).isEqualTo(instant);
    assertThat(form("to", "2026-07-01T10:30:00Z").until("to", ZONE)).isEqualTo(instant);
    assertThat(form("to", "2026-07-01T12:30:00+02:00").until("to", ZONE)).isEqualTo(instant);
  }

  @Test
  void aWrongValueIsNamed() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> form("from", "2026-13-41 <x>").from("from", ZONE))
        .satisfies(e -> assertThat(e.field()).isEqualTo("from"))
        .satisfies(e -> assertThat(e.given()).isEqualTo("2026-13-41 <x>"));
  }

  @Test
  void theQueryHoldsEverythingEncodedInTheOrderOfTheFields() {
    FilterForm form =
        FilterForm.of(
            List.of("subject", "outcome"), Map.of("outcome", "failed", "subject", "a&b=c"));

    assertThat(form.query()).isEqualTo("subject=a%26b%3Dc&outcome=failed");
    assertThat(form.without("subject").query()).isEqualTo("outcome=failed");
  }
}

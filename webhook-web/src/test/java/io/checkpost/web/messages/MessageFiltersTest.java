package io.checkpost.web.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.Outcome;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.web.list.FilterForm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFiltersTest {

  private static MessageFilter filter(Map<String, String> parameters) {
    return MessageFilters.of(FilterForm.of(MessageFilters.ALL, parameters), ZoneOffset.UTC);
  }

  @Test
  void withoutAnyEverythingIsShown() {
    assertThat(filter(Map.of("page", "7"))).isEqualTo(MessageFilter.EVERYTHING);
  }

  @Test
  void eachIsReadAsWhatItIs() {
    MessageFilter filter =
        filter(Map.of("outcome", "not_performed", "from", "2026-07-01", "to", "2026-07-01"));

    assertThat(filter.outcome()).isEqualTo(Outcome.NOT_PERFORMED);
    assertThat(filter.from()).isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
    assertThat(filter.to()).isEqualTo(Instant.parse("2026-07-02T00:00:00Z"));
  }

  @Test
  void aFilterIsWrittenAsItIsRead() {
    Map<String, String> given =
        Map.of(
            "portal", "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "provider", "credas",
            "checkType", "id_document",
            "outcome", "not_performed",
            "disposition", "accepted",
            "clientIdFlag", "other_portal",
            "subject", "a b",
            "clientReference", "7 & 8",
            "from", "2026-07-01",
            "to", "2026-07-01");

    assertThat(MessageFilters.form(filter(given), ZoneOffset.UTC).values())
        .containsExactlyInAnyOrderEntriesOf(given);
    Map<String, String> finer =
        Map.of("from", "2026-07-01T00:00:01Z", "to", "2026-07-01T12:00:00Z");
    assertThat(MessageFilters.form(filter(finer), ZoneOffset.UTC).values()).isEqualTo(finer);
    assertThat(MessageFilters.form(MessageFilter.EVERYTHING, ZoneOffset.UTC).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"portal", "outcome", "disposition", "checkType", "clientIdFlag", "from", "to"})
  void aWrongValueIsNamed(String field) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> filter(Map.of(field, "2026-13-41 <x>")))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }
}

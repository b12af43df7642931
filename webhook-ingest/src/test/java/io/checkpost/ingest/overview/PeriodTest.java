package io.checkpost.ingest.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @Test
  void aDayEndsWithTheHourThatNowIsIn() {
    List<Instant> bounds =
        Period.DAY.bounds(Instant.parse("2026-11-22T10:15:30.123456Z"), ZoneOffset.UTC);

    assertThat(bounds).hasSize(25);
    assertThat(bounds.get(0)).isEqualTo("2026-11-21T11:00:00Z");
    assertThat(bounds.get(24)).isEqualTo("2026-11-22T11:00:00Z");
  }

  @Test
  void aWeekIsToldInQuartersOfTheDaysOfAZone() {
    List<Instant> bounds = Period.WEEK.bounds(Instant.parse("2026-07-22T17:15:00Z"), LONDON);

    assertThat(bounds).hasSize(29);
    assertThat(bounds.get(28)).isEqualTo("2026-07-22T23:00:00Z");
    assertThat(bounds.get(27)).isEqualTo("2026-07-22T17:00:00Z");
    assertThat(bounds.get(0)).isEqualTo("2026-07-15T23:00:00Z");
  }

  @Test
  void aMonthIsToldInDaysAlsoWhereTheClocksChange() {
    List<Instant> bounds = Period.MONTH.bounds(Instant.parse("2026-11-02T08:00:00Z"), LONDON);

    assertThat(bounds).hasSize(31);
    assertThat(bounds).contains(Instant.parse("2026-10-24T23:00:00Z"));
    assertThat(bounds).contains(Instant.parse("2026-10-26T00:00:00Z"));
    assertThat(bounds.get(30)).isEqualTo("2026-11-03T00:00:00Z");
  }

  @ParameterizedTest
  @EnumSource
  void slotsAreFullHoursAndFollowOneAnotherWhateverTheZone(Period period) {
    for (String zone : List.of("Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago")) {
      Instant now = Instant.parse("2026-04-05T03:30:00Z");
      List<Instant> bounds = period.bounds(now, ZoneId.of(zone));

      assertThat(bounds).isSorted().doesNotHaveDuplicates();
      assertThat(bounds).allMatch(at -> at.getEpochSecond() % 3600 == 0);
      assertThat(bounds.get(bounds.size() - 1)).isAfter(now);
      assertThat(bounds.get(bounds.size() - 2)).isBeforeOrEqualTo(now);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPeriodIsReadAsItIsWritten(Period period) {
    assertThat(Period.of(period.code())).isEqualTo(period);
  }
}

package io.checkpost.ingest.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HabitTest {

  /** A Monday. */
  private static final LocalDate BEGIN = LocalDate.of(2026, 3, 2);

  private static final Duration WEEK = Duration.ofDays(7);

  /** What a portal's rows hold, told message by message. */
  private static final class Portal {

    private final Instant first;
    private final Habit habit;
    private Instant last;

    Portal(Instant first) {
      this.first = first;
      this.last = first;
      this.habit = Habit.of(first);
    }

    /** Returns whether its quiet was unusual before this message ended it. */
    boolean wasSilentBefore(Instant next) {
      boolean silent = habit.unusualAt(last).filter(at -> at.isBefore(next)).isPresent();
      habit.learn(first, last, next);
      last = next;
      return silent;
    }
  }

  private static Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).toInstant(ZoneOffset.UTC);
  }

  /** Every quarter of an hour from nine to five on workdays. */
  private static List<Instant> officeHours(int weeks) {
    List<Instant> times = new ArrayList<>();
    for (LocalDate day = BEGIN; day.isBefore(BEGIN.plusWeeks(weeks)); day = day.plusDays(1)) {
      if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
        for (int minutes = 9 * 60; minutes <= 17 * 60; minutes += 15) {
          times.add(at(day, LocalTime.MIN.plusMinutes(minutes)));
        }
      }
    }
    return times;
  }

  private static Portal knownBy(List<Instant> times) {
    Portal portal = new Portal(times.get(0));
    times.forEach(portal::wasSilentBefore);
    return portal;
  }

  /** Whatever came, and so certainly within the first day. */
  @Property(tries = 300)
  void inItsFirstWeekNobodyIsSilent(
      @ForAll @Size(min = 1, max = 60)
          Set<@IntRange(min = 0, max = 7 * 24 * 60 - 1) Integer> minutes) {
    Instant begin = at(BEGIN, LocalTime.MIN);
    List<Instant> times =
        new TreeSet<>(minutes).stream().map(m -> begin.plus(Duration.ofMinutes(m))).toList();
    Portal portal = knownBy(times);

    assertThat(portal.habit.unusualAt(portal.last))
        .satisfies(
            at -> assertThat(at.isEmpty() || !at.get().isBefore(times.get(0).plus(WEEK))).isTrue());
  }

  /** Nights, weekends and whatever else a week has, each week again, give or take a quarter. */
  @Property(tries = 200)
  void whoKeepsToItsWeekIsNeverSilent(
      @ForAll @Size(min = 1, max = 200)
          Set<@IntRange(min = 0, max = Habit.SLOTS - 1) Integer> slots,
      @ForAll long seed) {
    Random random = new Random(seed);
    Instant begin = at(BEGIN, LocalTime.MIN);
    Portal portal = null;
    for (int week = 0; week < 20; week++) {
      for (int slot : new TreeSet<>(slots)) {
        Instant next =
            begin
                .plus(WEEK.multipliedBy(week))
                .plus(Habit.SLOT.multipliedBy(slot))
                .plusSeconds(random.nextInt(1800 + 900) - 450);
        if (portal == null) {
          portal = new Portal(next);
        } else if (next.isAfter(portal.last)) {
          assertThat(portal.wasSilentBefore(next)).as("week %s, slot %s", week, slot).isFalse();
        }
      }
    }
  }

  /** Few messages at any time: one in ten thousand gaps may be called a silence, not more. */
  @Property(tries = 20)
  void whoSendsAtRandomIsHardlyEverCalledSilent(
      @ForAll @IntRange(min = 1, max = 40) int aDay, @ForAll long seed) {
    Random random = new Random(seed);
    Instant next = at(BEGIN, LocalTime.NOON);
    Portal portal = new Portal(next);
    int silences = 0;
    int gaps = 26 * 7 * aDay;
    for (int i = 0; i < gaps; i++) {
      double gapDays = -Math.log(1 - random.nextDouble()) / aDay;
      next = next.plusSeconds(1 + (long) (gapDays * 86_400));
      silences += portal.wasSilentBefore(next) ? 1 : 0;
    }
    assertThat(silences).as("%s a day, %s gaps", aDay, gaps).isLessThanOrEqualTo(1 + gaps / 1_000);
  }

  @Test
  void whoStopsInOfficeHoursIsNoticedWithinThem() {
    List<Instant> times = officeHours(10);
    LocalDate monday = BEGIN.plusWeeks(10);
    times.add(at(monday, LocalTime.of(9, 0)));
    times.add(at(monday, LocalTime.of(9, 15)));
    Portal portal = knownBy(times);

    assertThat(portal.habit.unusualAt(portal.last).orElseThrow())
        .isBetween(at(monday, LocalTime.of(11, 0)), at(monday, LocalTime.of(12, 0)));
  }

  @Test
  void whoStopsOverTheWeekendIsNoticedOnMonday() {
    Portal portal = knownBy(officeHours(10));
    LocalDate monday = BEGIN.plusWeeks(10);

    assertThat(portal.habit.unusualAt(portal.last).orElseThrow())
        .isBetween(at(monday, LocalTime.of(10, 30)), at(monday, LocalTime.of(12, 0)));
  }

  @Test
  void inTheSecondWeekItTakesLongerToBeSure() {
    Portal portal = knownBy(officeHours(1));
    LocalDate monday = BEGIN.plusWeeks(1);

    assertThat(portal.habit.unusualAt(portal.last).orElseThrow())
        .isBetween(at(monday, LocalTime.of(15, 0)), at(monday, LocalTime.of(17, 0)));
  }

  @Test
  void clocksThatGoBackAnHourAreNoSilence() {
    Portal portal = knownBy(officeHours(26));
    LocalDate monday = BEGIN.plusWeeks(26);

    assertThat(portal.wasSilentBefore(at(monday, LocalTime.of(10, 0)))).isFalse();
  }

  @Test
  void anotherHabitIsLearnedWithinWeeks() {
    Portal portal = knownBy(officeHours(10));
    List<Integer> weeksWithSilence = new ArrayList<>();
    for (int week = 10; week < 30; week++) {
      for (DayOfWeek day : DayOfWeek.values()) {
        // mornings only from now on, and no Fridays
        if (day.compareTo(DayOfWeek.FRIDAY) < 0) {
          LocalDate date = BEGIN.plusWeeks(week).plusDays(day.getValue() - 1);
          for (int hour = 9; hour < 13; hour++) {
            if (portal.wasSilentBefore(at(date, LocalTime.of(hour, 10)))) {
              weeksWithSilence.add(week);
            }
          }
        }
      }
    }
    assertThat(weeksWithSilence).contains(10).doesNotContain(25, 26, 27, 28, 29);
  }

  @Test
  void aHabitIsReadAsItWasWritten() {
    Habit habit = knownBy(officeHours(3)).habit;

    assertThat(Habit.read(habit.bytes()).bytes()).isEqualTo(habit.bytes());
  }
}

package io.checkpost.web.overview;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.overview.Period;
import io.checkpost.ingest.overview.Received;
import io.checkpost.web.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was received, as columns one beside the other. */
public final class Chart {

  private final List<Column> columns = new ArrayList<>();
  private final long top;
  private final Period period;
  private final @Nullable PortalId portal;
  private final Received received;
  private final Words words;

  Chart(Period period, @Nullable PortalId portal, Received received, Words words) {
    this.period = period;
    this.portal = portal;
    this.received = received;
    this.words = words;
    this.top = roundTop(received.slots().stream().mapToLong(Received.Slot::all).max().orElse(0));
    List<Received.Slot> slots = received.slots();
    for (int i = 0; i < slots.size(); i++) {
      columns.add(column(slots.get(i), i % ticksApart(period) == 0));
    }
  }

  /** Returns the least even number of few digits that is not below a count. */
  static long roundTop(long most) {
    long unit = 1;
    while (unit * 10 < most) {
      unit *= 10;
    }
    for (long digits : new long[] {2, 4, 6, 8}) {
      if (unit * digits >= most) {
        return unit * digits;
      }
    }
    return unit * 10;
  }

  private static int ticksApart(Period period) {
    return switch (period) {
      case DAY -> 6;
      case WEEK -> 4;
      case MONTH -> 5;
    };
  }

  private Column column(Received.Slot slot, boolean ticked) {
    Stack stack = new Stack(top);
    List<Column.Bar> bars = new ArrayList<>();
    for (Disposition disposition : Disposition.values()) {
      long messages = count(slot, disposition);
      if (messages > 0) {
        bars.add(bar(slot, disposition, messages, stack.put(messages)));
      }
    }
    return new Column(
        label(slot),
        ticked ? words.time(slot.from(), "overview.tick." + period.code()) : null,
        number(slot.all()),
        MessagesLink.of(portal, slot).toString(),
        bars);
  }

  private Column.Bar bar(
      Received.Slot slot, Disposition disposition, long messages, Stack.Part part) {
    return new Column.Bar(
        disposition.code(),
        words.disposition(disposition),
        number(messages),
        MessagesLink.of(portal, slot).with(disposition).toString(),
        part.end(),
        part.length());
  }

  private static long count(Received.Slot slot, Disposition disposition) {
    return switch (disposition) {
      case ACCEPTED -> slot.accepted();
      case DUPLICATE -> slot.duplicate();
      case QUARANTINED -> slot.quarantined();
    };
  }

  private String label(Received.Slot slot) {
    return period == Period.MONTH
        ? words.time(slot.from(), "overview.slot.day")
        : words.text(
            "overview.slot",
            words.time(slot.from(), "overview.slot.from"),
            words.time(slot.to(), "overview.slot.to"));
  }

  private String number(long value) {
    return words.text("overview.number", value);
  }

  /** Returns the columns, the oldest first. */
  public List<Column> getColumns() {
    return columns;
  }

  /** Returns what the top of the chart stands for. */
  public String getTop() {
    return number(top);
  }

  /** Returns what its middle stands for. */
  public String getHalf() {
    return number(top / 2);
  }

  /** Returns how many messages came in all. */
  public String getAll() {
    return number(received.all());
  }

  /** Returns the list of them. */
  public String getLink() {
    return MessagesLink.of(portal, received).toString();
  }

  /** Tells whether nothing came. */
  public boolean isNothing() {
    return received.all() == 0;
  }

  /** Returns the ways in which messages can end, from the bottom of the chart. */
  public List<Ending> getEndings() {
    List<Ending> endings = new ArrayList<>();
    for (Disposition disposition : Disposition.values()) {
      long messages = received.slots().stream().mapToLong(slot -> count(slot, disposition)).sum();
      endings.add(
          new Ending(
              disposition.code(), words.disposition(disposition), number(messages), messages > 0));
    }
    return endings;
  }

  /**
   * A way in which messages end.
   *
   * @param code the name of its colour
   * @param messages how many did in the period
   * @param any whether any did
   */
  public record Ending(String code, String label, String messages, boolean any) {}
}

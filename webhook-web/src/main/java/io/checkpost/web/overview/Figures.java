package io.checkpost.web.overview;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.activity.ActivePortal;
import io.checkpost.ingest.activity.PortalActivity;
import io.checkpost.ingest.attention.AttentionQueue;
import io.checkpost.ingest.attention.OpenItems;
import io.checkpost.ingest.dispatch.DispatchHealth;
import io.checkpost.ingest.dispatch.FailingObserver;
import io.checkpost.ingest.dispatch.PendingMessage;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.overview.Received;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.UndeliveredCount;
import io.checkpost.web.text.Age;
import io.checkpost.web.text.Words;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What waits for somebody, each figure read for itself: one that cannot be read is shown as not
 * known, and hides no other.
 */
@ApplicationSingleton
final class Figures {

  private static final Logger LOG = System.getLogger(Figures.class.getName());

  /** Beyond it a number says no more, and costs more to find out. */
  private static final int MOST_OPEN = 1000;

  private static final int MOST_PORTALS = 12;

  /** What is younger is on its way and waits for nobody. */
  private static final Duration USUAL = Duration.ofMinutes(1);

  private final AttentionQueue queue;
  private final Deliveries deliveries;
  private final DispatchHealth dispatch;
  private final PortalActivity activity;
  private final Portals portals;
  private final Clock clock;
  private final Words words;

  @Inject
  Figures(
      AttentionQueue queue,
      Deliveries deliveries,
      DispatchHealth dispatch,
      PortalActivity activity,
      Portals portals,
      Clock clock,
      Words words) {
    this.queue = queue;
    this.deliveries = deliveries;
    this.dispatch = dispatch;
    this.activity = activity;
    this.portals = portals;
    this.clock = clock;
    this.words = words;
  }

  /** Returns the figures; without those that are about no portal where they are of one only. */
  List<Figure> of(@Nullable PortalId portal, Received received) {
    List<Figure> figures = new ArrayList<>();
    figures.add(open(portal));
    figures.add(quarantined(portal, received));
    figures.add(undelivered(portal));
    if (portal == null) {
      figures.add(observers());
      figures.add(oldest());
    }
    return figures;
  }

  private Figure open(@Nullable PortalId portal) {
    String link = "/attention?state=open" + (portal == null ? "" : "&portal=" + portal);
    return known(() -> queue.open(portal, MOST_OPEN + 1))
        .map(items -> open(items, link))
        .orElseGet(() -> Figure.unknown("open", link));
  }

  private Figure open(OpenItems items, String link) {
    Instant oldest = items.oldest();
    return new Figure(
        "open",
        items.count() == 0 ? "passed" : "review",
        counted(items.count(), MOST_OPEN),
        link,
        oldest == null ? null : words.text("overview.oldest", age(oldest)));
  }

  private Figure quarantined(@Nullable PortalId portal, Received received) {
    return new Figure(
        "quarantined",
        received.quarantined() == 0 ? "passed" : "review",
        number(received.quarantined()),
        MessagesLink.of(portal, received).with(Disposition.QUARANTINED).toString(),
        null);
  }

  private Figure undelivered(@Nullable PortalId portal) {
    String link = "/deliveries" + (portal == null ? "" : "?portal=" + portal);
    return known(() -> deliveries.undelivered(portal))
        .map(count -> undelivered(count, link))
        .orElseGet(() -> Figure.unknown("undelivered", link));
  }

  private Figure undelivered(UndeliveredCount count, String link) {
    return new Figure(
        "undelivered",
        count.dead() > 0 ? "failed" : count.pending() > 0 ? "pending" : "passed",
        count.more() ? words.text("overview.more", count.all()) : number(count.all()),
        link,
        count.all() == 0 ? null : words.text("overview.given-up", count.dead()));
  }

  private Figure observers() {
    String link = "/observers";
    return known(dispatch::failingObservers)
        .map(failing -> observers(failing, link))
        .orElseGet(() -> Figure.unknown("observers", link));
  }

  private Figure observers(List<FailingObserver> failing, String link) {
    return new Figure(
        "observers",
        failing.isEmpty() ? "passed" : "failed",
        number(failing.size()),
        link,
        failing.isEmpty()
            ? null
            : failing.stream().map(FailingObserver::id).limit(3).collect(Collectors.joining(", ")));
  }

  private Figure oldest() {
    return known(() -> dispatch.oldestPending().map(this::oldest).orElseGet(this::noneWaits))
        .orElseGet(() -> Figure.unknown("oldest", "/messages"));
  }

  private Figure oldest(PendingMessage message) {
    boolean usual = message.receivedAt().isAfter(clock.instant().minus(USUAL));
    return new Figure(
        "oldest",
        usual ? "pending" : "review",
        age(message.receivedAt()),
        "/message?id=" + message.id(),
        null);
  }

  private Figure noneWaits() {
    return new Figure("oldest", "passed", words.text("overview.none"), "/messages", null);
  }

  /** Returns the last messages of portals; empty when they are not known. */
  Optional<List<PortalRow>> lastMessages(@Nullable PortalId portal) {
    return known(
        () -> {
          List<ActivePortal> active =
              portal == null
                  ? activity.mostTelling(MOST_PORTALS)
                  : activity.of(List.of(portal)).entrySet().stream()
                      .map(known -> new ActivePortal(known.getKey(), known.getValue()))
                      .toList();
          Map<PortalId, String> names =
              portals.names(active.stream().map(ActivePortal::id).toList());
          return active.stream()
              .map(
                  each ->
                      new PortalRow(each, names.getOrDefault(each.id(), ""), age(each.last().at())))
              .toList();
        });
  }

  private <T> Optional<T> known(Supplier<T> figure) {
    try {
      return Optional.of(figure.get());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, LogLine.of("overview.figure-unknown").because(e).toString());
      return Optional.empty();
    }
  }

  private String counted(int count, int most) {
    return count > most ? words.text("overview.more", most) : number(count);
  }

  private String number(long value) {
    return words.text("overview.number", value);
  }

  private String age(Instant since) {
    return Age.of(since, clock.instant(), words);
  }
}

package io.checkpost.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.blackbox.observer.WritingObserver;
import io.checkpost.ingest.database.Dialect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What observers are owed that are no longer there, on the packaged server. */
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
class ParkedIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Node.Plan plan;

  ParkedIT(Dialect dialect) {
    plan = Node.Plan.on(dialect, "parked").with("CHECKPOST_DISPATCH_LEASE", "PT3S");
  }

  @Test
  void whatARemovedObserverIsOwedIsParkedAndItsMessageIsShown() {
    String messageId = failedOnByAnObserver();
    try (Node without = plan.start()) {
      // each observer's last sign of life has a time of its own
      without.await(PATIENCE, "parked", () -> !states(without, messageId).contains("waiting"));
      assertThat(states(without, messageId)).contains("parked");
    }
  }

  /** The observers have nowhere to write, so they fail. */
  private String failedOnByAnObserver() {
    try (Node with =
        plan.running(ObservedJar.path()).with(WritingObserver.FILE, "/nowhere/at-all").start()) {
      Client client = with.client();
      String messageId = client.post(client.newPortal("credas"), OutageIT.body(1)).messageId();
      with.await(PATIENCE, "failing", () -> states(with, messageId).contains("waiting"));
      return messageId;
    }
  }

  private static List<String> states(Node node, String messageId) {
    return node.client().message(messageId).path("observers").findValuesAsText("state");
  }
}

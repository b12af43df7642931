package io.checkpost.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.TestJournal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class GrowingQuarantineTest {

  private final TestDatabase store;
  private final MutableClock clock = new MutableClock();
  private final TestJournal journal;
  private final PortalId portal;

  GrowingQuarantineTest(Dialect dialect) {
    store = TestDatabase.of(dialect, Map.of("checkpost.alert.quarantined-per-hour", "3"));
    journal = new TestJournal(store, clock);
    portal = io.checkpost.ingest.journal.Messages.portalIn(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<Finding> found() throws SQLException {
    GrowingQuarantine condition = new GrowingQuarantine(store.settings());
    return store
        .database()
        .inTransaction(connection -> condition.find(connection, clock.instant()));
  }

  private void quarantine() {
    journal.append(portal, "credas", new Interpretation.Quarantined("ambiguous", "Two values."));
  }

  @Test
  void manyWithinAnHourAreFoundAndTheSameManyOverADayAreNot() throws SQLException {
    quarantine();
    clock.advance(Duration.ofMinutes(40));
    quarantine();
    assertThat(found()).isEmpty();
    clock.advance(Duration.ofMinutes(19));
    quarantine();
    assertThat(found()).hasSize(1);

    clock.advance(Duration.ofMinutes(2));
    assertThat(found()).isEmpty();
  }
}

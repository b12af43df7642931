package io.checkpost.ingest.audit;

import io.checkpost.ingest.database.TestDatabase;
import java.time.Clock;
import java.util.List;

/** The audit log over a test's database. */
public final class TestAudit {

  private TestAudit() {}

  /** Returns a log in which everything is Checkpost's own doing. */
  public static AuditLog over(TestDatabase store, Clock clock) {
    return new AuditLog(store.database(), store.keyset(), new Acting(), clock);
  }

  /** Returns what was written down, the newest first. */
  public static List<AuditedAct> acts(TestDatabase store) {
    return over(store, Clock.systemUTC()).list(AuditFilter.EVERYTHING, 200, null).items();
  }
}

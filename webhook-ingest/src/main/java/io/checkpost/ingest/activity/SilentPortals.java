package io.checkpost.ingest.activity;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Portals for which nothing came for longer than is usual. */
@ApplicationSingleton
final class SilentPortals implements Condition {

  private final ActivityStore store;

  @Inject
  SilentPortals(ActivityStore store) {
    this.store = store;
  }

  @Override
  public String kind() {
    return "portal-silent";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    return store.silent(connection, now).stream()
        .map(
            silent ->
                new Finding(
                    silent.portalId().toString(),
                    "Nothing has come since %s.".formatted(silent.lastReceivedAt())))
        .toList();
  }
}

package io.checkpost.ingest.replay;

import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.replay.MessageSelection.Scanned;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many messages there are, found out a bounded number at a time. */
final class Counting {

  private static final int SCAN = 1000;

  private @Nullable Cursor cursor;
  private long messages;

  /** Looks at the next messages; true when those were the last. */
  boolean goOn(Connection connection, MessageSelection selection) throws SQLException {
    List<Scanned> scanned = selection.scan(connection, cursor, SCAN);
    messages += scanned.stream().filter(Scanned::wanted).count();
    if (!scanned.isEmpty()) {
      cursor = scanned.get(scanned.size() - 1).place();
    }
    return scanned.size() < SCAN;
  }

  long messages() {
    return messages;
  }
}

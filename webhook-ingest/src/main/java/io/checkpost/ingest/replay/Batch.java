package io.checkpost.ingest.replay;

import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.replay.MessageSelection.Scanned;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages that are dealt with in one go.
 *
 * @param wanted those with which there is something to do, in the order of arrival
 * @param end the last message that was looked at; where the batch began when there was none
 * @param last whether there are no more messages behind it
 */
record Batch(List<Scanned> wanted, @Nullable Cursor end, boolean last) {

  private static final int SCAN = 200;

  static Batch next(Connection connection, Job job) throws SQLException {
    List<Scanned> scanned = job.selection().scan(connection, job.cursor(), SCAN);
    List<Scanned> wanted = new ArrayList<>();
    Cursor end = job.cursor();
    int looked = 0;
    for (Scanned message : scanned) {
      if (wanted.size() == job.batch()) {
        break;
      }
      if (message.wanted()) {
        wanted.add(message);
      }
      end = message.place();
      looked++;
    }
    return new Batch(wanted, end, looked == scanned.size() && scanned.size() < SCAN);
  }
}

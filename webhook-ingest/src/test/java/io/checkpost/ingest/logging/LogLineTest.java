package io.checkpost.ingest.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LogLineTest {

  @Test
  void valuesThatWouldRunIntoTheNextOneAreInQuotes() {
    assertThat(
            LogLine.of("journal.refused")
                .with("messages", 12)
                .with("why", "it said \"no\" and\nbroke the line\\")
                .with("empty", "")
                .toString())
        .isEqualTo(
            "event=journal.refused messages=12 why=\"it said \\\"no\\\" and broke the line\\\\\""
                + " empty=\"\"");
  }

  @Test
  void whatFailedIsToldByTypeAndStateAndNeverInItsOwnWords() {
    SQLException inner = new SQLException("row of Jane Doe", "23505");

    assertThat(LogLine.of("a.b").because(new IllegalStateException("Jane Doe", inner)).toString())
        .isEqualTo("event=a.b cause=IllegalStateException sqlState=23505");
  }
}

package io.checkpost.ingest.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portals;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A file of messages, newest first, that is about to be written, once. What comes in meanwhile is
 * newer than where it began, and not in it. Each page is a transaction of its own: one that is sent
 * slowly keeps nothing from anybody, and one that nobody takes any more ends with the next page.
 */
public final class MessageExport {

  private static final Logger LOG = System.getLogger(MessageExport.class.getName());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Function<String, Page<MessageSummary>> pageAt;
  private final Portals portals;
  private final ExportFormat format;
  private final String user;
  private final Instant begun;
  private final Page<MessageSummary> first;
  private final Map<PortalId, String> names = new HashMap<>();
  private long rows;

  MessageExport(
      Function<String, Page<MessageSummary>> pageAt,
      Portals portals,
      ExportFormat format,
      String user,
      Instant begun,
      Page<MessageSummary> first) {
    this.pageAt = pageAt;
    this.portals = portals;
    this.format = format;
    this.user = user;
    this.begun = begun;
    this.first = first;
  }

  /** Returns the media type of the file. */
  public String mediaType() {
    return format.mediaType();
  }

  /** Returns what tells a browser to keep it as a file of its own name. */
  public String contentDisposition() {
    return "attachment; filename=\"checkpost-messages-%s.%s\""
        .formatted(TIME.format(begun), format.code());
  }

  /**
   * Writes the file. Only a whole one has an end.
   *
   * @throws IOException when nobody takes it any more
   */
  public void writeTo(OutputStream file) throws IOException {
    boolean whole = false;
    try {
      write(file);
      whole = true;
    } finally {
      log(whole);
    }
  }

  private void write(OutputStream file) throws IOException {
    ExportedRows written = ExportedRows.of(format);
    file.write(written.begin().getBytes(UTF_8));
    Page<MessageSummary> page = first;
    while (true) {
      for (ExportedMessage message : exported(page.items())) {
        file.write(written.row(message).getBytes(UTF_8));
        rows++;
      }
      // whoever is gone is found out here
      file.flush();
      String next = page.next();
      if (next == null) {
        break;
      }
      page = pageAt.apply(next);
    }
    file.write(written.end(rows).getBytes(UTF_8));
    file.flush();
  }

  private List<ExportedMessage> exported(List<MessageSummary> page) {
    List<PortalId> unknown =
        page.stream()
            .map(MessageSummary::portalId)
            .distinct()
            .filter(portal -> !names.containsKey(portal))
            .toList();
    names.putAll(portals.names(unknown));
    return page.stream()
        .map(message -> ExportedMessage.of(message, name(message.portalId())))
        .toList();
  }

  private String name(PortalId portal) {
    return names.getOrDefault(portal, "");
  }

  private void log(boolean whole) {
    LOG.log(
        Level.INFO,
        "{0} got a file of {1} messages as {2}{3}",
        user,
        String.valueOf(rows),
        format.code(),
        whole ? "" : ", cut off there");
  }
}

package io.checkpost.web.messages;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.export.ExportFormat;
import io.checkpost.ingest.export.MessageExport;
import io.checkpost.ingest.export.MessageExports;
import io.checkpost.ingest.message.MessageCount;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.web.list.ListView;
import io.checkpost.web.list.Posted;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before messages leave as a file: which, how many they are, and as what. The file is
 * the answer to a POST.
 */
@Named
@RequestScoped
public class MessagesExportPage {

  /** How far it is counted while somebody waits. */
  private static final int MOST_COUNTED = 10_000;

  @Inject private FacesContext faces;
  @Inject private Messages messages;
  @Inject private MessageExports exports;
  @Inject private MessageFilters filters;
  @Inject private Words words;

  private ListView list;
  private @Nullable MessageCount count;

  @PostConstruct
  void begin() {
    list = new ListView("messages", "/messages-export", MessageFilters.ALL, external(), words);
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  /** Answers with the file that is posted for, or else counts what would be in it. */
  public void load() {
    list.load(Posted.isIt(external()) ? this::export : this::read);
  }

  private MessageFilter filter() {
    return MessageFilters.of(list.form(), words.zone());
  }

  private void read() {
    filters.offer(list);
    count = messages.count(filter(), MOST_COUNTED);
  }

  private void export() {
    ExternalContext external = external();
    MessageExport export = exports.begin(filter(), format(), external.getRemoteUser());
    external.responseReset();
    external.setResponseContentType(export.mediaType());
    external.setResponseHeader("X-Content-Type-Options", "nosniff");
    external.setResponseHeader("Cache-Control", "no-store");
    external.setResponseHeader("Content-Disposition", export.contentDisposition());
    faces.responseComplete();
    try {
      export.writeTo(external.getResponseOutputStream());
    } catch (IOException | DatabaseUnavailable e) {
      // a file without its end tells; nothing else can be said in the middle of it
    }
  }

  private ExportFormat format() {
    String code = external().getRequestParameterMap().getOrDefault("format", "");
    try {
      return ExportFormat.of(code);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("format", code, "csv or json");
    }
  }

  /** Returns the filter. */
  public ListView getList() {
    return list;
  }

  /** Returns how many messages would be in the file; null where that is not known. */
  public @Nullable MessageCount getCount() {
    return count;
  }

  /** Returns how many messages the file ends with, as its script reads it. */
  public String getExpected() {
    MessageCount counted = count;
    return counted == null || counted.atLeast() ? "unknown" : String.valueOf(counted.messages());
  }
}

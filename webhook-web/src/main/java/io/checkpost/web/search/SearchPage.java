package io.checkpost.web.search;

import io.checkpost.ingest.check.Subjects;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.Messages;
import io.checkpost.web.text.Words;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what an id or a reference is of and goes there. A message is found by the beginning of its
 * id. People and references are not: what is personal is stored encrypted, and looked up by a hash
 * of the whole.
 */
@Named
@RequestScoped
public class SearchPage {

  private static final String SOUGHT = "q";

  /** Of a minute in which thousands came in these are enough to see that more digits are needed. */
  private static final int MOST_MESSAGES = 20;

  @Inject private FacesContext faces;
  @Inject private Messages messages;
  @Inject private Subjects subjects;
  @Inject private Words words;

  private List<Hit> hits = List.of();
  private boolean unavailable;

  /** Looks, and leads to the one thing that is found; where there are more, they are shown. */
  public void load() throws IOException {
    ExternalContext external = faces.getExternalContext();
    try {
      hits = isNothingSought() ? List.of() : find(getSought());
    } catch (DatabaseUnavailable e) {
      unavailable = true;
      external.setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    if (hits.size() == 1) {
      external.redirect(external.getRequestContextPath() + hits.get(0).address());
    }
  }

  private List<Hit> find(String sought) {
    List<Hit> found = new ArrayList<>();
    messages.startingWith(sought, MOST_MESSAGES).stream().map(this::message).forEach(found::add);
    subjects.named(sought).entrySet().stream().map(this::person).forEach(found::add);
    reference(sought).ifPresent(found::add);
    return found;
  }

  private Hit message(MessageSummary message) {
    return new Hit(
        words.text("search.message", words.moment(message.receivedAt()), message.id()),
        "/message?id=" + message.id());
  }

  private Hit person(Map.Entry<String, String> known) {
    return new Hit(
        words.text("search.person", words.provider(known.getKey())),
        "/person?provider=%s&subject=%s"
            .formatted(words.encoded(known.getKey()), words.encoded(known.getValue())));
  }

  private Optional<Hit> reference(String sought) {
    MessageFilter filter =
        new MessageFilter(null, null, null, null, null, null, sought, null, null, null);
    return messages.list(filter, 1, null).items().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Hit(
                words.text("search.reference"),
                "/messages?clientReference=" + words.encoded(sought)));
  }

  /** Returns what is looked for. */
  public String getSought() {
    return faces.getExternalContext().getRequestParameterMap().getOrDefault(SOUGHT, "").strip();
  }

  /** Tells whether nothing is looked for. */
  public boolean isNothingSought() {
    return getSought().isEmpty();
  }

  /** Returns what is known by it, where that is not one thing. */
  public List<Hit> getHits() {
    return hits;
  }

  /** Tells whether the database cannot be asked. */
  public boolean isUnavailable() {
    return unavailable;
  }
}

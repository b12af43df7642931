package io.checkpost.web.portals;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.portal.Portal;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came for a portal last, inside another page. A browser without script asks for it again and
 * again for a while until something has come, unless its reader wants it to rest; the page around
 * it stays as it is.
 */
@Named
@RequestScoped
public class PortalMessagesPage {

  private static final int SECONDS = 5;

  /** After half an hour nobody looks, and the sign-in shall end as it does on other pages. */
  private static final int MOST_LOOKS = 360;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  @Inject private FacesContext faces;
  @Inject private RequestedPortal requested;
  @Inject private LatestMessages latest;

  private @Nullable Portal portal;
  private List<MessageSummary> messages = List.of();
  private boolean unavailable;

  @PostConstruct
  void find() {
    requested.named("id").ifPresent(this::read);
  }

  private void read(Portal found) {
    portal = found;
    try {
      messages = latest.of(found.id());
    } catch (DatabaseUnavailable e) {
      unavailable = true;
    }
  }

  /** Answers with an error when there is no such portal. */
  public void check() throws IOException {
    if (portal == null) {
      requested.end();
    }
  }

  /** Says when and where to ask again. */
  public String getRefresh() {
    return "%d; url=%s/portal-messages?id=%s&looked=%d"
        .formatted(
            SECONDS,
            faces.getExternalContext().getRequestContextPath(),
            getPortal().id(),
            looked() + 1);
  }

  private int looked() {
    String given = Optional.ofNullable(requested.parameter("looked")).orElse("0");
    return NUMBER.matcher(given).matches() ? Integer.parseInt(given) : MOST_LOOKS;
  }

  /** Tells whether it is asked for again by itself. */
  public boolean isWatching() {
    return messages.isEmpty()
        && looked() < MOST_LOOKS
        && !"true".equals(requested.parameter("rest"));
  }

  /** Tells whether there is such a portal. */
  public boolean isFound() {
    return portal != null;
  }

  /** Returns the portal. */
  public Portal getPortal() {
    return Objects.requireNonNull(portal, "the page asks isFound first");
  }

  /** Returns the messages, newest first. */
  public List<MessageSummary> getMessages() {
    return messages;
  }

  /** Tells whether the database cannot be asked. */
  public boolean isUnavailable() {
    return unavailable;
  }
}

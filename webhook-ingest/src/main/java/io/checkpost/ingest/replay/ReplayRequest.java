package io.checkpost.ingest.replay;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.message.MessageFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A replay that somebody asks for.
 *
 * @param kind what is done with each message
 * @param messages the messages themselves, of which the filter leaves some; empty where it alone
 *     says which
 * @param filter which messages; neither a client reference nor a client id flag is asked for
 * @param observer the one observer that is called again; null for all
 * @param ratePerSecond the most messages a second; null for what the setting says
 */
public record ReplayRequest(
    ReplayKind kind,
    Set<MessageId> messages,
    MessageFilter filter,
    @Nullable String observer,
    @Nullable Integer ratePerSecond) {

  /** Creates a request; the set is copied. */
  public ReplayRequest {
    messages = Set.copyOf(messages);
  }

  /** Creates a request about what a filter leaves. */
  public ReplayRequest(
      ReplayKind kind,
      MessageFilter filter,
      @Nullable String observer,
      @Nullable Integer ratePerSecond) {
    this(kind, Set.of(), filter, observer, ratePerSecond);
  }
}

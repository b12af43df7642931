package io.checkpost.web.live;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.live.Changes;
import jakarta.enterprise.event.Observes;
import jakarta.faces.event.WebsocketEvent;
import jakarta.faces.event.WebsocketEvent.Closed;
import jakarta.faces.event.WebsocketEvent.Opened;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * The sockets of open pages. Each belongs to a session and ends with it. What goes out is how often
 * things have changed, the same for everybody, and nothing of what did.
 */
@ApplicationSingleton
class Sockets {

  private final Changes changes;
  private final PushContext push;
  private final Set<Serializable> users = new HashSet<>();

  @Inject
  Sockets(Changes changes, @Push(channel = "live") PushContext push) {
    this.changes = changes;
    this.push = push;
    changes.onChange(this::tellEverybody);
  }

  /** Tells a page at once how things stand, for it may have missed something on the way. */
  synchronized void opened(@Observes @Opened WebsocketEvent socket) {
    Serializable user = socket.getUser();
    if (user != null) {
      if (users.isEmpty()) {
        changes.follow();
      }
      users.add(user);
      tell(user);
    }
  }

  synchronized void closed(@Observes @Closed WebsocketEvent socket) {
    Serializable user = socket.getUser();
    if (user != null && users.contains(user)) {
      tell(user);
    }
  }

  private synchronized void tellEverybody() {
    Set.copyOf(users).forEach(this::tell);
  }

  /** Who has no socket any more is forgotten by this; the end of a session is no event. */
  private void tell(Serializable user) {
    boolean reached = !push.send(Stand.of(changes).counts(), user).isEmpty();
    if (!reached && users.remove(user) && users.isEmpty()) {
      changes.unfollow();
    }
  }
}

package io.checkpost.ingest.audit;

import io.checkpost.ingest.ApplicationSingleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows on whose behalf a thread works, so that what is done need not be told by whom. */
@ApplicationSingleton
public final class Acting {

  private static final ThreadLocal<@Nullable Supplier<Actor>> ACTORS = new ThreadLocal<>();

  /** Some work that may fail. */
  @FunctionalInterface
  public interface Work<E1 extends Exception, E2 extends Exception> {

    /** Does it. */
    void run() throws E1, E2;
  }

  /**
   * Does something on somebody's behalf.
   *
   * @param actor asked when something is done that is to be written down, for who it is may come
   *     out on the way
   */
  public <E1 extends Exception, E2 extends Exception> void as(
      Supplier<Actor> actor, Work<E1, E2> work) throws E1, E2 {
    Supplier<Actor> before = ACTORS.get();
    ACTORS.set(actor);
    try {
      work.run();
    } finally {
      if (before == null) {
        ACTORS.remove();
      } else {
        ACTORS.set(before);
      }
    }
  }

  /** Returns on whose behalf this thread works: Checkpost's own, where nobody is named. */
  public Actor now() {
    Supplier<Actor> actor = ACTORS.get();
    return actor == null ? Actor.CHECKPOST : actor.get();
  }
}

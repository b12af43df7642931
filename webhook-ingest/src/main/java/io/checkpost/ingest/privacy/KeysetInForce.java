package io.checkpost.ingest.privacy;

import io.checkpost.ingest.ApplicationSingleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The master keyset of this process, known once the start has found and checked it. */
@ApplicationSingleton
public final class KeysetInForce {

  private final AtomicReference<@Nullable MasterKeyset> keyset = new AtomicReference<>();

  /** Puts a checked keyset in force. */
  public void set(MasterKeyset checked) {
    keyset.set(checked);
  }

  /**
   * Returns the keyset.
   *
   * @throws IllegalStateException before the start has found it; nothing is served until then
   */
  public MasterKeyset get() {
    MasterKeyset inForce = keyset.get();
    if (inForce == null) {
      throw new IllegalStateException("the master keyset is not known yet");
    }
    return inForce;
  }
}

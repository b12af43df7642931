package io.checkpost.ingest.provider.w2;

import io.checkpost.api.spi.WebhookProvider;

/** W2 for tests of other packages. */
public final class TestW2 {

  private TestW2() {}

  /** Returns the provider as it is deployed. */
  public static WebhookProvider provider() {
    return new W2Provider();
  }
}

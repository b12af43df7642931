package io.checkpost.ingest.provider.credas;

import io.checkpost.api.spi.WebhookProvider;

/** Credas for tests of other packages. */
public final class TestCredas {

  private TestCredas() {}

  /** Returns the provider as it is deployed. */
  public static WebhookProvider provider() {
    return new CredasProvider();
  }
}

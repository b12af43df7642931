package io.checkpost.ingest.access;

/**
 * An API key that was just made.
 *
 * @param apiKey what is kept of it
 * @param key the key itself, {@code cpk_…}, never shown again
 */
public record NewApiKey(ApiKey apiKey, String key) {

  @Override
  public String toString() {
    return "NewApiKey[" + apiKey.id() + "]";
  }
}

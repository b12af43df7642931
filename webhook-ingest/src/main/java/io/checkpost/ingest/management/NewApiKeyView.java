package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkpost.ingest.access.NewApiKey;

/** A key of this API with the key itself, shown this once. */
record NewApiKeyView(@JsonUnwrapped ApiKeyView apiKey, String key) implements View {

  static NewApiKeyView of(NewApiKey made) {
    return new NewApiKeyView(ApiKeyView.of(made.apiKey()), made.key());
  }
}

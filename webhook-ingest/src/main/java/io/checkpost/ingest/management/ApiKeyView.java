package io.checkpost.ingest.management;

import io.checkpost.ingest.access.ApiKey;

/** A key of this API, without the key itself. */
record ApiKeyView(String id, String name, String role, String createdAt, boolean fromSettings)
    implements View {

  static ApiKeyView of(ApiKey key) {
    return new ApiKeyView(
        key.id().toString(),
        key.name(),
        key.role().code(),
        key.createdAt().toString(),
        key.fromSettings());
  }
}

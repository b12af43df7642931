package io.checkpost.ingest.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** A body is not JSON. The message says where reading stopped and repeats nothing of it. */
public final class MalformedJson extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedJson(JsonProcessingException cause) {
    super(message(cause.getLocation()));
  }

  private static String message(JsonLocation location) {
    return location == null
        ? "The body is not JSON."
        : "The body is not JSON: line %d, column %d."
            .formatted(location.getLineNr(), location.getColumnNr());
  }
}

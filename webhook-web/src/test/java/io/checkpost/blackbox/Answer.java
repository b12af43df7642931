package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the intake answered.
 *
 * @param status the HTTP status
 * @param headers the HTTP headers
 * @param text the body
 */
record Answer(int status, HttpHeaders headers, String text) {

  static Answer of(HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(), response.headers(), new String(response.body(), UTF_8));
  }

  /** Returns the body as JSON; a missing node when it is none. */
  JsonNode json() {
    try {
      return Client.JSON.readTree(text);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  String messageId() {
    return json().path("messageId").asText();
  }

  @Nullable String disposition() {
    return json().path("disposition").textValue();
  }

  @Nullable String reason() {
    return json().path("reason").textValue();
  }

  String contentType() {
    return headers.firstValue("Content-Type").orElse("");
  }
}

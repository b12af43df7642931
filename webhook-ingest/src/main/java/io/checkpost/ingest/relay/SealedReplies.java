package io.checkpost.ingest.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.checkpost.ingest.privacy.DataKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;

/** What targets answered, sealed under the key of the message: an answer may quote the person. */
final class SealedReplies {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private SealedReplies() {}

  static byte[] sealHeaders(DataKey key, UUID delivery, int ordinal, Reply reply) {
    try {
      return key.seal(
          "delivery.headers." + ordinal, delivery, JSON.writeValueAsBytes(reply.headers()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("headers cannot be written", e);
    }
  }

  static Map<String, String> openHeaders(DataKey key, UUID delivery, int ordinal, byte[] sealed) {
    try {
      return JSON.readValue(key.open("delivery.headers." + ordinal, delivery, sealed), HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException("headers cannot be read", e);
    }
  }

  static byte[] sealBody(DataKey key, UUID delivery, int ordinal, Reply reply) {
    return key.seal("delivery.response." + ordinal, delivery, reply.body());
  }

  static byte[] openBody(DataKey key, UUID delivery, int ordinal, byte[] sealed) {
    return key.open("delivery.response." + ordinal, delivery, sealed);
  }
}

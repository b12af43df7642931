package io.checkpost.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.checkpost.api.CheckType;
import io.checkpost.api.Update;
import io.checkpost.ingest.privacy.DataKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/**
 * Writes and reads the sealed columns of the journal. Each value is bound to its row and column:
 * one that was moved elsewhere does not open.
 */
public final class SealedColumns {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          // a lone surrogate is no UTF-8, but an escape of it is JSON
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          // a later version may know more than this one
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new CheckTypes())
          .build();
  private static final ObjectWriter UPDATE_WRITER = JSON.writerFor(Update.class);
  private static final ObjectReader UPDATE_READER = JSON.readerFor(Update.class);
  private static final ObjectWriter ENVELOPE_WRITER = JSON.writerFor(Envelope.class);
  private static final ObjectReader ENVELOPE_READER = JSON.readerFor(Envelope.class);

  private SealedColumns() {}

  /** Seals {@code message.sealed_body}. */
  public static byte[] sealBody(DataKey key, UUID messageId, byte[] body) {
    return key.seal("message.body", messageId, body);
  }

  /** Opens {@code message.sealed_body}. */
  public static byte[] openBody(DataKey key, UUID messageId, byte[] sealed) {
    return key.open("message.body", messageId, sealed);
  }

  /** Seals {@code message.sealed_envelope}. */
  public static byte[] sealEnvelope(DataKey key, UUID messageId, Envelope envelope) {
    return key.seal("message.envelope", messageId, write(ENVELOPE_WRITER, envelope));
  }

  /** Opens {@code message.sealed_envelope}. */
  public static Envelope openEnvelope(DataKey key, UUID messageId, byte[] sealed) {
    return read(Envelope.class, ENVELOPE_READER, key.open("message.envelope", messageId, sealed));
  }

  /** Seals {@code check_update.sealed_content}. */
  public static byte[] sealContent(DataKey key, UUID messageId, int ordinal, Update update) {
    return key.seal("update.content." + ordinal, messageId, write(UPDATE_WRITER, update));
  }

  /** Opens {@code check_update.sealed_content}. */
  public static Update openContent(DataKey key, UUID messageId, int ordinal, byte[] sealed) {
    return read(
        Update.class, UPDATE_READER, key.open("update.content." + ordinal, messageId, sealed));
  }

  /** Seals {@code subject.sealed_id}. */
  public static byte[] sealSubjectId(DataKey key, UUID subject, String subjectId) {
    return key.seal("subject.id", subject, subjectId.getBytes(UTF_8));
  }

  /** Opens {@code subject.sealed_id}. */
  public static String openSubjectId(DataKey key, UUID subject, byte[] sealed) {
    return new String(key.open("subject.id", subject, sealed), UTF_8);
  }

  private static byte[] write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a sealed column cannot be written", e);
    }
  }

  private static <T> T read(Class<T> type, ObjectReader reader, byte[] json) {
    try {
      return type.cast(reader.readValue(json));
    } catch (IOException e) {
      throw new UncheckedIOException("a sealed column cannot be read", e);
    }
  }

  /** Keeps Jackson out of the public types. */
  private static final class CheckTypes extends SimpleModule {

    private static final long serialVersionUID = 1L;

    CheckTypes() {
      addSerializer(CheckType.class, ToStringSerializer.instance);
      addDeserializer(CheckType.class, new CheckTypeReader());
    }
  }

  private static final class CheckTypeReader extends FromStringDeserializer<CheckType> {

    private static final long serialVersionUID = 1L;

    CheckTypeReader() {
      super(CheckType.class);
    }

    @Override
    protected CheckType _deserialize(String value, DeserializationContext context) {
      return new CheckType(value);
    }
  }
}

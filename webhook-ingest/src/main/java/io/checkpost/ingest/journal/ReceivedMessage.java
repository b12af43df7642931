package io.checkpost.ingest.journal;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Interpretation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that waits to be made durable. */
public final class ReceivedMessage {

  private final MessageId id;
  private final PortalId portalId;
  private final String provider;
  private final Instant receivedAt;
  private final byte[] body;
  private final Envelope envelope;
  private final Interpretation interpretation;
  private final @Nullable ClientIdFlag clientIdFlag;

  /**
   * Creates a message.
   *
   * @param receivedAt in whole microseconds, which is what the databases keep
   * @param body after content encodings were taken off; not copied
   * @param interpretation what the provider made of the body
   */
  public ReceivedMessage(
      MessageId id,
      PortalId portalId,
      String provider,
      Instant receivedAt,
      byte[] body,
      Envelope envelope,
      Interpretation interpretation) {
    this(id, portalId, provider, receivedAt, body, envelope, interpretation, null);
  }

  private ReceivedMessage(
      MessageId id,
      PortalId portalId,
      String provider,
      Instant receivedAt,
      byte[] body,
      Envelope envelope,
      Interpretation interpretation,
      @Nullable ClientIdFlag clientIdFlag) {
    this.id = id;
    this.portalId = portalId;
    this.provider = provider;
    this.receivedAt = receivedAt;
    this.body = body;
    this.envelope = envelope;
    this.interpretation = interpretation;
    this.clientIdFlag = clientIdFlag;
  }

  /** Returns the same message with a doubt about whose it is; null for none. */
  public ReceivedMessage flagged(@Nullable ClientIdFlag flag) {
    return new ReceivedMessage(
        id, portalId, provider, receivedAt, body, envelope, interpretation, flag);
  }

  /**
   * Returns the same bytes with nothing read from them, for when the database refused the reading.
   */
  ReceivedMessage asUnreadBytes(Interpretation.Quarantined instead) {
    return new ReceivedMessage(
        id, portalId, provider, receivedAt, body, envelope, instead, clientIdFlag);
  }

  MessageId id() {
    return id;
  }

  PortalId portalId() {
    return portalId;
  }

  String provider() {
    return provider;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  byte[] body() {
    return body;
  }

  Envelope envelope() {
    return envelope;
  }

  Interpretation interpretation() {
    return interpretation;
  }

  @Nullable ClientIdFlag clientIdFlag() {
    return clientIdFlag;
  }

  @Override
  public String toString() {
    return "ReceivedMessage[" + id + "]";
  }
}

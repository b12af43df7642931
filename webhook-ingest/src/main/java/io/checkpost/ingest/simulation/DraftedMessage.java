package io.checkpost.ingest.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it would be sent.
 *
 * @param number its place in the simulation, from 1
 * @param values what was chosen for it
 * @param body the bytes
 * @param reading what the portal would make of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DraftedMessage(
    int number, Map<String, String> values, byte[] body, Interpretation reading) {

  /** Returns the body as text. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** Returns what it would say; nothing where it would not be understood. */
  public List<Update> updates() {
    return reading instanceof Interpretation.Understood understood
        ? understood.updates()
        : List.of();
  }

  /** Returns the person whom it is about; null where that would not be known. */
  public @Nullable String subjectId() {
    return reading.subjectId();
  }

  /** Returns why it would be quarantined, as a code; null where it would be understood. */
  public @Nullable String quarantine() {
    if (reading instanceof Interpretation.Quarantined quarantined) {
      return quarantined.reason();
    }
    return reading instanceof Interpretation.NotJson ? "not_json" : null;
  }

  @Override
  public String toString() {
    return "DraftedMessage[" + number + "]";
  }
}

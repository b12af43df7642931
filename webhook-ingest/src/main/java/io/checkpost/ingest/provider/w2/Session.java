package io.checkpost.ingest.provider.w2;

import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.ingest.provider.Ids;
import io.checkpost.ingest.provider.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session that a body is about, as soon as it is known: what is refused later has it too. */
final class Session {

  private @Nullable String id;

  Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** Takes the session from a field that has to be there. */
  String take(String field, @Nullable Json value) throws NotUnderstoodException {
    if (value == null) {
      throw NotUnderstoodException.missing(field);
    }
    if (!(value instanceof Json.Scalar scalar) || scalar instanceof Json.Bool) {
      throw NotUnderstoodException.malformed(field, Json.kindOf(value), "a text");
    }
    String canonical = Ids.canonical(scalar.text());
    if (canonical.isEmpty() || Ids.isEmptyGuid(canonical)) {
      throw NotUnderstoodException.missing(field);
    }
    if (canonical.length() > Ids.MAX_LENGTH) {
      throw NotUnderstoodException.malformed(
          field, Json.kindOf(value), "a text of at most %d characters".formatted(Ids.MAX_LENGTH));
    }
    id = canonical;
    return canonical;
  }
}

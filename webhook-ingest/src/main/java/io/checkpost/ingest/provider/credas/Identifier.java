package io.checkpost.ingest.provider.credas;

import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.ingest.provider.Ids;
import io.checkpost.ingest.provider.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two kinds of identifier that Credas sends, and how each is read. */
enum Identifier {
  /** A GUID on Credas's page; any other text is taken too, for an identifier is only compared. */
  TEXT("a GUID") {
    @Override
    Optional<String> canonical(Json.Scalar value) {
      return value instanceof Json.Bool
          ? Optional.empty()
          : Optional.of(Ids.canonical(value.text())).filter(id -> id.length() <= Ids.MAX_LENGTH);
    }
  },
  /** A whole number. */
  NUMBER("a whole number") {
    @Override
    Optional<String> canonical(Json.Scalar value) {
      return value.integer().map(String::valueOf);
    }
  };

  private final String accepted;

  Identifier(String accepted) {
    this.accepted = accepted;
  }

  abstract Optional<String> canonical(Json.Scalar value);

  /** Reads an identifier; empty where it is missing, blank or the GUID of zeros. */
  Optional<String> read(String field, @Nullable Json value) throws NotUnderstoodException {
    if (value == null || (value instanceof Json.Text text && text.raw().isBlank())) {
      return Optional.empty();
    }
    Optional<String> id =
        value instanceof Json.Scalar scalar ? canonical(scalar) : Optional.empty();
    if (id.isEmpty()) {
      throw NotUnderstoodException.malformed(field, Json.kindOf(value), accepted);
    }
    return id.filter(canonical -> !Ids.isEmptyGuid(canonical));
  }

  /** Reads an identifier that has to be there. */
  String require(String field, @Nullable Json value) throws NotUnderstoodException {
    return read(field, value).orElseThrow(() -> NotUnderstoodException.missing(field));
  }
}

package io.checkpost.ingest.database;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Maps a UUID column that may be null; one that may not needs nothing. Without it EclipseLink 4.0
 * fails when it reads a null. For reading only: EclipseLink binds a null as text, which PostgreSQL
 * refuses.
 */
@Converter
public final class NullableUuid implements AttributeConverter<UUID, Object> {

  @Override
  public @Nullable Object convertToDatabaseColumn(@Nullable UUID uuid) {
    return uuid;
  }

  @Override
  public @Nullable UUID convertToEntityAttribute(@Nullable Object column) {
    return (UUID) column;
  }
}

package io.checkpost.ingest.lifecycle;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.privacy.InvalidKeyset;
import io.checkpost.ingest.privacy.MasterKeyset;
import io.checkpost.ingest.privacy.Unreadable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Finds the master keyset and makes sure that it is the one the data was sealed with. A keyset is
 * made only where there is no data yet: a new one beside old data would make all of it unreadable.
 */
@ApplicationSingleton
final class KeysetSource {

  private static final String WITNESS = "keyset-witness";
  private static final UUID WITNESS_ID = new UUID(0, 1);
  private static final String WORD = "checkpost";

  private final Settings settings;
  private final Database database;

  @Inject
  KeysetSource(Settings settings, Database database) {
    this.settings = settings;
    this.database = database;
  }

  /**
   * Returns the keyset to use.
   *
   * @throws InvalidSetting when it is missing though there is data, or is not the data's
   * @throws SQLException when the database cannot be asked
   */
  MasterKeyset find() throws SQLException {
    Optional<byte[]> witness = database.inTransaction(KeysetSource::witness);
    MasterKeyset keyset = configured().or(this::inHome).orElseGet(() -> make(witness.isPresent()));
    check(keyset, witness);
    return keyset;
  }

  private Optional<MasterKeyset> configured() {
    if (settings.keyset().isPresent()) {
      return settings.keyset().map(text -> named("checkpost.keyset", text, MasterKeyset::parse));
    }
    return settings
        .keysetFile()
        .map(file -> named("checkpost.keyset.file", file, MasterKeyset::read));
  }

  /** Says which setting it was that led to no keyset. */
  private static <T> MasterKeyset named(String setting, T value, Function<T, MasterKeyset> reader) {
    try {
      return reader.apply(value);
    } catch (InvalidKeyset e) {
      throw new InvalidSetting(setting, String.valueOf(e.getMessage()));
    }
  }

  private Optional<MasterKeyset> inHome() {
    return Files.exists(homeFile()) ? Optional.of(MasterKeyset.read(homeFile())) : Optional.empty();
  }

  private Path homeFile() {
    return settings.home().resolve("keyset.json");
  }

  private MasterKeyset make(boolean thereIsData) {
    if (thereIsData) {
      throw new InvalidSetting(
          "checkpost.keyset.file",
          "there is data, but the master keyset that it was sealed with is missing: neither"
              + " checkpost.keyset nor checkpost.keyset.file is set, and "
              + homeFile()
              + " does not exist");
    }
    MasterKeyset made = MasterKeyset.generate();
    Path ownFile = homeFile().resolveSibling("keyset-" + UUID.randomUUID() + ".json");
    made.write(ownFile);
    return publish(ownFile);
  }

  /** Two nodes may start at once over one folder: the link is made by one of them only. */
  private MasterKeyset publish(Path ownFile) {
    try {
      try {
        Files.createLink(homeFile(), ownFile);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // the other node's is as good
      }
      Files.delete(ownFile);
      return MasterKeyset.read(homeFile());
    } catch (IOException e) {
      throw new UncheckedIOException("the keyset file " + homeFile() + " cannot be made", e);
    }
  }

  private void check(MasterKeyset keyset, Optional<byte[]> witness) throws SQLException {
    byte[] sealed =
        witness.isPresent()
            ? witness.get()
            : database.inTransaction(connection -> leaveWitness(connection, keyset));
    try {
      keyset.open(WITNESS, WITNESS_ID, sealed);
    } catch (Unreadable e) {
      throw new InvalidSetting(
          "checkpost.keyset.file", "this is not the master keyset that the data was sealed with");
    }
  }

  private static Optional<byte[]> witness(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sealed FROM keyset_witness")) {
      return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
    }
  }

  /** Returns the witness that stands: another node's, if it was first. */
  private static byte[] leaveWitness(Connection connection, MasterKeyset keyset)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO keyset_witness (id, sealed) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      insert.setObject(1, WITNESS_ID);
      insert.setBytes(2, keyset.seal(WITNESS, WITNESS_ID, WORD));
      insert.executeUpdate();
    }
    return witness(connection).orElseThrow();
  }

  /** Makes the home folder, for the owner alone. */
  static void makeHome(Path home) {
    try {
      Files.createDirectories(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new InvalidSetting("checkpost.home", "the folder " + home + " cannot be made");
    }
  }
}

package io.checkpost.ingest.portal;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Portals as a file, in YAML or JSON: an object {@code portals} of portals by keys that stay. What
 * the file says of a portal is what holds, with the settings that it does not name at their
 * defaults; token, signing secret, client id and pause stay as they are where it does not name
 * them. Portals that the file does not have are left alone.
 *
 * <p>Safe for use by many threads and nodes: who applies a file waits for who does. Every call
 * throws {@link io.checkpost.ingest.database.DatabaseUnavailable} when the database cannot be
 * asked.
 */
@ApplicationSingleton
public final class PortalFile {

  private static final Logger LOG = System.getLogger(PortalFile.class.getName());
  private static final String SETTING = "checkpost.portals.file";

  private final Entities entities;
  private final Providers providers;
  private final Settings settings;
  private final Clock clock;
  private final PortalDirectory directory;
  private final Function<String, Optional<String>> environment;
  private final PortalRules rules;
  private final PortalRows rows;

  /** Creates the bean. */
  @Inject
  public PortalFile(
      Entities entities,
      Providers providers,
      KeysetInForce keyset,
      Settings settings,
      Clock clock,
      PortalDirectory directory) {
    this(
        entities,
        providers,
        keyset,
        settings,
        clock,
        directory,
        variable -> Optional.ofNullable(System.getenv(variable)));
  }

  PortalFile(
      Entities entities,
      Providers providers,
      KeysetInForce keyset,
      Settings settings,
      Clock clock,
      PortalDirectory directory,
      Function<String, Optional<String>> environment) {
    this.entities = entities;
    this.providers = providers;
    this.settings = settings;
    this.clock = clock;
    this.directory = directory;
    this.environment = environment;
    this.rules = new PortalRules(settings);
    this.rows = new PortalRows(keyset, settings);
  }

  /**
   * Applies the file that the settings name, if they do, and logs what that changed.
   *
   * @throws InvalidSetting when the file cannot be read or taken; nothing was changed then
   */
  public void applyConfigured() {
    settings.portalsFile().ifPresent(file -> log(apply(file)));
  }

  private PortalFileDiff apply(Path file) {
    try {
      return apply(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidSetting(SETTING, "the file " + file + " cannot be read");
    } catch (InvalidPortalFile e) {
      throw new InvalidSetting(SETTING, file + ", " + e.getMessage());
    }
  }

  private static void log(PortalFileDiff diff) {
    diff.created().forEach(key -> log(Level.INFO, about(key, "new")));
    diff.changed()
        .forEach(
            changed ->
                log(
                    Level.INFO,
                    about(changed.key(), "changed")
                        .with("fields", String.join(",", changed.fields()))));
    diff.archived().forEach(key -> log(Level.WARNING, about(key, "archived-and-stays-so")));
    diff.left().forEach(key -> log(Level.WARNING, about(key, "no-longer-in-it-and-stays")));
    log(Level.INFO, LogLine.of("portal-file.applied").with("unchanged", diff.unchanged().size()));
  }

  private static LogLine about(String key, String is) {
    return LogLine.of("portal-file.portal").with("key", key).with("is", is);
  }

  private static void log(Level level, LogLine line) {
    LOG.log(level, line.toString());
  }

  /**
   * Makes and changes portals as a document says, all of them or none.
   *
   * @return what was changed
   * @throws InvalidPortalFile when it cannot be taken; nothing was changed then
   */
  public PortalFileDiff apply(byte[] document) {
    PortalFileDiff diff =
        withPlaces(
            document, portals -> entities.inTransaction(em -> application(em, portals).run()));
    directory.forget();
    return diff;
  }

  /**
   * Tells what {@link #apply} would change: does it all and takes it back.
   *
   * @throws InvalidPortalFile as that would
   */
  public PortalFileDiff rehearse(byte[] document) {
    return withPlaces(document, this::rehearse);
  }

  private PortalFileDiff rehearse(List<FilePortal> portals) {
    try {
      return entities.inTransaction(
          em -> {
            PortalFileDiff diff = application(em, portals).run();
            em.flush();
            throw new Rehearsed(diff);
          });
    } catch (Rehearsed e) {
      return e.diff;
    }
  }

  /** Ends a transaction that must not be committed. */
  private static final class Rehearsed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PortalFileDiff diff;

    Rehearsed(PortalFileDiff diff) {
      super("this was a rehearsal", null, false, false);
      this.diff = diff;
    }
  }

  private PortalFileApplication application(EntityManager em, List<FilePortal> portals) {
    return new PortalFileApplication(
        em, providers, rules, rows, clock.instant().truncatedTo(ChronoUnit.MICROS), portals);
  }

  private PortalFileDiff withPlaces(byte[] bytes, Function<List<FilePortal>, PortalFileDiff> use) {
    PortalDocument document = PortalDocument.read(bytes);
    try {
      return use.apply(FilePortal.of(document.root(), environment));
    } catch (InvalidInput e) {
      throw document.wrong(e);
    }
  }

  /**
   * Returns the portals that are not archived as a file, with references to the environment in the
   * place of secrets. One that never was in a file has its id as its key.
   */
  public byte[] export(PortalFileFormat format) {
    return entities.inTransaction(
        em ->
            format.write(
                new PortalFileExport(rows)
                    .of(
                        em.createQuery(
                                "SELECT p FROM StoredPortal p WHERE p.archivedAt IS NULL",
                                StoredPortal.class)
                            .getResultList())));
  }
}

package io.checkpost.blackbox;

import io.checkpost.ingest.database.Dialect;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * One node on each database for all tests that only send and ask: a start takes longer than most
 * tests. Tests keep apart by portals of their own.
 *
 * @param node the running node
 * @param plan how it was started
 * @param files where its database keeps its files
 * @param settings what leads to its database
 */
record Shared(Node node, Node.Plan plan, Path files, Map<String, String> settings) {

  private static final Map<Dialect, Shared> RUNNING = new EnumMap<>(Dialect.class);

  static synchronized Shared on(Dialect dialect) {
    return RUNNING.computeIfAbsent(dialect, Shared::start);
  }

  private static Shared start(Dialect dialect) {
    Path home = Scratch.folder("shared-" + dialect.name());
    return switch (dialect) {
      case H2 -> start(Node.Plan.in(home), home, Map.of());
      case POSTGRESQL -> {
        Postgres postgres = OnePostgres.RUNNING;
        Map<String, String> settings = postgres.newDatabase();
        yield start(Node.Plan.in(home).with(settings), postgres.data(), settings);
      }
    };
  }

  private static Shared start(Node.Plan plan, Path files, Map<String, String> settings) {
    return new Shared(plan.start(), plan, files, settings);
  }

  Client client() {
    return node.client();
  }

  /** The server that no test stops. */
  static final class OnePostgres {
    static final Postgres RUNNING = Postgres.started();

    private OnePostgres() {}
  }
}

package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.audit.TestAudit;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.ingest.provider.credas.TestCredas;
import io.checkpost.ingest.provider.w2.TestW2;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Portals over a test's database, with the two real providers. */
public final class TestPortals {

  private TestPortals() {}

  /** Returns the providers that tests have. */
  public static Providers providers() {
    return new Providers(List.of(TestCredas.provider(), TestW2.provider()));
  }

  /** Returns portals whose changes the directory gets to know at once. */
  public static Portals over(TestDatabase store, Clock clock, PortalDirectory directory) {
    return new Portals(
        store.entities(),
        providers(),
        store.keyset(),
        store.settings(),
        clock,
        directory,
        TestAudit.over(store, clock));
  }

  /** Returns the file of portals over a test's database, with the given environment. */
  public static PortalFile file(
      TestDatabase store, Clock clock, PortalDirectory directory, Map<String, String> environment) {
    return new PortalFile(
        store.entities(),
        providers(),
        store.keyset(),
        store.settings(),
        clock,
        directory,
        variable -> Optional.ofNullable(environment.get(variable)));
  }

  /** Returns portals with a directory of their own. */
  public static Portals over(TestDatabase store, Clock clock) {
    return over(store, clock, directory(store, clock));
  }

  /** Returns a directory, as another node would have it. */
  public static PortalDirectory directory(TestDatabase store, Clock clock) {
    return new PortalDirectory(store.database(), store.keyset(), clock);
  }

  /** Returns portals by a clock that stands still. */
  public static Portals over(TestDatabase store) {
    return over(store, new MutableClock());
  }

  /** Has a portal of Credas know its account, as if it had learned it. */
  static void learn(TestDatabase store, PortalId portal, String clientId) {
    store.execute(
        "UPDATE portal SET sealed_client_id = ?, client_id_index = ? WHERE id = ?",
        store.keyset().get().seal(Secrets.CLIENT_ID, portal.value(), clientId),
        new BlindIndex(store.keyset()).ofClientId("credas", clientId),
        portal.value());
  }
}

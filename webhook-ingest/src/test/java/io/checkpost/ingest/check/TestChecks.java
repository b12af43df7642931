package io.checkpost.ingest.check;

import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.DataKeys;

/** The reading of checks over a test's database. */
public final class TestChecks {

  private TestChecks() {}

  /** Returns the people of the two real providers. */
  public static Subjects subjects(TestDatabase store) {
    return new Subjects(
        store.entities(),
        TestPortals.providers(),
        new BlindIndex(store.keyset()),
        new DataKeys(store.keyset()),
        updates());
  }

  /** Returns where people stand. */
  public static Standings standings(TestDatabase store) {
    return new Standings(store.entities(), subjects(store), updates(), new Relations());
  }

  /** Returns what changed about people. */
  public static Timelines timelines(TestDatabase store) {
    return new Timelines(store.entities(), subjects(store), updates(), new Relations());
  }

  /** Returns the updates of messages. */
  public static Updates updates() {
    return new Updates();
  }
}

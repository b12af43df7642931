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

  /** Returns the updates of messages. */
  public static Updates updates() {
    return new Updates();
  }
}

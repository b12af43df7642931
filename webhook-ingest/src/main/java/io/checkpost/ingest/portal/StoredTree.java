package io.checkpost.ingest.portal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row of {@code portal_tree}, which is only locked. */
@Entity
@Table(name = "portal_tree")
class StoredTree {

  static final short THE_ONE = 1;

  @Id private short id;

  /** For JPA. */
  protected StoredTree() {}
}

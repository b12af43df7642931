package io.checkpost.ingest.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;

/** A row of {@code observer_set}: the observers that were called; only read. */
@Entity
@Table(name = "observer_set")
class StoredObserverSet {

  @Id private UUID id;
  @Column private String observers;

  /** For JPA. */
  protected StoredObserverSet() {}

  List<String> observers() {
    return observers.lines().toList();
  }
}
